"""A run that ends early lists every item: those that it never came to as not reached, with the reason."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

from cartcheck.engine.order import Order
from cartcheck.engine.run import examine
from cartcheck.engine.unreached import CUT, ENDED, INTERRUPTED
from cartcheck.errors import ExitCode
from cartcheck.findings.finding_type import Example
from cartcheck.mock.options import MockOptions
from cartcheck.mock.server import running_mock
from cartcheck.reports.html import to_html
from cartcheck.reports.junit import to_junit
from cartcheck.reports.result import Outcome, Result
from cartcheck.transport.stop import Stop
from tests.checks.stores import target_of
from tests.reports.page_reader import named

if TYPE_CHECKING:
    from pathlib import Path

SUBJECTS = ("store", "login", "token", "cors")


class StopAfter(Stop):
    """Somebody presses Ctrl-C when so many questions were asked whether he has."""

    def __init__(self, looks: int) -> None:
        super().__init__()
        self._looks = looks

    def heed(self) -> None:
        self._looks -= 1
        if not self._looks:
            self.wish()
        super().heed()


def examined(stop: Stop | None = None, items_html: Path | None = None) -> Result:
    with running_mock(MockOptions(port=0, control=True)) as base:
        order = Order("test", SUBJECTS, items_html=items_html)
        return examine(target_of(base, Example()), order, stop=stop)[0]


@pytest.fixture(scope="module")
def whole() -> Result:
    return examined()


@pytest.mark.parametrize("looks", [1, 12])
def test_every_item_is_listed_with_the_reason(looks: int, whole: Result, tmp_path: Path) -> None:
    page = tmp_path / "items.html"
    result = examined(StopAfter(looks), page)
    assert {item.id for item in result.items} == {item.id for item in whole.items}
    never = [item for item in result.items if item.detail == INTERRUPTED]
    assert {item.outcome for item in never} == {Outcome.NOT_REACHED}
    assert [item.outcome for item in result.items if item.detail == CUT] == [Outcome.NOT_REACHED]
    assert (INTERRUPTED, len(never)) in result.unreached
    assert result.exit_code is ExitCode.NOT_EXAMINED
    assert result.counts()[Outcome.CLEAR] == (0 if looks == 1 else len(result.items) - len(never) - 1)
    _listed_as_not_reached(result, page.read_text("utf-8"), len(never))


def _listed_as_not_reached(result: Result, page: str, never: int) -> None:
    skipped = ET.fromstring(to_junit(result)).iter("skipped")
    assert [each.get("message") for each in skipped].count(f"not reached: {INTERRUPTED}") == never
    assert f"{never} items</b>: {INTERRUPTED}" in to_html(result)
    blob = next(div for div in named(page, "div") if div.attributes.get("id") == "data-container")
    rows = [row for rows in json.loads(blob.attributes["data-jsonblob"])["tests"].values() for row in rows]
    assert len(rows) == len(result.items)
    assert [INTERRUPTED in row["log"] for row in rows].count(True) == never


def test_a_run_that_was_not_stopped_tells_no_such_reason(whole: Result) -> None:
    assert not {item.detail for item in whole.items} & {CUT, ENDED, INTERRUPTED}
    assert whole.counts()[Outcome.CLEAR]


def test_a_crash_leaves_no_item_out_either(whole: Result, monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(*_: object) -> None:
        raise RuntimeError("ours")

    monkeypatch.setattr("cartcheck.engine.recorder.Recorder.pytest_runtest_logfinish", crash)
    result = examined()
    assert {item.id for item in whole.items} < {item.id for item in result.items}
    assert [item.detail for item in result.items].count(ENDED) == len(whole.items) - 1
    assert result.exit_code is ExitCode.OUR_BUG
