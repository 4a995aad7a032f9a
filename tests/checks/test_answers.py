"""The pages of docs/answers: each is linked from the README and from a finding, and every link leads to one."""

import re
from pathlib import Path

from cartcheck.findings.catalogue import catalogue

ROOT = Path(__file__).parents[2]
PAGES = {path.stem: path.read_text("utf-8") for path in (ROOT / "docs" / "answers").glob("*.md")}


def test_each_page_is_linked_and_each_link_leads_somewhere() -> None:
    linked = set(re.findall(r"docs/answers/([a-z-]+)\.md", (ROOT / "README.md").read_text("utf-8")))
    from_findings = {kind.answer for kind in catalogue().values() if kind.answer}
    assert linked == set(PAGES) == from_findings


def test_pages_name_only_findings_there_are_and_tell_their_sources() -> None:
    for name, text in PAGES.items():
        for finding in re.findall(r"`((?:login|token|security|request|signature)\.[a-z-]+)`", text):
            assert finding in catalogue(), name
        assert "Sources: " in text and "| version |" in text, name
