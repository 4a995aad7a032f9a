"""Stores that are broken in one way each, with the finding that names it: for the tests of a diagnosis and its benchmark.

A row is a fault, a switch or what the user gave wrongly, in one version; generations that answer alike stand for each other.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from cartcheck.findings.finding import Finding, Level, in_order
from cartcheck.findings.finding_type import Example
from cartcheck.reports.result import Result

MOST_REQUESTS = 12


@dataclass(frozen=True, slots=True)
class Broken:
    """A store and what is wrong with it: the id of the finding that names the cause."""

    truth: str
    store: Example

    @property
    def name(self) -> str:
        """In a few words: `3.0.5.1 faults=any-key`."""
        told = [f"{name}={value!r}" for name, value in _said(self.store).items()]
        return " ".join((self.store.opencart, *told))


def _said(store: Example) -> dict[str, object]:
    usual, said = Example(), dict[str, object]()
    for name in ("faults", "control", "key", "username", "timezone"):
        value = getattr(store, name)
        if value != getattr(usual, name):
            said[name] = ",".join(value) if name == "faults" else value
    return said


_SIGNED = ("4.1.0.0", "4.1.0.4")
_BY_KEY = ("2.1.0.2", "2.2.0.0", "2.3.0.2", "3.0.3.0", "3.0.3.9", "3.0.5.1", "4.0.1.1", "4.0.2.3")
_WITH_LOGIN = ("2.0.3.1", *_BY_KEY, "documented")
_LIST_AFTER_KEY = ("2.2.0.0", "2.3.0.2", "3.0.3.0", "3.0.3.9", "3.0.5.1", "4.0.1.1", "4.0.2.3")
_TOKEN_IN_QUERY = ("3.0.3.0", "3.0.3.9", "3.0.5.1", "4.0.1.1", "4.0.2.3", "documented")
_ONE_OF_EACH_KIND = ("2.0.3.1", "2.3.0.2", "3.0.5.1", "4.0.2.3", "4.1.0.4")

_DISABLED = Example(control=({"api_user_enabled": False},))
_EMPTY_LIST = Example(control=({"whitelist": []},))
_BLANK_IN_LIST = Example(control=({"whitelist": [" 127.0.0.1"]},))
_OTHERS_LISTED = Example(control=({"whitelist": ["192.0.2.7", "192.0.2.8"]},))
_WRONG_KEY = Example(key="not-the-key-of-this-store")
_STRAY_BLANK = Example(key=" {key}")
_NOBODY = Example(username="nobody")


def _fault(*names: str) -> Example:
    return Example(faults=names)


# The finding, the store, and the versions that can be so.
_TABLE: tuple[tuple[str, Example, tuple[str, ...]], ...] = (
    ("login.bad-credentials", _WRONG_KEY, _WITH_LOGIN),
    ("login.bad-credentials", _DISABLED, _WITH_LOGIN),
    ("login.bad-credentials", _NOBODY, ("2.0.3.1", "3.0.5.1", "4.0.2.3")),
    ("login.key-has-stray-blanks", _STRAY_BLANK, ("2.1.0.2", "2.3.0.2", "3.0.3.9")),
    ("login.ip-not-listed-by-shop", _EMPTY_LIST, ("2.1.0.2",)),
    ("login.ip-not-listed-by-shop", _BLANK_IN_LIST, ("2.1.0.2",)),
    ("login.ip-not-listed", _EMPTY_LIST, _LIST_AFTER_KEY),
    ("login.ip-not-listed", _OTHERS_LISTED, ("2.3.0.2", "3.0.5.1", "4.0.2.3")),
    ("token.listed-address-has-blank", _BLANK_IN_LIST, _LIST_AFTER_KEY),
    ("token.owner-does-not-list-address", _fault("another-owner"), ("2.1.0.0", "2.1.0.2")),
    ("token.time-zone-trap", Example(timezone="America/New_York"), ("3.0.3.7", "3.0.3.8", "3.0.3.9")),
    ("token.session-not-kept", _fault("token-not-accepted"), _TOKEN_IN_QUERY),
    (
        "token.session-not-kept",
        _fault("sessions-not-kept"),
        ("2.0.3.1", "2.2.0.0", "2.3.0.2", "3.0.3.0", "3.0.3.9", "3.0.5.1", "4.0.1.1", "4.0.2.3"),
    ),
    ("ip.address-changes", _fault("pool-of-addresses"), (*_BY_KEY, *_SIGNED)),
    ("signature.refused", _WRONG_KEY, _SIGNED),
    ("signature.refused", _NOBODY, _SIGNED),
    ("signature.refused", _DISABLED, _SIGNED),
    ("signature.refused", _EMPTY_LIST, _SIGNED),
    ("signature.username-case", Example(username="default"), _SIGNED),
    ("signature.key-has-stray-blanks", _STRAY_BLANK, _SIGNED),
    ("signature.clock", Example(control=({"advance_minutes": 20},)), ("4.1.0.4",)),
    ("login.broken-release", Example(), ("3.0.0.0", "3.0.2.0", "4.0.0.0")),
    ("login.broken-answer", _fault("truncated-login"), ("2.0.3.1", "3.0.5.1", "4.0.2.3")),
    ("login.form-not-read", _fault("login-by-json-only"), ("2.0.3.1", "2.3.0.2", "3.0.5.1", "4.0.1.1")),
    ("login.wrong-key-accepted", _fault("any-key"), ("2.1.0.2", "3.0.5.1", "4.0.2.3")),
    ("login.wrong-username-accepted", _fault("any-username"), ("2.0.3.1", "3.0.5.1", "4.0.2.3")),
    ("token.made-up-accepted", _fault("any-token"), ("3.0.5.1", "4.0.2.3")),
    ("token.not-needed", _fault("open-without-token"), ("3.0.3.9", "3.0.5.1", "4.0.2.3")),
    ("token.broken-answer", _fault("calls-answer-html"), ("2.3.0.2", "3.0.5.1", "4.0.2.3")),
    ("signature.broken-answer", _fault("calls-answer-html"), _SIGNED),
    ("cors.preflight-only", _fault("cors-preflight-only"), ("2.0.3.1", "3.0.5.1")),
    ("store.prints-php-messages", _fault("notice-before-json"), _ONE_OF_EACH_KIND),
    ("store.byte-order-mark", _fault("bom-before-json"), _ONE_OF_EACH_KIND),
    ("store.maintenance-closes-api", Example(control=({"maintenance": True},)), ("2.0.1.1",)),
    ("store.server-error", _fault("server-error"), _ONE_OF_EACH_KIND),
    ("store.not-recognised", _fault("html-instead-of-json"), ("2.3.0.2", "3.0.5.1", "4.1.0.4")),
    ("store.blocked-before-opencart", _fault("waf-block"), _ONE_OF_EACH_KIND),
    ("store.redirects", _fault("redirect-to-www"), ("2.3.0.2", "3.0.5.1", "4.1.0.4")),
    ("store.redirect-loop", _fault("redirect-loop"), ("3.0.5.1", "4.0.2.3")),
    ("store.redirects-elsewhere", _fault("redirect-elsewhere"), ("3.0.5.1", "4.0.2.3")),
    ("store.redirects-calls-away", _fault("redirect-drops-post"), ("3.0.5.1", "4.0.2.3")),
    ("store.password-protected", _fault("password-protected"), ("3.0.5.1", "4.1.0.4")),
    ("store.gateway-gets-no-answer", _fault("bad-gateway"), ("3.0.5.1", "4.1.0.4")),
    ("store.unavailable", _fault("overloaded"), ("3.0.5.1", "4.0.2.3")),
    ("store.asks-to-wait", _fault("asks-to-wait"), ("3.0.5.1", "4.0.2.3")),
    ("store.limited-at-once", _fault("limited-at-once"), ("3.0.5.1", "4.0.2.3")),
)

BROKEN = tuple(
    Broken(truth, replace(store, opencart=version))
    for truth, store, versions in _TABLE
    for version in versions
)
HEALTHY = (
    *("2.0.3.1", "2.1.0.2", "2.2.0.0", "2.3.0.2"),
    *("3.0.3.0", "3.0.3.2", "3.0.3.6", "3.0.3.7", "3.0.3.9", "3.0.4.0", "3.0.5.1"),
    *("4.0.1.1", "4.0.2.0", "4.0.2.3", "4.1.0.0", "4.1.0.4", "documented"),
)


# Where another cause is the likelier one, and the true one is named second, under "what else it could be".
LIKELIER_FIRST = {
    "2.2.0.0 faults='sessions-not-kept'": "token.listed-address-has-blank",
    "3.0.3.9 faults='sessions-not-kept'": "token.time-zone-trap",
    "3.0.3.9 faults='token-not-accepted'": "token.time-zone-trap",
}


def causes(result: Result) -> list[Finding]:
    """What a result says is wrong, the likeliest first."""
    return [finding for finding in in_order(list(result.findings)) if finding.level.at_least(Level.WARNING)]


def named(found: list[Finding]) -> list[str]:
    """The ids of causes in the order they are named: each, then those of what else it could be."""
    told = [[finding.id, *_ID.findall(" ".join(finding.alternatives))] for finding in found]
    return list(dict.fromkeys(name for names in told for name in names))


_ID = re.compile(r"\b[a-z]+\.[a-z]+(?:-[a-z]+)*\b")
