"""OpenCart 2.0.0.0–2.0.3.1: username and password, and nothing but PHP's session cookie afterwards.

Source: OpenCart 2.0.3.1, catalog/controller/api/login.php and index.php.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cartcheck.dialects import cart_operations, leniency
from cartcheck.dialects.dialect import Breakage, LoginOutcome, Reading, Session, StoreWords, Verdict
from cartcheck.dialects.dump import without_dump
from cartcheck.dialects.impressions import error_text, is_page
from cartcheck.dialects.login_dialect import LoginDialect, by_name, set_cookies
from cartcheck.dialects.signs import Mark, Question, Sighting, Signs, narrow
from cartcheck.dialects.traits import Traits

if TYPE_CHECKING:
    from cartcheck.target.store_url import StoreUrl
    from cartcheck.target.target import Credentials
    from cartcheck.transport.exchange import Reply, Request

VERSIONS = ("2.0.0.0", "2.0.1.0", "2.0.1.1", "2.0.2.0", "2.0.3.0", "2.0.3.1")

MARKS = (
    Mark(
        "2.0.3.1",
        "2.0.3.1",
        "api/currency denies access in JSON: 2.0.3.1 added it.",
        lambda signs: bool(error_text(signs.get(Question.CURRENCY))),
    ),
    Mark(
        "2.0.0.0",
        "2.0.3.0",
        "There is no api/currency: 2.0.3.1 added it.",
        lambda signs: is_page(signs.get(Question.CURRENCY)),
    ),
)


class OpenCart20(LoginDialect):
    """The dialect of 2.0."""

    generation = "2.0"
    description = "opencart-2.0.yaml"
    versions = VERSIONS
    operations = by_name(cart_operations.WITHOUT_ORDER_READ)
    parameter = ""
    cookie = "PHPSESSID"
    token_in_cookie = False
    needs_cookie = True
    traits = Traits(
        has_address_list=False,
        token="cookie",  # noqa: S106  # a field's name
        fields=("username", "password"),
        secret="password",  # noqa: S106  # a field's name
        wrong_key="HTTP 200 with a text under `error`",
        sessions="PHP's session files (session.save_path)",
        expires_early=(
            "A session ends when PHP's session.gc_maxlifetime is over, 24 minutes by default, and PHP clears it away; "
            "each call starts the time anew."
        ),
        expires_late=(
            "A session ends with PHP's session.gc_maxlifetime; this server has more than PHP's 24 minutes."
        ),
        ends_after_an_hour=False,
        bulk_forms=True,
        also_reads=(leniency.without_first_slash, leniency.without_last_slash, leniency.method_in_lower_case),
    )

    def recognise(self, signs: Signs) -> Sighting | None:
        """A claim, if the login names one error as a plain text, and does not say the same to everything."""
        said = error_text(signs[Question.LOGIN])
        other = signs.get(Question.CURRENCY)
        if not said or other is None or error_text(other) == said:
            return None
        if not (is_page(other) or error_text(other)):
            return None
        told = "api/login without credentials is refused by a plain text under `error`, as 2.0 alone does."
        return narrow(VERSIONS, MARKS, signs, (told,))

    def words(self, signs: Signs) -> StoreWords:
        """Its texts for wrong credentials and for no access."""
        texts = [error_text(signs.get(question)) for question in (Question.CURRENCY, Question.LOGIN)]
        denied, wrong = (frozenset({text} if text else ()) for text in texts)
        return StoreWords(denied, wrong)

    def login(self, store: StoreUrl, credentials: Credentials) -> Request:
        """Without the cookies of earlier requests: the session that the login opens must be a new one."""
        return replace(super().login(store, credentials), keep_cookies=False)

    def read(self, operation: str, reply: Reply, words: StoreWords) -> Reading:
        """2.0.0.0 answers a deletion by print_r: no JSON, but its meaning is known."""
        told = without_dump(reply) if operation == "order_delete" else None
        if told is None:
            return super().read(operation, reply, words)
        meant = super().read(operation, told, words)
        return replace(meant, verdict=Verdict.BROKEN, breakage=Breakage.NOT_JSON, messages=("PHP's print_r",))

    def session_in(self, reply: Reply, token: str) -> Session:
        """The session id as a cookie; its name is PHP's session.name, so it is taken from the answer."""
        names = [name for name, value in set_cookies(reply).items() if value == token]
        return Session(token, ((names[0] if names else self.cookie, token),))

    def refusal(self, reading: Reading, words: StoreWords) -> LoginOutcome:  # noqa: ARG002
        """2.0 has one refusal, and no list of addresses."""
        return LoginOutcome.BAD_CREDENTIALS if set(reading.errors) == {""} else LoginOutcome.BROKEN

    def authorise(self, request: Request, session: Session | None) -> Request:
        """The session cookie; a token alone is the session id."""
        if session and session.token and not session.cookies:
            session = replace(session, cookies=((self.cookie, session.token),))
        return super().authorise(request, session)


DIALECT = OpenCart20()
