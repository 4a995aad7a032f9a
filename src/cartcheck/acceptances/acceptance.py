"""An entry: what it accepts, why, and from when until when; and the file that holds such entries."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from cartcheck.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_NEXT = (
    'Write [[accept]] with id = "…", reason = "…" and date = 2026-11-22 (and, if it is to end, until = …).'
)
_WANTED: dict[str, type] = {"id": str, "reason": str, "date": date}


@dataclass(frozen=True, slots=True)
class Acceptance:
    """One entry: the id of what is accepted (`*` stands for anything), why and since when.

    `until` is the last day on which it holds, None for ever. `operation` and `summary` say which findings of that id are
    meant, "" for all.
    """

    id: str
    reason: str
    since: date
    until: date | None = None
    operation: str = ""
    summary: str = ""

    def means(self, found: str, operation: str = "", summary: str = "") -> bool:
        """Whether it is about that, today or not."""
        pairs = ((self.id, found), (self.operation or "*", operation), (self.summary or "*", summary))
        return all(_matches(pattern, text) for pattern, text in pairs)

    def holds(self, today: date) -> bool:
        """Whether it has not ended."""
        return self.until is None or today <= self.until

    @property
    def told(self) -> str:
        """Why and since when, in a few words."""
        ends = f", until {self.until}" if self.until else ""
        return f"{self.reason} ({self.since}{ends})"

    def idle(self, *, there: bool, today: date, whole: bool = True) -> str:
        """What is to be said of it where it accepted nothing.

        `there`: what it means was found; `whole`: all was asked that could find it.
        """
        if there and not self.holds(today):
            return f"Accepted until {self.until}, and still there: {self.name}."
        if there:
            return f"Accepted, but another entry does so already: {self.name}."
        far = "" if whole else ", as far as could be asked"
        return f"Accepted, but not there (any more){far}: {self.name}."

    @property
    def name(self) -> str:
        """What it accepts, in a few words."""
        return f"{self.id} in {self.operation}" if self.operation else self.id


def first_of(
    acceptances: Iterable[Acceptance], today: date, found: str, operation: str = "", summary: str = ""
) -> Acceptance | None:
    """The first entry that accepts this today."""
    return next(
        (one for one in acceptances if one.holds(today) and one.means(found, operation, summary)), None
    )


def read_acceptances(path: Path, *names: str) -> tuple[Acceptance, ...]:
    """The entries of a file; UsageError says which is wrong. `names` are further ones that an entry may have."""
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}.", _NEXT) from error
    except RecursionError:
        raise UsageError(f"{path} is no TOML: it is nested too deeply.", _NEXT) from None
    except ValueError as error:
        raise UsageError(f"{path} is no TOML: {error}.", _NEXT) from error
    entries = raw.get("accept", [])
    if (
        raw.keys() - {"accept"}
        or not isinstance(entries, list)
        or not all(isinstance(e, dict) for e in entries)
    ):
        raise UsageError(f"{path} may hold [[accept]] and nothing else.", _NEXT)
    return tuple(
        _acceptance(f"{path}, entry {number}", entry, names) for number, entry in enumerate(entries, 1)
    )


def _acceptance(place: str, entry: dict[str, Any], names: tuple[str, ...]) -> Acceptance:
    known: dict[str, type] = {**_WANTED, "until": date, **dict.fromkeys(names, str)}
    for name in [name for name in known if name in _WANTED or name in entry]:
        value = entry.get(name)
        if not value or not isinstance(value, known[name]) or isinstance(value, datetime):
            kind = "date" if known[name] is date else "text"
            raise UsageError(f"{place}: {name} is missing or no {kind}.", _NEXT)
    if wrong := sorted(entry.keys() - known.keys()):
        raise UsageError(f"{place}: {wrong[0]} is not understood.", _NEXT)
    more = {name: entry[name] for name in entry.keys() - _WANTED.keys()}
    return Acceptance(entry["id"], entry["reason"], entry["date"], **more)


def _matches(pattern: str, text: str) -> bool:
    parts = (re.escape(part) for part in pattern.split("*"))
    return re.fullmatch(".*".join(parts), text, re.DOTALL) is not None
