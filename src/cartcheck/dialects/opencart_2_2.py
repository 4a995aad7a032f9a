"""OpenCart 2.2.0.0–2.3.0.2: a key without a name, then `token` in the query and the PHPSESSID of the login as well.

Source: OpenCart 2.3.0.2, catalog/controller/api/login.php, catalog/controller/startup/session.php and
system/library/session.php: the token finds a place inside the PHP session that the login had.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cartcheck.dialects import cart_operations, era, leniency
from cartcheck.dialects.dialect import Session, StoreWords
from cartcheck.dialects.impressions import error_text, php_sessions, sets_cookie, usable
from cartcheck.dialects.login_dialect import LoginDialect, by_name, set_cookies
from cartcheck.dialects.signs import Mark, Question, Sighting, Signs, narrow
from cartcheck.dialects.traits import Traits

if TYPE_CHECKING:
    from cartcheck.target.store_url import StoreUrl
    from cartcheck.target.target import Credentials
    from cartcheck.transport.exchange import Reply, Request

_NAMED = "api"  # the cookie of the session that a token opens, from 2.3 on
VERSIONS = ("2.2.0.0", "2.3.0.0", "2.3.0.1", "2.3.0.2")

MARKS = (
    Mark(
        "2.3.0.0",
        "2.3.0.2",
        "The login sets a second session cookie, `default`: 2.3 names its sessions.",
        lambda signs: sets_cookie(signs, "default"),
    ),
    Mark(
        "2.2.0.0",
        "2.2.0.0",
        "The login sets PHPSESSID alone: the session class of 2.3 sets `default` too.",
        lambda signs: (
            sets_cookie(signs, "PHPSESSID")
            and sets_cookie(signs, "currency")
            and not sets_cookie(signs, "default")
        ),
    ),
)


class OpenCart22(LoginDialect):
    """The dialect of 2.2 and 2.3."""

    generation = "2.2–2.3"
    description = "opencart-2.2.yaml"
    versions = VERSIONS
    operations = by_name(cart_operations.ALL)
    parameter = "token"
    cookie = "PHPSESSID"
    token_in_cookie = False
    needs_cookie = (
        True  # the API's data stand inside the PHP session of the login; 2.1 finds it by the token alone
    )
    traits = Traits(
        token="token",  # noqa: S106  # a field's name
        fields=("key",),
        wrong_key="HTTP 200 with an empty list, [], which a program easily takes for success without a token",
        not_listed=era.KEY_FIRST,
        address_list=era.USER_LIST,
        sessions=era.PHP_AND_TABLE,
        expires_early=era.PHP_IN_TIME,
        expires_late=era.ONE_HOUR,
        outlives_php=era.FILES_OUTLIVE,
        bulk_forms=True,
        also_reads=(leniency.login_without_first_slash, leniency.method_in_lower_case),
    )

    def recognise(self, signs: Signs) -> Sighting | None:
        """A claim, if `api/order/info` denies access, the login is `[]`, and sessions are PHP's own."""
        if not error_text(signs.get(Question.ORDER)) or php_sessions(signs) is not True:
            return None
        if usable(signs[Question.LOGIN]) != []:
            return None
        return narrow(VERSIONS, MARKS, signs, (era.DENIES, era.PHP_SESSIONS))

    def words(self, signs: Signs) -> StoreWords:
        """How this store says that access is denied, in its language."""
        return StoreWords(frozenset({error_text(signs[Question.ORDER])}))

    def login(self, store: StoreUrl, credentials: Credentials) -> Request:
        """Without the cookies of earlier requests, so that the answer names the session's cookie."""
        return replace(super().login(store, credentials), keep_cookies=False)

    def session_in(self, reply: Reply, token: str) -> Session:
        """The token, and the PHP session it is worth nothing without; session.name may call it differently."""
        ours = {
            name: value
            for name, value in set_cookies(reply).items()
            if name not in {"language", "currency", "default", _NAMED}
        }
        if self.cookie in ours:
            ours = {self.cookie: ours[self.cookie]}
        return Session(token, tuple(ours.items()))

    def knew_token(self, opened: Reply, refused: Reply) -> bool | None:
        """2.3 sets the cookie `api` whenever it has found the token's row (startup/session.php; measured on 2.3.0.2)."""
        return _NAMED in set_cookies(refused) if _NAMED in set_cookies(opened) else None


DIALECT = OpenCart22()
