"""What a client's call is authorised with: the token under its name, in its place, and the cookie where one is needed.

Source: catalog/controller/startup/session.php and api.php of 2.0.3.1–4.1.0.4; measured on each generation.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cartcheck.dialects.login_dialect import LoginDialect
from cartcheck.dialects.mistakes.slip import Mistake, Slip

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cartcheck.dialects.dialect import Dialect
    from cartcheck.dialects.mistakes.asked import Asked

_TOKEN_NAMES = ("api_token", "token", "cookie", "access_token", "api-token", "apitoken", "user_token", "key")
# Cookies of the shop that say nothing about a session (2.3.0.2 sets two of its own beside PHP's).
_OTHER_COOKIES = frozenset({"language", "currency", "default", "api"})
_HEADER = re.compile(r"authorization|token|api-?key", re.IGNORECASE)


def authorised_wrongly(asked: Asked, dialect: Dialect) -> Iterator[Mistake]:
    """At most one mistake in what shows that the call may be made."""
    if dialect.traits.signed:
        yield from _needless(asked)
    elif isinstance(dialect, LoginDialect) and dialect.traits.guarded:
        if dialect.parameter:
            yield from _token(asked, dialect)
        elif not _has_session_cookie(asked):
            yield _misplaced(asked, dialect) or _cookie_missing(asked, dialect)


def _token(asked: Asked, dialect: LoginDialect) -> Iterator[Mistake]:
    if asked.query.get(dialect.parameter):
        if dialect.needs_cookie and not _has_session_cookie(asked):
            yield _cookie_missing(asked, dialect)
        return
    by_cookie = any(name == dialect.cookie for name, _ in asked.handed.cookies)
    if dialect.token_in_cookie and (by_cookie or asked.handed.cookies_unknown):
        return
    yield _misplaced(asked, dialect) or _missing(asked, dialect)


def _has_session_cookie(asked: Asked) -> bool:
    sent = [name for name, _ in asked.handed.cookies if name.lower() not in _OTHER_COOKIES]
    return bool(sent) or asked.handed.cookies_unknown or "PHPSESSID" in asked.query


def _misplaced(asked: Asked, dialect: LoginDialect) -> Mistake | None:
    facts = {"right": dialect.parameter or f"the cookie {dialect.cookie}", "token": dialect.traits.token}
    return next(
        (Mistake(slip, said, facts | {"given": given}) for slip, said, given in _elsewhere(asked, dialect)),
        None,
    )


def _elsewhere(asked: Asked, dialect: LoginDialect) -> Iterator[tuple[Slip, str, str]]:
    """Wherever else something like a token stands: the mistake, what shows it, what it is called there."""
    for name in _TOKEN_NAMES:
        if asked.query.get(name) and name != dialect.parameter:
            yield Slip.TOKEN_NAME, f"{asked.shown}: the token is called {name} in its URL.", name
    for name in {dialect.parameter, *_TOKEN_NAMES} - {"key", ""}:
        if name in asked.meant and name not in asked.query:
            yield Slip.TOKEN_IN_BODY, f"{asked.shown}: {name} is among the fields of its body.", name
    yield from _outside_fields(asked)


def _outside_fields(asked: Asked) -> Iterator[tuple[Slip, str, str]]:
    for name, _ in asked.request.headers:
        if _HEADER.search(name):
            told = f"the header {name[:40]}"
            yield Slip.TOKEN_IN_HEADER, f"{asked.shown}: it has {told}.", told
    for name, _ in asked.handed.cookies:
        if name.lower() in _TOKEN_NAMES:
            told = f"a cookie called {name[:40]}"
            yield Slip.TOKEN_IN_HEADER, f"{asked.shown}: it has {told}.", told


def _missing(asked: Asked, dialect: LoginDialect) -> Mistake:
    empty = dialect.parameter in asked.query
    said = f"{asked.shown}: {dialect.parameter} is {'empty' if empty else 'not in its URL'}."
    return Mistake(Slip.TOKEN_MISSING, said, {"right": dialect.parameter, "token": dialect.traits.token})


def _cookie_missing(asked: Asked, dialect: LoginDialect) -> Mistake:
    said = f"{asked.shown}: it sends no cookie of a session."
    also = f"besides {dialect.parameter}" if dialect.parameter else "and nothing else"
    return Mistake(Slip.COOKIE_MISSING, said, {"cookie": dialect.cookie, "also": also})


def _needless(asked: Asked) -> Iterator[Mistake]:
    """4.1 has no tokens, and api_token ends in an SQL error there; a kept session adds up the products of requests."""
    sent = [name for name in ("api_token", "token") if name in asked.query]
    bearer = [name for name, _ in asked.request.headers if _HEADER.search(name)]
    if "api_token" in sent or ((sent or bearer) and "signature" not in asked.query):
        given = (sent or bearer)[0][:40]
        yield Mistake(Slip.TOKEN_USELESS, f"{asked.shown}: it sends {given}.", {"given": given})
    elif any(name == "OCSESSID" for name, _ in asked.handed.cookies):
        yield Mistake(Slip.COOKIE_KEPT, f"{asked.shown}: it sends the cookie OCSESSID.")
