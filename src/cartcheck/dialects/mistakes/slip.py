"""The mistakes a client's request can make; each value is what the finding about it is called after `request.`."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


class Slip(StrEnum):
    """One way to be wrong."""

    SHELL_CUTS_URL = "shell-cuts-url"
    ESCAPED_AMPERSAND = "escaped-ampersand"
    NO_ROUTE = "no-route"
    LOGIN_ROUTE = "login-route"
    NO_LOGIN = "no-login"
    SEPARATOR = "separator"
    SPELLING = "route-spelling"
    OTHER_ROUTE = "route-of-other-version"
    UNKNOWN_ROUTE = "route-unknown"
    UNKNOWN_CALL = "call-unknown"
    JSON_BODY = "json-body"
    BY_GET = "by-get"
    IN_QUERY = "in-query"
    METHOD = "method"
    BODY_TYPE = "body-type"
    FIELD_NAMES = "field-names"
    FIELDS_MISSING = "fields-missing"
    SCALAR = "scalar"
    OTHER_KEY = "other-key"
    TOKEN_NAME = "token-name"  # noqa: S105  # a name
    TOKEN_IN_BODY = "token-in-body"  # noqa: S105  # a name
    TOKEN_IN_HEADER = "token-in-header"  # noqa: S105  # a name
    TOKEN_MISSING = "token-missing"  # noqa: S105  # a name
    TOKEN_USELESS = "token-useless"  # noqa: S105  # a name
    COOKIE_MISSING = "cookie-missing"
    COOKIE_KEPT = "cookie-kept"
    PARAMETER = "signature-parameter"
    PLUS = "signature-plus"
    HOST = "signature-host"
    PATH = "signature-path"
    USERNAME = "signature-username"
    VALUES = "signature-values"
    DIGEST = "signature-digest"
    ESCAPING = "signature-escaping"
    TRIM = "signature-trim"
    ORDER = "signature-order"
    LINE_ENDS = "signature-line-ends"
    RECIPE = "signature-recipe"
    KEY = "signature-key"
    CLOCK = "signature-clock"
    OLD = "signature-old"
    WRONG = "signature-wrong"


@dataclass(frozen=True, slots=True)
class Mistake:
    """One mistake of one request: what shows it, in a sentence without secrets, and the facts for the finding's words."""

    slip: Slip
    says: str
    facts: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
