"""The API that articles promise and REST extensions imitate: status codes tell the class of an answer.

No release of OpenCart has it. Source: openapi/documented.yaml.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartcheck.dialects.body import read_body
from cartcheck.dialects.dialect import (
    Effect,
    LoginOutcome,
    LoginReading,
    Operation,
    Reading,
    StoreWords,
    Verdict,
)
from cartcheck.dialects.envelope import field_errors
from cartcheck.dialects.impressions import refused_by
from cartcheck.dialects.login_dialect import LoginDialect, address_in, by_name
from cartcheck.dialects.signs import Question, Sighting, Signs
from cartcheck.dialects.traits import Traits

if TYPE_CHECKING:
    from cartcheck.dialects.body import Body
    from cartcheck.transport.exchange import Reply

_READ, _SESSION, _PERSISTENT = Effect.READ, Effect.SESSION, Effect.PERSISTENT

OPERATIONS = (
    Operation("login", "api/login", _SESSION),
    Operation("product_list", "api/product", _READ, method="GET"),
    Operation("product_read", "api/product/info", _READ, method="GET"),
    Operation("product_add", "api/product/add", _PERSISTENT),
    Operation("product_edit", "api/product/edit", _PERSISTENT),
    Operation("category_list", "api/category", _READ, method="GET"),
    Operation("category_read", "api/category/info", _READ, method="GET"),
    Operation("order_list", "api/order", _READ, method="GET"),
    Operation("order_read", "api/order/info", _READ, method="GET"),
    Operation("order_create", "api/order/add", _PERSISTENT),
    Operation("order_replace", "api/order/edit", _PERSISTENT),
    Operation("order_history_add", "api/order/history", _PERSISTENT),
    Operation("customer_list", "api/customer", _READ, method="GET"),
    Operation("customer_add", "api/customer/add", _PERSISTENT),
    Operation("customer_edit", "api/customer/edit", _PERSISTENT),
    Operation("customer_login", "api/customer/login", _SESSION),
)

_DENIED = {401, 403}
# Besides the 400 of the promises: what is not there, a method that is not taken, a conflict, and the other word for 400.
_REFUSED = {400, 404, 405, 409, 422}


class Documented(LoginDialect):
    """The dialect of the documented API."""

    generation = "documented"
    description = "documented.yaml"
    versions = ()
    operations = by_name(OPERATIONS)
    token_in_cookie = False
    traits = Traits(
        read="product_list",
        wrong_key="HTTP 401 with a text under `error`",
        not_listed="The store answers HTTP 403: the key is right, and your address is not in the API user's list.",
        address_list=(
            "System > Users > API in the shop's admin, edit the user {username}, tab IP Addresses, or the settings of "
            "the extension that serves this API"
        ),
        sessions="the place where the extension that serves this API keeps its tokens",
        expires_late="A token ends one hour after its last use, as articles promise; each call starts the time anew.",
    )

    def recognise(self, signs: Signs) -> Sighting | None:
        """A claim, if a login without fields is refused by 400 that names them, and a call without token by 401.

        No OpenCart sends either status, and a gateway in front does not know the names of the login's fields.
        """
        missing = refused_by(signs[Question.LOGIN], 400)
        if not set(self.traits.fields) & missing.keys() or not refused_by(signs.get(Question.ORDER), 401):
            return None
        return Sighting(
            "",
            (
                "api/login without credentials is refused by HTTP 400 that names its fields; no OpenCart does that.",
                "api/order/info without a token is refused by HTTP 401 in JSON; no OpenCart does that.",
            ),
        )

    def words(self, signs: Signs) -> StoreWords:  # noqa: ARG002
        """None are needed: the status tells."""
        return StoreWords()

    def read_login(self, reply: Reply, words: StoreWords) -> LoginReading:  # noqa: ARG002
        """By the status."""
        reading = _read(reply)
        token = reading.data.get(self.traits.token) if isinstance(reading.data, dict) else None
        if reply.status == 200 and isinstance(token, str) and token:
            return LoginReading(LoginOutcome.GRANTED, self.session_in(reply, token), "", reading)
        outcome = _refusal(reply, reading)
        listed_as = reading.errors.get("", "")
        address = address_in(listed_as) if outcome is LoginOutcome.ADDRESS_NOT_LISTED else ""
        return LoginReading(outcome, None, address, reading)

    def read(self, operation: str, reply: Reply, words: StoreWords) -> Reading:  # noqa: ARG002
        """The class of an answer: 200 accepted, 401 and 403 no access, 400 and its like refused, all else broken."""
        return _read(reply)


def _refusal(reply: Reply, reading: Reading) -> LoginOutcome:
    if reading.meaning is Verdict.NO_ACCESS:
        return LoginOutcome.ADDRESS_NOT_LISTED if reply.status == 403 else LoginOutcome.BAD_CREDENTIALS
    return LoginOutcome.BAD_CREDENTIALS if reading.meaning is Verdict.REFUSED else LoginOutcome.BROKEN


def _read(reply: Reply) -> Reading:
    body = read_body(reply)
    errors = field_errors(body.data)
    meaning = _meaning(reply.status, body, errors)
    # 404 is an answer here where JSON says what is missing; a page is none.
    told = body.breakage if meaning is Verdict.BROKEN or reply.status != 404 else None
    return Reading(
        Verdict.BROKEN if told else meaning,
        meaning,
        body.data,
        errors,
        told,
        body.messages if told else (),
        reply.media_type,
    )


def _meaning(status: int, body: Body, errors: dict[str, str]) -> Verdict:
    if body.data is None:
        return Verdict.BROKEN
    if status in _DENIED and errors:
        return Verdict.NO_ACCESS
    if errors and (status in _REFUSED or status == 200):
        return Verdict.REFUSED
    return Verdict.ACCEPTED if status == 200 else Verdict.BROKEN


DIALECT = Documented()
