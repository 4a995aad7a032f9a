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

# What the recorder asked and the walk does not ask in this form, with the reason.
BESIDE: dict[tuple[str, str], dict[str, str]] = {
    ("2.3.0.2", "3.0.3.9"): {"verdict.refused.order_replace": "a cart emptied by the order before it"},
    ("3.0.3.9", "4.0.2.3"): {
        "broken.redirect": "addresses without payment_address_id",
        "known.address-id": "the walk sees what has to be sent instead",
        "known.short-sessions.gone": "the walk can wait",
        "verdict.accepted.cart_remove": "remove without a row succeeds in 4.0",
    },
    ("4.0.2.3", "4.1.0.4"): {
        "answer.new.cart_add": "the walk sees it in several operations",
        "refusal.keys.warning": "a row that is not found",
    },
}
# What no recording may miss.
CORE = {
    ("2.0.3.1", "2.1.0.2"): {"access.login-fields", "access.token-name", "cors", "known.list-of-addresses"},
    ("2.1.0.2", "2.2.0.0"): set(),
    ("2.2.0.0", "2.3.0.2"): set(),
    ("2.3.0.2", "3.0.3.9"): {"access.login-fields", "access.token-name", "cors", "known.short-sessions"},
    ("3.0.3.9", "4.0.2.3"): {"route.moved", "route.gone.order_read", "cors", "refusal.form.text-to-map"},
    ("4.0.2.3", "4.1.0.4"): {
        "access.signature",
        "route.moved",
        "route.gone.voucher_add",
        "known.time-window",
    },
}


@pytest.mark.parametrize("version", VERSIONS)
def test_a_recording_differs_in_nothing_from_itself(version: str) -> None:
    recorded = read_recording(RECORDINGS / version)
    comparison = compare(recorded, recorded)
    assert comparison.differences == ()
    assert comparison.compared > 20


@pytest.mark.parametrize("pair", PAIRS, ids="-".join)
def test_the_same_list_as_of_the_embedded_stores(pair: tuple[str, str]) -> None:
    recorded = compare(*(read_recording(RECORDINGS / version) for version in pair))
    embedded = compare(*(usual(version) for version in pair))
    ids, known = {one.id for one in recorded.differences}, {one.id for one in embedded.differences}
    assert {one for one in ids - known if not _is_part_of(one, known)} == set(BESIDE.get(pair, ()))
    assert CORE[pair] <= ids


def _is_part_of(one: str, known: set[str]) -> bool:
    """Less was seen of what the walk saw more of: `answer.new.cart_read.stock` of `answer.new.cart_read`."""
    return any(one.startswith(f"{other}.") for other in known)
