"""Releases of OpenCart, and how a table tells what holds for which."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

Release: TypeAlias = tuple[int, ...]


def release(version: str) -> Release:
    """A version number that can be compared."""
    return tuple(int(part) for part in version.split("."))


@dataclass(frozen=True, slots=True)
class Quirk:
    """A behaviour that came with `since` and went with `until`; an empty one is open."""

    since: Release = ()
    until: Release = ()

    def holds(self, version: Release) -> bool:
        """Whether that release behaves so."""
        return self.since <= version and (not self.until or version < self.until)
