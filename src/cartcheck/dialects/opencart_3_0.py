"""OpenCart 3.0.0.0–3.0.5.1: a login for a key, `api_token` in the query, HTTP 200 for nearly everything.

Source: OpenCart 3.0.5.1, catalog/controller/api/*.php and catalog/controller/startup/session.php.
"""

from __future__ import annotations

from cartcheck.dialects import cart_operations, era, leniency
from cartcheck.dialects.dialect import StoreWords
from cartcheck.dialects.impressions import cookies, error_text, is_crash, messages, php_sessions, usable
from cartcheck.dialects.login_dialect import LoginDialect, by_name
from cartcheck.dialects.signs import Mark, Question, Sighting, Signs, narrow
from cartcheck.dialects.traits import BrokenLogin, Traits

VERSIONS = (
    *("3.0.0.0", "3.0.0.2", "3.0.1.1", "3.0.1.2", "3.0.2.0"),
    *("3.0.3.0", "3.0.3.1", "3.0.3.2", "3.0.3.3", "3.0.3.4"),
    *("3.0.3.5", "3.0.3.6", "3.0.3.7", "3.0.3.8", "3.0.3.9"),
    *("3.0.4.0", "3.0.4.1", "3.0.5.0", "3.0.5.1"),
)

MARKS = (
    Mark(
        "3.0.0.0",
        "3.0.2.0",
        "api/login ends in a server error whatever is sent: its SQL lacks an AND before 3.0.3.0.",
        lambda signs: is_crash(signs[Question.LOGIN]),
    ),
    Mark(
        "3.0.3.0",
        "3.0.5.1",
        "api/login answers an empty map, [], when no credentials are sent.",
        lambda signs: usable(signs[Question.LOGIN]) == [],
    ),
    Mark(
        "3.0.3.0",
        "3.0.3.1",
        "The login sets the session cookie twice: the framework stopped doing so in 3.0.3.2.",
        lambda signs: (
            usable(signs[Question.LOGIN]) == []
            and sum(c.startswith("OCSESSID=") for c in signs[Question.LOGIN].all_headers("set-cookie")) == 2
        ),
    ),
    Mark(
        "3.0.0.0",
        "3.0.3.9",
        "The currency cookie names a domain: 3.0.4.0 stopped doing so.",
        lambda signs: any(c.startswith("currency=") and "domain=" in c for c in cookies(signs)),
    ),
    Mark(
        "3.0.4.0",
        "3.0.5.1",
        "Answers forbid caching with post-check=0, as the framework does from 3.0.4.0 on.",
        lambda signs: "post-check=0" in signs[Question.LOGIN].header("cache-control"),
    ),
    Mark(
        "3.0.0.0",
        "3.0.3.6",
        "A login without fields prints a PHP message about `key`: gone in 3.0.3.7.",
        lambda signs: any('"key"' in said or ": key " in said for said in messages(signs)),
    ),
)


class OpenCart30(LoginDialect):
    """The dialect of 3.0."""

    generation = "3.0"
    description = "opencart-3.0.yaml"
    versions = VERSIONS
    operations = by_name(cart_operations.ALL)
    traits = Traits(
        wrong_key="HTTP 200 with an empty list, [], which a program easily takes for success without a token",
        not_listed=era.KEY_FIRST,
        address_list=era.USER_LIST,
        sessions=era.SESSION_TABLES,
        expires_early=(
            "From 3.0.3.7 on a session also ends with PHP's session.gc_maxlifetime, 24 minutes by default; the hour "
            "that is written everywhere is only the upper bound. Each call starts the time anew."
        ),
        expires_early_since="3.0.3.7",
        expires_late=era.ONE_HOUR,
        outlives_php=(
            "From 3.0.3.7 on session.gc_maxlifetime ends it sooner, where that is PHP's 24 minutes. So this shop is "
            "older, or more is set here."
        ),
        broken_login=BrokenLogin(
            "3.0.0.0",
            "3.0.2.0",
            "The SQL that looks up the key lacks an AND, so every login ends in a database error.",
            "3.0.3.0 or newer; 3.0.5.1 is the newest of its line",
        ),
        trims_from="3.0.5.0",
        default_username="Default",  # from 3.0.3.0 on: catalog/controller/api/login.php
        bulk_forms=True,
        also_reads=(leniency.login_without_first_slash, leniency.method_in_lower_case),
    )

    def recognise(self, signs: Signs) -> Sighting | None:
        """A claim, if `api/order/info` denies access, the login is `[]` or broken, and sessions are OpenCart's own."""
        if not error_text(signs.get(Question.ORDER)) or php_sessions(signs) is not False:
            return None
        login = signs[Question.LOGIN]
        if usable(login) != [] and not is_crash(login):
            return None
        return narrow(VERSIONS, MARKS, signs, (era.DENIES, era.OWN_SESSIONS))

    def words(self, signs: Signs) -> StoreWords:
        """How this store says that access is denied, in its language."""
        return StoreWords(frozenset({error_text(signs[Question.ORDER])}))


DIALECT = OpenCart30()
