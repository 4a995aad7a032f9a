"""Fields that the shop's owner added and requires, and what the shop says where one is missing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cartcheck.mock.messages import Say
from cartcheck.php.values import is_empty

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


@dataclass(frozen=True, slots=True)
class CustomField:
    """A text that is required with each customer (`location` is "account") or each address ("address").

    `pattern` is what it has to look like, "" for anything.
    """

    number: int
    name: str
    location: str
    pattern: str = ""


@dataclass(frozen=True, slots=True)
class Rules:
    """Where releases differ: a refusal's key before the number, whether patterns count, what is said of an unlike text."""

    key: str = "custom_field"
    matched: bool = True
    unlike: Say = Say.REQUIRED


def refused(fields: Iterable[CustomField], location: str, sent: object, rules: Rules) -> dict[str, str]:
    """The complaints by field; `sent` are the values by number, if it is an array at all."""
    values: Mapping[object, object] = sent if isinstance(sent, dict) else {}
    found = {
        field: _complaint(field, values.get(field.number), rules)
        for field in fields
        if field.location == location
    }
    return {f"{rules.key}{field.number}": said.format(field.name) for field, said in found.items() if said}


def _complaint(field: CustomField, value: object, rules: Rules) -> Say | None:
    if is_empty(value):
        return Say.REQUIRED
    fits = not (rules.matched and field.pattern) or re.search(field.pattern, str(value))
    return None if fits else rules.unlike
