"""OpenCart 4.1.0.0–4.1.0.4: no login and no session; every request is signed, and `call` says what it is.

Source: OpenCart 4.1.0.4, catalog/controller/startup/api.php and catalog/controller/api/{order,subscription}.php.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cartcheck.dialects import era, leniency
from cartcheck.dialects.body import read_body
from cartcheck.dialects.dialect import (
    Effect,
    LoginReading,
    Operation,
    Reading,
    Session,
    StoreWords,
    Verdict,
)
from cartcheck.dialects.envelope import field_errors, read_envelope
from cartcheck.dialects.impressions import cookies, is_forbidden, looks_like_4
from cartcheck.dialects.login_dialect import by_name
from cartcheck.dialects.query import query_of, with_query
from cartcheck.dialects.signature import SIGNED, signed
from cartcheck.dialects.signs import Mark, Question, Sighting, Signs, narrow
from cartcheck.dialects.traits import Traits
from cartcheck.transport.exchange import Reply, Request, post_form

if TYPE_CHECKING:
    from cartcheck.target.store_url import StoreUrl
    from cartcheck.target.target import Credentials

VERSIONS = ("4.1.0.0", "4.1.0.1", "4.1.0.2", "4.1.0.3", "4.1.0.4")


def _call(name: str, call: str, effect: Effect, *, of: str = "order", code: str = "") -> Operation:
    query = (("call", call), *((("code", code),) if code else ()))
    return Operation(name, f"api/{of}", effect, query=query)


_READ, _PERSISTENT = Effect.READ, Effect.PERSISTENT

# Nothing is kept between requests, so that all but orders only read: each request carries the whole order.
OPERATIONS = (
    _call("customer_set", "customer", _READ),
    _call("cart_read", "cart", _READ),
    _call("cart_add", "product_add", _READ),
    _call("payment_address_set", "payment_address", _READ),
    _call("shipping_address_set", "shipping_address", _READ),
    _call("shipping_methods_list", "shipping_methods", _READ),
    _call("shipping_method_set", "shipping_method", _READ),
    _call("payment_methods_list", "payment_methods", _READ),
    _call("payment_method_set", "payment_method", _READ),
    _call("coupon_apply", "extension", _READ, code="coupon"),
    _call("reward_apply", "extension", _READ, code="reward"),
    _call("affiliate_set", "affiliate", _READ),
    _call("order_create", "confirm", _PERSISTENT),
    _call("order_history_add", "history_add", _PERSISTENT),
    _call("subscription_cart_read", "cart", _READ, of="subscription"),
    _call("subscription_cart_add", "product_add", _READ, of="subscription"),
    _call("subscription_shipping_methods_list", "shipping_methods", _READ, of="subscription"),
    _call("subscription_payment_methods_list", "payment_methods", _READ, of="subscription"),
    _call("subscription_create", "confirm", _PERSISTENT, of="subscription"),
    _call("subscription_history_add", "history_add", _PERSISTENT, of="subscription"),
)

MARKS = (
    Mark(
        "4.1.0.0",
        "4.1.0.3",
        "The session cookie may be read by scripts: 4.1.0.4 made it HttpOnly.",
        lambda signs: any(c.startswith("ocsessid=") and "httponly" not in c for c in cookies(signs)),
    ),
    Mark(
        "4.1.0.4",
        "4.1.0.4",
        "Cookies are HttpOnly and answers expire in 1981, as 4.1.0.4 sends them.",
        # An edge may add HttpOnly to cookies, but hardly PHP's odd date with it (system/framework.php, 4.1.0.4).
        lambda signs: (
            any(c.startswith("ocsessid=") and "httponly" in c for c in cookies(signs))
            and "1981" in signs[Question.LOGIN].header("expires")
        ),
    ),
)


class OpenCart41:
    """The dialect of 4.1."""

    generation = "4.1"
    description = "opencart-4.1.yaml"
    versions = VERSIONS
    operations = by_name(OPERATIONS)
    traits = Traits(
        has_login=False,
        signed=True,
        token_expires=False,
        wrong_key="HTTP 403, the same as for a wrong address, clock, host or body",
        address_list=era.USER_LIST,
        checks_time_from="4.1.0.4",
        also_reads=(leniency.in_lower_case,),
    )

    def recognise(self, signs: Signs) -> Sighting | None:
        """A claim, if both old logins are refused by 403 in JSON, and OpenCart 4 can be seen behind it.

        A gateway before another store may refuse in the same words, but does not set OpenCart's headers and cookies.
        """
        refused = [signs.get(question) for question in (Question.LOGIN, Question.ACCOUNT_LOGIN)]
        if not all(map(is_forbidden, refused)) or not looks_like_4(signs):
            return None
        told = "Every route below api/ but two answers HTTP 403 in JSON: 4.1 wants each request signed."
        return narrow(VERSIONS, MARKS, signs, (told,))

    def words(self, signs: Signs) -> StoreWords:
        """How this store says that access is denied, in its language."""
        return StoreWords(frozenset({field_errors(read_body(signs[Question.LOGIN]).data)[""]}))

    def login(self, store: StoreUrl, credentials: Credentials) -> Request:
        """There is none."""
        raise NotImplementedError("4.1 has no login")

    def read_login(self, reply: Reply, words: StoreWords) -> LoginReading:
        """There is none."""
        raise NotImplementedError("4.1 has no login")

    def request(
        self,
        store: StoreUrl,
        operation: str,
        session: Session | None,
        query: tuple[tuple[str, str], ...] = (),
        form: tuple[tuple[str, str], ...] = (),
    ) -> Request:
        """A POSTed form, signed as the last step."""
        asked = self.operations[operation]
        return self.authorise(post_form(store.route(asked.route, (*asked.query, *query)), form), session)

    def authorise(self, request: Request, session: Session | None) -> Request:
        """Signed over the request as it stands. No cookies: products of earlier requests would be added to it."""
        bare = tuple(pair for pair in query_of(request) if pair[0] not in SIGNED)
        unsigned = replace(with_query(request, bare), keep_cookies=False)
        if session is None or session.signer is None:
            return unsigned
        return signed(replace(request, keep_cookies=False), session.signer)

    def as_cookie(self, request: Request, session: Session) -> Request | None:  # noqa: ARG002
        """There is no token."""
        return None

    def knew_token(self, opened: Reply, refused: Reply) -> bool | None:  # noqa: ARG002
        """There is no token."""
        return None

    def read(self, operation: str, reply: Reply, words: StoreWords) -> Reading:
        """403 is no access, whatever was wrong; all else is told in the envelope."""
        if is_forbidden(reply):
            body = read_body(reply)
            return Reading(
                Verdict.NO_ACCESS,
                Verdict.NO_ACCESS,
                body.data,
                field_errors(body.data),
                None,
                (),
                reply.media_type,
            )
        return read_envelope(self.operations[operation], reply, words)


DIALECT = OpenCart41()
