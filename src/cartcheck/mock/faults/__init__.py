"""What a mock can do wrong on purpose: each a function in a module here, found by being here.

A fault stands between the web server and the store: it may answer itself, change the request on its way in,
or change the answer on its way out.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING, TypeAlias

from cartcheck.errors import UsageError
from cartcheck.mock.faults.scope import DOCUMENTED, OPENCART, Scope, is_in

if TYPE_CHECKING:
    from collections.abc import Callable

    from cartcheck.mock.faults.breach import Breach
    from cartcheck.mock.store import Store
    from cartcheck.mock.surface.answer import Answer
    from cartcheck.mock.surface.request import Request

Proceed: TypeAlias = "Callable[[Request], Answer]"
Fault: TypeAlias = "Callable[[Store, Request, Proceed], Answer]"

_faults: dict[str, Fault] = {}
_scopes: dict[str, Scope] = {}
_breaches: dict[str, Breach] = {}


def fault(function: Fault) -> Fault:
    """Register a fault of any store under its function's name, with hyphens; the docstring is what users read."""
    return fault_of((*OPENCART, *DOCUMENTED))(function)


def fault_of(scope: Scope) -> Callable[[Fault], Fault]:
    """Register a fault of these stores alone: to others it would do nothing, or something else than it says."""

    def register(function: Fault) -> Fault:
        name = _name_of(function)
        if name in _faults:
            raise ValueError(f"two faults are called {name}")
        _faults[name], _scopes[name] = function, scope
        return function

    return register


def breaks(breach: Breach) -> Callable[[Fault], Fault]:
    """Say of a fault that a store which has it breaks the contract of its API, and how."""

    def register(function: Fault) -> Fault:
        _breaches[_name_of(function)] = breach
        return function

    return register


def _name_of(function: Fault) -> str:
    return function.__name__.replace("_", "-")


@cache
def all_faults() -> dict[str, Fault]:
    """Every fault by name, sorted."""
    for found in iter_modules(__path__):
        import_module(f"{__name__}.{found.name}")
    return dict(sorted(_faults.items()))


def contract_faults() -> dict[str, Breach]:
    """The faults that break the contract of the API, by name, sorted, and how each does."""
    return {name: _breaches[name] for name in all_faults() if name in _breaches}


def scope_of(name: str) -> Scope:
    """The versions that can have a fault."""
    return _scopes[name]


def described_faults() -> dict[str, str]:
    """What each fault does, in one line."""
    return {name: (function.__doc__ or "").partition("\n")[0] for name, function in all_faults().items()}


def applies(name: str, version: str) -> bool:
    """Whether a store of that version can have the fault."""
    return name in all_faults() and is_in(_scopes[name], version)


def check_names(names: tuple[str, ...], version: str) -> None:
    """Raise UsageError for a fault that doesn't exist, or that a store of the version cannot have."""
    unknown = sorted(set(names) - set(all_faults()))
    if unknown:
        raise UsageError(
            f"There is no fault called {', '.join(unknown)}.", f"The faults are {', '.join(all_faults())}."
        )
    for name in names:
        if not applies(name, version):
            raise UsageError(
                f"The fault {name} is none of OpenCart {version}.",
                f"It is one of {', '.join(_scopes[name])}.",
            )


def with_faults(store: Store, names: tuple[str, ...], serve: Proceed) -> Proceed:
    """`serve` with faults around it; the first named is outermost."""
    for name in reversed(names):
        serve = _around(store, all_faults()[name], serve)
    return serve


def _around(store: Store, wrong: Fault, serve: Proceed) -> Proceed:
    return lambda request: wrong(store, request, serve)
