"""How a table tells which behaviour holds for which release of OpenCart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cartcheck.release import Release


@dataclass(frozen=True, slots=True)
class Quirk:
    """A behaviour that came with `since` and went with `until`; an empty one is open."""

    since: Release = ()
    until: Release = ()

    def holds(self, version: Release) -> bool:
        """Whether that release behaves so."""
        return self.since <= version and (not self.until or version < self.until)
