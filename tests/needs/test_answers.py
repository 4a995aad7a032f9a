"""Needs are answered from what each version is known to have, and from what the store itself showed."""

import pytest

from cartcheck.claims.claim import Basis, Claim
from cartcheck.claims.stand import State
from cartcheck.dialects.registry import dialects
from cartcheck.needs.answer import NeedAnswer, answers_of
from cartcheck.needs.known import KNOWN
from cartcheck.needs.markdown import page
from cartcheck.needs.need import BY_ID
from cartcheck.needs.way import Met
from cartcheck.paths import checks_dir

DOCS = checks_dir().parent / "docs"
RELEASES = [(dialect, version) for dialect in dialects() for version in dialect.versions]


@pytest.mark.parametrize("need", BY_ID)
def test_every_release_has_exactly_one_way(need: str) -> None:
    for _, version in RELEASES:
        ways = [way for way in KNOWN[need] if _in(way.first, version, way.last)]
        assert len(ways) == 1, version


def _in(*versions: str) -> bool:
    numbers = [tuple(map(int, version.split("."))) for version in versions]
    return numbers == sorted(numbers)


@pytest.mark.parametrize(("dialect", "version"), RELEASES, ids=[version for _, version in RELEASES])
def test_routes_are_those_of_the_version(dialect, version: str) -> None:
    routes = {operation.route for operation in dialect.operations.values()}
    for answer in answers_of(BY_ID, version, ()):
        for route in answer.routes:
            assert route.partition("&")[0] in routes, (answer.id, route)


def test_an_unknown_need_is_no_key_of_the_table() -> None:
    assert KNOWN.keys() == BY_ID.keys()


@pytest.mark.parametrize(
    ("version", "need", "met"),
    [
        ("2.1.0.2", "orders:read", Met.IMPOSSIBLE),
        ("2.1.0.2", "vouchers:use", Met.IMPOSSIBLE),
        ("2.3.0.2", "vouchers:use", Met.POSSIBLE),
        ("3.0.2.0", "orders:status", Met.IMPOSSIBLE),
        ("3.0.5.1", "orders:read", Met.LIMITED),
        ("3.0.5.1", "orders:status", Met.POSSIBLE),
        ("4.0.0.0", "orders:status", Met.LIMITED),
        ("4.0.2.1", "orders:write", Met.IMPOSSIBLE),
        ("4.0.2.2", "orders:write", Met.LIMITED),
        ("4.0.2.3", "points:use", Met.IMPOSSIBLE),
        ("4.1.0.4", "orders:delete", Met.IMPOSSIBLE),
        ("4.1.0.4", "products:read", Met.IMPOSSIBLE),
    ],
)
def test_a_version_alone_is_answered_for(version: str, need: str, met: Met) -> None:
    assert _one(need, version).met is met


def test_versions_that_differ_are_told_apart() -> None:
    answer = _one("orders:read", "2.1.0.0–2.3.0.2")
    assert answer.met is Met.LIMITED
    assert answer.limits.startswith("2.0.0.0–2.1.0.2: No call reads an order.")
    assert "2.3.0.0–2.3.0.2: One order at a time" in answer.limits


def test_a_promise_that_the_store_keeps_meets_the_need() -> None:
    answer = _one("orders:list", "3.0.5.1", _claim("order-list", State.KEPT, Basis.ASKED))
    assert (answer.met, answer.routes) == (Met.POSSIBLE, ("GET api/order",))


@pytest.mark.parametrize(
    "claim_of", [(State.NOT_THERE, Basis.ASKED), (State.KEPT, Basis.KNOWN)], ids=["absent", "never asked"]
)
def test_a_promise_that_was_not_seen_kept_changes_nothing(claim_of: tuple[State, Basis]) -> None:
    assert _one("orders:list", "3.0.5.1", _claim("order-list", *claim_of)).met is Met.IMPOSSIBLE


def test_half_a_promise_is_not_enough() -> None:
    assert (
        _one("products:read", "3.0.5.1", _claim("product-list", State.KEPT, Basis.ASKED)).met
        is Met.IMPOSSIBLE
    )


def test_nothing_is_known_of_a_store_that_is_no_release() -> None:
    assert _one("carts:write", "").met is Met.NOT_KNOWN


def test_the_page_is_up_to_date() -> None:
    assert (DOCS / "needs.md").read_text("utf-8") == page()


def _one(need: str, versions: str, *claims: Claim) -> NeedAnswer:
    return answers_of([need], versions, claims)[0]


def _claim(promise: str, state: State, basis: Basis) -> Claim:
    return Claim(promise, "orders", "GET api/order", "Lists the orders.", state, "", "", basis)
