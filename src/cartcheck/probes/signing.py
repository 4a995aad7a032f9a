"""Signed calls of 4.1: what a refused one may have got wrong, from elsewhere, and long after it was signed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from email.utils import parsedate_to_datetime
from itertools import islice
from typing import TYPE_CHECKING

from cartcheck.dialects.dialect import Verdict, name_of
from cartcheck.dialects.signature import Seen, signed
from cartcheck.errors import NotApplicable, NotReached
from cartcheck.observations.answers import CallAnswer, SignatureMistake, SignatureTrial, SourceCall
from cartcheck.probes.recognition import dialect_of, traits
from cartcheck.probes.session import signing
from cartcheck.probes.token import call, first_call, purpose, read, reading_request

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from cartcheck.dialects.dialect import Signer
    from cartcheck.probes.examination import Examination
    from cartcheck.target.store_url import StoreUrl

_OLD = 3600  # seconds
_CLOCK_OFF = 300  # seconds; the store takes 450 to both sides (catalog/controller/startup/api.php, 4.1.0.4)
_MOST = 7  # trials: with what is asked besides, a diagnosis stays within twelve requests


@dataclass(frozen=True, slots=True)
class _Way:
    """Another way to sign: what it would put right, what it signs instead, and how."""

    mistake: SignatureMistake
    value: str
    signer: Signer
    seen: Seen = lambda said: said


def signature_trials(examination: Examination) -> tuple[SignatureTrial, ...]:
    """Other signatures, tried after the right one was refused, up to the first that is taken."""
    _only_where_signed(examination)
    refused = examination.ask(first_call)
    if refused.reading.meaning is not Verdict.NO_ACCESS:
        return ()
    ways = islice(_ways(examination, refused), _MOST)
    return tuple(_until_taken(_tried(examination, way) for way in ways))


def call_with_old_signature(examination: Examination) -> CallAnswer:
    """A call that was signed an hour ago, if one signed now is taken."""
    _only_where_signed(examination)
    if not examination.ask(first_call).let_in:
        raise NotReached("Not asked, because the store takes no signature of ours.")
    return _signed_call(examination, _shifted(_signer(examination), -_OLD), "signed an hour ago")


def signed_calls_from_elsewhere(examination: Examination) -> tuple[SourceCall, ...]:
    """A signed call from each other local address."""
    _only_where_signed(examination)
    sources = examination.other_sources
    session = signing(examination.credentials)
    return tuple(
        SourceCall(source, chosen, call(examination, session, f"signed, from {source}", source))
        for source, chosen in sources
    )


def _only_where_signed(examination: Examination) -> None:
    if not examination.ask(traits).signed:
        raise NotApplicable(f"{name_of(dialect_of(examination))} signs no requests.")


def _ways(examination: Examination, refused: CallAnswer) -> Iterator[_Way]:
    signer, store = _signer(examination), examination.target.store
    ahead = clock_ahead(examination, refused.exchange)
    if abs(ahead) > _CLOCK_OFF:
        yield _Way(SignatureMistake.CLOCK, f"{abs(ahead):.0f}", _shifted(signer, -ahead))
    if signer.key != signer.key.strip():
        yield _Way(
            SignatureMistake.KEY, "without the blanks around it", replace(signer, key=signer.key.strip())
        )
    for name in _other_cases(signer.username):
        yield _Way(SignatureMistake.USERNAME, name, replace(signer, username=name))
    for host in _other_hosts(store):
        yield _Way(SignatureMistake.HOST, host, signer, _instead(host=host))
    if store.path != "/":
        yield _Way(SignatureMistake.PATH, "/", signer, _instead(path="/"))


def clock_ahead(examination: Examination, number: int) -> float:
    """How many seconds our clock is ahead of the store's at an exchange, by its Date header; 0 if it has none."""
    exchange = examination.transport.exchanges[number - 1]
    said = exchange.reply.header("date") if exchange.reply else ""
    try:
        return (exchange.started - parsedate_to_datetime(said)).total_seconds()
    except (TypeError, ValueError):
        return 0.0


def _other_cases(username: str) -> list[str]:
    """The lookup ignores case, the signature does not (measured on 4.1.0.4)."""
    others = (username.capitalize(), username.lower(), username.upper())
    return [name for name in dict.fromkeys(others) if name != username]


def _other_hosts(store: StoreUrl) -> list[str]:
    """What a proxy or container behind the address may see as Host: without the port, with another www."""
    bare = store.hostname.removeprefix("www.")
    others = (store.hostname, bare, f"www.{bare}", f"{store.hostname}:{store.port}")
    return [host for host in dict.fromkeys(others) if host != store.host]


def _instead(**lines: str) -> Seen:
    return lambda said: replace(said, **lines)


def _shifted(signer: Signer, seconds: float) -> Signer:
    clock: Callable[[], float] = signer.clock
    return replace(signer, clock=lambda: clock() + seconds)


def _signer(examination: Examination) -> Signer:
    signer = signing(examination.credentials).signer
    assert signer is not None
    return signer


def _tried(examination: Examination, way: _Way) -> SignatureTrial:
    how = f"signed with another {way.mistake} ({way.value})"
    return SignatureTrial(way.mistake, way.value, _signed_call(examination, way.signer, how, way.seen))


def _signed_call(
    examination: Examination, signer: Signer, how: str, seen: Seen = lambda said: said
) -> CallAnswer:
    bare = reading_request(examination, None)
    number, reply = examination.send(signed(bare, signer, seen), f"{purpose(examination)} {how}.")
    return CallAnswer(how, read(examination, reply), number)


def _until_taken(trials: Iterator[SignatureTrial]) -> Iterator[SignatureTrial]:
    for trial in trials:
        yield trial
        if trial.call.let_in:
            return
