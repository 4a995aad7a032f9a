"""A run of a part claims no more than that part; a run with the whole diagnosis says whether an integration can work."""

import pytest

from cartcheck.engine.order import Order
from cartcheck.engine.part import CONTRACTS, diagnosis, part_of, subjects
from cartcheck.engine.run import examine
from cartcheck.errors import ExitCode
from cartcheck.findings.finding_type import Example
from cartcheck.mock.options import MockOptions
from cartcheck.mock.server import running_mock
from cartcheck.reports.document import to_document
from cartcheck.reports.html import to_html
from cartcheck.reports.junit import to_junit
from cartcheck.reports.result import Result
from tests.checks.stores import target_of

ALL = "An integration can work with this store."


@pytest.mark.parametrize(
    ("order", "part"),
    [
        (Order("x"), ""),
        (Order("x", subjects=tuple(subjects())), ""),
        (Order("x", subjects=diagnosis(), thorough=False), ""),
        (Order("x", subjects=CONTRACTS), "the contract tests"),
        (Order("x", subjects=CONTRACTS, only=("cart_read",)), "the contract of cart_read"),
        (Order("x", only=("order_life",)), "an order’s life"),
        (
            Order("x", only=("cart_add", "order_life", "cart_read")),
            "the contract of cart_add, cart_read and an order’s life",
        ),
        (Order("x", subjects=("login", "ip_whitelist")), "the checks of login, ip whitelist"),
        (Order("x", keywords="cors"), "the checks that match “cors”"),
        (Order("x", ("contract",), keywords="cors"), "the checks of contract that match “cors”"),
        (Order("x", items=("test_login.py::test_key",)), "what was asked again"),
    ],
)
def test_what_an_order_examines(order: Order, part: str) -> None:
    assert part_of(order) == part


def examined(order: Order, example: Example) -> Result:
    options = MockOptions(opencart=example.opencart, port=0, control=True, faults=example.faults)
    with running_mock(options) as base:
        return examine(target_of(base, example), order)[0]


def test_the_verdict_of_a_part_is_told_alike_everywhere() -> None:
    result = examined(Order("x", subjects=CONTRACTS, only=("cart_read",)), Example())
    said = "Nothing keeps an integration from working in what was examined: the contract of cart_read."
    assert result.verdict == said
    assert (to_document(result)["verdict"], to_document(result)["state"]) == (said, "no obstacle")
    assert said in to_junit(result)
    page = to_html(result)
    assert "No obstacle" in page and "the contract of cart_read." in page
    assert "can work" not in page.lower()
    assert result.exit_code is ExitCode.CLEAR


def test_the_whole_diagnosis_keeps_its_words() -> None:
    result = examined(Order("x", subjects=diagnosis(), thorough=False), Example())
    assert (result.verdict, result.part) == (ALL, "")
    assert to_document(result)["state"] == "can work"


def test_a_part_that_finds_an_error_says_that_an_integration_cannot_work() -> None:
    result = examined(Order("x", subjects=("login",)), Example(key="wrong"))
    assert result.verdict.startswith("An integration cannot work with this store now: ")
    assert result.exit_code is ExitCode.FOUND
