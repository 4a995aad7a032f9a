"""What 4.0.1 and 4.0.2 share: a token that, refused, ends in a page, in PHP's own words or in `error.html`, not in JSON.

Source: OpenCart 4.0.2.3, catalog/controller/startup/{api,session}.php; measured on 4.0.1.1, 4.0.2.0 and 4.0.2.3.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from cartcheck.dialects import era
from cartcheck.dialects.dialect import Effect, LoginOutcome, Reading, StoreWords, Verdict
from cartcheck.dialects.envelope import read_envelope
from cartcheck.dialects.impressions import error_text, is_error_page, is_page, separator
from cartcheck.dialects.login_dialect import LoginDialect, address_in
from cartcheck.dialects.signs import Question, Sighting, Signs, narrow
from cartcheck.dialects.traits import Traits

if TYPE_CHECKING:
    from cartcheck.transport.exchange import Reply

TRAITS = Traits(
    wrong_key="HTTP 200 with a text under `error`",
    not_listed=(
        "OpenCart checks the key first and the caller's address second, and your address is not in the API user's list. "
        "4.0 takes the address from the header X-Forwarded-For, if a proxy sends one, and compares it as a whole."
    ),
    address_list=era.USER_LIST,
    sessions=era.SESSION_TABLES,
    expires_late=era.ONE_HOUR,
)

# The shipped English text of `error_key` (4.0.2.3, catalog/language/en-gb/api/account/login.php).
_WRONG_KEY = "Warning: Incorrect API Key!"
# A token that is not accepted leaves the session without id; PHP says so in English, whatever the shop's language.
_NO_SESSION = "$session_id must not be accessed before initialization"
_PAGE, _TEXT, _ERROR_PAGE = (
    "a page instead of JSON",
    "PHP's text about a session that was never started",
    "a redirect to error.html",
)


class SaleDialect(LoginDialect):
    """The dialect of 4.0.1–4.0.2 but for its routes.

    `separator` is what stands before a route's method in the shop's own links, `separator_says` what that shows.
    """

    versions: tuple[str, ...]
    separator: ClassVar[str]
    separator_says: ClassVar[str]

    def recognise(self, signs: Signs) -> Sighting | None:
        """A claim, if the login of 4.0 answers and the shop's own links have this separator before methods."""
        if not is_page(signs[Question.LOGIN]) or not error_text(signs.get(Question.ACCOUNT_LOGIN)):
            return None
        if separator(signs) != self.separator:
            return None
        return narrow(self.versions, (), signs, (era.ACCOUNT_LOGIN, self.separator_says))

    def words(self, signs: Signs) -> StoreWords:
        """How this store says that the key is wrong, in its language."""
        return StoreWords(bad_credentials=frozenset({error_text(signs[Question.ACCOUNT_LOGIN])}))

    def refusal(self, reading: Reading, words: StoreWords) -> LoginOutcome:
        """One string for both; the one about the address holds the address."""
        if set(reading.errors) != {""}:
            return LoginOutcome.BROKEN
        said = reading.errors[""]
        known = said in {_WRONG_KEY, *words.bad_credentials} or not address_in(said)
        return LoginOutcome.BAD_CREDENTIALS if known else LoginOutcome.ADDRESS_NOT_LISTED

    def knew_token(self, opened: Reply, refused: Reply) -> bool | None:  # noqa: ARG002  # 2.3 looks at both
        """Without the token's row no session is started; with it, but without data, startup/api.php shows a page."""
        if _NO_SESSION in refused.text:
            return False
        return True if is_page(refused) and not is_error_page(refused) else None

    def read(self, operation: str, reply: Reply, words: StoreWords) -> Reading:
        """No access is never said in JSON."""
        asked = self.operations[operation]
        told = "" if operation == "login" else _refused_by(reply, reads=asked.effect is Effect.READ)
        if not told:
            return read_envelope(asked, reply, words)
        errors = {"": f"HTTP {reply.status}, {told}"}
        return Reading(Verdict.NO_ACCESS, Verdict.NO_ACCESS, None, errors, media_type=reply.media_type)


def _refused_by(reply: Reply, *, reads: bool) -> str:
    if _NO_SESSION in reply.text:
        return _TEXT
    if is_error_page(reply):  # any other PHP message ends there too, but reading alone gives no cause for one
        return _ERROR_PAGE if reads else ""
    return _PAGE if is_page(reply) else ""
