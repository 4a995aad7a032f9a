"""The result as Markdown: the answer first, each finding with what to do, and no markup of the store."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from markdown_it import MarkdownIt

from cartcheck.reports.markdown import to_markdown
from cartcheck.reports.result import Result
from tests.reports.hostile import HOSTILE
from tests.reports.samples import HEALTHY, REFUSED
from tests.reports.strategies import RESULTS

OWN = {"details", "summary"}  # the only HTML that we write


def _html_written(text: str) -> set[str]:
    """The names of the elements that the document itself brings, as a renderer sees them."""
    tokens = MarkdownIt("commonmark").enable("table").parse(text)
    found = [token for top in tokens for token in (top, *(top.children or ()))]
    raw = " ".join(token.content for token in found if token.type in {"html_block", "html_inline"})
    return {part.strip("</ ").split(">")[0].split()[0] for part in raw.split("<") if part.strip("</ >")}


def test_the_answer_is_the_heading_and_each_finding_says_what_to_do() -> None:
    text = to_markdown(REFUSED)
    assert text.startswith(f"# {REFUSED.verdict}")
    assert "**error** · `login.ip-not-listed`" in text
    assert "1. Open System > Users > API" in text
    assert "curl -sS" in text
    assert text.count("```") % 2 == 0


def test_a_healthy_store_has_no_table_of_what_is_wrong() -> None:
    text = to_markdown(replace(HEALTHY, findings=()))
    assert text.startswith("# An integration can work with this store.")
    assert "| level |" not in text


def test_what_is_accepted_stands_apart_with_its_reason() -> None:
    accepted = tuple(replace(one, accepted="known since May") for one in REFUSED.findings)
    text = to_markdown(replace(REFUSED, findings=accepted))
    assert "## Accepted" in text
    assert "known since May" in text
    assert "| error |" not in text


def test_hostile_text_is_no_markup() -> None:
    text = to_markdown(HOSTILE)
    assert _html_written(text) <= OWN
    assert not {"\x1b", "\x9b", "\u202e"} & set(text)


@settings(deadline=None, max_examples=60)
@given(RESULTS)
def test_every_result_is_told_without_markup_of_its_own(result: Result) -> None:
    text = to_markdown(result)
    assert text.startswith("# ")
    assert _html_written(text) <= OWN
