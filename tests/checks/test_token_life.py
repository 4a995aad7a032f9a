"""How long tokens live, in each generation that has them: the end, its cause, and whether calls put it off."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from cartcheck.engine.order import Order
from cartcheck.engine.run import examine
from cartcheck.findings.finding_type import Example
from cartcheck.mock import MockOptions, running_mock
from cartcheck.observations.token_life import Idle, TokenLife
from cartcheck.probes.examination import Examination
from cartcheck.probes.token_life import IDLE_MINUTES, MockTime, Watch, token_life
from cartcheck.probes.token_notes import TokenNotes, forget_what_is_reported
from cartcheck.reports.page import Page
from cartcheck.reports.result import Outcome
from cartcheck.target.target import Leave
from cartcheck.transport.transport import Transport
from tests.checks.stores import examined, target_of

if TYPE_CHECKING:
    from pathlib import Path

    from cartcheck.findings.finding import Finding

# What each store does; None where nothing ended it.
ENDS = {
    "2.0.3.1": (23, 25),
    "2.1.0.2": (23, 25),
    "2.2.0.0": (23, 25),
    "2.3.0.2": (23, 25),
    "3.0.3.0": (59, 61),
    "3.0.3.6": (59, 61),
    "3.0.3.7": (23, 25),
    "3.0.3.9": (23, 25),
    "3.0.5.1": (23, 25),
    "4.0.1.1": (59, 61),
    "4.0.2.3": (59, 61),
    "documented": (59, 61),
}


def measured(version: str, *faults: str, timezone: str = "UTC") -> tuple[TokenLife, Transport]:
    options = MockOptions(opencart=version, port=0, control=True, faults=faults, timezone=timezone)
    with running_mock(options) as base, Transport(target_of(base, Example())) as transport:
        return Examination(target_of(base, Example()), transport).ask(token_life), transport


@pytest.mark.parametrize(("version", "ends"), ENDS.items())
def test_the_end_of_a_token_is_measured_and_that_a_call_puts_it_off(
    version: str, ends: tuple[float, float]
) -> None:
    life, transport = measured(version)
    assert (life.lived, life.died) == ends
    assert life.renewed is True
    asked = [
        each for each in transport.exchanges if "unused for" in each.purpose or "used all" in each.purpose
    ]
    assert len(asked) <= 3 * len(IDLE_MINUTES) + 1


@pytest.mark.parametrize("version", [version for version in ENDS if version not in {"3.0.3.7", "4.0.1.1"}])
def test_a_token_that_calls_do_not_renew_is_told(version: str) -> None:
    life, _ = measured(version, "token-not-renewed")
    assert (life.lived, life.died) == ENDS[version]
    assert life.renewed is False


def found(version: str, timezone: str = "UTC") -> list[Finding]:
    result = examined(Example(opencart=version, timezone=timezone), ("token",))
    return [finding for finding in result.findings if finding.id.startswith("token.")]


def test_the_hour_and_the_24_minutes_and_the_time_zone_are_told_apart() -> None:
    (short,) = found("3.0.3.9")
    assert short.id == "token.expires" and "24 minutes by default" in short.cause
    (long,) = found("3.0.3.9", "Asia/Tokyo")
    assert long.id == "token.lives-in-shop-time" and "East of UTC" in long.cause
    (dead,) = found("3.0.3.9", "America/New_York")
    assert dead.id == "token.time-zone-trap"
    (hour,) = found("4.0.2.3")
    assert hour.id == "token.expires" and "24 minutes" not in hour.cause


def test_a_token_that_does_not_die_is_not_told_to_be_in_order() -> None:
    result = examined(Example(opencart="3.0.3.9", timezone="Asia/Tokyo"), ("token",))
    (dies,) = (item for item in result.items if "dies" in item.title)
    assert (dies.outcome, dies.findings) == (Outcome.CLEAR, ("token.lives-in-shop-time",))
    (tokens,) = Page.of(result).clear
    assert "A token works right after the login that gave it." in tokens.clear
    assert dies.title not in tokens.clear


def test_a_shop_whose_tokens_die_at_once_is_not_waited_for() -> None:
    _, transport = measured_at_once()
    assert not [each for each in transport.exchanges if "unused" in each.purpose]


def measured_at_once() -> tuple[object, Transport]:
    options = MockOptions(opencart="3.0.3.9", port=0, control=True, timezone="America/New_York")
    with running_mock(options) as base:
        return examine(target_of(base, Example()), Order(command="test", subjects=("token",)))


class Cut(MockTime):
    """Time that ends in the middle, as by Ctrl-C."""

    def __init__(self, examination: Examination, last: float) -> None:
        super().__init__(examination)
        self._last = last

    def rest(self, until: float, longest: float) -> None:
        if until > self._last:
            raise KeyboardInterrupt
        super().rest(until, longest)


def test_a_watch_that_was_stopped_goes_on_and_its_notes_hold_no_secret(tmp_path: Path) -> None:
    path = tmp_path / "token-life.json"
    options = MockOptions(opencart="3.0.3.6", port=0, control=True)
    with running_mock(options) as base, Transport(target_of(base, Example())) as transport:
        examination = Examination(target_of(base, Example()), transport)
        with pytest.raises(KeyboardInterrupt):
            Watch(examination, Cut(examination, 41), TokenNotes(path, base)).run()
        noted = json.loads(path.read_text())
        assert [each["minutes"] for each in noted["unused"]] == [5, 10, 20, 23, 25, 40]
        tokens = {
            json.loads(e.reply.body)["api_token"]
            for e in transport.exchanges
            if e.reply and b"api_token" in e.reply.body
        }
        assert len(tokens) > len(IDLE_MINUTES)
        assert not [token for token in tokens if token in path.read_text()]
        before = transport.sent
        life = Watch(examination, MockTime(examination), TokenNotes(path, base)).run()
        logins = [e for e in transport.exchanges[before:] if "Log in" in e.purpose]
        assert len(logins) == 3  # for 59 and 61 minutes, and one that is used
        assert (life.lived, life.died, life.renewed) == (59, 61, True)
        sent = transport.sent
        again = Watch(examination, MockTime(examination), TokenNotes(path, base)).run()
        assert (again.lived, again.died, again.renewed, transport.sent) == (59, 61, True, sent)
    forget_what_is_reported(path)
    assert not path.exists()


def test_notes_of_another_store_or_another_day_or_of_anything_else_do_not_count(tmp_path: Path) -> None:
    path = tmp_path / "token-life.json"
    TokenNotes(path, "http://a/").keep(TokenLife((Idle(5, True, ""),)), done=False)
    forget_what_is_reported(path)
    assert TokenNotes(path, "http://a/").read().steps
    assert not TokenNotes(path, "http://b/").read().steps
    path.write_text(path.read_text().replace('"at": "20', '"at": "19'))
    assert not TokenNotes(path, "http://a/").read().steps
    for text in ("", "[]", '{"store": "http://a/"}', '{"store": "http://a/", "unused": [{"minutes": "x"}]}'):
        path.write_text(text)
        assert not TokenNotes(path, "http://a/").read().steps


def test_a_stopped_wait_says_how_to_go_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from cartcheck.probes import token_life as probe

    monkeypatch.setattr(probe, "RealTime", lambda examination: Cut(examination, 21))
    options = MockOptions(opencart="3.0.5.1", port=0, control=True)
    with running_mock(options) as base:
        target = target_of(base, Example())
        notes = tmp_path / "notes.json"
        live = replace(target, leave=Leave(wait_for_expiry=True))
        monkeypatch.setattr(Examination, "control", _control(target.control))
        result, _ = examine(replace(live, control=""), Order(command="x", subjects=("token",), notes=notes))
    assert notes.is_file()
    assert str(notes) in " ".join(result.problems)
    assert result.exit_code == 3


def _control(url: str) -> object:
    from cartcheck.transport.exchange import Request

    def control(examination: Examination, switches: dict[str, float]) -> None:
        body = json.dumps(switches).encode()
        examination.transport.send(Request("POST", url, (), body), purpose="Move the clock.")

    return control


LIFE = TokenLife(
    (Idle(5, True, ""), Idle(20, True, ""), Idle(53, False, "")), (Idle(5, True, ""), Idle(53, True, ""))
)


def test_an_end_that_is_known_badly_names_no_cause() -> None:
    assert not LIFE.ends_at(24)
    assert (LIFE.lived, LIFE.died, LIFE.renewed) == (20, 53, True)


def test_a_token_in_use_that_rested_too_long_tells_nothing() -> None:
    assert replace(LIFE, used=(Idle(5, True, ""), Idle(53, False, ""))).renewed is None
    assert replace(LIFE, used=(Idle(5, True, ""), Idle(24, False, ""))).renewed is False
    assert replace(LIFE, used=(Idle(5, True, ""), Idle(20, False, "", broken=True))).renewed is None
