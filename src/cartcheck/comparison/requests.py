"""What is sent for the same question, where both stores accepted it: fields gone, new, moved or renamed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cartcheck.comparison.difference import Difference, Row, Severity, Task
from cartcheck.comparison.intents import ROUTING, SIGNING
from cartcheck.comparison.verdicts import operations, proofs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cartcheck.comparison.pairs import Pair, Sides
    from cartcheck.comparison.recording import Seen

_INDEX = re.compile(r"\[\d+\]")
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
# Values that are others from run to run: numbers, and what stands for a secret or for the row of a cart.
_VARIES = re.compile(r"-?\d+(?:\.\d+)?|\[\w+-\d+\]|[A-Za-z0-9+/]{16,}=*")

Fields = dict[str, tuple[str, str]]


def request_differences(sides: Sides) -> Iterator[Difference]:
    """One for each operation whose request changed; across dialects only, for a walk sends what its dialect says."""
    if not sides.walked or sides.before.version == sides.after.version:
        return
    elsewhere = _carried(sides)
    groups: dict[tuple[Row, ...], list[Pair]] = {}
    for pair in sides.calls:
        accepted = pair.was.verdict == pair.now.verdict == "accepted"
        if accepted and pair.intent not in {"", "login"} and pair.case == "right":
            rows = tuple(
                _rows(fields_of(pair.before), fields_of(pair.after), elsewhere.get(pair.intent, set()))
            )
            if rows:
                groups.setdefault(rows, []).append(pair)
    for rows, pairs in groups.items():
        about = pairs[0].intent
        yield Difference(
            f"request.{about}",
            Severity.BREAKING,
            Task.REQUESTS,
            f"Other fields have to be sent: {_fields(rows)} in {operations(pairs)}",
            f"A client that calls {operations(pairs)} with the fields as they were.",
            "Send the fields as in the table.",
            rows,
            proofs(pairs),
        )


def _fields(rows: tuple[Row, ...], most: int = 4) -> str:
    shown = ", ".join(f"`{row.where}`" for row in rows[:most])
    return shown if len(rows) <= most else f"{shown} and {len(rows) - most} more"


def fields_of(seen: Seen) -> Fields:
    """Each field with where it stands and its value; indexes and the credential left out."""
    form = {_INDEX.sub("[n]", name): ("form", value) for name, value in seen.asked.form}
    query = {
        _INDEX.sub("[n]", name): ("query", value)
        for name, value in seen.asked.query
        if name not in ROUTING | SIGNING
    }
    return query | form


def _carried(sides: Sides) -> dict[str, set[str]]:
    """By operation: fields of other operations, which a store without sessions wants with every call."""
    if not (sides.after.dialect and sides.after.dialect.traits.signed):
        return {}
    own: dict[str, set[str]] = {}
    for seen in sides.after.seen:
        if seen.question == f"{seen.intent}/right":
            own[seen.intent] = set(fields_of(seen))
    return {name: set().union(*(fields for other, fields in own.items() if other != name)) for name in own}


def _rows(was: Fields, now: Fields, carried: set[str]) -> Iterator[Row]:
    gone = [name for name in was if name not in now]
    new = [name for name in now if name not in was]
    for name in list(gone):
        twin = next(
            (other for other in new if other.endswith(f"_{name}") or other.startswith(f"{name}[")), None
        )
        if twin is not None:
            gone.remove(name)
            same = [other for other in new if other == twin or other.startswith(f"{name}[")]
            new = [other for other in new if other not in same]
            yield Row(name, _shown(name, was), ", ".join(_shown(other, now) for other in same))
    yield from (Row(name, _shown(name, was), "–") for name in gone)
    yield from (Row(name, "–", _shown(name, now)) for name in new if name not in carried)
    for name in was:
        if name in now and _changed(was[name], now[name]):
            yield Row(name, _shown(name, was), _shown(name, now))


def _changed(was: tuple[str, str], now: tuple[str, str]) -> bool:
    if was[0] != now[0]:
        return True
    return was[1] != now[1] and not all(_VARIES.fullmatch(value) for value in (was[1], now[1]))


def _shown(name: str, fields: Fields) -> str:
    place, value = fields[name]
    told = "…" if _NUMBER.fullmatch(value) and len(value) > 3 else value
    return f"{name}={told} ({place})"
