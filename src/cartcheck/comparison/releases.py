"""Releases as numbers that can be compared."""

from __future__ import annotations

Release = tuple[int, ...]


def release(version: str) -> Release:
    """`3.0.5.1` as numbers."""
    return tuple(int(part) for part in version.split("."))


def span(versions: str) -> tuple[Release, ...]:
    """First and last of `3.0.4.0–3.0.5.1`, or one alone; nothing where that is no range of releases."""
    ends = versions.split("–")
    try:
        return tuple(release(end) for end in ends)
    except ValueError:
        return ()
