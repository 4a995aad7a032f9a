"""The dialects that are there: every module of this package that has a DIALECT."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache
from typing import TYPE_CHECKING, cast

import cartcheck.dialects

if TYPE_CHECKING:
    from cartcheck.dialects.dialect import Dialect


@cache
def dialects() -> tuple[Dialect, ...]:
    """All dialects, by generation."""
    modules = (
        importlib.import_module(f"cartcheck.dialects.{found.name}")
        for found in pkgutil.iter_modules(cartcheck.dialects.__path__)
    )
    there = [cast("Dialect", module.DIALECT) for module in modules if hasattr(module, "DIALECT")]
    return tuple(sorted(there, key=lambda dialect: dialect.generation))


def dialect_for(version: str) -> Dialect | None:
    """The dialect that a release speaks, None where none is known."""
    return next((dialect for dialect in dialects() if version in dialect.versions), None)
