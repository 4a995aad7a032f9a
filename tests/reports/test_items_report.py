"""The items report: our words, one row an item, output of failures only, and no silence when it cannot be hardened."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from cartcheck.reports.html import csp_hash
from cartcheck.reports.items_page import missing_parts
from cartcheck.reports.items_report import ItemsReport, ItemsReportWarning
from cartcheck.reports.result import Item, Outcome
from tests.reports.made_up_items import items_page
from tests.reports.page_reader import named, with_class
from tests.reports.samples import REFUSED, REFUSED_ITEMS

PLAIN = """
import pytest

@pytest.fixture
def broken_before(): raise RuntimeError("before")

@pytest.fixture
def broken_after():
    yield
    raise RuntimeError("after")

def test_passes(): print("OUTPUT")
def test_fails(): assert 1 == 2
def test_skips(): pytest.skip("no such thing here")
def test_set_up_fails(broken_before): pass
def test_teardown_fails(broken_after): pass
"""


def _tests(page: str) -> list[dict[str, Any]]:
    blob = next(e for e in named(page, "div") if e.attributes.get("id") == "data-container")
    data = json.loads(blob.attributes["data-jsonblob"])
    assert data["environment"] == {}
    return [test for tests in data["tests"].values() for test in tests]


def _cells(test: dict[str, Any]) -> list[str]:
    return [named(cell, "td")[0].text for cell in test["resultsTableRow"]]


def _counts(page: str) -> list[str]:
    return [re.sub(r"\s+", " ", label.text).strip() for label in named(page, "label")]


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> str:
    items = (
        *REFUSED_ITEMS,
        Item("crash", "cors", "It works.", Outcome.HARNESS_ERROR, 0.1, "ZeroDivisionError"),
    )
    return items_page(tmp_path_factory.mktemp("items"), items)


def test_counts_are_right_and_in_our_words(page: str) -> None:
    assert _counts(page) == ["1 harness error", "3 found", "6 not reached", "1 not applicable", "9 clear"]
    assert len(_tests(page)) == 20


def test_a_row_says_outcome_subject_title_and_where_it_is_explained(page: str) -> None:
    row = next(test for test in _tests(page) if test["title"] == "This computer's address is allowed.")
    assert _cells(row)[:3] == ["found", "login", "This computer's address is allowed."]
    link = named("".join(row["resultsTableRow"]), "a")[0]
    assert link.attributes["href"] == "a%20report.html#finding-login.ip-not-listed"
    assert row["result"] == "failed"
    assert re.fullmatch(r"\d+ ms", row["duration"])


def test_only_what_failed_shows_its_output(page: str) -> None:
    logs = {test["title"]: (_cells(test)[0], test["log"]) for test in _tests(page)}
    for title, (outcome, log) in logs.items():
        assert ("OUTPUT" in log) == (outcome in {"found", "harness error"}), title
    assert logs["A signed request is accepted."][1] == "Requests are signed from 4.1 on."
    assert logs["The address answers."][1] == ""
    assert "ZeroDivisionError" in logs["It works."][1]


def test_the_page_is_hardened_and_accessible(page: str, tmp_path: Path) -> None:
    style = page[page.index("<style>") + 7 : page.index("</style>")]
    script = page[page.index("<script>") + 8 : page.index("</script>")]
    policy = named(page, "meta")[1].attributes["content"]
    assert f"script-src '{csp_hash(script)}'; style-src '{csp_hash(style)}'" in policy
    assert policy.startswith("default-src 'none';")
    assert named(page, "html")[0].attributes["lang"] == "en"
    assert len(named(page, "main")) == len(named(page, "h1")) == 1
    assert with_class(page, "filters")[0].name == "fieldset"
    assert named(page, "title")[0].text == "Items & <more>"
    assert "onclick" not in page.replace(script, "")


def test_plain_pytest_tests_are_put_into_our_words(tmp_path: Path) -> None:
    page = items_page(tmp_path, (), suite=PLAIN)
    rows = {cells[2].rpartition("::")[2]: cells[0] for cells in map(_cells, _tests(page))}
    assert rows == {
        "test_passes": "clear",
        "test_fails": "found",
        "test_skips": "not applicable",
        "test_set_up_fails": "harness error",
        "test_teardown_fails": "harness error",
    }
    assert _counts(page) == ["2 harness error", "1 found", "0 not reached", "1 not applicable", "1 clear"]


def test_the_time_of_fixtures_counts(tmp_path: Path) -> None:
    slow = "import time, pytest\n@pytest.fixture\ndef asked(): time.sleep(.3)\ndef test_it(asked): pass"
    (test,) = _tests(items_page(tmp_path, (), suite=slow))
    assert int(test["duration"].removesuffix(" ms")) >= 300


def test_a_module_that_cannot_be_read_is_a_harness_error(tmp_path: Path) -> None:
    page = items_page(tmp_path, (), suite="import nothing_of_that_name")
    assert [_cells(test)[0] for test in _tests(page)] == ["harness error"]


def test_the_script_of_pytest_html_finds_all_it_looks_for() -> None:
    assert missing_parts() == []


class Moved:
    """Looks like a report object of pytest-html that keeps its template under another name."""


class FakeConfig:
    def __init__(self, *plugins: object) -> None:
        self.pluginmanager = self
        self._plugins = plugins

    def getoption(self, name: str, default: object) -> object:
        return "items.html" if name == "htmlpath" else default

    def get_plugins(self) -> tuple[object, ...]:
        return self._plugins


def test_a_moved_template_is_told_loudly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Moved, "__module__", "pytest_html.report")
    plugin = ItemsReport("report.html")
    with pytest.warns(ItemsReportWarning, match="without its protection.*template elsewhere"):
        plugin.pytest_configure(FakeConfig(Moved()))  # type: ignore[arg-type]
    assert "plain pytest-html" in plugin.problem


def test_without_html_there_is_nothing_to_harden(monkeypatch: pytest.MonkeyPatch) -> None:
    plugin = ItemsReport("report.html")
    monkeypatch.setattr(FakeConfig, "getoption", lambda *_: None)
    plugin.pytest_configure(FakeConfig())  # type: ignore[arg-type]
    assert plugin.problem == ""


def test_the_plain_report_still_lists_items_and_escapes_their_ids(tmp_path: Path) -> None:
    item = Item("<img src=x>", "login", "It works.", Outcome.FOUND, 0.1, "<b>")
    page = items_page(tmp_path, (item,), moved=True)
    assert "its script wants new-part" in (tmp_path / "out.txt").read_text()
    assert "PROBLEM The items report is plain pytest-html" in (tmp_path / "out.txt").read_text()
    row = _tests(page)[0]
    assert row["result"] == "Failed"
    assert "test_made_up[&lt;img src=x&gt;]" in row["testId"]


def test_items_of_the_sample_are_all_there(page: str) -> None:
    assert {test["title"] for test in _tests(page)} >= {item.title for item in REFUSED.items}
