"""The upgrade guides in docs/ say what the program says now."""

from pathlib import Path

import pytest

from cartcheck.cli.guides import NEIGHBOURS, guide
from cartcheck.comparison.comparison import compare
from tests.comparison.walks import usual

GUIDES = Path(__file__).parents[2] / "docs" / "upgrades"


@pytest.mark.parametrize("pair", NEIGHBOURS, ids="-".join)
def test_a_guide_is_up_to_date(pair: tuple[str, str]) -> None:
    written = (GUIDES / f"{pair[0]}-to-{pair[1]}.md").read_text(encoding="utf-8")
    assert written == guide(compare(usual(pair[0]), usual(pair[1]))), "run `make guides`"


def test_there_is_no_other_guide() -> None:
    names = {f"{before}-to-{after}.md" for before, after in NEIGHBOURS}
    assert {path.name for path in GUIDES.glob("*-to-*.md")} == names
