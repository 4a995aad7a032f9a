"""OpenCart 4.0.0.0: no login that works, and no check either: the routes answer anyone.

Source: OpenCart 4.0.0.0, catalog/controller/api/account/login.php (its namespace is one level off) and
system/config/catalog.php (startup/api is not in the list); measured on 4.0.0.0.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartcheck.dialects import leniency, sale_operations
from cartcheck.dialects.dialect import StoreWords
from cartcheck.dialects.impressions import is_page, usable
from cartcheck.dialects.login_dialect import LoginDialect, by_name
from cartcheck.dialects.signs import Question, Sighting, Signs, narrow
from cartcheck.dialects.traits import BrokenLogin, Traits

if TYPE_CHECKING:
    from cartcheck.dialects.dialect import Session
    from cartcheck.transport.exchange import Request

VERSIONS = ("4.0.0.0",)


class OpenCart400(LoginDialect):
    """The dialect of 4.0.0.0."""

    generation = "4.0.0"
    description = "opencart-4.0.0.yaml"
    versions = VERSIONS
    parameter = ""
    token_in_cookie = False
    operations = by_name(operation for operation in sale_operations.WITH_BAR if operation.name != "login")
    traits = Traits(
        has_login=False,
        guarded=False,
        token_expires=False,
        has_address_list=False,
        visitor_cookie="OCSESSID",
        also_reads=(leniency.pipe_decoded,),
        broken_login=BrokenLogin(
            "4.0.0.0",
            "4.0.0.0",
            "The login's class stands under the wrong name, so its route does not exist; and the check that would ask "
            "for a login is not in the start-up list, so calls answer anyone who sends them.",
            "4.0.2.3 or newer",
        ),
    )

    def recognise(self, signs: Signs) -> Sighting | None:
        """A claim, if neither login is there and the cart is shown to us who never logged in."""
        cart = usable(signs.get(Question.SALE_CART))
        if not isinstance(cart, dict) or not {"products", "totals"} <= cart.keys():
            return None
        if not (is_page(signs[Question.LOGIN]) and is_page(signs.get(Question.ACCOUNT_LOGIN))):
            return None
        return narrow(
            VERSIONS, (), signs, ("api/sale/cart answers without any login, as 4.0.0.0 alone does.",)
        )

    def words(self, signs: Signs) -> StoreWords:  # noqa: ARG002
        """Nothing is ever refused."""
        return StoreWords()

    def authorise(self, request: Request, session: Session | None) -> Request:
        """Nothing but the visitor's cookie, to which the cart belongs: that of the session, or one the store gave."""
        return super().authorise(request, session if session and session.cookies else None)


DIALECT = OpenCart400()
