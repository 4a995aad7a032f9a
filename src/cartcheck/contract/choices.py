"""What a product's page lets a visitor choose: a value for each of its options, as its form would send it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html.parser import HTMLParser
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cartcheck.contract.case import Case

Choices = Mapping[str, Any]
"""By product_option_id: the id of a choice, a list of one for checkboxes, or a text."""
NO_CHOICES: Choices = MappingProxyType({})

# As the default themes of 2.0 to 4.1 write it: catalog/view/theme/default/template/product/product.twig (3.0.5.1).
_FIELD = re.compile(r"option\[(\d{1,9})\](\[\])?")
_ANYTHING = "1"  # for texts, dates and files, which no version looks at more closely


def choices_on(page: str) -> Choices:
    """The first choice of each option that the page shows."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    return reader.found


def with_choices(case: Case, product: int, choices: Choices) -> Case:
    """The case with these choices wherever its form names the product, but where it is about wrong ones."""
    if not choices or any("option" in key for key in case.refused):
        return case
    form = _with(case.form, str(product), choices)
    return case if form == case.form else case.with_values(case.query, form)


def _with(form: Any, product: str, choices: Choices) -> Any:
    if not isinstance(form, Mapping):
        return form
    inner = {name: _with(value, product, choices) for name, value in form.items()}
    chosen = inner.get("option", {})
    if str(inner.get("product_id")) != product or not isinstance(chosen, Mapping):
        return inner
    return {**inner, "option": {**choices, **chosen}}


class _Reader(HTMLParser):
    """Of a list of choices the first that has a value counts, of a field what stands in it."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, Any] = {}
        self._list = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        field = _FIELD.fullmatch(given.get("name") or "")
        value = given.get("value") or ""
        if tag == "option" and self._list and value:
            self.found.setdefault(self._list, value)
        elif tag == "select":
            self._list = field[1] if field else ""
        elif field and tag in {"input", "textarea"}:
            self.found.setdefault(field[1], [value] if field[2] else value or _ANYTHING)

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self._list = ""
