"""What calls are authorised by: the login and its fields, the token and where it travels, cookies, signatures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartcheck.comparison.difference import Difference, Proof, Row, Severity, Task
from cartcheck.comparison.outcome import outcome_of
from cartcheck.comparison.routes import at_old_routes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cartcheck.comparison.pairs import Sides
    from cartcheck.comparison.recording import Recording, Seen
    from cartcheck.dialects.dialect import Dialect


def credential_differences(sides: Sides) -> Iterator[Difference]:
    """By the dialects of both sides, with what was seen as evidence."""
    was, now = sides.before.dialect, sides.after.dialect
    if was is None or now is None or was is now:
        return
    if was.traits.has_login and now.traits.signed:
        yield _signature(sides, was)
        return
    if was.traits.has_login and now.traits.has_login:
        yield from _login_fields(sides, was, now)
        yield from _token(sides, was, now)
        yield from _cookies(sides)


def _first(recording: Recording, question: str, intent: str) -> Seen | None:
    named = [seen for seen in recording.seen if seen.question == question]
    return next(iter(named or [seen for seen in recording.seen if seen.intent == intent]), None)


def _signature(sides: Sides, was: Dialect) -> Difference:
    old = next(
        (seen for seen in sides.after.seen if seen.question == f"old/{was.operations['login'].route}"), None
    )
    proofs = (
        Proof("login", _first(sides.before, "login/right", "login"), old),
        Proof("cart_read", _first(sides.before, "", "cart_read"), _first(sides.after, "", "cart_read")),
    )
    return Difference(
        "access.signature",
        Severity.BREAKING,
        Task.ACCESS,
        "There is no login, no token and no session: each request is signed and carries the whole order",
        "Every client.",
        "Sign each request (`cartcheck sign` shows how, line by line), send no cookies back, and send customer, products, "
        "addresses and methods with every call.",
        (
            Row("login", was.operations["login"].route, "–"),
            Row(
                "credential of a call",
                _credential(was),
                "`username`, `time`, `signature` and four more in the query",
            ),
            Row("state", "kept in the session", "in each request"),
            *_of_old_clients(sides, was),
        ),
        tuple(proof for proof in proofs if proof.before or proof.after),
    )


def _of_old_clients(sides: Sides, was: Dialect) -> Iterator[Row]:
    for seen in at_old_routes(sides, was):
        if seen.reply:
            outcome = outcome_of(seen, sides.after)
            yield Row(
                f"a program as before, at {seen.asked.route}",
                "answered",
                f"HTTP {outcome.status}, {outcome.form}",
            )


def _credential(dialect: Dialect) -> str:
    traits = dialect.traits
    return "the session cookie" if traits.cookie_is_token else f"`{traits.token}` in the query"


def _login_fields(sides: Sides, was: Dialect, now: Dialect) -> Iterator[Difference]:
    before, after = was.traits.fields, now.traits.fields
    if before == after:
        return
    without = next((seen for seen in sides.after.seen if seen.question == "login/without-username"), None)
    optional = (
        without is not None and without.reply is not None and f'"{now.traits.token}"' in without.reply.text
    )
    note = " `username` may be left out only if the API user is called `Default`." if optional else ""
    proof = Proof(
        "login/right", *(_first(side, "login/right", "login") for side in (sides.before, sides.after))
    )
    yield Difference(
        "access.login-fields",
        Severity.RISKY if optional and set(before) < set(after) else Severity.BREAKING,
        Task.ACCESS,
        f"A login wants {' and '.join(after)} instead of {' and '.join(before)}",
        f"A client that logs in with {' and '.join(before)} alone.{note}",
        f"Send {' and '.join(f'`{name}`' for name in after)} as a form by POST.",
        (Row("fields of the login", ", ".join(before), ", ".join(after)),),
        (proof, *((Proof("login/without-username", None, without),) if without else ())),
    )


def _token(sides: Sides, was: Dialect, now: Dialect) -> Iterator[Difference]:
    before, after = was.traits.token, now.traits.token
    if before == after:
        return
    question = f"cart_read/parameter-{before}"
    pair = sides.by_question.get(question)
    login = Proof(
        "login/right", *(_first(side, "login/right", "login") for side in (sides.before, sides.after))
    )
    yield Difference(
        "access.token-name",
        Severity.BREAKING,
        Task.ACCESS,
        f"The token is called `{after}` instead of `{before}`, in the login's answer and in calls",
        f"A client that reads `{before}` from the login"
        + ("." if was.traits.cookie_is_token else f" and sends `{before}=…`."),
        f"Read `{after}` and send it as `{after}` in the query of each call.",
        (
            Row("member of the login's answer", before, after),
            Row("credential of a call", _credential(was), _credential(now)),
        ),
        (login, *((pair.proof,) if pair else ())),
    )


def _cookies(sides: Sides) -> Iterator[Difference]:
    """Whether a token is enough without cookies."""
    pair = sides.by_question.get("cart_read/without-cookies")
    if pair is None or pair.was.verdict == pair.now.verdict:
        return
    needed = pair.was.verdict == "accepted"
    yield Difference(
        "access.cookie-needed" if needed else "access.cookie-not-needed",
        Severity.BREAKING if needed else Severity.IMPROVEMENT,
        Task.ACCESS,
        "A token counts only with the session cookie beside it"
        if needed
        else "A token is enough without a cookie",
        "A client that does not keep cookies." if needed else "Nobody.",
        "Send the cookies of the login's answer with every call."
        if needed
        else "Nothing; the cookie jar can go.",
        (Row("a call with the token and no cookie", pair.was.verdict, pair.now.verdict),),
        (pair.proof,),
    )
