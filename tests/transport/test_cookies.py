"""Cookies: kept, so that no session table fills up with ours, unless a request must stand alone."""

from __future__ import annotations

import re

from cartcheck.transport.exchange import Request
from tests.transport.raw_store import answer, in_turn


def _sent_cookies(store) -> list[str]:
    return [
        match.group(1) if (match := re.search(rb"Cookie: (.*)\r", each)) else b"" for each in store.requests
    ]


def test_cookies_are_kept(raw_store, transport_to) -> None:
    store = raw_store(
        answer(headers=("Set-Cookie: OCSESSID=abc; path=/; HttpOnly", "Set-Cookie: language=en-gb"))
    )
    transport = transport_to(store.url)
    transport.send(Request("GET", store.url), purpose="")
    exchange = transport.send(Request("GET", store.url), purpose="")
    assert _sent_cookies(store) == [b"", b"OCSESSID=abc; language=en-gb"]
    assert ("Cookie", "OCSESSID=abc; language=en-gb") in exchange.sent_headers


def test_request_without_cookies_neither_sends_nor_keeps_any(raw_store, transport_to) -> None:
    one, two = (answer(headers=(f"Set-Cookie: OCSESSID={value}",)) for value in ("one", "two"))
    store = raw_store(in_turn(one, two))
    transport = transport_to(store.url)
    for keep in (True, False, True):
        transport.send(Request("GET", store.url, keep_cookies=keep), purpose="")
    assert _sent_cookies(store) == [b"", b"", b"OCSESSID=one"]


def test_fresh_request_has_a_jar_of_its_own(raw_store, transport_to) -> None:
    one, two = (answer(headers=(f"Set-Cookie: OCSESSID={value}",)) for value in ("one", "two"))
    store = raw_store(in_turn(one, two))
    transport = transport_to(store.url)
    for fresh in (False, True, False):
        transport.send(Request("GET", store.url), purpose="", fresh=fresh)
    assert _sent_cookies(store) == [b"", b"", b"OCSESSID=one"]


def test_each_source_has_a_jar_of_its_own(raw_store, transport_to) -> None:
    store = raw_store(answer(headers=("Set-Cookie: OCSESSID=abc",)))
    transport = transport_to(store.url)
    transport.send(Request("GET", store.url), purpose="")
    transport.send(Request("GET", store.url), purpose="", source="127.0.0.5")
    assert _sent_cookies(store) == [b"", b""]


def test_cookie_header_of_the_request_wins(raw_store, transport_to) -> None:
    store = raw_store(answer(headers=("Set-Cookie: OCSESSID=abc",)))
    transport = transport_to(store.url)
    transport.send(Request("GET", store.url), purpose="")
    transport.send(Request("GET", store.url, headers=(("Cookie", "OCSESSID=mine"),)), purpose="")
    assert _sent_cookies(store)[1] == b"OCSESSID=mine"
