"""What the integration needs is answered in a run, and its answer reaches every report."""

import html
import json

import pytest

from cartcheck.findings.finding_type import Example
from cartcheck.needs.way import Met
from cartcheck.reports.document import from_document, to_document
from cartcheck.reports.html import to_html
from cartcheck.reports.result import Result
from tests.checks.stores import examined

NEEDED = ("orders:read", "orders:status", "products:read")


@pytest.fixture(scope="module")
def result() -> Result:
    return examined(Example(needs=NEEDED), ("store", "needs"))


def test_each_need_is_answered(result: Result) -> None:
    assert {need.id: need.met for need in result.needs} == {
        "orders:read": Met.LIMITED,
        "orders:status": Met.POSSIBLE,
        "products:read": Met.IMPOSSIBLE,
    }
    assert {finding.id for finding in result.findings} == {"needs.not-possible", "needs.limited"}


def test_it_survives_the_document(result: Result) -> None:
    assert from_document(json.loads(json.dumps(to_document(result)))).needs == result.needs


def test_it_stands_in_the_page(result: Result) -> None:
    page = html.unescape(to_html(result))
    assert result.needs
    assert all(need.id in page and need.limits in page for need in result.needs)


def test_what_is_all_possible_finds_nothing() -> None:
    met = examined(Example(needs=("orders:status", "carts:write")), ("store", "needs"))
    assert {need.met for need in met.needs} == {Met.POSSIBLE}
    assert not met.findings


def test_the_promised_api_can_do_what_it_promises() -> None:
    met = examined(Example(opencart="documented", needs=("products:read", "orders:list")), ("store", "needs"))
    assert {need.met for need in met.needs} == {Met.POSSIBLE}


def test_without_needs_nothing_is_asked_for_them() -> None:
    silent = examined(Example(), ("needs",))
    assert (silent.items, silent.needs) == ((), ())
