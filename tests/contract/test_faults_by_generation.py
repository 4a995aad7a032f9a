"""Each fault of an answer is found in every generation that has the call, by its own finding and no other."""

from __future__ import annotations

import pytest

from cartcheck.findings.finding import Level
from cartcheck.reports.result import Outcome
from tests.contract.trials import run

VERSIONS = ("2.0.3.1", "2.1.0.2", "2.3.0.2", "4.0.0.0", "4.0.1.1", "4.0.2.3", "4.1.0.4")
WITHOUT_SIGNATURE = VERSIONS[:-1]
SAYS_NO_IN_JSON = ("2.0.3.1", "2.1.0.2", "2.3.0.2", "4.0.0.0")
GUARDED = tuple(version for version in VERSIONS if version != "4.0.0.0")

# Fault, the calls that show it, what is found, and where: 4.1 sets no currency and deletes no orders, 4.0.0 guards nothing.
FAULTS = (
    ("refuses-valid-customer", "customer_set", "contract.valid-refused", VERSIONS),
    ("silent-refusal", "currency_set", "contract.valid-refused", WITHOUT_SIGNATURE),
    ("accepts-anything", "customer_set", "contract.invalid-accepted", VERSIONS),
    ("error-without-field", "customer_set", "contract.wrong-field-not-named", VERSIONS),
    ("error-without-field", "voucher_add", "contract.wrong-field-not-named", ("4.0.2.3",)),
    ("open-without-token-on-one-call", "payment_address_set", "contract.open-without-token", GUARDED),
    ("renamed-field", "cart_read and not subscription", "contract.answer-differs", WITHOUT_SIGNATURE),
    ("object-for-list", "cart_read and not subscription", "contract.answer-differs", VERSIONS),
    ("additional-field", "cart_read and not subscription", "contract.unexpected-member", VERSIONS),
    ("wrong-media-type", "customer_set", "contract.media-type", GUARDED),
    ("notice-on-one-call", "payment_methods_list and not subscription", "contract.php-message", VERSIONS),
    ("html-on-one-call", "reward_maximum", "contract.broken-answer", SAYS_NO_IN_JSON),
    (
        "html-on-one-call",
        "reward_maximum",
        "contract.valid-refused",
        ("4.0.1.1", "4.0.2.3"),
    ),  # a page is its no
    ("server-error-on-one-call", "currency_set", "contract.broken-answer", WITHOUT_SIGNATURE),
    ("refuses-delete", "order_history_add", "contract.order-left-behind", WITHOUT_SIGNATURE),
)
CASES = [
    pytest.param(version, fault, keywords, kind, id=f"{fault}-{keywords}-{version}")
    for fault, keywords, kind, versions in FAULTS
    for version in versions
]


@pytest.mark.parametrize(("version", "fault", "keywords", "kind"), CASES)
def test_a_fault_is_found_and_nothing_else(version: str, fault: str, keywords: str, kind: str) -> None:
    result = run((fault,), keywords, opencart=version, control=False)
    assert Outcome.HARNESS_ERROR not in {item.outcome for item in result.items}
    assert kind in {finding.id for finding in result.findings}
    loud = {finding.id for finding in result.findings if finding.level.at_least(Level.WARNING)}
    assert loud <= {kind}


@pytest.mark.parametrize("version", GUARDED)
def test_a_store_that_takes_no_credential_of_ours_is_no_broken_contract(
    version: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tests.contract.trials.DEMO_KEY", "wrong")
    result = run(keywords="customer_set", opencart=version, control=False)
    assert [finding.id for finding in result.findings if finding.level is Level.ERROR] == []
