"""How a store says no: the form of an error, the names of refused fields, how access is denied, and its words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartcheck.comparison.difference import Difference, Row, Severity, Task
from cartcheck.comparison.verdicts import alike, operations, proofs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cartcheck.comparison.outcome import Outcome
    from cartcheck.comparison.pairs import Pair, Sides


def refusal_differences(sides: Sides) -> Iterator[Difference]:
    """The form of refusals, then the names of fields in those that are maps before and after."""
    refused = [pair for pair in alike(sides) if pair.was.verdict == "refused"]
    yield from _forms(refused)
    yield from _keys([pair for pair in refused if pair.was.form == pair.now.form], _freed(sides))


def _forms(refused: list[Pair]) -> Iterator[Difference]:
    groups: dict[tuple[str, str], list[Pair]] = {}
    for pair in refused:
        if pair.was.form != pair.now.form:
            groups.setdefault((pair.was.form, pair.now.form), []).append(pair)
    for (was, now), pairs in groups.items():
        yield Difference(
            f"refusal.form.{_short(was)}-to-{_short(now)}",
            Severity.BREAKING,
            Task.REFUSALS,
            f"Refusals are {now} instead of {was}: {operations(pairs)}",
            f"A client that expects {was} when something is refused.",
            "Take a text and a map under `error`, and an empty list, all for a refusal.",
            tuple(Row(pair.label, _told(pair.was), _told(pair.now)) for pair in pairs),
            proofs(pairs),
        )


def _short(form: str) -> str:
    return form.removeprefix("a ").removeprefix("an ").partition(" under")[0].replace(" ", "-")


def _told(outcome: Outcome) -> str:
    return "; ".join(outcome.said) or outcome.form


def _freed(sides: Sides) -> dict[str, set[str]]:
    """Fields that are no longer refused at all, by operation: told as accepted now, so not once more here."""
    found: dict[str, set[str]] = {}
    for pair in sides.calls:
        if pair.was.verdict == "refused" and pair.now.verdict == "accepted":
            found.setdefault(pair.intent, set()).update(pair.was.keys)
    return found


def _keys(refused: list[Pair], freed: dict[str, set[str]]) -> Iterator[Difference]:
    groups: dict[tuple[str, ...], list[tuple[Pair, str, str]]] = {}
    for pair in refused:
        lost = pair.was.keys - pair.now.keys - freed.get(pair.intent, set())
        gained = pair.now.keys - pair.was.keys
        if lost or gained:
            was, now = (", ".join(sorted(keys)) for keys in (lost, gained))
            groups.setdefault(_transformation(lost, gained), []).append((pair, was, now))
    for (name, title), found in groups.items():
        pairs = [pair for pair, _, _ in found]
        yield Difference(
            f"refusal.keys.{name}",
            Severity.RISKY if name == "gone" else Severity.BREAKING,
            Task.REFUSALS,
            f"{title}: {operations(pairs)}",
            "A client that shows or handles errors by field.",
            "Map the names of refused fields anew, as in the table.",
            tuple(Row(pair.label, was or "–", now or "–") for pair, was, now in found),
            proofs(pairs),
        )


def _transformation(lost: frozenset[str], gained: frozenset[str]) -> tuple[str, str]:
    """What became of the names: a prefix, another separator, other names."""
    prefixes = {new.removesuffix(old) for old in lost for new in gained if new.endswith(f"_{old}")}
    if len(prefixes) == 1:
        prefix = prefixes.pop()
        if all(new.startswith(prefix) for new in gained):
            return f"prefix-{prefix.rstrip('_')}", f"Refused fields have the prefix `{prefix}`"
    if lost and {key.replace(".", "_") for key in lost} == set(gained):
        return "separator", "Refused fields have `_` for `.` in their names"
    if not gained:
        return "gone", "Fields are no longer named in refusals"
    shown = ", ".join(f"`{key}`" for key in sorted(gained))
    return "-".join(sorted(gained)).replace(" ", "-"), f"Refused fields are called {shown}"


def denial_differences(sides: Sides) -> Iterator[Difference]:
    """How a call is answered that is not let in, before and after."""
    denied = [pair for pair in alike(sides) if pair.was.verdict == "no access"]
    changed = [pair for pair in denied if pair.was.manner != pair.now.manner]
    if not changed:
        return
    ways = list(dict.fromkeys(map(_manners, changed)))
    yield Difference(
        "refusal.no-access",
        Severity.BREAKING,
        Task.REFUSALS,
        "A call without access is answered in another way",
        "A client that sees by the answer that its token has expired, and logs in again.",
        "Recognise the new answer as “no access”, and log in (or sign) anew when it comes.",
        tuple(Row(operations(_of(changed, way)), *way) for way in ways),
        proofs(_of(changed, ways[0])[:1] + _of(changed, ways[-1])[:1]),
    )


def _manners(pair: Pair) -> tuple[str, str]:
    return pair.was.manner, pair.now.manner


def _of(pairs: list[Pair], way: tuple[str, str]) -> list[Pair]:
    return [pair for pair in pairs if _manners(pair) == way]


def word_differences(sides: Sides) -> Iterator[Difference]:
    """Messages in other words, all together; not of operations that answer otherwise anyway."""
    judged = {
        pair.intent for pair in sides.calls if pair.was.verdict != pair.now.verdict and sides.same_generation
    }
    changed = [pair for pair in alike(sides) if _says_otherwise(pair) and pair.intent not in judged]
    if changed:
        yield Difference(
            "words",
            Severity.COSMETIC,
            Task.ANSWERS,
            f"Messages have other words: {operations(changed)}",
            "A client that compares messages as text.",
            "Tell success and failure by the members `success` and `error`, never by their words.",
            tuple(Row(pair.label, "; ".join(pair.was.said), "; ".join(pair.now.said)) for pair in changed),
            proofs(changed),
        )


def _says_otherwise(pair: Pair) -> bool:
    was, now = pair.was, pair.now
    return was.said != now.said and bool(was.said and now.said) and was.keys == now.keys
