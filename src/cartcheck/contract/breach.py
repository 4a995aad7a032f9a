"""A broken effect: what kind, of what, and what was seen. Light, for the checks name these when they are listed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class BreachKind(StrEnum):
    """The ways in which effects may be missing or wrong."""

    CART = "cart not as written"
    SHARED = "cart seen by others"
    TOTALS = "totals that do not add up"
    PRICE = "price that changes"
    ANSWER = "answer that changes"
    ORDER = "order not as written"
    HISTORY = "history not as written"
    DELETED = "order not deleted"


@dataclass(frozen=True, slots=True)
class Breach:
    """A broken effect. Those of one kind and `what` are the same thing; `text` tells what was seen."""

    kind: BreachKind
    what: str
    text: str
