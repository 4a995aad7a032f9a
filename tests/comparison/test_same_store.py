"""A store compared with itself shows no difference, however often and whatever its generation."""

import pytest

from cartcheck.comparison.comparison import compare
from tests.comparison.walks import usual, walk

VERSIONS = (
    "2.0.3.1",
    "2.1.0.2",
    "2.2.0.0",
    "2.3.0.2",
    "3.0.5.1",
    "3.0.5.1",
    "4.0.1.1",
    "4.0.2.3",
    "4.1.0.0",
    "4.1.0.4",
)


@pytest.mark.parametrize("number", range(10))
def test_ten_times_no_difference(number: int) -> None:
    version = VERSIONS[number]
    comparison = compare(usual(version), walk(version))
    assert [one.id for one in comparison.differences] == []
    assert comparison.compared > 80


def test_a_walk_keeps_to_its_bounds() -> None:
    assert all(len(usual(version).seen) <= 200 for version in VERSIONS)


def test_a_walk_always_asks_the_same() -> None:
    first, second = usual("3.0.5.1"), walk("3.0.5.1")
    assert [one.question for one in first.seen] == [one.question for one in second.seen]


def test_nothing_in_common_is_no_good_news() -> None:
    empty = walk("3.0.5.1", "waf-block")
    comparison = compare(empty, empty)
    assert not comparison.differences
    assert "not recognised" in " ".join(comparison.problems)
