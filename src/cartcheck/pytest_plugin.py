"""The pytest plugin: `pytest checks --store URL` runs the checks, and anybody's own checks beside them."""

from __future__ import annotations

from contextlib import ExitStack, suppress
from typing import TYPE_CHECKING, Any

import pytest

from cartcheck.engine.given import BASELINE, EXAMINATION
from cartcheck.findings.judging import applies, is_check

if TYPE_CHECKING:
    from collections.abc import Generator


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests(parser: pytest.Parser, args: list[str]) -> Generator[None]:
    """The options of `pytest checks --store URL`; where a project has a --store of its own, that one stays."""
    yield
    if any(argument.partition("=")[0] == "--store" for argument in args):
        with suppress(ValueError):
            _add_options(parser.getgroup("cartcheck", "OpenCart API checks"))


def _add_options(group: pytest.OptionGroup) -> None:
    store = "the store to check: a URL, or a name from cartcheck.toml"
    group.addoption("--store", dest="cartcheck_store", metavar="URL", help=store)
    group.addoption(
        "--store-config", dest="cartcheck_config", metavar="FILE", help="the cartcheck.toml to read"
    )
    for name, what in (
        ("--allow-writes", "allow operations that change the shop's data"),
        ("--wait-for-expiry", "watch tokens until they expire (an hour at most)"),
        ("--security", "tell known defects of the version, with harmless self-tests"),
    ):
        group.addoption(name, dest=f"cartcheck_{name[2:].replace('-', '_')}", action="store_true", help=what)
    group.addoption(
        "--baseline",
        dest="cartcheck_baseline",
        metavar="FILE",
        help="a TOML file of findings that are known and accepted",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Builds the examination when a store was named; without one nothing heavy is imported."""
    if EXAMINATION not in config.stash and config.getoption("cartcheck_store", None):
        if config.getoption("numprocesses", None):
            raise pytest.UsageError("Pace and budget hold in one process: run checks of a store without -n.")
        from cartcheck.engine.from_pytest import baseline_from, examination_from

        config.stash[BASELINE] = baseline_from(config)
        config.pluginmanager.register(config.stash[BASELINE], "cartcheck-baseline")
        config.stash[EXAMINATION] = examination_from(config)
    if EXAMINATION in config.stash:
        from cartcheck.engine.fixtures import fixtures_for

        config.pluginmanager.register(fixtures_for(config.stash[EXAMINATION]), "cartcheck-fixtures")
        _heed_signals(config)


def _heed_signals(config: pytest.Config) -> None:
    from cartcheck.engine.signals import heeding_signals

    heeding = ExitStack()
    heeding.enter_context(heeding_signals(config.stash[EXAMINATION].transport.stop))
    config.add_cleanup(heeding.close)


def pytest_unconfigure(config: pytest.Config) -> None:
    """Closes the connections."""
    if EXAMINATION in config.stash:
        config.stash[EXAMINATION].transport.close()


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """One item for each route of the user's own."""
    if "own_route" in metafunc.fixturenames:
        from cartcheck.engine.given import own_routes_of

        found = own_routes_of(metafunc.config)
        metafunc.parametrize("own_route", found, ids=[one.name for one in found])


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Subjects in the order of their ORDER, other people's tests last, without checks that are about other runs.

    Checks without a store are a usage error.
    """
    if EXAMINATION not in config.stash:
        if items and all(is_check(getattr(item, "obj", None)) for item in items):
            raise pytest.UsageError(
                "These are checks of a store: name it, as in `pytest checks --store URL`."
            )
        return
    examination = config.stash[EXAMINATION]
    wanted: dict[bool, list[pytest.Item]] = {True: [], False: []}
    for item in items:
        places = (getattr(item, "module", None), getattr(item, "obj", None))
        wanted[all(applies(place, examination) for place in places)].append(item)
    config.hook.pytest_deselected(items=wanted[False])
    items[:] = sorted(wanted[True], key=_place)


def _place(item: pytest.Item) -> int:
    order = getattr(getattr(item, "module", None), "ORDER", None)
    return order if isinstance(order, int) else 1000


@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> object | None:
    """Runs a check: keeps its findings and fails the item if one of them is a warning or worse, not accepted."""
    if not is_check(pyfuncitem.obj) or EXAMINATION not in pyfuncitem.config.stash:
        return None
    from cartcheck.engine.baseline import raise_found
    from cartcheck.engine.fixtures import STATE
    from cartcheck.engine.redacting import redacted
    from cartcheck.engine.verdicts import ItemState

    wanted = pyfuncitem._fixtureinfo.argnames  # noqa: SLF001  # as pytest's own pyfunc_call does
    given = {name: pyfuncitem.funcargs[name] for name in wanted}
    state = pyfuncitem.stash.setdefault(STATE, ItemState())
    without_secrets = pyfuncitem.config.stash[EXAMINATION].transport.redacted
    for finding in pyfuncitem.obj(**given):
        state.findings.append(redacted(finding, without_secrets))
    if known := pyfuncitem.config.stash.get(BASELINE, None):
        state.findings = known.applied(state.findings)
    raise_found(state.findings)
    return True


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[Any]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Puts the outcome, in our words, on the report; what was not judged becomes a skip with its reason."""
    report = yield
    if EXAMINATION not in item.config.stash or report.when == "teardown" or hasattr(report, "wasxfail"):
        return report
    from cartcheck.engine.item_report import mark, remember_setup

    if report.when == "setup" and report.passed:
        remember_setup(report, item)
    else:
        mark(report, item, call, item.config.stash[EXAMINATION].transport.redacted)
    return report
