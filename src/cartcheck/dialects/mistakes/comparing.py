"""A client's request compared with what a generation wants: every mistake that has a cause of its own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cartcheck.dialects.mistakes.access import authorised_wrongly
from cartcheck.dialects.mistakes.asked import Asked
from cartcheck.dialects.mistakes.contents import filled_wrongly
from cartcheck.dialects.mistakes.routes import placed
from cartcheck.dialects.mistakes.sending import sent_wrongly
from cartcheck.dialects.mistakes.signing import signed_wrongly
from cartcheck.dialects.mistakes.slip import Slip

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cartcheck.dialects.dialect import Dialect, Operation
    from cartcheck.dialects.mistakes.slip import Mistake
    from cartcheck.handed.request import HandedRequest
    from cartcheck.target.target import Credentials

# A body that is not read at all has another digest in any case.
_OF_THE_BODY = frozenset({Slip.DIGEST, Slip.ESCAPING, Slip.TRIM})
_NOT_READ = frozenset({Slip.JSON_BODY, Slip.BODY_TYPE, Slip.BY_GET, Slip.METHOD})


@dataclass(frozen=True, slots=True)
class Compared:
    """What was meant, None where this version has no such operation, and what is wrong with it."""

    asked: Asked
    operation: Operation | None
    mistakes: tuple[Mistake, ...]


@dataclass(frozen=True, slots=True)
class Against:
    """What a request is compared with. `now` is the store's time in Unix seconds; `timed`: 4.1.0.4 looks at it."""

    dialect: Dialect
    credentials: Credentials | None
    now: float
    timed: bool = False


def compared(handed: HandedRequest, against: Against) -> Compared:
    """The request with its mistakes, in the order in which the store stumbles over them."""
    asked = Asked(handed)
    operation, misplaced = placed(asked, against.dialect)
    if misplaced and misplaced.slip in {Slip.SHELL_CUTS_URL, Slip.ESCAPED_AMPERSAND, Slip.NO_LOGIN}:
        return Compared(asked, operation, (misplaced,))  # all else follows from it
    found = [misplaced] if misplaced else []
    if operation:
        found += _inside(asked, operation, against)
    elif against.dialect.traits.signed and asked.query.get("route", "").lower() == "api/order":
        found += signed_wrongly(asked, against.credentials, against.now, timed=against.timed)
    return Compared(asked, operation, tuple(found))


def _inside(asked: Asked, operation: Operation, against: Against) -> Iterator[Mistake]:
    dialect, credentials = against.dialect, against.credentials
    sent = tuple(sent_wrongly(asked, operation))
    yield from sent
    yield from filled_wrongly(asked, operation, dialect, credentials)
    if operation.name == "login":
        return
    access = tuple(authorised_wrongly(asked, dialect))
    yield from access
    if dialect.traits.signed and not {each.slip for each in access} & {Slip.TOKEN_USELESS}:
        unread = {each.slip for each in sent} & _NOT_READ
        for each in signed_wrongly(asked, credentials, against.now, timed=against.timed):
            if not (unread and each.slip in _OF_THE_BODY):
                yield each
