"""Recordings of real stores, compared with each other, give what the embedded stores of these versions give."""

import itertools
from pathlib import Path

import pytest

from cartcheck.comparison.comparison import compare
from cartcheck.comparison.recording import read_recording
from tests.comparison.walks import usual

RECORDINGS = Path(__file__).parents[1] / "recordings"
VERSIONS = sorted(path.name for path in RECORDINGS.iterdir() if path.name[0].isdigit())
PAIRS = list(itertools.pairwise(VERSIONS))


@pytest.mark.parametrize("version", VERSIONS)
def test_a_recording_differs_in_nothing_from_itself(version: str) -> None:
    recorded = read_recording(RECORDINGS / version)
    comparison = compare(recorded, recorded)
    assert comparison.differences == ()
    assert comparison.compared > 20


@pytest.mark.parametrize("pair", PAIRS, ids="-".join)
def test_the_same_list_as_of_the_embedded_stores(pair: tuple[str, str]) -> None:
    recorded = compare(*(read_recording(RECORDINGS / version) for version in pair))
    compare(*(usual(version) for version in pair))
    assert recorded.compared > 10
    raise AssertionError
