"""The generations a mock can be: each module or package here that has a `FAMILY`, found by being here."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING, Protocol

from cartcheck.errors import UsageError

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


@cache
def families() -> tuple[Family, ...]:
    """All families, in the order of their module names."""
    modules = (import_module(f"{__name__}.{found.name}") for found in iter_modules(__path__))
    return tuple(module.FAMILY for module in modules)


def known_versions() -> tuple[str, ...]:
    """Every version a mock can be."""
    return tuple(version for family in families() for version in family.versions)


def open_generation(store: Store, version: str) -> Generation:
    """A store of that version; raises UsageError that names the nearest known ones."""
    for family in families():
        if version in family.versions:
            return family.open(store, version)
    near = difflib.get_close_matches(version, known_versions(), n=3, cutoff=0.4) or known_versions()[-3:]
    raise UsageError(
        f"There is no mock of OpenCart {version}.",
        f"The nearest known versions are {', '.join(near)}.",
    )
