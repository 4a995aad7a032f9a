"""Stores that stall, break off, flood or lie about lengths: none may hang us, fill memory or pass as sound."""

from __future__ import annotations

import gzip
import socket
import struct
import time
import tracemalloc

import pytest

from cartcheck.errors import StoreUnreachable
from cartcheck.target.target import Limits
from cartcheck.transport.exchange import Request
from cartcheck.transport.no_answer import Unreachable
from tests.transport.raw_store import answer, in_turn, raw

_OK = b"HTTP/1.1 200 OK\r\n"
_GZIP = b"Content-Encoding: gzip\r\nContent-Length: 99\r\n\r\n"
_QUICK = Limits(pace=0, connect_timeout=0.1, read_timeout=0.1)


def _drip(head: bytes):
    def script(connection: socket.socket, request: bytes) -> None:
        connection.sendall(head)
        while True:
            connection.sendall(b"x")
            time.sleep(0.03)

    return script


def _stall(connection: socket.socket, request: bytes) -> None:
    time.sleep(1)


def _reset(connection: socket.socket, request: bytes) -> None:
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()


def _fails(transport, url: str, **request: object) -> StoreUnreachable:
    with pytest.raises(StoreUnreachable) as caught:
        transport.send(Request("GET", url, **request), purpose="")
    assert transport.exchanges[-1].failure == caught.value.message
    return caught.value


@pytest.mark.parametrize(
    "head",
    [
        pytest.param(_OK + b"Content-Length: 900\r\n\r\n", id="in the body"),
        pytest.param(_OK + b"Connection: close\r\n\r\n", id="in a body without length"),
        pytest.param(_OK + b"Transfer-Encoding: chunked\r\n\r\n900\r\n", id="in a chunk"),
        pytest.param(_OK + b"X: ", id="in the headers"),
        pytest.param(b"HTTP/1.1 ", id="in the status line"),
        pytest.param(_OK + b"Content-Encoding: gzip\r\n\r\n\x1f\x8b\x08\x08aaaaaa", id="in gzip's head"),
    ],
)
def test_dripping_store_is_left_after_the_whole_time(raw_store, transport_to, head) -> None:
    store = raw_store(_drip(head))
    transport = transport_to(store.url, limits=_QUICK)
    before = time.monotonic()
    error = _fails(transport, store.url)
    assert error.kind == Unreachable.TIMEOUT
    assert all(exchange.reply is None or exchange.reply.truncated for exchange in transport.exchanges)
    assert "did not finish its answer within 0.3 seconds" in error.message
    assert error.message.endswith(": --connect-timeout (0.1) and twice --read-timeout (0.1).")
    assert "--read-timeout" in error.next_step
    assert time.monotonic() - before < 10  # the store would drip for ever


def test_silent_store_times_out(raw_store, transport_to) -> None:
    store = raw_store(_stall)
    error = _fails(transport_to(store.url, limits=_QUICK), store.url)
    assert (error.kind, "sent nothing for 0.1 seconds" in error.message) == (Unreachable.TIMEOUT, True)
    assert "connect-timeout" not in error.message


def test_answer_that_stops_halfway_is_kept_and_is_a_timeout(raw_store, transport_to) -> None:
    def script(connection: socket.socket, request: bytes) -> None:
        connection.sendall(_OK + b"Content-Length: 900\r\n\r\nhalf")
        time.sleep(1)

    store = raw_store(script)
    transport = transport_to(store.url, limits=_QUICK)
    assert _fails(transport, store.url).kind == Unreachable.TIMEOUT
    kept = transport.exchanges[0].reply
    assert (kept.status, kept.body, kept.truncated) == (200, b"half", True)


@pytest.mark.parametrize(
    ("data", "body"),
    [
        pytest.param(_OK + b"Content-Length: 90\r\n\r\nshort", b"short", id="short body"),
        pytest.param(
            _OK + b"Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\nZZ\r\n",
            b"hello",
            id="bad chunk",
        ),
        pytest.param(_OK + b"Transfer-Encoding: chunked\r\n\r\n5\r\nhel", b"hel", id="short chunk"),
        pytest.param(_OK + b"Content-Encoding: gzip\r\n\r\nno gzip at all", b"", id="not gzip"),
        pytest.param(
            _OK + _GZIP + gzip.compress(b"x" * 90)[:20],
            None,
            id="short gzip",
        ),
    ],
)
def test_broken_body_is_a_truncated_reply(raw_store, transport_to, data, body) -> None:
    store = raw_store(raw(data, then_close=True))
    reply = transport_to(store.url).send(Request("GET", store.url), purpose="").reply
    assert reply.status == 200
    assert reply.truncated
    assert body is None or reply.body == body


