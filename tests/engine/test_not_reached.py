"""What was not reached is told with its reason, once for all items that share it; no item blames what it cannot know."""

import io
from dataclasses import replace

import pytest

from cartcheck.dialects.query import query_of
from cartcheck.engine.order import Order
from cartcheck.engine.run import examine
from cartcheck.errors import ExitCode
from cartcheck.findings.finding import Level
from cartcheck.findings.finding_type import Example
from cartcheck.mock.options import DEMO_KEY, MockOptions
from cartcheck.mock.server import running_mock
from cartcheck.reports.result import Result
from cartcheck.reports.terminal import console, print_summary
from cartcheck.target.target import Leave, Network
from tests.checks.stores import target_of


def printed(result: Result) -> str:
    out = io.StringIO()
    print_summary(result, console(out, 100), {})
    return " ".join(out.getvalue().split())


def asked(example: Example, subjects: tuple[str, ...], **changes: object) -> Result:
    options = MockOptions(opencart=example.opencart, port=0, timezone=example.timezone)
    with running_mock(options) as base:
        target = replace(target_of(base, example), control="", leave=Leave(), **changes)
        return examine(target, Order(command="test", subjects=subjects))[0]


def test_a_wrong_key_is_the_one_reason_of_all_contract_items() -> None:
    result = asked(Example(key="wrong"), ("contract",))
    ((reason, count),) = result.unreached
    assert "did not take the credentials" in reason
    assert f"{count} items not reached: {reason}" in printed(result)
    assert reason in result.verdict
    assert result.exit_code is ExitCode.NOT_EXAMINED


def test_a_product_that_is_not_there_is_named() -> None:
    result = asked(Example(), ("contract",), products=(99999,))
    reason, count = result.unreached[0]
    assert "99999" in reason and count > 5
    assert f"{count} items not reached: No product named with --product (99999)" in printed(result)


def test_an_address_that_cannot_be_asked_from_is_named() -> None:
    result = asked(Example(), ("ip_whitelist",), network=Network(sources=("192.0.2.1",)))
    assert "cannot be asked from the local address 192.0.2.1" in result.unreached[0][0]
    assert "192.0.2.1" in printed(result)


def test_nothing_unreached_is_no_line() -> None:
    result = asked(Example(), ("login",))
    assert result.unreached == []
    assert "not reached:" not in printed(result)


@pytest.mark.parametrize(("timezone", "dead"), [("America/New_York", True), ("UTC", False)])
def test_contract_items_are_not_judged_where_fresh_tokens_are_dead(timezone: str, dead: bool) -> None:
    result = asked(Example(opencart="3.0.3.9", timezone=timezone), ("token", "contract"))
    bad = {finding.id for finding in result.findings if finding.level.at_least(Level.WARNING)}
    assert bad == ({"token.time-zone-trap"} if dead else set())
    told = [reason for reason, _ in result.unreached if "refuses fresh tokens" in reason]
    assert bool(told) is dead


@pytest.mark.parametrize("version", ["2.0.3.1", "2.1.0.2", "2.3.0.2", "3.0.5.1", "4.0.2.3", "4.1.0.4"])
def test_the_key_never_goes_into_a_url(version: str) -> None:
    with running_mock(MockOptions(opencart=version, port=0)) as base:
        target = replace(target_of(base, Example(opencart=version)), control="", leave=Leave())
        _, transport = examine(target, Order(command="test"))
    urls = [exchange.request.url for exchange in transport.exchanges]
    assert len(urls) > 10
    assert not [url for url in urls if DEMO_KEY in url]
    names = {name for exchange in transport.exchanges for name, _ in query_of(exchange.request)}
    assert "key" not in names
