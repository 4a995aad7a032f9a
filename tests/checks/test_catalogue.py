"""The catalogue: its words keep to their form, and the page in docs is the one that the checks give."""

from pathlib import Path

import pytest

from cartcheck.findings.catalogue import catalogue, find
from cartcheck.findings.explanation import explanation
from cartcheck.findings.finding_type import FindingType
from cartcheck.findings.markdown import page

KINDS = list(catalogue().values())
PAGE = Path(__file__).parents[2] / "docs" / "findings.md"


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.id)
def test_words_keep_to_their_form(kind: FindingType) -> None:
    subject, _, name = kind.id.partition(".")
    assert subject.islower() and name.replace("-", "").isalnum() and name == name.lower()
    assert len(kind.plain_summary) <= 80
    assert kind.plain_summary.endswith((".", "›"))
    assert kind.cause and kind.remedy and kind.source
    assert all(step[0].isupper() and step.endswith((".", "}")) for step in kind.remedy)
    assert 0 < kind.confidence <= 1
    assert kind.confidence == 1 or kind.alternatives or kind.confidence >= 0.9
    assert kind.id in explanation(kind)


def test_the_page_in_docs_is_up_to_date() -> None:
    assert PAGE.read_text("utf-8") == page(), "run `make docs`"


def test_a_mistyped_id_is_helped() -> None:
    with pytest.raises(Exception, match=r"login\.ip-not-listed"):
        find("login.ip-not-liste")
