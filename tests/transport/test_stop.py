"""A wish to stop: heeded between requests and in waits, never in the middle of a request, put off while cleaning up."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING, TypeAlias

import pytest

from cartcheck.errors import BudgetSpent, StoreError, StoreUnreachable
from cartcheck.target.target import Limits
from cartcheck.transport.exchange import Request
from cartcheck.transport.stop import Stop
from tests.transport.raw_store import FakeTime, answer, in_turn

if TYPE_CHECKING:
    from collections.abc import Callable

    from cartcheck.transport.transport import Transport
    from tests.transport.raw_store import RawStore, Script

    Stores: TypeAlias = Callable[[Script], RawStore]
    Transports: TypeAlias = Callable[..., Transport]


def ask(transport: Transport, url: str) -> None:
    transport.send(Request("GET", url), purpose="")


def test_after_a_wish_nothing_is_sent(raw_store: Stores, transport_to: Transports) -> None:
    store = raw_store(answer())
    transport = transport_to(store.url)
    ask(transport, store.url)
    transport.stop.wish()
    with pytest.raises(KeyboardInterrupt):
        ask(transport, store.url)
    assert transport.sent == 1


def test_a_request_under_way_is_read_to_its_end(raw_store: Stores, transport_to: Transports) -> None:
    slow = answer(body=b"whole")
    transport: Transport

    def wish_first(connection: object, request: bytes) -> None:
        transport.stop.wish()
        slow(connection, request)  # type: ignore[arg-type]

    store = raw_store(wish_first)
    transport = transport_to(store.url)
    assert transport.send(Request("GET", store.url), purpose="").reply.body == b"whole"


def test_another_wish_cuts_it(raw_store: Stores, transport_to: Transports, fake_time: FakeTime) -> None:
    stop = Stop(fake_time.clock)
    store = raw_store(lambda connection, request: time.sleep(30))
    transport = transport_to(store.url, limits=Limits(pace=0, read_timeout=20), stop=stop)

    def wish_twice() -> None:
        time.sleep(0.3)
        stop.wish()
        fake_time.now += 2
        stop.wish()

    threading.Thread(target=wish_twice, daemon=True).start()
    began = time.monotonic()
    with pytest.raises(StoreUnreachable):
        ask(transport, store.url)
    assert time.monotonic() - began < 10


def test_a_wait_ends_with_the_wish(raw_store: Stores, transport_to: Transports) -> None:
    busy = answer(status="429 Too Many Requests", headers=("Retry-After: 60",))
    store = raw_store(in_turn(busy, answer()))
    transport = transport_to(store.url)
    ask(transport, store.url)
    threading.Timer(0.3, transport.stop.wish).start()
    began = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        ask(transport, store.url)
    assert time.monotonic() - began < 10
    assert transport.sent == 1


def test_a_clean_up_goes_on_until_a_second_wish(fake_time: FakeTime) -> None:
    stop = Stop(fake_time.clock)
    stop.wish()
    with stop.clean_up():
        stop.heed()
        fake_time.now += 0.5
        stop.wish()  # the same Ctrl-C, handed on by a launcher
        stop.heed()
        fake_time.now += 1
        stop.wish()
        with pytest.raises(KeyboardInterrupt):
            stop.heed()


def test_a_wish_during_a_clean_up_ends_the_run_after_it() -> None:
    stop = Stop()
    with stop.clean_up():
        stop.wish()
        stop.heed()
    with pytest.raises(KeyboardInterrupt):
        stop.heed()


def test_reserved_requests_are_for_the_clean_up_alone(raw_store: Stores, transport_to: Transports) -> None:
    store = raw_store(answer())
    transport = transport_to(store.url, limits=Limits(budget=5, pace=0))
    transport.reserved = 3
    assert transport.remaining == 2
    ask(transport, store.url)
    ask(transport, store.url)
    with pytest.raises(BudgetSpent, match="3 that are kept to delete orders"):
        ask(transport, store.url)
    with transport.cleaning_up():
        for _ in range(3):
            ask(transport, store.url)
        with pytest.raises(BudgetSpent):
            ask(transport, store.url)
    assert transport.sent == 5


@pytest.mark.parametrize(("seconds", "cleaned"), [(600, True), (3600, False)])
def test_a_clean_up_waits_longer_than_anything_else(
    raw_store: Stores, transport_to: Transports, fake_time: FakeTime, seconds: int, cleaned: bool
) -> None:
    busy = answer(status="503 Busy", headers=(f"Retry-After: {seconds}",))
    store = raw_store(in_turn(busy, answer()))
    transport = transport_to(store.url, clock=fake_time.clock, sleep=fake_time.sleep)
    ask(transport, store.url)
    with pytest.raises(StoreError, match="asks to wait"):
        ask(transport, store.url)
    with transport.cleaning_up():
        if not cleaned:
            with pytest.raises(StoreError, match="asks to wait"):
                ask(transport, store.url)
            return
        ask(transport, store.url)
    assert fake_time.slept == [seconds]
