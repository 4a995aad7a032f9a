"""Failures before any answer: each has a kind, words about the store and a next step."""

from __future__ import annotations

import socket
import threading
import time
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest

from cartcheck.errors import StoreUnreachable
from cartcheck.target.target import Limits, Network
from cartcheck.transport.exchange import Request
from cartcheck.transport.no_answer import Unreachable
from tests.transport.raw_store import answer, raw

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


def _failure(transport, url: str, **options: str) -> StoreUnreachable:
    with pytest.raises(StoreUnreachable) as caught:
        transport.send(Request("GET", url), purpose="", **options)
    assert transport.exchanges[-1].reply is None
    return caught.value


def _closed_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]


def test_refused(transport_to) -> None:
    url = f"http://127.0.0.1:{_closed_port()}/"
    error = _failure(transport_to(url), url)
    assert (error.kind, error.message) == (Unreachable.REFUSED, f"{url[7:-1]} refuses connections.")


def test_unknown_name(transport_to) -> None:
    url = "http://no-such-host.invalid/"
    assert _failure(transport_to(url), url).kind == Unreachable.DNS


def test_no_connection_in_time(transport_to) -> None:
    with socket.create_server(("127.0.0.1", 0), backlog=0) as listener:
        port = listener.getsockname()[1]
        with socket.create_connection(("127.0.0.1", port)):
            url = f"http://127.0.0.1:{port}/"
            error = _failure(transport_to(url, limits=Limits(connect_timeout=0.1)), url)
    assert error.kind == Unreachable.CONNECT
    assert "did not accept a connection within 0.1 seconds" in error.message


@pytest.fixture
def talking_first() -> Iterator[Callable[[Callable[[socket.socket], None]], str]]:
    """Starts servers that speak as soon as somebody connects; gives their https address."""
    listeners: list[socket.socket] = []

    def start(speak: Callable[[socket.socket], None]) -> str:
        listeners.append(socket.create_server(("127.0.0.1", 0)))

        def run() -> None:
            with suppress(OSError), listeners[-1].accept()[0] as connection:
                speak(connection)

        threading.Thread(target=run, daemon=True).start()
        return f"https://127.0.0.1:{listeners[-1].getsockname()[1]}/"

    yield start
    for listener in listeners:
        listener.close()


def test_plain_http_behind_https(talking_first, transport_to) -> None:
    url = talking_first(lambda connection: connection.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n"))
    error = _failure(transport_to(url), url)
    assert error.kind == Unreachable.PLAIN_HTTP
    assert "not TLS" in error.message


def test_tls_handshake_that_drips_is_left(talking_first, transport_to) -> None:
    def drip(connection: socket.socket) -> None:
        connection.sendall(b"\x16\x03\x03\x40\x00")
        while True:
            connection.sendall(b"\x00")
            time.sleep(0.03)

    url = talking_first(drip)
    error = _failure(transport_to(url, limits=Limits(connect_timeout=1, read_timeout=10)), url)
    assert error.kind == Unreachable.CONNECT
    assert "did not accept a connection within 1 seconds" in error.message


def test_address_that_is_not_ours(raw_store, transport_to) -> None:
    store = raw_store(answer())
    assert _failure(transport_to(store.url), store.url, source="192.0.2.1").kind == Unreachable.SOURCE


def test_dead_proxy(transport_to) -> None:
    network = Network(proxy=f"http://127.0.0.1:{_closed_port()}")
    for url in ("http://shop.example/", "https://shop.example/"):
        assert _failure(transport_to(url, network=network), url).kind == Unreachable.PROXY


def test_proxy_is_asked(raw_store, transport_to) -> None:
    proxy = raw_store(answer(b"by proxy"))
    transport = transport_to("http://shop.example/", network=Network(proxy=proxy.url))
    assert transport.send(Request("GET", "http://shop.example/x"), purpose="").reply.body == b"by proxy"
    assert proxy.requests[0].startswith(b"GET http://shop.example/x HTTP/1.1\r\n")


def test_proxy_of_the_environment_is_asked(raw_store, transport_to, monkeypatch) -> None:
    proxy = raw_store(answer(b"by proxy"))
    monkeypatch.setenv("http_proxy", proxy.url)
    monkeypatch.delenv("no_proxy", raising=False)
    transport = transport_to("http://shop.example/")
    assert transport.send(Request("GET", "http://shop.example/x"), purpose="").reply.body == b"by proxy"


def test_netrc_is_left_alone(raw_store, transport_to, monkeypatch, tmp_path) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login me password secret\n")
    monkeypatch.setenv("NETRC", str(netrc))
    store = raw_store(answer())
    transport_to(store.url).send(Request("GET", store.url), purpose="")
    assert b"Authorization" not in store.requests[0]


@pytest.mark.parametrize(
    "url",
    [
        *("http://*.example/", "http://" + "a" * 70 + ".example/", "http://shop.example:x/", "http://[::1/"),
        *(
            "https://",
            "mailto:shop",
            "/index.php?route=a&api_token=the-token",
            "http:///?api_token=the-token",
        ),
    ],
)
def test_address_that_cannot_be_asked(transport_to, url: str) -> None:
    error = _failure(transport_to("http://shop.example/"), url)
    assert error.kind in {Unreachable.UNSENDABLE, Unreachable.DNS}
    assert "the-token" not in str(error)


@pytest.mark.parametrize("request_line", [("GE\nT", "x"), ("GÉT", "x"), ("GET", "x\r\ny")])
def test_request_that_cannot_be_sent(raw_store, transport_to, request_line: tuple[str, str]) -> None:
    method, header = request_line
    store = raw_store(answer())
    with pytest.raises(StoreUnreachable) as caught:
        transport_to(store.url).send(Request(method, store.url, (("X", header),)), purpose="")
    assert caught.value.kind == Unreachable.UNSENDABLE
    assert store.requests == []


def test_log_of_urllib3_stays_silent(raw_store, transport_to, caplog) -> None:
    store = raw_store(raw(b"HTTP/1.1 200 OK\r\nbroken header line\r\n\r\n", then_close=True))
    with caplog.at_level("DEBUG"):
        transport_to(store.url).send(Request("GET", f"{store.url}?api_token=the-token"), purpose="")
    assert "the-token" not in caplog.text


def test_an_address_of_the_other_family_is_not_ours_to_ask_from(raw_store, transport_to) -> None:
    store = raw_store(answer())
    error = _failure(transport_to(store.url), store.url, source="::1")
    assert error.kind == Unreachable.SOURCE
    assert "::1" in error.message
