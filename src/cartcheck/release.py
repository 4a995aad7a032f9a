"""Releases of OpenCart as numbers that can be compared, and ranges of them such as `3.0.3.0–3.0.3.9`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

Release: TypeAlias = tuple[int, ...]


def release(version: str) -> Release:
    """`3.0.5.1` as numbers. Raises ValueError for what is none."""
    return tuple(int(part) for part in version.split("."))


def version_range(first: str, last: str) -> str:
    """`3.0.3.0–3.0.3.9`, or one version alone."""
    return first if first == last else f"{first}–{last}"


def bounds(versions: str) -> tuple[str, str]:
    """The first and the last of a range; of one version alone, that twice."""
    first, _, last = versions.partition("–")
    return first, last or first


@dataclass(frozen=True, slots=True)
class Span:
    """What holds from one version to another, both included."""

    first: str
    last: str

    @property
    def versions(self) -> str:
        """The range in writing."""
        return version_range(self.first, self.last)

    def meets(self, versions: str) -> bool:
        """Whether it holds for some of the versions of a range."""
        first, last = map(release, bounds(versions))
        return release(self.first) <= last and first <= release(self.last)