def test_huge_body_is_cut(raw_store, transport_to) -> None:
    store = raw_store(in_turn(answer(b"x" * 300_000), answer(b"next")))
    transport = transport_to(store.url, limits=Limits(pace=0, max_body=100_000))
    reply = transport.send(Request("GET", store.url), purpose="").reply
    assert (len(reply.body), reply.truncated) == (100_000, True)
    assert transport.send(Request("GET", store.url), purpose="").reply.body == b"next"


def test_body_of_exactly_the_limit_is_whole(raw_store, transport_to) -> None:
    store = raw_store(answer(b"x" * 1000))
    reply = transport_to(store.url, limits=Limits(pace=0, max_body=1000)).send(
        Request("GET", store.url), purpose=""
    )
    assert not reply.reply.truncated


@pytest.mark.parametrize("framing", ["Content-Length: {}", "Connection: close"])
def test_gzip_bomb_is_cut_before_it_unfolds(raw_store, transport_to, framing) -> None:
    bomb = gzip.compress(gzip.compress(bytes(20_000_000)))
    head = f"HTTP/1.1 200 OK\r\nContent-Encoding: gzip, gzip\r\n{framing.format(len(bomb))}\r\n\r\n"
    store = raw_store(raw(head.encode() + bomb, then_close=True))
    transport = transport_to(store.url, limits=Limits(pace=0, max_body=100_000))
    tracemalloc.start()
    reply = transport.send(Request("GET", store.url), purpose="").reply
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert (len(reply.body), reply.truncated) == (100_000, True)
    assert peak < 5_000_000


def test_huge_redirect_is_not_read(raw_store, transport_to) -> None:
    store = raw_store(answer(b"x" * 300_000, "302 Found", ("Location: /",)))
    transport = transport_to(store.url, limits=Limits(pace=0, max_body=1000))
    assert len(transport.send(Request("GET", store.url), purpose="").reply.body) == 1000


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (_OK + b"X: 1\r\n" * 200 + b"\r\n", Unreachable.NOT_HTTP),
        (_OK + b"X: " + b"a" * 70_000 + b"\r\n\r\n", Unreachable.NOT_HTTP),
        (b"SSH-2.0-OpenSSH_9.2\r\n", Unreachable.NOT_HTTP),
        (b"", Unreachable.RESET),
    ],
    ids=["too many headers", "too long a header", "not HTTP", "closed at once"],
)
def test_no_usable_head_has_a_kind(raw_store, transport_to, data, kind) -> None:
    store = raw_store(raw(data, then_close=True))
    error = _fails(transport_to(store.url), store.url)
    assert error.kind == kind
    assert error.next_step


def test_reset_has_a_kind(raw_store, transport_to) -> None:
    store = raw_store(_reset)
    assert _fails(transport_to(store.url), store.url).kind == Unreachable.RESET


def test_lost_connection_is_tried_again_once_if_that_is_harmless(raw_store, transport_to) -> None:
    store = raw_store(in_turn(_reset, answer(b"at last"), _reset))
    transport = transport_to(store.url)
    exchange = transport.send(Request("GET", store.url, idempotent=True), purpose="")
    assert (exchange.reply.body, exchange.number, transport.sent) == (b"at last", 2, 2)
    assert _fails(transport, store.url, idempotent=True).kind == Unreachable.RESET
    assert transport.sent == 4


def test_lost_connection_is_not_tried_again_if_that_may_do_harm(raw_store, transport_to) -> None:
    store = raw_store(_reset)
    transport = transport_to(store.url)
    _fails(transport, store.url)
    assert transport.sent == 1


def test_folded_header_is_one_line(raw_store, transport_to) -> None:
    store = raw_store(raw(_OK + b"X: one\r\n two\r\nContent-Length: 0\r\n\r\n"))
    assert transport_to(store.url).send(Request("GET", store.url), purpose="").reply.header("x") == "one two"
