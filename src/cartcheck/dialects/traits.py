"""What holds for every store of a generation: facts for judges and, in words, for the texts of findings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True, slots=True)
class BrokenLogin:
    """A login that no store of these versions has in working order, and why."""

    first: str
    last: str
    why: str
    upgrade: str


@dataclass(frozen=True, slots=True)
class Traits:
    """`signed` means that each request is signed and there is no login; `guarded` that calls need a credential at all.

    `address_first`: a login looks at the address before the key. `token` is the name of the token in a login's answer;
    `read` is an operation that changes nothing and needs nothing before it; `fields` are those of the login form, `secret`
    what the last of them is called. `denies_by_crash`: without access a call may end in an error of PHP. `visitor_cookie` is
    the cookie that tells visitors apart where calls need no credential. `trims_from` is the first version that trims what it
    is sent, "" if none or all do; `checks_time_from` the first that refuses old signatures, `expires_early_since` the first
    that drops sessions before the hour. `ends_after_an_hour`: no token lives for longer unused. `default_username` is taken
    where a login sends none, "" if none is. `bulk_forms`: products and vouchers may be sent as rows of an array.
    `also_reads` are the ways to read a route that is not written as it should be (leniency.py). The other texts complete
    sentences of findings.
    """

    has_login: bool = True
    signed: bool = False
    guarded: bool = True
    token_expires: bool = True
    has_address_list: bool = True
    address_first: bool = False
    read: str = "cart_read"
    token: str = "api_token"  # noqa: S105  # a field's name
    fields: tuple[str, ...] = ("username", "key")
    secret: str = "key"  # noqa: S105  # a word
    wrong_key: str = ""
    not_listed: str = ""
    address_list: str = ""
    sessions: str = ""
    expires_early: str = ""
    expires_early_since: str = ""
    expires_late: str = ""
    outlives_php: str = ""
    ends_after_an_hour: bool = True
    broken_login: BrokenLogin | None = None
    denies_by_crash: bool = False
    visitor_cookie: str = ""
    trims_from: str = ""
    checks_time_from: str = ""
    default_username: str = ""
    bulk_forms: bool = False
    also_reads: tuple[Callable[[str], str], ...] = ()

    @property
    def cookie_is_token(self) -> bool:
        """Whether the session cookie itself is what a login gives, and no token goes into the query (2.0)."""
        return self.token == "cookie"  # noqa: S105  # a field's name
