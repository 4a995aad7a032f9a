"""How long a token lives unused: several are left alone side by side, each for another time, and one is used meanwhile.

A token that was asked has been used, or is dead: neither can be left alone for longer. So each idle time has a token of its
own, and the whole takes as long as the longest of them that is needed, not as long as all together.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Protocol

from cartcheck.dialects.dialect import Breakage, Verdict, name_of
from cartcheck.errors import CartcheckError, NotApplicable, NotReached
from cartcheck.observations.token_life import Idle, TokenLife
from cartcheck.probes.recognition import dialect_of, traits
from cartcheck.probes.session import new_session, session_of
from cartcheck.probes.token import call, first_call
from cartcheck.probes.token_notes import TokenNotes

if TYPE_CHECKING:
    from cartcheck.dialects.dialect import Session
    from cartcheck.probes.examination import Examination

# Around the known ends of a token's life, PHP's 24 minutes and OpenCart's hour (reference: 3.0.5.1,
# system/library/session/db.php and catalog/controller/startup/session.php). The others are there for servers with another
# time, and so that the token in use never rests for longer than the last idle time that was survived.
IDLE_MINUTES = (5.0, 10.0, 20.0, 23.0, 25.0, 40.0, 59.0, 61.0)
_TICK = 1.0  # seconds between two looks at the clock


def token_life(examination: Examination) -> TokenLife:
    """How long a token lives unused: measured by waiting, or by moving the clock of a mock."""
    if not examination.ask(traits).token_expires:
        raise NotApplicable(f"{name_of(dialect_of(examination))} has no token that could expire.")
    target = examination.target
    if not target.control and not target.leave.wait_for_expiry:
        raise NotReached(
            "Measuring this takes up to an hour of waiting.", "Ask for it with --wait-for-expiry."
        )
    session_of(examination)  # or the reason why there is none
    if not examination.ask(first_call).let_in:
        raise NotApplicable("A fresh token is refused already.")
    notes = TokenNotes(None if target.control else examination.notes, target.store.base)
    watch = Watch(examination, MockTime(examination) if target.control else RealTime(examination), notes)
    try:
        return watch.run()
    except (KeyboardInterrupt, CartcheckError):
        examination.advise(_how_to_go_on(notes, watch))
        raise


def _how_to_go_on(notes: TokenNotes, watch: Watch) -> str:
    if notes.path is None or not watch.steps:
        return ""
    return (
        f"What was learnt about a token's life is kept in {notes.path}. The same command within a day goes on from there: "
        "it leaves out the idle times that are known."
    )


class Times(Protocol):
    """What lets time pass."""

    @property
    def minutes(self) -> float:
        """The minutes since the beginning."""

    def rest(self, until: float, longest: float) -> None:
        """Until so many minutes have passed since the beginning, of those that it may take at the longest."""


class RealTime:
    """Waiting. The time a suspended machine sleeps counts too, where the system tells it."""

    def __init__(self, examination: Examination) -> None:
        self._examination = examination
        self._began = _seconds()

    @property
    def minutes(self) -> float:
        """The minutes since the beginning."""
        return (_seconds() - self._began) / 60

    def rest(self, until: float, longest: float) -> None:
        """Looks at the clock each second and tells how far it is."""
        while (left := (until - self.minutes) * 60) > 0:
            self._examination.waiting(self.minutes, longest, until)
            self._examination.transport.stop.sleep(min(_TICK, left))


class MockTime:
    """The clock of a mock, moved on."""

    def __init__(self, examination: Examination) -> None:
        self._examination = examination
        self.minutes = 0.0

    def rest(self, until: float, longest: float) -> None:  # noqa: ARG002  # nothing to tell
        """Takes no time."""
        if until > self.minutes:
            self._examination.control({"advance_minutes": until - self.minutes})
            self.minutes = until


def _seconds() -> float:
    boot = getattr(time, "CLOCK_BOOTTIME", None)
    return time.clock_gettime(boot) if boot is not None else time.time()


class Watch:
    """Tokens opened together and asked one after the other, the shortest idle time first, until one is dead.

    `steps` is what is known of tokens left alone, also from an earlier run.
    """

    def __init__(self, examination: Examination, times: Times, notes: TokenNotes) -> None:
        self._examination = examination
        self._times = times
        self._notes = notes
        self._opened: dict[float, tuple[Session, float]] = {}
        known = notes.read()
        self._used = list(known.used)
        self.steps = list(known.steps)

    def run(self) -> TokenLife:
        """Nothing that is known already is asked again."""
        if self._used:
            return self._life
        in_use = self._open("for a token that is used all the while")
        self._opened = {
            minutes: self._open(f"for a token that is left unused for {minutes:g} minutes")
            for minutes in self._unknown()
        }
        self._must_differ(in_use[0])
        for minutes in IDLE_MINUTES:
            if self._is_decided():
                break
            self._look(minutes, in_use)
        self._notes.keep(self._life, done=True)
        return self._life

    @property
    def _life(self) -> TokenLife:
        return TokenLife(tuple(sorted(self.steps, key=lambda step: step.minutes)), tuple(self._used))

    def _unknown(self) -> list[float]:
        life = self._life
        longest = life.died or max(IDLE_MINUTES)
        unknown = [minutes for minutes in IDLE_MINUTES if life.lived < minutes < longest]
        return unknown if life.died else [*unknown, *([longest] if life.lived < longest else [])]

    def _open(self, why: str) -> tuple[Session, float]:
        session = new_session(self._examination, why)
        return session, self._times.minutes

    def _must_differ(self, in_use: Session) -> None:
        sessions = [in_use, *(session for session, _ in self._opened.values())]
        if any(one in sessions[:place] for place, one in enumerate(sessions)):
            raise NotReached("The store gives the same token to several logins, so none can be left alone.")

    def _is_decided(self) -> bool:
        """Whether the end is known, and the token in use has outlived it or not."""
        life = self._life
        gone = bool(self._used) and not self._used[-1].let_in
        return life.died is not None and not self._unknown_below(life.died) and (life.renewed is True or gone)

    def _unknown_below(self, died: float) -> bool:
        return any(self._life.lived < minutes < died for minutes in self._opened)

    def _look(self, minutes: float, in_use: tuple[Session, float]) -> None:
        """The token that was left alone for so long, then the one of the same age that was not."""
        if minutes in self._opened and self._life.died is None:
            session, since = self._opened.pop(minutes)
            self._rest(since + minutes)
            self.steps.append(self._ask(session, since, "unused for {minutes:g} minutes"))
            self._notes.keep(self._life, done=False)
        if not self._used or self._used[-1].let_in or self._used[-1].broken:
            session, since = in_use
            self._rest(since + minutes)
            self._used.append(self._ask(session, since, "of {minutes:g} minutes that was used all the while"))

    def _rest(self, until: float) -> None:
        self._times.rest(until, max(IDLE_MINUTES))

    def _ask(self, session: Session, since: float, how: str) -> Idle:
        minutes = round(self._times.minutes - since, 1)
        answer = call(self._examination, session, f"with a token {how.format(minutes=minutes)}")
        reading = answer.reading
        crash_denies = self._examination.ask(traits).denies_by_crash
        denied = crash_denies and reading.breakage is Breakage.SERVER_ERROR
        broken = reading.meaning is Verdict.BROKEN and not denied
        return Idle(minutes, answer.let_in, f"{answer.how}: {reading.said}", answer.exchange, broken=broken)
