"""One request inside a 4.1 shop."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeAlias

from cartcheck.mock.generations.opencart_4_1 import quirks
from cartcheck.mock.opencart_4.visit import SESSION, Visit4
from cartcheck.php.array import PhpArray

if TYPE_CHECKING:
    from collections.abc import Callable

    from cartcheck.mock.shop.tax import Tax
    from cartcheck.mock.store import Store
    from cartcheck.mock.surface.request import Request
    from cartcheck.release import Release

    Call: TypeAlias = Callable[["Visit"], "Json"]

Json: TypeAlias = dict[str, Any]


class Visit(Visit4):
    """What a call of the API works on."""

    def __init__(self, store: Store, release: Release, request: Request) -> None:
        super().__init__(store, release, request)
        self.session_source = (SESSION, 56)
        self.lenient = self.has(quirks.WARNINGS_HARMLESS)

    @cached_property
    def _tax(self) -> Tax:
        return super().tax()

    def tax(self) -> Tax:
        """The taxes of the addresses the session had at the start: those of this request come too late for it."""
        return self._tax

    def measured(self, name: str, cast: tuple[str, int] | None = None) -> str:
        """A field of a form whose length is what the shop takes it for; `cast` is where it is made a text, after 4.1.0.0."""
        in_bytes = self.has(quirks.LENGTH_IN_BYTES)
        if cast and not in_bytes:
            return self.string(name, *cast)
        text = self.field(name)
        return text.encode("utf-8", "replace").decode("latin-1") if in_bytes else text

    def query(self, name: str) -> str:
        """`(string)` of a query parameter."""
        value = self.get.get(name, "")
        return "Array" if isinstance(value, PhpArray) else value

    def exception_text(self, _kind: str, message: str, path: str, line: int, /) -> str:
        """In lines, with a backtrace, of which the mock shows the end."""
        said = f"Error: {message}\nFile: {path}\nLine: {line}\n\n"
        return f"{said}Backtrace: 0\nFile: {self.path_of('index.php')}\nLine: 20\nFunction: require_once\n\n"
