"""One seed, the same cases: in every verb, in every process, from a working copy as from a wheel."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from hypothesis.internal.conjecture import providers
from hypothesis.internal.constants_ast import Constants

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def same_draws() -> Iterator[None]:
    """In here hypothesis takes no constants from our own code.

    It also draws what stands as a constant in modules that are loaded from outside site-packages (hypothesis 6.170,
    internal/conjecture/providers.py, since 6.131), so a seed would give other cases in `check` than in `contract`. There is
    no setting for it. Others' draws in this process stay as they are.
    """
    kept = providers._get_local_constants, providers.CONSTANTS_CACHE  # noqa: SLF001
    none = Constants()
    providers._get_local_constants = lambda: none  # noqa: SLF001
    providers.CONSTANTS_CACHE = type(providers.CONSTANTS_CACHE)(1024)  # what is known from a draw outside
    try:
        yield
    finally:
        providers._get_local_constants, providers.CONSTANTS_CACHE = kept  # noqa: SLF001
