"""How long a run waits between requests, by a clock that only sleeping moves."""

from __future__ import annotations

import pytest

from cartcheck.errors import StoreError
from cartcheck.target.target import Limits
from cartcheck.transport.exchange import Reply, Request
from cartcheck.transport.pace import Pace, retry_after
from tests.transport.raw_store import FakeTime, answer, in_turn

_DATE = ("Date: Sun, 22 Nov 2026 01:00:00 GMT",)


def _busy(*headers: tuple[str, str], status: int = 429) -> Reply:
    return Reply(status, headers, b"", 0.1)


def test_requests_are_evenly_spaced(fake_time: FakeTime) -> None:
    pace = Pace(4, fake_time.clock, fake_time.sleep)
    for _ in range(3):
        pace.wait()
    fake_time.now += 0.1
    pace.wait()
    assert fake_time.slept == [0.25, 0.25, 0.15]


def test_a_pause_is_not_made_up_for(fake_time: FakeTime) -> None:
    pace = Pace(4, fake_time.clock, fake_time.sleep)
    pace.wait()
    fake_time.now += 60
    pace.wait()
    pace.wait()
    assert fake_time.slept == [0.25]


def test_no_pace_never_waits(fake_time: FakeTime) -> None:
    pace = Pace(0, fake_time.clock, fake_time.sleep)
    for _ in range(5):
        pace.wait()
    assert fake_time.slept == []


@pytest.mark.parametrize("status", [429, 503])
def test_retry_after_delays_the_next_request_and_is_shown(fake_time: FakeTime, status: int) -> None:
    shown: list[float] = []
    pace = Pace(0, fake_time.clock, fake_time.sleep, lambda seconds, why: shown.append(seconds))
    pace.heed(_busy(("retry-after", "7"), status=status))
    fake_time.now += 2
    pace.wait()
    pace.wait()
    assert fake_time.slept == shown == [5]


def test_retry_after_of_other_answers_is_ignored(fake_time: FakeTime) -> None:
    pace = Pace(0, fake_time.clock, fake_time.sleep)
    pace.heed(_busy(("retry-after", "7"), status=200))
    pace.wait()
    assert fake_time.slept == []


def test_too_long_a_wait_is_an_error(fake_time: FakeTime) -> None:
    pace = Pace(0, fake_time.clock, fake_time.sleep)
    pace.heed(_busy(("retry-after", "3600")))
    with pytest.raises(StoreError, match="asks to wait 3600 seconds"):
        pace.wait()
    assert fake_time.slept == []


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ((("retry-after", " 12 "),), 12),
        ((("retry-after", "Sun, 22 Nov 2026 01:00:30 GMT"), ("date", "Sun, 22 Nov 2026 01:00:00 GMT")), 30),
        ((("retry-after", "Sun, 22 Nov 2026 00:00:00 GMT"), ("date", "Sun, 22 Nov 2026 01:00:00 GMT")), 0),
        ((("retry-after", "soon"),), 0),
        ((("retry-after", "-5"),), 0),
        ((("retry-after", "٣"),), 0),
        ((), 0),
    ],
)
def test_retry_after_is_seconds_or_a_date_of_the_store(headers, seconds) -> None:
    assert retry_after(_busy(*headers)) == seconds


def test_retry_after_reaches_the_transport(raw_store, transport_to, fake_time: FakeTime) -> None:
    store = raw_store(in_turn(answer(status="429 Too Many Requests", headers=("Retry-After: 9",)), answer()))
    waits: list[tuple[float, str]] = []
    transport = transport_to(
        store.url,
        limits=Limits(pace=2),
        clock=fake_time.clock,
        sleep=fake_time.sleep,
        on_wait=lambda seconds, why: waits.append((seconds, why)),
    )
    for _ in range(3):
        transport.send(Request("GET", store.url), purpose="")
    assert fake_time.slept == [9, 0.5]
    assert waits == [(9, "the store asked to wait (Retry-After)")]


@pytest.mark.parametrize(
    "date",
    ["Sun, 22 Nov 99999999999999999999 01:00:00 GMT", "Sun, 22 Nov 2026 01:00:00 +99999999999999999999"],
)
def test_impossible_date_asks_for_no_wait(date: str) -> None:
    assert retry_after(_busy(("retry-after", date), ("date", date))) == 0


@pytest.mark.parametrize(
    ("status", "seconds", "page", "slept"),
    [(503, 3600, True, []), (503, 7, True, [7]), (429, 7, True, [7])],
)
def test_a_page_that_is_closed_for_long_holds_up_no_other_request(
    fake_time: FakeTime, status: int, seconds: int, page: bool, slept: list[int]
) -> None:
    pace = Pace(0, fake_time.clock, fake_time.sleep)
    pace.heed(_busy(("retry-after", str(seconds)), status=status), of_page=page)
    pace.wait()
    assert fake_time.slept == slept
