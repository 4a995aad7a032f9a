"""What is wrong with the signature of a client's request, found by signing it again, right and in every wrong way."""

from __future__ import annotations

from dataclasses import replace
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

from cartcheck.dialects.mistakes.asked import is_placeholder
from cartcheck.dialects.mistakes.slip import Mistake, Slip
from cartcheck.dialects.mistakes.wrong_signatures import mistakes_in
from cartcheck.dialects.query import without
from cartcheck.dialects.signature import signature, string_to_sign

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cartcheck.dialects.mistakes.asked import Asked
    from cartcheck.dialects.signature import StringToSign
    from cartcheck.target.target import Credentials
    from cartcheck.transport.exchange import Request

# catalog/controller/startup/api.php, 4.1.0.0-4.1.0.4; the window is checked from 4.1.0.4 on.
REQUIRED = ("call", "username", "store_id", "language", "currency", "time", "signature")
WINDOW = 450  # seconds
# Lines of which a finding tells what should stand there.
_TOLD = frozenset({"host", "path", "username", "store_id", "language", "currency"})


def signed_wrongly(
    asked: Asked, credentials: Credentials | None, now: float, *, timed: bool
) -> Iterator[Mistake]:
    """The mistakes in its signature. `now` is the store's time in Unix seconds; `timed`: this version looks at it."""
    missing = [name for name in REQUIRED if name not in dict(asked.sent_query)]
    if missing:
        yield _missing(asked, missing)
        return
    if timed:
        yield from _late(asked, now)
    given = dict(asked.sent_query)["signature"]
    if credentials and not is_placeholder(given) and not is_placeholder(asked.query["time"]):
        yield from _wrong(asked, credentials, given)


def _missing(asked: Asked, missing: list[str]) -> Mistake:
    posted = [name for name in missing if name in asked.meant]
    where = f"; {', '.join(posted)} stand in the body, where they are not looked for" if posted else ""
    said = f"{asked.shown}: its URL has no {', '.join(missing)}{where}."
    return Mistake(Slip.PARAMETER, said, {"missing": ", ".join(missing)})


def _wrong(asked: Asked, credentials: Credentials, given: str) -> Iterator[Mistake]:
    request = without(asked.request, "signature")
    said = _right(request, credentials)
    right = signature(said.text, credentials.key)
    if given == right:
        return
    if given.replace(" ", "+") == right:
        yield Mistake(Slip.PLUS, f"{asked.shown}: a + of its signature arrives as a blank.")
        return
    steps = mistakes_in(request, said, credentials.key, given.replace(" ", "+"))
    for step in steps:
        facts = {"mistake": step.words, "right": _line(said, step.part)}
        yield Mistake(step.slip, f"{asked.shown}: it was signed with {step.words}.", facts)
    if not steps:
        other = asked.query["username"].lower() != credentials.username.lower()
        told = " It is signed for another user." if other else ""
        said_so = f"{asked.shown}: none of the known mistakes makes this signature.{told}"
        yield Mistake(Slip.WRONG, said_so, {"username": credentials.username})


def _right(request: Request, credentials: Credentials) -> StringToSign:
    """The store finds the user whatever the case, and signs with the name as it is stored (measured on 4.1.0.4)."""
    said = string_to_sign(request)
    same = said.username.lower() == credentials.username.lower()
    return replace(said, username=credentials.username) if same else said


def _line(said: StringToSign, part: str) -> str:
    return str(getattr(said, part)) if part in _TOLD else ""


def _late(asked: Asked, now: float) -> Iterator[Mistake]:
    text = asked.query["time"]
    if is_placeholder(text):
        return
    facts = {"time": text[:20], "window": str(WINDOW)}
    if not text.isdigit():
        yield Mistake(Slip.CLOCK, f"{asked.shown}: its time is no number.", facts | {"how": "is no number"})
        return
    answered = _answered(asked)
    off = int(text) - (now if answered is None else answered)
    if abs(off) <= WINDOW:
        return
    facts |= {"how": _how(int(text), off)}
    certain = answered is not None or off > 0
    told = "the answer was given" if answered is not None else "now, by the store's clock"
    yield Mistake(
        Slip.CLOCK if certain else Slip.OLD, f"{asked.shown}: its time {facts['how']} ({told}).", facts
    )


def _how(time: int, off: float) -> str:
    if time > 100_000_000_000:
        return "is in milliseconds, not in seconds"
    minutes = abs(off) / 60
    return f"is {minutes:.0f} minutes {'ahead of' if off > 0 else 'behind'} the store's clock"


def _answered(asked: Asked) -> float | None:
    """When the store answered it, by the answer's Date header; else when a HAR says it was sent."""
    if asked.handed.reply:
        try:
            return parsedate_to_datetime(asked.handed.reply.header("date")).timestamp()
        except (TypeError, ValueError):
            pass
    return asked.handed.sent.timestamp() if asked.handed.sent else None
