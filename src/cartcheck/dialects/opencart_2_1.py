"""OpenCart 2.1.0.0–2.1.0.2: a key without a name, `token` in the query, and the address checked before the key.

Source: OpenCart 2.1.0.2, catalog/controller/api/login.php, catalog/model/account/api.php and index.php.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cartcheck.dialects import cart_operations, era, leniency
from cartcheck.dialects.dialect import StoreWords
from cartcheck.dialects.envelope import field_errors
from cartcheck.dialects.impressions import error_text, is_crash, usable
from cartcheck.dialects.login_dialect import LoginDialect, by_name
from cartcheck.dialects.signs import Question, Sighting, Signs, narrow
from cartcheck.dialects.traits import Traits

if TYPE_CHECKING:
    from cartcheck.target.store_url import StoreUrl
    from cartcheck.target.target import Credentials
    from cartcheck.transport.exchange import Reply, Request

VERSIONS = ("2.1.0.0", "2.1.0.1", "2.1.0.2")


class OpenCart21(LoginDialect):
    """The dialect of 2.1."""

    generation = "2.1"
    description = "opencart-2.1.yaml"
    versions = VERSIONS
    operations = by_name(cart_operations.WITHOUT_ORDER_READ)
    parameter = "token"
    cookie = "PHPSESSID"
    token_in_cookie = False
    traits = Traits(
        address_first=True,
        denies_by_crash=True,
        token="token",  # noqa: S106  # a field's name
        fields=("key",),
        wrong_key="HTTP 200 with a text under `error.key`",
        address_list=era.USER_LIST,
        not_listed=(
            "OpenCart 2.1 checks the address before the key, and at login against the list of the shop's own API user, "
            "whoever the key belongs to. Your address is not in that list."
        ),
        sessions=era.PHP_AND_TABLE,
        expires_early=era.PHP_IN_TIME,
        expires_late=era.ONE_HOUR,
        outlives_php=era.FILES_OUTLIVE,
        bulk_forms=True,
        also_reads=(
            leniency.login_without_first_slash,
            leniency.without_last_slash,
            leniency.method_in_lower_case,
        ),
    )

    def recognise(self, signs: Signs) -> Sighting | None:
        """A claim, if the login puts its error under `key` or `ip`; nothing else does without credentials."""
        errors = field_errors(usable(signs[Question.LOGIN]))
        if len(errors) != 1 or not errors.keys() <= {"key", "ip"}:
            return None
        told = (
            f"api/login without credentials is refused under `error.{next(iter(errors))}`, as 2.1 alone does."
        )
        return narrow(VERSIONS, (), signs, (told,))

    def words(self, signs: Signs) -> StoreWords:
        """How this store says that access is denied, in its language."""
        said = error_text(signs.get(Question.CURRENCY))
        return StoreWords(frozenset({said} if said else ()))

    def login(self, store: StoreUrl, credentials: Credentials) -> Request:
        """Without the cookies of earlier requests: the token stands for the PHP session that the login has."""
        return replace(super().login(store, credentials), keep_cookies=False)

    def knew_token(self, opened: Reply, refused: Reply) -> bool | None:  # noqa: ARG002
        """Without the token's row there is no session at all, which ends PHP 8 with an error (index.php; measured)."""
        return False if is_crash(refused) else None


DIALECT = OpenCart21()
