"""Pytest, run over the checks in this process: with our plugins and no others, and none of the user's own settings."""

from __future__ import annotations

import gc
import os
from contextlib import contextmanager
from tempfile import gettempdir
from typing import TYPE_CHECKING

import pytest

from cartcheck.engine.given import EXAMINATION
from cartcheck.engine.selection import selected
from cartcheck.paths import checks_dir

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from cartcheck.engine.order import Order
    from cartcheck.engine.recorder import Recorder
    from cartcheck.probes.examination import Examination
    from cartcheck.reports.items_report import ItemsReport

_NEW_OBJECTS = 50_000  # between two looks for garbage; Python's own 700 take 6 % of a contract run
_NOT_NEEDED = (
    *("unraisableexception", "threadexception", "faulthandler", "recwarn"),
    *("unittest", "doctest", "pastebin", "junitxml", "setuponly", "setupplan", "stepwise", "legacypath"),
)


def run_pytest(examination: Examination, order: Order, recorder: Recorder) -> None:
    """Run what the order selects; the recorder hears what comes of it, also where pytest itself fails."""
    root = checks_dir()
    arguments = [
        *selected(order),
        *("-c", os.devnull, "--rootdir", str(root), "--import-mode=importlib"),
        *("-p", "cartcheck", "-p", "no:cacheprovider", "-p", "no:terminal", "-p", "no:logging"),
        "--capture=no",  # or the progress would not be seen while an item runs
        # Half of a short run's time: rewritten asserts, plugins nobody needs here.
        *("--assert=plain", *_without(*_NOT_NEEDED)),
        *(("-k", order.keywords) if order.keywords else ()),
        *_items_report_arguments(order.items_html),
    ]
    items_report = _items_report(order.items_html)
    with _undisturbed(), _seldom_collected():
        code = pytest.main(arguments, plugins=[recorder, _Given(examination), *items_report])
    if code in {pytest.ExitCode.INTERNAL_ERROR, pytest.ExitCode.USAGE_ERROR}:
        recorder.our_bug("pytest", f"pytest ended with {pytest.ExitCode(code).name}.")
    for report in items_report:
        if report.problem:
            recorder.our_bug("items report", report.problem)


def _without(*plugins: str) -> Iterator[str]:
    for plugin in plugins:
        yield from ("-p", f"no:{plugin}")


def _items_report(path: Path | None) -> list[ItemsReport]:
    if path is None:
        return []
    from cartcheck.reports.items_report import ItemsReport

    return [ItemsReport(path.name.replace("-items.html", ".html"))]


def _items_report_arguments(path: Path | None) -> tuple[str, ...]:
    if path is None:
        return ()
    return ("-p", "metadata", "-p", "html", "--html", str(path), "--self-contained-html")


class _Given:
    """Hands the examination to the plugin before it looks for options."""

    def __init__(self, examination: Examination) -> None:
        self._examination = examination

    @pytest.hookimpl(tryfirst=True)
    def pytest_configure(self, config: pytest.Config) -> None:
        """Runs before the plugin's own."""
        config.stash[EXAMINATION] = self._examination
        # A finding's traceback is seen by nobody, and pytest's own takes long to make.
        config.option.tbstyle = "native"


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Keeps the user's pytest settings and other people's plugins out of our run."""
    kept = {name: os.environ.pop(name, None) for name in ("PYTEST_ADDOPTS", "PYTEST_PLUGINS")}
    own = {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "HYPOTHESIS_STORAGE_DIRECTORY": gettempdir()}
    kept |= {name: os.environ.get(name) for name in own}
    os.environ.update(own)
    try:
        yield
    finally:
        for name, value in kept.items():
            os.environ.pop(name, None)
            if value is not None:
                os.environ[name] = value


@contextmanager
def _seldom_collected() -> Iterator[None]:
    """Looks for garbage in circles less often: generated cases make many objects, hardly any of them in a circle."""
    usual = gc.get_threshold()
    gc.set_threshold(_NEW_OBJECTS, *usual[1:])
    try:
        yield
    finally:
        gc.set_threshold(*usual)
