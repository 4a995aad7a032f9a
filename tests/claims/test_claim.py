"""What is known of the version and what the store showed make one claim."""

from __future__ import annotations

import pytest

from cartcheck.claims.claim import Basis, Claim, Seen, claims_of
from cartcheck.claims.promise import PROMISES
from cartcheck.claims.stand import State

KEPT, NOT_KEPT, NOT_THERE, NOT_KNOWN = State.KEPT, State.NOT_KEPT, State.NOT_THERE, State.NOT_KNOWN


def claim_of(promise: str, versions: str, seen: Seen | None = None) -> Claim:
    claims = claims_of(versions, {promise: seen} if seen else {})
    assert [claim.id for claim in claims] == [each.id for each in PROMISES]
    return next(claim for claim in claims if claim.id == promise)


@pytest.mark.parametrize(
    ("promise", "versions", "state"),
    [
        ("login", "3.0.4.0–3.0.5.1", KEPT),
        ("login", "4.0.0.0", NOT_THERE),
        ("token-life", "3.0.3.6", KEPT),
        ("token-life", "3.0.5.1", NOT_KEPT),
        ("token-life", "3.0.3.0–3.0.3.9", NOT_KNOWN),
        ("order-list", "3.0.5.1", NOT_THERE),
        ("status-403", "4.1.0.4", KEPT),
        ("order-list", "", KEPT),
    ],
)
def test_what_was_not_asked_is_known_of_the_version(promise: str, versions: str, state: State) -> None:
    claim = claim_of(promise, versions)
    assert (claim.state, claim.basis, claim.exchange) == (state, Basis.KNOWN, 0)
    assert not (claim.remedy and claim.is_kept)


def test_where_versions_differ_each_is_told() -> None:
    told = claim_of("token-life", "3.0.3.0–3.0.3.9").does
    assert told.startswith("3.0.3.0–3.0.3.6: kept. 3.0.3.7–3.0.5.1: not kept. One hour at most")


@pytest.mark.parametrize(("state", "word"), [(KEPT, ""), (NOT_KEPT, "One hour at most")])
def test_where_versions_differ_the_store_decides(state: State, word: str) -> None:
    claim = claim_of("token-life", "3.0.3.0–3.0.3.9", Seen(state, "It was seen.", 7))
    assert (claim.state, claim.basis, claim.exchange) == (state, Basis.ASKED, 7)
    assert claim.does.startswith(word)
    assert bool(claim.remedy) is (state is NOT_KEPT)


def test_an_extension_keeps_what_opencart_does_not() -> None:
    claim = claim_of("product-list", "3.0.5.1", Seen(KEPT, "An extension answers it.", 7))
    assert (claim.state, claim.does, claim.remedy) == (KEPT, "An extension answers it.", "")


def test_what_the_table_says_is_confirmed_in_its_own_words() -> None:
    claim = claim_of("order-list", "4.1.0.4", Seen(NOT_THERE, "It is not there: HTTP 403.", 7))
    assert claim.state is NOT_KEPT
    assert "signed calls" in claim.does
    assert claim.exchange == 7


@pytest.mark.parametrize(("versions", "promise"), [("", "order-list"), ("3.0.5.1", "login")])
def test_a_store_that_does_not_keep_what_it_should_is_told_by_its_answer(versions: str, promise: str) -> None:
    claim = claim_of(promise, versions, Seen(NOT_THERE, "It is not there: HTTP 404.", 7))
    assert (claim.state, claim.does) == (NOT_THERE, "It is not there: HTTP 404.")


def test_what_was_left_alone_stays_open() -> None:
    claim = claim_of("product-edit", "3.0.5.1", Seen(NOT_KNOWN, "It was not asked."))
    assert (claim.state, claim.does) == (NOT_KNOWN, "It was not asked.")
