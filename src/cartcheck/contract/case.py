"""One request of a contract test, before it is sent: what is asked of which operation, and where it came from."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, unquote_plus

from cartcheck.php.form import encode, serialise

if TYPE_CHECKING:
    from collections.abc import Mapping

_LONGEST = 160  # characters of a form in a sentence
_SECRETS = ("key", "password")


class Origin(StrEnum):
    """Who thought of a case: the description's author, the boundaries of its schema, or chance."""

    EXAMPLE = "example"
    BOUNDARY = "boundary"
    GENERATED = "generated"


@dataclass(frozen=True)
class Case:
    """A request to an operation as nested values, and the calls it needs before it.

    `refused` are the keys a store must refuse an example with, empty where the schema alone says what is valid. `ships`:
    only where something in the cart is to be shipped.
    """

    operation: str
    origin: Origin
    label: str
    query: Mapping[Any, Any] = field(default_factory=dict)
    form: Mapping[Any, Any] = field(default_factory=dict)
    needs: tuple[str, ...] = ()
    refused: frozenset[str] = frozenset()
    depends: bool = False
    ships: bool = False
    positive: bool = True

    @property
    def query_pairs(self) -> tuple[tuple[str, str], ...]:
        """The query as it goes over the wire."""
        return tuple(serialise(self.query))

    @property
    def form_pairs(self) -> tuple[tuple[str, str], ...]:
        """The form as it goes over the wire."""
        return tuple(serialise(self.form))

    @property
    def wire(self) -> tuple[object, ...]:
        """What tells cases apart on the wire, and the calls before them."""
        return (self.query_pairs, self.form_pairs, self.needs)

    @property
    def size(self) -> int:
        """How much is sent: the smaller of two cases is the better example."""
        return len(encode(self.query)) + len(encode(self.form))

    def with_values(self, query: Mapping[Any, Any], form: Mapping[Any, Any]) -> Case:
        """The same case with other values."""
        return replace(self, query=query, form=form)

    def __str__(self) -> str:
        """The case in a sentence, without secrets, and cut where it is long."""
        hidden = _SECRETS if self.operation == "login" else ()
        shown = {
            name: "…" if name in hidden else value for name, value in {**self.query, **self.form}.items()
        }
        told = _printable(unquote_plus(encode(shown))) or "no fields"
        told = told if len(told) <= _LONGEST else f"{told[:_LONGEST]}…"
        return f"{self.operation} with {told} ({self.label})"


def _printable(text: str) -> str:
    return "".join(letter if letter.isprintable() else quote(letter) for letter in text)
