"""The tables of what versions do: whole, in order, and true to the dialects and to the page in docs."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest

from cartcheck.claims.claim import stands_of
from cartcheck.claims.known import KNOWN
from cartcheck.claims.markdown import page
from cartcheck.claims.promise import BY_ID, PROMISES, Promise
from cartcheck.claims.stand import Stand, State
from cartcheck.dialects.dialect import Dialect
from cartcheck.dialects.documented import DIALECT as DOCUMENTED
from cartcheck.dialects.registry import dialects

PAGE = Path(__file__).parents[2] / "docs" / "claims.md"
RELEASED = [(dialect, version) for dialect in dialects() for version in dialect.versions]
ORDER = [version for _, version in RELEASED]
STANDS = [
    pytest.param(BY_ID[name], stand, id=f"{name}-{stand.versions}")
    for name, stands in KNOWN.items()
    for stand in stands
]
# In 4.1 a class of a controller is no route: only these two are.
ROUTE = re.compile(r"\bapi/[a-z_]+(?:/[a-z_]+)?(?:[.|]\w+)?")


def test_every_promise_is_known_of() -> None:
    assert list(KNOWN) == [promise.id for promise in PROMISES]


@pytest.mark.parametrize("promise", PROMISES, ids=lambda promise: promise.id)
def test_every_version_has_one_stand(promise: Promise) -> None:
    for version in ORDER:
        assert len(stands_of(promise.id, version)) == 1, version
    for before, after in pairwise(KNOWN[promise.id]):
        assert ORDER.index(before.last) + 1 == ORDER.index(after.first)


@pytest.mark.parametrize(("promise", "stand"), STANDS)
def test_words_keep_to_their_form(promise: Promise, stand: Stand) -> None:
    assert promise.says.endswith(".")
    assert stand.state is not State.NOT_KNOWN
    assert bool(stand.does) or stand.state is State.KEPT
    assert not (stand.remedy and stand.state is State.KEPT)
    for text in filter(None, (stand.does, stand.remedy)):
        assert text.endswith(".")
        assert text[0].isupper() or text.startswith("api/")


def covered(stand: Stand) -> list[Dialect]:
    first, last = ORDER.index(stand.first), ORDER.index(stand.last)
    return [dialect for dialect, version in RELEASED if first <= ORDER.index(version) <= last]


@pytest.mark.parametrize(("promise", "stand"), STANDS)
def test_every_call_it_names_is_one_of_the_dialect(promise: Promise, stand: Stand) -> None:
    for dialect in covered(stand):
        routes = {operation.route for operation in dialect.operations.values()}
        queries = {value for operation in dialect.operations.values() for _, value in operation.query}
        for route in ROUTE.findall(stand.does):
            assert route in routes, (dialect.generation, route)
        assert set(re.findall(r"call=(\w+)", stand.does)) <= queries


@pytest.mark.parametrize(("promise", "stand"), STANDS)
def test_a_kept_call_is_there_and_one_that_is_not_there_is_not(promise: Promise, stand: Stand) -> None:
    if not promise.call:
        return
    route = promise.call.partition(" ")[2].partition("&")[0]
    for dialect in covered(stand):
        there = route in {operation.route for operation in dialect.operations.values()}
        if stand.state is State.KEPT:
            assert there
        if stand.state is State.NOT_THERE:
            assert not there


def test_the_promised_calls_are_those_of_the_documented_dialect() -> None:
    promised = {promise.call.partition("&")[0] for promise in PROMISES if promise.call}
    described = {f"{operation.method} {operation.route}" for operation in DOCUMENTED.operations.values()}
    assert promised == described


def test_the_page_in_docs_is_up_to_date() -> None:
    assert PAGE.read_text("utf-8") == page(), "run `make docs`"
