"""The committed sample is what the report writers make today; `python reports/sample.py` writes it anew."""

import json
from pathlib import Path

from cartcheck.reports.document import from_document
from cartcheck.reports.html import stylesheet, to_html
from tests.reports.page_reader import named

REPORTS = Path(__file__).parents[2] / "reports"


def _read(name: str) -> str:
    return (REPORTS / name).read_text("utf-8")


def test_the_sample_page_is_made_from_the_sample_data() -> None:
    result = from_document(json.loads(_read("sample.json")))
    assert _read("sample.html") == to_html(result, items="sample-items.html", json="sample.json")


def test_the_sample_shows_the_root_cause_with_its_exchange() -> None:
    result = from_document(json.loads(_read("sample.json")))
    assert result.ordered[0].id == "login.ip-not-listed"
    assert "Incorrect API Key!" in named(_read("sample.html"), "article")[0].text


def test_the_sample_of_items_has_today_s_look() -> None:
    assert named(_read("sample-items.html"), "style")[0].text == stylesheet("base.css", "items.css")
    assert 'href="sample.html"' in _read("sample-items.html")
