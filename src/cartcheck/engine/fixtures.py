"""The fixtures that checks take: the examination, and one for each probe, asked once in a run."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from types import ModuleType
from typing import TYPE_CHECKING, Any

import pytest

import cartcheck.probes
from cartcheck.dialects.registry import dialects
from cartcheck.engine.verdicts import ItemState
from cartcheck.release import version_range

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Callable, Iterator

    from cartcheck.probes.examination import Examination

STATE = pytest.StashKey[ItemState]()


def fixtures_for(examination: Examination) -> ModuleType:
    """A pytest plugin with the fixtures of this run."""
    given: dict[str, Any] = {probe.__name__: _fixture_of(probe) for probe in _probes()}
    given["examination"] = pytest.fixture(scope="session", name="examination")(lambda: examination)
    given["username"] = pytest.fixture(scope="session", name="username")(_username)
    given["store_base"] = pytest.fixture(scope="session", name="store_base")(_store_base)
    given["known_generations"] = pytest.fixture(scope="session", name="known_generations")(_known_generations)
    given["reached"] = pytest.fixture(name="reached")(_reached)
    plugin = ModuleType("cartcheck_fixtures")  # pytest looks for fixtures on classes and modules only
    vars(plugin).update(given)
    return plugin


def _probes() -> Iterator[Callable[[Examination], object]]:
    """Every public function of the probes package that takes an examination and nothing else."""
    for found in pkgutil.iter_modules(cartcheck.probes.__path__):
        module = importlib.import_module(f"cartcheck.probes.{found.name}")
        for name, value in vars(module).items():
            if name.startswith("_") or not inspect.isfunction(value) or value.__module__ != module.__name__:
                continue
            if list(inspect.signature(value).parameters) == ["examination"]:
                yield value


def _fixture_of(probe: Callable[[Examination], object]) -> Any:
    def answer(examination: Examination) -> object:
        return examination.ask(probe)

    answer.__doc__ = probe.__doc__
    return pytest.fixture(scope="session", name=probe.__name__)(answer)


def _username(examination: Examination) -> str:
    """The API user's name, "" without credentials."""
    given = examination.target.credentials
    return given.username if given else ""


def _store_base(examination: Examination) -> str:
    """The address of the store, with a slash at its end."""
    return examination.target.store.base


def _known_generations() -> str:
    """The generations cartcheck speaks, as words."""
    released = (f"OpenCart {version_range(d.versions[0], d.versions[-1])}" for d in dialects() if d.versions)
    return f"{', '.join(released)} and the API that articles promise"


def _reached(request: pytest.FixtureRequest) -> Counter[str]:
    """Where a contract test counts the classes of the answers it got."""
    state: ItemState = request.node.stash.setdefault(STATE, ItemState())
    return state.reached
