"""What goes over the wire, and what comes back, when the store behaves."""

from __future__ import annotations

import pytest

from cartcheck.errors import BudgetSpent
from cartcheck.target.target import Limits
from cartcheck.transport.exchange import Request, post_form
from tests.transport.raw_store import answer, in_turn


def test_reply_is_read(raw_store, transport_to) -> None:
    store = raw_store(
        answer(b'{"success":"ok"}', headers=("Content-Type: application/json", "X-A: 1", "X-A: 2"))
    )
    exchange = transport_to(store.url).send(Request("GET", store.url), purpose="to see")
    assert exchange.reply.json() == {"success": "ok"}
    assert exchange.reply.all_headers("x-a") == ["1", "2"]
    assert (exchange.reply.status, exchange.reply.reason, exchange.reply.http_version) == (
        200,
        "OK",
        "HTTP/1.1",
    )
    assert (exchange.number, exchange.purpose, exchange.failure) == (1, "to see", "")
    assert not exchange.reply.truncated


def test_form_and_headers_are_sent_as_given(raw_store, transport_to) -> None:
    store = raw_store(answer())
    request = post_form(store.url + "index.php?route=api/login", [("username", "Default"), ("key", "a b&c")])
    exchange = transport_to(store.url).send(
        request.with_header("X-Two", "1").with_header("x-two", "ü"), purpose=""
    )
    head, _, body = store.requests[0].partition(b"\r\n\r\n")
    assert head.startswith(b"POST /index.php?route=api/login HTTP/1.1\r\n")
    assert body == b"username=Default&key=a+b%26c"
    assert "X-Two: 1, ü".encode() in head
    assert b"User-Agent: cartcheck/" in head
    assert ("Host", store.url.split("/")[2]) in exchange.sent_headers
    assert ("X-Two", "1, ü") in exchange.sent_headers


def test_connection_is_kept(raw_store, transport_to) -> None:
    store = raw_store(answer())
    transport = transport_to(store.url)
    for _ in range(3):
        transport.send(Request("GET", store.url), purpose="")
    assert store.connections == 1
    transport.send(Request("GET", store.url), purpose="", fresh=True)
    assert store.connections == 2


def test_budget_counts_every_request(raw_store, transport_to) -> None:
    store = raw_store(answer())
    transport = transport_to(store.url, limits=Limits(budget=2, pace=0))
    for _ in range(2):
        transport.send(Request("GET", store.url), purpose="")
    with pytest.raises(BudgetSpent):
        transport.send(Request("GET", store.url), purpose="")
    assert transport.sent == 2 == len(store.requests)


def test_redirect_is_an_observation(raw_store, transport_to) -> None:
    store = raw_store(answer(b"moved", "301 Moved", ("Location: /elsewhere",)))
    exchange = transport_to(store.url).send(Request("POST", store.url, body=b"a=b"), purpose="")
    assert exchange.reply.status == 301
    assert exchange.reply.header("location") == "/elsewhere"
    assert len(store.requests) == 1


def test_on_exchange_sees_each_one(raw_store, transport_to) -> None:
    store = raw_store(in_turn(answer(b"1"), answer(b"2")))
    seen: list[bytes] = []
    transport = transport_to(store.url, on_exchange=lambda exchange: seen.append(exchange.reply.body))
    transport.send(Request("GET", store.url), purpose="")
    transport.send(Request("GET", store.url), purpose="")
    assert seen == [b"1", b"2"]


def test_source_address_is_used(raw_store, transport_to) -> None:
    store = raw_store(answer())
    transport = transport_to(store.url, limits=Limits(pace=0))
    exchange = transport.send(Request("GET", store.url), purpose="", source="127.0.0.9")
    transport.send(Request("GET", store.url), purpose="")
    assert exchange.source == "127.0.0.9"
    assert store.peers == ["127.0.0.9", "127.0.0.1"]
