"""What stands in accepted answers: members gone, new, renamed or of another type."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cartcheck.comparison.difference import Difference, Row, Severity, Task
from cartcheck.comparison.shapes import Shape, known, merged, parent_of, values_at
from cartcheck.comparison.verdicts import alike, operations, proofs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cartcheck.comparison.pairs import Pair, Sides

_ACCEPTED = {"accepted", "answered"}
# Names that OpenCart used one after the other for the same.
_SYNONYMS = {("title", "name"), ("name", "title"), ("key", "cart_id"), ("cart_id", "key")}


class _Change(NamedTuple):
    kind: str
    path: str
    was: str
    now: str


def answer_differences(sides: Sides) -> Iterator[Difference]:
    """One for each set of members that changed alike, with all operations that have it."""
    ignored = _token_fields(sides)
    groups: dict[tuple[str, tuple[_Change, ...]], list[Pair]] = {}
    for pairs in _by_operation(sides).values():
        changes = [change for change in _changes(pairs) if change.path not in ignored]
        for kind in ("gone", "renamed", "retyped", "new"):
            some = tuple(change for change in changes if change.kind == kind)
            if some:
                groups.setdefault((kind, some), []).extend(pairs)
    for (kind, changes_of), pairs in groups.items():
        yield _difference(kind, changes_of, pairs)


def _token_fields(sides: Sides) -> set[str]:
    """What the login's token is called is told with the credentials."""
    dialects = (sides.before.dialect, sides.after.dialect)
    names = {dialect.traits.token for dialect in dialects if dialect}
    return names if len(names) > 1 else set()


def _by_operation(sides: Sides) -> dict[str, list[Pair]]:
    found: dict[str, list[Pair]] = {}
    for pair in alike(sides):
        if pair.was.verdict in _ACCEPTED and pair.intent:
            found.setdefault(pair.intent, []).append(pair)
    return found


def _changes(pairs: list[Pair]) -> list[_Change]:
    was = merged(pair.was.shape for pair in pairs)
    now = merged(pair.now.shape for pair in pairs)
    retyped = [
        _Change("retyped", path, _named(was[path]), _named(now[path]))
        for path in was
        if path in now and known(was[path]) and known(now[path]) and not known(was[path]) & known(now[path])
    ]
    under = tuple(change.path for change in retyped)
    gone = [path for path in was if path not in now and _could_be(path, now) and not _inside(path, under)]
    new = [path for path in now if path not in was and _could_be(path, was) and not _inside(path, under)]
    renamed = _renamed(gone, new, was, now, pairs)
    taken = {change.path for change in renamed} | {change.now for change in renamed}
    return [
        *retyped,
        *renamed,
        *(_Change("gone", path, _named(was[path]), "") for path in gone if path not in taken),
        *(_Change("new", path, "", _named(now[path])) for path in new if path not in taken),
    ]


def _could_be(path: str, shape: Shape) -> bool:
    """Whether what the path stands in was seen with something in it, so that its absence tells something."""
    parent = parent_of(path)
    if path.endswith("[]"):
        return False
    return "map" in shape.get(parent, frozenset()) and not path.startswith("error")


def _inside(path: str, roots: tuple[str, ...]) -> bool:
    return any(path.startswith(root) and path != root for root in roots)


def _renamed(gone: list[str], new: list[str], was: Shape, now: Shape, pairs: list[Pair]) -> list[_Change]:
    """What went and came in the same place with the same type, and is the same: by its values, or a known synonym."""
    found: list[_Change] = []
    for old in gone:
        came = [path for path in new if parent_of(path) == parent_of(old) and was[old] == now[path]]
        twins = [
            path for path in came if (_last(old), _last(path)) in _SYNONYMS or _same_values(old, path, pairs)
        ]
        if len(twins) == 1 and not any(change.now == twins[0] for change in found):
            found.append(_Change("renamed", old, _named(was[old]), twins[0]))
    return found


def _last(path: str) -> str:
    return path.rpartition(".")[2]


def _same_values(old: str, new: str, pairs: list[Pair]) -> bool:
    was = [str(value) for pair in pairs for value in values_at(pair.was.data, old)]
    now = [str(value) for pair in pairs for value in values_at(pair.now.data, new)]
    return was == now and bool(set(was) - {"", "0", "1", "None", "False", "True"})


def _named(types: frozenset[str]) -> str:
    return " or ".join(sorted(types))


_WORDS = {
    "gone": (
        Severity.BREAKING,
        "Members are gone from answers",
        "A client that reads {paths}.",
        "Take the value from elsewhere, or do without it.",
    ),
    "renamed": (
        Severity.BREAKING,
        "Members of answers have other names",
        "A client that reads {paths}.",
        "Read the new name; read both while old and new stores are in use.",
    ),
    "retyped": (
        Severity.BREAKING,
        "Members of answers have another type",
        "A client whose types are strict about {paths}.",
        "Accept both types, and convert before use.",
    ),
    "new": (
        Severity.COSMETIC,
        "Answers have new members",
        "A client that refuses members it does not know.",
        "Ignore members that are not known.",
    ),
}


def _difference(kind: str, changes: tuple[_Change, ...], pairs: list[Pair]) -> Difference:
    severity, title, breaks, remedy = _WORDS[kind]
    paths = [f"`{change.path or 'the answer'}`" for change in changes]
    shown = ", ".join(paths[:4]) + (f" and {len(paths) - 4} more" if len(paths) > 4 else "")
    intents = list(dict.fromkeys(pair.intent for pair in pairs))
    about = intents[0] if len(intents) == 1 else "several"
    name = f"answer.{kind}.{about}" + (f".{changes[0].path}" if len(changes) == 1 and changes[0].path else "")
    rows = tuple(
        Row(change.path or "the whole answer", change.was or "–", change.now or "–") for change in changes
    )
    with_data = [pair for pair in pairs if len(pair.was.shape) > 1 or len(pair.now.shape) > 1]
    return Difference(
        name,
        severity,
        Task.ANSWERS,
        f"{title}: {shown} in {operations(pairs)}",
        breaks.format(paths=shown),
        remedy,
        rows,
        proofs(sorted(with_data or pairs, key=lambda pair: -len(pair.was.shape))),
    )
