"""Calls with something wrong about them: drawn valid, then one or two of their values taken away or replaced."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from hypothesis import strategies as st

from cartcheck.contract.document import field_names
from cartcheck.contract.expectation import parameter_validators, validator

if TYPE_CHECKING:
    from collections.abc import Iterator, Set

    from cartcheck.contract.description import DescribedOperation

    Place: TypeAlias = tuple[Any, Any]
    """A map or list, and a key or index in it or missing from it."""


class Sent(NamedTuple):
    """The values of a call: what stands in its query and in its form."""

    query: dict[str, Any]
    form: dict[str, Any]


_NOTHING = object()
_ANYTHING: st.SearchStrategy[Any] = st.one_of(
    st.just(_NOTHING),
    st.sampled_from(["", "0", None, True, False]),
    st.integers(),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(),
    st.integers(33, 300).map("x".__mul__),  # longer than most columns of a shop
    st.lists(st.text(max_size=9), max_size=3),
    st.dictionaries(st.text(min_size=1, max_size=9), st.text(max_size=9), max_size=3),
)


@st.composite
def pairs(
    draw: st.DrawFn, right: st.SearchStrategy[Sent], operation: DescribedOperation
) -> tuple[Sent, Sent]:
    """A call of `right`, and the same after a change or two at any depth; it may be valid all the same."""
    sent = draw(right)
    changed = deepcopy(sent)
    for _ in range(draw(st.integers(1, 2))):
        places = [
            *_places(changed.query, {parameter.name for parameter in operation.query}),
            *_places(changed.form, field_names(operation.request_schema)),
        ]
        if places:
            holder, key = places[draw(st.integers(0, len(places) - 1))]
            _put(holder, key, draw(_ANYTHING))
    return sent, changed


def is_valid(sent: Sent, operation: DescribedOperation) -> bool:
    """Whether the values, as they are before they go over the wire, are those that are described."""
    validators = parameter_validators(operation)
    return (
        all(parameter.name in sent.query for parameter in operation.query if parameter.required)
        and all(validators[name].is_valid(value) for name, value in sent.query.items())
        and validator(operation, enforced=False).is_valid(sent.form)
    )


def _places(holder: Any, described: Set[str] = frozenset()) -> Iterator[Place]:
    """Where something stands, and where something that is described could."""
    items = list(holder.items() if isinstance(holder, dict) else enumerate(holder))
    yield from ((holder, key) for key in sorted(described - {key for key, _ in items}))
    for key, value in items:
        yield holder, key
        if isinstance(value, dict | list):
            yield from _places(value)


def _put(holder: Any, key: Any, value: Any) -> None:
    if value is not _NOTHING:
        holder[key] = value
    elif isinstance(holder, list) or key in holder:
        del holder[key]
