"""Reads an HTML page into what the tests ask about: elements, headings, texts."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

_VOID = {"meta", "link", "br", "img", "input", "base", "source", "hr"}


@dataclass
class Element:
    name: str
    attributes: dict[str, str]
    texts: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(self.texts)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.elements: list[Element] = []
        self._open: list[Element] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.elements.append(element)
        if tag not in _VOID:
            self._open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(Element(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop().name != tag:
            pass

    def handle_data(self, data: str) -> None:
        for element in self._open:
            element.texts.append(data)


def read(page: str) -> list[Element]:
    """Every element in document order, each with all the text inside it."""
    reader = _Reader()
    reader.feed(page)
    return reader.elements


def named(page: str, *names: str) -> list[Element]:
    """The elements of these names."""
    return [element for element in read(page) if element.name in names]


def with_class(page: str, name: str) -> list[Element]:
    """The elements of that class."""
    return [element for element in read(page) if name in element.attributes.get("class", "").split()]
