"""What to say of a version that the mock does not know: the ones next to it, or those it may stand for."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

from cartcheck.release import release

if TYPE_CHECKING:
    from collections.abc import Iterable


def suggestion(version: str, known: Iterable[str]) -> str:
    """A sentence that names versions to choose from."""
    names = list(known)
    numbered = sorted((name for name in names if name[0].isdigit()), key=release)
    meant = [name for name in numbered if name.startswith(f"{version.rstrip('.')}.")]
    if meant:
        return f"{version} may be {_either(meant)}."
    if _is_number(version):
        near = _beside(version, numbered)
        return f"The nearest known {'versions are' if len(near) > 1 else 'version is'} {_either(near)}."
    alike = difflib.get_close_matches(version, names, n=1)
    return (
        f"Did you mean {alike[0]}?" if alike else f"It knows {numbered[0]} to {numbered[-1]}, and documented."
    )


def _is_number(version: str) -> bool:
    return all(part.isascii() and part.isdigit() and len(part) < 10 for part in version.split("."))


def _beside(version: str, numbered: list[str]) -> list[str]:
    """The last released before that number, and the first after it."""
    before = [name for name in numbered if release(name) < release(version)]
    after = [name for name in numbered if release(name) > release(version)]
    return before[-1:] + after[:1]


def _either(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} or {names[-1]}"
