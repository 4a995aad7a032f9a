"""The page and the Markdown of a comparison: nothing of a stranger's store becomes markup, no secret is shown."""

import json
import re
from html.parser import HTMLParser
from pathlib import Path

from jsonschema import Draft202012Validator

from cartcheck.comparison.comparison import Comparison, compare
from cartcheck.comparison.recording import read_recording, recording_of
from cartcheck.mock.options import DEMO_KEY
from cartcheck.reports import comparison_data
from cartcheck.reports.comparison_data import to_json, to_junit
from cartcheck.reports.comparison_page import to_html
from cartcheck.reports.comparison_text import terminal_lines, to_markdown
from tests.comparison.walks import usual, walk

RECORDINGS = Path(__file__).parents[1] / "recordings"
RECORDED_KEY = "labkey0123456789abcdefghijklmnopqrstuvwxyzLABKEY"


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.handlers: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list) -> None:
        self.tags.add(tag)
        self.handlers |= {name for name, _ in attrs if name.startswith("on")}


def _hostile() -> Comparison:
    return compare(usual("3.0.5.1", writes=False), walk("3.0.5.1", "hostile-text", writes=False))


def test_the_page_holds_no_script_and_forbids_all() -> None:
    page = to_html(_hostile())
    seen = _Tags()
    seen.feed(page)
    assert not seen.tags & {"script", "iframe", "form", "object", "img", "link"}
    assert not seen.handlers
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', page)
    assert policy and policy[1].startswith("default-src 'none'")
    assert "\x1b" not in page and "\u202e" not in page


SCHEMA = json.loads(Path(comparison_data.__file__).with_name("comparison.schema.json").read_text("utf-8"))


def test_the_json_fits_its_published_schema() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["properties"]["schema_version"]["const"] == comparison_data.SCHEMA_VERSION
    for one in (_hostile(), compare(usual("3.0.5.1"), usual("4.0.2.3"))):
        document = json.loads(to_json(one))
        assert document["differences"]
        Draft202012Validator(SCHEMA).validate(document)
        document["differences"][0]["severity"] = "bad"
        assert not Draft202012Validator(SCHEMA).is_valid(document)


def test_each_severity_can_be_filtered_without_a_script() -> None:
    page = to_html(compare(usual("3.0.5.1"), usual("4.0.2.3")))
    for severity in ("breaking", "risky", "cosmetic", "improvement"):
        assert f'id="show-{severity}"' in page
        assert f"main:has(#show-{severity}:not(:checked)) .finding.{severity}" in page


def test_markdown_holds_no_markup_of_the_store() -> None:
    text = to_markdown(_hostile())
    outside = re.sub(r"```.*?```", "", text, flags=re.DOTALL)
    assert "<script" not in outside and "<img" not in outside


def test_the_terminal_gets_no_escape_codes() -> None:
    assert all("\x1b" not in line for line in terminal_lines(_hostile()))


def test_no_secret_of_a_foreign_recording_is_shown() -> None:
    recorded = [read_recording(RECORDINGS / version) for version in ("2.3.0.2", "3.0.3.9")]
    comparison = compare(*recorded)
    tokens = set(
        re.findall(r"token=(\w{20,})", " ".join(seen.asked.url for side in recorded for seen in side.seen))
    )
    for text in (
        to_html(comparison),
        to_json(comparison),
        to_markdown(comparison),
        to_junit(comparison, None),
    ):
        assert RECORDED_KEY not in text
        assert not [token for token in tokens if token in text]


def test_no_key_is_shown() -> None:
    comparison = compare(usual("3.0.5.1"), usual("4.0.2.3"))
    assert DEMO_KEY not in to_html(comparison) + to_json(comparison) + to_markdown(comparison)


def test_json_is_json_also_without_differences() -> None:
    empty = recording_of([("none", {"entries": []})], "none")
    assert json.loads(to_json(compare(empty, empty)))["differences"] == []
