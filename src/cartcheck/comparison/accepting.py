"""Changes that are known and accepted, each with its reason and the date until which that holds: a TOML file."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, replace
from datetime import date
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Any

from cartcheck.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path

    from cartcheck.comparison.comparison import Comparison

_NEXT = (
    'Write [[accept]] with id = "…", reason = "…" and date = 2026-11-22 (and, if it is to end, until = …).'
)


@dataclass(frozen=True, slots=True)
class Acceptance:
    """One entry: the id of a difference (`*` stands for anything), why it is accepted and since when.

    `until` is the last day on which it holds, None for ever.
    """

    id: str
    reason: str
    since: date
    until: date | None = None

    def covers(self, difference: str, today: date) -> bool:
        """Whether a difference of that id is accepted today."""
        return fnmatchcase(difference, self.id) and (self.until is None or today <= self.until)


def read_acceptances(path: Path) -> tuple[Acceptance, ...]:
    """The entries of a file; UsageError says which is wrong."""
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}.", _NEXT) from error
    except ValueError as error:
        raise UsageError(f"{path} is no TOML: {error}.", _NEXT) from error
    unknown = sorted(raw.keys() - {"accept"})
    if unknown or not isinstance(raw.get("accept", []), list):
        raise UsageError(f"{path} may hold [[accept]] and nothing else.", _NEXT)
    return tuple(_acceptance(path, number, entry) for number, entry in enumerate(raw.get("accept", []), 1))


def _acceptance(path: Path, number: int, entry: Any) -> Acceptance:
    wanted = {"id": str, "reason": str, "date": date}
    optional = {"until": date}
    for name, kind in wanted.items():
        if not isinstance(entry.get(name), kind) or not entry[name]:
            raise UsageError(f"{path}, entry {number}: {name} is missing or not a {kind.__name__}.", _NEXT)
    wrong = sorted(entry.keys() - wanted.keys() - optional.keys())
    if wrong or not isinstance(entry.get("until", entry["date"]), date):
        raise UsageError(
            f"{path}, entry {number}: {wrong[0] if wrong else 'until'} is not understood.", _NEXT
        )
    return Acceptance(entry["id"], entry["reason"], entry["date"], entry.get("until"))


def accepting(comparison: Comparison, acceptances: tuple[Acceptance, ...], today: date) -> Comparison:
    """The comparison with its accepted differences marked; entries that fit nothing are told as a problem."""
    used: set[Acceptance] = set()
    marked = []
    for difference in comparison.differences:
        fitting = next((one for one in acceptances if one.covers(difference.id, today)), None)
        used |= {fitting} if fitting else set()
        said = f"{fitting.reason} ({fitting.since})" if fitting else ""
        marked.append(replace(difference, accepted=said))
    idle = tuple(f"Accepted, but not there (any more): {one.id}." for one in acceptances if one not in used)
    return replace(comparison, differences=tuple(marked), problems=(*comparison.problems, *idle))
