"""Every dialect looks at every store's answers, and exactly the right one claims it, in three questions at most."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

import pytest

from cartcheck.dialects.dialect import Dialect
from cartcheck.dialects.impressions import separator
from cartcheck.dialects.plan import next_question
from cartcheck.dialects.registry import dialects
from cartcheck.dialects.signs import API, Question
from cartcheck.transport.exchange import Reply
from tests.dialects.stores import (
    EDGES,
    STORES,
    Answers,
    asked,
    behind_theme,
    changed,
    generation_of,
    without_cookies,
    without_cors,
)

if TYPE_CHECKING:
    from collections.abc import Callable

PAGE = Reply(404, (("content-type", "text/html"),), b"<!DOCTYPE html><title>404</title>", 0.01)
MAINTENANCE = Reply(503, (("content-type", "text/html"),), b"<!DOCTYPE html><title>Back soon</title>", 0.01)


def claims(signs: Answers) -> list[tuple[Dialect, str]]:
    found = [(dialect, dialect.recognise(signs)) for dialect in dialects()]
    return [(dialect, sighting.versions) for dialect, sighting in found if sighting]


def numbers(version: str) -> tuple[int, ...]:
    return tuple(map(int, version.split(".")))


def is_within(store: str, versions: str) -> bool:
    low, _, high = versions.partition("–")
    return numbers(low) <= numbers(store.split()[0]) <= numbers(high or low)


@pytest.mark.parametrize("store", STORES)
def test_exactly_the_right_dialect_claims_a_store(store: str) -> None:
    signs = asked(STORES[store])
    assert len(signs) <= 3
    ((dialect, versions),) = claims(signs)
    assert dialect.generation == generation_of(store)
    assert is_within(store, versions)


@pytest.mark.parametrize("edge", EDGES, ids=lambda edge: edge.__name__)
@pytest.mark.parametrize("store", STORES)
def test_no_edge_or_setting_fools_it(store: str, edge: Callable[[Reply], Reply]) -> None:
    signs = asked(changed(STORES[store], edge))
    ((dialect, versions),) = claims(signs)
    assert len(signs) <= 3
    assert dialect.generation == generation_of(store)
    assert is_within(store, versions)


@pytest.mark.parametrize(
    "edges", list(combinations(EDGES, 2)), ids=lambda pair: "-".join(e.__name__ for e in pair)
)
@pytest.mark.parametrize("store", STORES)
def test_two_at_once_leave_it_unsure_but_never_wrong(
    store: str, edges: tuple[Callable[[Reply], Reply], ...]
) -> None:
    answers = STORES[store]
    for edge in edges:
        answers = changed(answers, edge)
    found = claims(asked(answers))
    assert {dialect.generation for dialect, _ in found} <= {generation_of(store)}
    assert all(is_within(store, versions) for _, versions in found)


@pytest.mark.parametrize(
    ("store", "versions"),
    [
        ("2.0.3.1", "2.0.3.1"),
        ("2.2.0.0", "2.2.0.0"),
        ("2.3.0.2", "2.3.0.0–2.3.0.2"),
        ("3.0.2.0", "3.0.0.0–3.0.2.0"),
        ("3.0.3.6 noisy", "3.0.3.0–3.0.3.6"),
        ("3.0.3.9", "3.0.3.0–3.0.3.9"),
        ("3.0.5.1", "3.0.4.0–3.0.5.1"),
        ("4.0.0.0", "4.0.0.0"),
        ("4.0.1.1", "4.0.1.0–4.0.1.1"),
        ("4.1.0.3", "4.1.0.0–4.1.0.3"),
        ("4.1.0.4", "4.1.0.4"),
    ],
)
def test_the_version_is_told_as_narrowly_as_answers_allow(store: str, versions: str) -> None:
    ((_, told),) = claims(asked(STORES[store]))
    assert told == versions


@pytest.mark.parametrize("store", STORES)
def test_in_maintenance_only_the_api_is_asked(store: str) -> None:
    signs = asked(STORES[store])
    assert signs.keys() <= API
    answers = {**STORES[store], Question.CART_WIDGET: MAINTENANCE, Question.MENU: MAINTENANCE}
    ((dialect, _),) = claims(asked(answers))
    assert dialect.generation == generation_of(store)


def test_extension_routes_do_not_make_an_old_store_a_new_one() -> None:
    added = STORES["4.0.2.3"]
    for store in ("2.1.0.2", "2.3.0.2", "3.0.3.9", "3.0.5.1"):
        answers = {
            **STORES[store],
            Question.ACCOUNT_LOGIN: added[Question.ACCOUNT_LOGIN],
            Question.SALE_CART: STORES["4.0.0.0"][Question.SALE_CART],
        }
        ((dialect, _),) = claims(asked(answers))
        assert dialect.generation == generation_of(store)
    with_order = {**STORES["2.1.0.2"], Question.ORDER: STORES["3.0.5.1"][Question.ORDER]}
    assert [dialect.generation for dialect, _ in claims(with_order)] == ["2.1"]


def everything(reply: Reply) -> Answers:
    return dict.fromkeys(Question, reply)


@pytest.mark.parametrize(
    "answers",
    [
        everything(PAGE),
        everything(MAINTENANCE),
        everything(Reply(200, (), b"<!DOCTYPE html><title>My shop</title>", 0.01)),
        everything(Reply(200, (), b'{"error":"Not found"}', 0.01)),
        everything(Reply(200, (), b"[]", 0.01)),
        everything(Reply(200, (), b"{}", 0.01)),
        everything(Reply(200, (), b"", 0.01)),
        everything(Reply(500, (), b"", 0.01)),
        everything(Reply(403, (), b'{"error":"Forbidden"}', 0.01)),
        everything(Reply(403, (), b"<html><title>Blocked</title></html>", 0.01)),
        everything(Reply(404, (), b'{"error":"Not found"}', 0.01)),
        everything(Reply(200, (), b'{"error":{"key":["a","b"]}}', 0.01)),
    ],
)
def test_what_is_no_store_is_claimed_by_nobody(answers: Answers) -> None:
    signs = asked(answers)
    assert len(signs) <= 3
    assert claims(signs) == []


def test_a_gateway_that_refuses_in_4_1s_words_is_not_4_1() -> None:
    refused = Reply(403, (), b'{"error":"You do not have permission to access this page."}', 0.01)
    answers = {**STORES["3.0.5.1"], Question.LOGIN: refused, Question.ACCOUNT_LOGIN: refused}
    assert claims(asked(answers)) == []


def test_4_0_that_redirects_to_its_error_page_is_still_seen() -> None:
    error = Reply(302, (("location", "error.html"),), b"", 0.01)
    answers = {**STORES["4.0.2.3"], Question.LOGIN: error}
    assert [dialect.generation for dialect, _ in claims(asked(answers))] == ["4.0.2"]


def test_4_0_behind_a_theme_in_maintenance_stays_open() -> None:
    answers = {**changed(STORES["4.0.2.3"], behind_theme), Question.CART_WIDGET: MAINTENANCE}
    signs = asked(answers)
    assert (separator(signs), claims(signs)) == ("", [])


def test_4_1_without_cookies_and_headers_is_known_by_its_widget() -> None:
    answers = changed(changed(STORES["4.1.0.3"], without_cookies), without_cors)
    ((dialect, versions),) = claims(asked(answers))
    assert (dialect.generation, versions) == ("4.1", "4.1.0.0–4.1.0.4")


def test_no_path_asks_more_than_three_questions() -> None:
    for first in [*STORES.values(), everything(PAGE), everything(MAINTENANCE)]:
        for second in STORES.values():
            signs: Answers = {}
            while question := next_question(signs):
                signs[question] = (second if signs else first)[question]
            assert len(signs) <= 3


@pytest.mark.parametrize("store", STORES)
def test_words_of_the_store_are_learned(store: str) -> None:
    signs = asked(STORES[store])
    ((dialect, _),) = claims(signs)
    words = dialect.words(signs)
    if dialect.generation in {"2.2–2.3", "3.0"}:
        assert words.no_access == {"Warning: You do not have permission to access the API!"}
    if dialect.generation in {"4.0.1", "4.0.2"}:
        assert words.bad_credentials == {"Warning: Incorrect API Key!"}
    if dialect.generation == "4.1":
        assert words.no_access == {"You do not have permission to access this page."}
