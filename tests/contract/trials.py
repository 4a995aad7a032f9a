"""What the tests of the contract share: the described operations, cases as they go over the wire, runs at a mock."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cartcheck.contract.answer import Answer, read_answer
from cartcheck.contract.asked import Asked
from cartcheck.contract.case import Case, Origin
from cartcheck.contract.description import load
from cartcheck.contract.expectation import expectation
from cartcheck.dialects.dialect import Session, StoreWords
from cartcheck.dialects.opencart_3_0 import DIALECT
from cartcheck.engine.order import Order
from cartcheck.engine.run import examine
from cartcheck.mock.options import DEMO_KEY, MockOptions
from cartcheck.mock.server import running_mock
from cartcheck.mock.shop.setup import Setup
from cartcheck.paths import openapi_dir
from cartcheck.reports.result import Result
from cartcheck.target.store_url import StoreUrl
from cartcheck.target.target import Credentials, Leave, Limits, Target
from cartcheck.transport.exchange import Reply, Request

if TYPE_CHECKING:
    from collections.abc import Mapping

FILE = openapi_dir() / "opencart-3.0.yaml"
NEW = load(FILE, "3.0.5.1").operations
FRESH = Setup()
NONE: Mapping[str, str] = {}
NO_FIELDS: Mapping[int, str] = {}
OLD = load(FILE, "3.0.3.8").operations
STORE = StoreUrl.parse("https://shop.example/")


def case(operation: str, form: Any = None, query: Any = None, **more: Any) -> Case:
    return Case(operation, Origin.EXAMPLE, "test", query or {}, form or {}, NEW[operation].needs, **more)


def request(of: Case) -> Request:
    return DIALECT.request(STORE, of.operation, Session("t" * 26), of.query_pairs, of.form_pairs)


def asked(of: Case, **more: Any) -> Asked:
    return Asked(of, NEW[of.operation], expectation([NEW[of.operation]], request(of)), **more)


def answer(operation: str, body: bytes, status: int = 200, media_type: str = "application/json") -> Answer:
    reply = Reply(status, (("content-type", media_type),), body, 0.1)
    return read_answer(DIALECT, [NEW[operation]], reply, 7, StoreWords())


def run(
    faults: tuple[str, ...] = (),
    keywords: str = "",
    *,
    opencart: str = "3.0.5.1",
    display_errors: bool = False,
    control: bool = True,
    writes: bool = True,
    budget: int = 5000,
    examples: int = 0,
    processes: int = 1,
    products: tuple[int, ...] = (),
    setup: Setup = FRESH,
    codes: Mapping[str, str] = NONE,
    custom_fields: Mapping[int, str] = NO_FIELDS,
    subject: str = "contract",
    seed: int = 0,
) -> Result:
    options = MockOptions(
        opencart=opencart, faults=faults, display_errors=display_errors, control=control, setup=setup
    )
    with running_mock(options) as base:
        target = Target(
            StoreUrl.parse(base),
            Credentials("Default", DEMO_KEY),
            Limits(budget=budget, pace=0),
            Leave(writes=writes or control),
            control=f"{base}_control" if control else "",
            products=products,
            custom_fields=custom_fields,
            **codes,
        )
        order = Order(
            "test", (subject,), keywords=keywords, examples=examples, seed=seed, processes=processes
        )
        return examine(target, order)[0]
