"""The generations a mock can be: each module or package here that has a `FAMILY`, found by being here."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING, Protocol, cast

from cartcheck.errors import UsageError
from cartcheck.mock.nearest import suggestion

if TYPE_CHECKING:
    from collections.abc import Callable

    from cartcheck.mock.store import Store
    from cartcheck.mock.surface.answer import Answer
    from cartcheck.mock.surface.request import Request


class Generation(Protocol):
    """A store of one version."""

    def serve(self, request: Request) -> Answer:
        """The answer to one request."""


@dataclass(frozen=True, slots=True)
class Family:
    """The versions one module can be, oldest first, and how to open a store of one of them."""

    versions: tuple[str, ...]
    open: Callable[[Store, str], Generation]


def known_versions() -> tuple[str, ...]:
    """Every version a mock can be, in the order of the names of their modules."""
    return tuple(version for name in _names() for version in _family(name).versions)


def open_generation(store: Store, version: str) -> Generation:
    """A store of that version; raises UsageError that names those to choose from."""
    for name in sorted(_names(), key=lambda name: not version.startswith(_spoken(name))):
        family = _family(name)
        if version in family.versions:
            return family.open(store, version)
    raise UsageError(f"There is no mock of OpenCart {version}.", suggestion(version, known_versions()))


@cache
def _names() -> tuple[str, ...]:
    return tuple(found.name for found in iter_modules(__path__))


@cache
def _family(name: str) -> Family:
    return cast("Family", import_module(f"{__name__}.{name}").FAMILY)


def _spoken(name: str) -> str:
    """The beginning of its versions: the module that is probably wanted is loaded first, and no other."""
    return name.removeprefix("opencart_").replace("_", ".")
