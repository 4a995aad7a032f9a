"""Answers of another class: refused, let in, broken; or of another status or media type."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartcheck.comparison.difference import Difference, Proof, Row, Severity, Task
from cartcheck.comparison.pairs import CARRIERS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cartcheck.comparison.outcome import Outcome
    from cartcheck.comparison.pairs import Pair, Sides

# What it is called, how bad it is, whom it breaks, what to do.
_CHANGES = {
    "accepted": (
        "Refused before, accepted now",
        Severity.RISKY,
        "A client that relies on the store to refuse this: what was an error goes through unnoticed.",
        "Check the fields in the client before sending; do not take an answer without error for proof that they are right.",
    ),
    "refused": (
        "Accepted before, refused now",
        Severity.BREAKING,
        "Every client that sends this.",
        "Send what the store asks for now; the refused fields and its words stand below.",
    ),
    "no access": (
        "Let in before, without access now",
        Severity.BREAKING,
        "Every client: a call that is authorised as before is turned away.",
        "Run `cartcheck diagnose` on the store: it tells why the token or signature is not taken.",
    ),
    "let in": (
        "Turned away before, let in now",
        Severity.RISKY,
        "Nobody's calls; but calls that nobody authorised reach the store.",
        "Find out who opened it (an extension, a changed file) before going live.",
    ),
    "not judged": (
        "Answers cannot be told apart any more",
        Severity.BREAKING,
        "Every client that reads the answer.",
        "Look at both answers below.",
    ),
}


def verdict_differences(sides: Sides) -> Iterator[Difference]:
    """One for each kind of change; across generations one for each kind and operation."""
    groups: dict[tuple[str, str], list[Pair]] = {}
    for pair in sides.calls:
        if is_broken(pair) or pair.was.verdict == pair.now.verdict:
            continue
        if not sides.same_generation and (pair.question in CARRIERS or _nobody_is_turned_away(pair)):
            continue
        kind = _kind(pair.was, pair.now)
        groups.setdefault((kind, "" if sides.same_generation else pair.intent), []).append(pair)
    for (kind, intent), pairs in groups.items():
        yield _difference(kind, intent, pairs)


def _nobody_is_turned_away(pair: Pair) -> bool:
    """A call without a token that was refused for another reason first, and is now for want of the token."""
    return pair.case == "no-token" and pair.now.verdict == "no access"


def _kind(was: Outcome, now: Outcome) -> str:
    if now.verdict in {"refused", "no access"} and was.verdict != "no access":
        return now.verdict
    if was.verdict == "no access":
        return "let in"
    return "accepted" if now.verdict == "accepted" else "not judged"


def _difference(kind: str, intent: str, pairs: list[Pair]) -> Difference:
    title, severity, breaks, remedy = _CHANGES[kind]
    about = operations(pairs) if len(pairs) > 2 else ", ".join(_asked(pair) for pair in pairs)
    task = (
        Task.ACCESS
        if kind in {"no access", "let in"} or {pair.intent for pair in pairs} == {"login"}
        else Task.REFUSALS
    )
    name = f"verdict.{kind.replace(' ', '-')}{f'.{intent}' if intent else ''}"
    rows = tuple(Row(pair.label, told(pair.was), told(pair.now)) for pair in pairs)
    return Difference(name, severity, task, f"{title}: {about}", breaks, remedy, rows, proofs(pairs))


def _asked(pair: Pair) -> str:
    case = pair.case.replace("_", " ").replace("-", " ")
    return (
        f"{pair.intent} ({case})" if case and pair.question.partition("/")[0] == pair.intent else pair.intent
    )


def told(outcome: Outcome) -> str:
    """An answer in a few words."""
    words = [outcome.verdict, *outcome.said[:2]]
    if outcome.verdict != "accepted" and not outcome.said:
        words.append(outcome.form)
    return ": ".join(words[:1]) + (f" ({'; '.join(words[1:])})" if len(words) > 1 else "")


def is_broken(pair: Pair) -> bool:
    """Whether the pair differs by what broke an answer, so that its class says nothing more."""
    return pair.was.breakage != pair.now.breakage


def breakage_differences(sides: Sides) -> Iterator[Difference]:
    """One for each way to be broken."""
    groups: dict[tuple[str, str], list[Pair]] = {}
    for pair in sides.calls if sides.before.dialect and sides.after.dialect else _recognising(sides):
        if pair.was.breakage != pair.now.breakage:
            groups.setdefault((pair.was.breakage, pair.now.breakage), []).append(pair)
    for (was, now), pairs in groups.items():
        yield _broken(was, now, pairs) if now else _mended(was, pairs)


def _recognising(sides: Sides) -> list[Pair]:
    first = [pair for pair in sides.pairs if pair.question.startswith("recognise/")]
    return first[:1]


def _broken(was: str, now: str, pairs: list[Pair]) -> Difference:
    rows = tuple(Row(pair.label, was or told(pair.was), now) for pair in pairs)
    return Difference(
        f"broken.{now.lower().replace(' ', '-')}",
        Severity.BREAKING,
        Task.ANSWERS,
        f"Answers are broken ({now}): {operations(pairs)}",
        "Every client that reads the answer as JSON.",
        "Run `cartcheck diagnose` on the store: it names the cause and the place where to mend it.",
        rows,
        proofs(pairs),
    )


def _mended(was: str, pairs: list[Pair]) -> Difference:
    return Difference(
        f"mended.{was.lower().replace(' ', '-')}",
        Severity.IMPROVEMENT,
        Task.ANSWERS,
        f"Answers that were broken ({was}) are clean: {operations(pairs)}",
        "Nobody.",
        "Nothing; a workaround in the client can go.",
        tuple(Row(pair.label, was, told(pair.now)) for pair in pairs),
        proofs(pairs),
    )


def unrecognised_differences(sides: Sides) -> Iterator[Difference]:
    """A store that is no longer recognised although its first answer is not broken by itself."""
    if bool(sides.before.dialect) == bool(sides.after.dialect) or not sides.walked:
        return
    pairs = _recognising(sides)
    if any(pair.was.breakage != pair.now.breakage for pair in pairs):
        return
    lost = sides.after.dialect is None
    yield Difference(
        "store.not-recognised" if lost else "store.recognised",
        Severity.BREAKING if lost else Severity.IMPROVEMENT,
        Task.ACCESS,
        "No API of OpenCart is found at this address any more" if lost else "An API of OpenCart is found now",
        "Every client." if lost else "Nobody.",
        "Run `cartcheck diagnose` on the store: it tells what answers in its place." if lost else "Nothing.",
        tuple(Row(pair.label, told(pair.was), told(pair.now)) for pair in pairs),
        proofs(pairs),
    )


def status_differences(sides: Sides) -> Iterator[Difference]:
    """The same answers under another status, or as another media type."""
    for name, title in (("status", "HTTP status"), ("media_type", "media type")):
        groups: dict[tuple[str, str], list[Pair]] = {}
        for pair in alike(sides):
            was, now = str(getattr(pair.was, name)), str(getattr(pair.now, name))
            if was != now and pair.was.verdict != "no access":
                groups.setdefault((was, now), []).append(pair)
        for (was, now), pairs in groups.items():
            yield Difference(
                f"{name.replace('_', '-')}.{was}-{now}".replace("/", "-"),
                Severity.RISKY,
                Task.ANSWERS,
                f"The {title} is {now or 'none'} instead of {was or 'none'}: {operations(pairs)}",
                f"A client that looks at the {title} before it reads the body.",
                f"Do not depend on the {title}; read the body.",
                tuple(Row(pair.label, was, now) for pair in pairs),
                proofs(pairs),
            )


def alike(sides: Sides) -> list[Pair]:
    """The pairs whose answers are of the same class and broken or whole alike."""
    return [
        pair
        for pair in sides.calls
        if pair.was.verdict == pair.now.verdict and pair.was.breakage == pair.now.breakage
    ]


def operations(pairs: Iterable[Pair], most: int = 4) -> str:
    """The operations of some pairs, in words."""
    names = list(dict.fromkeys(pair.intent or pair.question for pair in pairs))
    shown = ", ".join(names[:most])
    return shown if len(names) <= most else f"{shown} and {len(names) - most} more"


def proofs(pairs: Iterable[Pair]) -> tuple[Proof, ...]:
    """The first few as evidence."""
    return tuple(pair.proof for pair in pairs)[:3]
