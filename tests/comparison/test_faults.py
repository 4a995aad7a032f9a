"""Every single fault on one side is found as one difference, and none is invented beside it."""

import pytest

from cartcheck.comparison.comparison import compare
from cartcheck.mock.faults import all_faults, front
from tests.comparison.walks import usual, walk

# The id of the one difference.
FOUND = {
    "accepts-anything": "verdict.accepted",
    "accepts-empty-telephone": "verdict.accepted",
    "additional-field": "answer.new.cart_read.gift_wrap",
    "any-key": "verdict.accepted",
    "any-token": "verdict.let-in",
    "any-username": "verdict.accepted",
    "bom-before-json": "broken.byte-order-mark-before-json",
    "calls-answer-html": "broken.html-instead-of-json",
    "cors-open": "cors",
    "cors-open-with-credentials": "cors",
    "cors-origin-on-answers-only": "cors",
    "cors-preflight-only": "cors",
    "echoes-key": "broken.not-json",
    "echoes-token": "broken.html-instead-of-json",
    "empty-body": "broken.empty-answer",
    "error-without-field": "refusal.keys.message",
    "expired-token-accepted": "session.life",
    "hostile-text": "words",
    "html-instead-of-json": "broken.html-instead-of-json",
    "html-on-one-call": "broken.html-instead-of-json",
    "notice-before-json": "broken.php-message-in-the-answer",
    "notice-on-one-call": "broken.php-message-in-the-answer",
    "number-for-string": "answer.retyped.cart_read.products[].quantity",
    "object-for-list": "answer.retyped.cart_read.products",
    "open-without-token": "verdict.let-in",
    "open-without-token-on-one-call": "verdict.let-in",
    "rate-limited": "broken.too-many-requests",
    "redirect-drops-post": "broken.redirect",
    "redirect-to-www": "broken.redirect",
    "refuses-delete": "verdict.refused",
    "refuses-valid-customer": "verdict.refused",
    "renamed-field": "answer.renamed.cart_read.products[].cart_id",
    "server-error": "broken.server-error",
    "server-error-on-one-call": "broken.server-error",
    "silent-refusal": "verdict.refused",
    "slow": "latency.slower",
    "store-language": "words",
    "token-from-anywhere": "verdict.let-in",
    "token-not-accepted": "verdict.no-access",
    "truncated-json": "broken.answer-cut-off",
    "truncated-login": "broken.answer-cut-off",
    "waf-block": "broken.blocked-before-opencart",
    "wrong-media-type": "media-type.application-json-text-html",
}


def test_every_fault_is_tried() -> None:
    assert set(FOUND) <= set(all_faults())
    assert len(FOUND) >= 40


@pytest.mark.parametrize("fault", FOUND)
def test_one_fault_is_one_difference(fault: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(front, "SLOW_SECONDS", 0.12)  # seconds; 3.5 would take ten minutes
    writes = fault == "refuses-delete"
    comparison = compare(usual("3.0.5.1", writes=writes), walk("3.0.5.1", fault, writes=writes))
    assert [one.id for one in comparison.differences] == [FOUND[fault]]


@pytest.mark.parametrize("fault", ["html-on-one-call", "renamed-field", "number-for-string"])
def test_a_fault_that_went_is_told_too(fault: str) -> None:
    comparison = compare(walk("3.0.5.1", fault, writes=False), usual("3.0.5.1", writes=False))
    (one,) = comparison.differences
    assert one.id.startswith(("mended.", "answer."))
