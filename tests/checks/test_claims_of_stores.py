"""Claims at mock stores of every generation: the right states, few requests, and none that could change anything."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest

from cartcheck.claims.claim import Basis, Claim
from cartcheck.claims.stand import State
from cartcheck.errors import NotReached
from cartcheck.findings.finding import Level
from cartcheck.findings.finding_type import Example
from cartcheck.mock.options import DEMO_KEY, MockOptions
from cartcheck.mock.server import running_mock
from cartcheck.probes.claims import claims
from cartcheck.probes.examination import Examination
from cartcheck.probes.promised_routes import PURPOSE
from cartcheck.reports.result import Outcome
from cartcheck.target.store_url import StoreUrl
from cartcheck.target.target import Credentials, Limits, Target
from cartcheck.transport.exchange import Request
from cartcheck.transport.transport import Transport
from tests.checks.stores import examined

KEPT_BY = {
    "2.0.3.1": {"order-history"},
    "2.1.0.2": {"order-history"},
    "2.2.0.0": {"order-history"},
    "2.3.0.2": {"order-history"},
    "3.0.2.0": set(),
    "3.0.3.2": {"login", "token-in-query", "token-life", "order-history"},
    "3.0.3.9": {"login", "token-in-query", "order-history"},
    "3.0.5.1": {"login", "token-in-query", "order-history"},
    "4.0.0.0": set(),
    "4.0.1.1": {"token-in-query", "token-life"},
    "4.0.2.3": {"token-in-query", "token-life"},
    "4.1.0.0": {"status-403"},
    "4.1.0.4": {"status-403"},
}
LISTS = {"product-list", "category-list", "order-list", "customer-list"}


def by_state(told: tuple[Claim, ...], state: State) -> set[str]:
    return {claim.id for claim in told if claim.state is state}


@pytest.mark.parametrize("version", KEPT_BY)
def test_a_stock_store_keeps_few_promises(version: str) -> None:
    result = examined(Example(opencart=version))
    assert by_state(result.claims, State.KEPT) == KEPT_BY[version]
    assert not by_state(result.claims, State.NOT_KNOWN)
    assert {"product-list", "product-add", "category-list", "customer-login"} <= by_state(
        result.claims, State.NOT_THERE
    )
    (finding,) = [finding for finding in result.findings if finding.id == "claims.not-kept"]
    assert finding.level is Level.ADVICE
    broken = [claim for claim in result.claims if not claim.is_kept]
    assert finding.summary.startswith(f"{len(broken)} of {len(result.claims)} ")
    assert [evidence.exchange for evidence in finding.evidence] == [claim.exchange for claim in broken]
    if version != "3.0.2.0":
        asked = {claim.id for claim in result.claims if claim.basis is Basis.ASKED}
        assert asked >= LISTS | {"json-answers"}


def test_a_store_with_the_promised_api_keeps_all() -> None:
    result = examined(Example(opencart="documented"))
    assert by_state(result.claims, State.KEPT) == {claim.id for claim in result.claims}
    assert not any(finding.level.at_least(Level.WARNING) for finding in result.findings)
    assert "claims.not-kept" not in {finding.id for finding in result.findings}
    assert result.store.generation == "documented"
    for item in result.items:
        assert item.outcome in {Outcome.CLEAR, Outcome.NOT_APPLICABLE}, item
        assert item.outcome is Outcome.CLEAR or item.subject == "signature" or "families" in item.id


@pytest.mark.parametrize("faults", [("html-instead-of-json",), ("waf-block",)])
def test_nothing_is_claimed_of_what_is_no_known_store(faults: tuple[str, ...]) -> None:
    assert examined(Example(faults=faults)).claims == ()


def asked_of(
    opencart: str, faults: tuple[str, ...] = (), *, credentials: bool = True
) -> tuple[dict[str, Claim], list[Request]]:
    """The claims, and the requests that were sent for them alone; the tokens stay as they are."""
    with running_mock(MockOptions(opencart=opencart, port=0, control=True, faults=faults)) as base:
        given = Credentials("Default", DEMO_KEY) if credentials else None
        target = Target(StoreUrl.parse(base), given, Limits(budget=100, pace=0))
        with Transport(target) as transport:
            told = Examination(target, transport).ask(claims)
            own = [one.request for one in transport.exchanges if one.purpose.startswith(PURPOSE)]
    return {claim.id: claim for claim in told}, own


def route_of(request: Request) -> str:
    return parse_qs(urlsplit(request.url).query)["route"][0]


@pytest.mark.parametrize("version", KEPT_BY)
def test_a_stock_store_is_asked_for_four_lists_and_nothing_else(version: str) -> None:
    _, requests = asked_of(version)
    there = [] if version == "3.0.2.0" else ["api/product", "api/category", "api/order", "api/customer"]
    assert [(request.method, route_of(request)) for request in requests] == [
        ("GET", route) for route in there
    ]


def test_the_promised_api_is_asked_eight_things_and_told_nothing() -> None:
    told, requests = asked_of("documented")
    assert len(requests) == 8
    assert {request.method for request in requests} == {"GET"}
    writing = [request for request in requests if route_of(request).endswith("/add")]
    assert [route_of(request) for request in writing] == ["api/product/add", "api/order/add"]
    assert not any("api_token" in request.url or request.body for request in writing)
    assert {claim.state for claim in told.values()} == {State.KEPT}
    # Nothing was waited for, so this one is not measured, and the claim says so.
    assert told["token-life"].basis is Basis.KNOWN


def test_without_credentials_the_version_alone_tells() -> None:
    told, requests = asked_of("3.0.5.1", credentials=False)
    assert requests == []
    assert told["product-list"].basis is Basis.KNOWN
    assert told["product-list"].state is State.NOT_THERE
    assert told["status-401"].basis is Basis.ASKED


@pytest.mark.parametrize("version", ["2.3.0.2", "3.0.5.1", "4.0.2.3"])
def test_an_extension_that_keeps_a_promise_is_seen(version: str) -> None:
    told, requests = asked_of(version, ("extension-reads-products",))
    assert told["product-list"].state is told["product-info"].state is State.KEPT
    assert told["product-list"].basis is Basis.ASKED
    assert told["product-add"].state is State.NOT_THERE
    assert told["product-edit"].state is State.NOT_KNOWN
    assert told["category-list"].state is State.NOT_THERE
    assert len(requests) == 6


def test_a_list_that_the_promised_api_lacks_is_told() -> None:
    told, _ = asked_of("documented", ("no-order-list",))
    assert {claim.id for claim in told.values() if not claim.is_kept} == {"order-list"}
    assert told["order-list"].state is State.NOT_THERE
    assert "HTTP 404" in told["order-list"].does


def test_a_token_that_never_dies_is_another_than_promised() -> None:
    result = examined(Example(opencart="3.0.3.6", faults=("expired-token-accepted",)))
    (life,) = [claim for claim in result.claims if claim.id == "token-life"]
    assert (life.state, life.basis) == (State.NOT_KEPT, Basis.ASKED)


def test_a_store_that_is_gone_is_not_reached() -> None:
    target = Target(StoreUrl.parse("http://127.0.0.1:9/"), None, Limits(budget=9, pace=0))
    with Transport(target) as transport, pytest.raises(NotReached):
        Examination(target, transport).ask(claims)
