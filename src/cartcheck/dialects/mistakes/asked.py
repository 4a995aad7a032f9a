"""A client's request as PHP and OpenCart would take it apart."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from cartcheck.dialects.query import query_of
from cartcheck.dialects.signature import form_of
from cartcheck.php.array import PhpArray, Value

if TYPE_CHECKING:
    from cartcheck.dialects.query import Pairs
    from cartcheck.handed.request import HandedRequest
    from cartcheck.transport.exchange import Request

# What a query may hold beside the fields of a form (reference of all generations).
NO_FIELDS = frozenset(
    ("route", "call", "code", "store_id", "language", "currency", "order_id", "time", "signature", "username")
)
_PLACEHOLDER = re.compile(r"\$|\[[A-Za-z_]+(?:-\d+)?\]\Z|<[^>]+>\Z|\{\{?\w+\}?\}\Z")


@dataclass(frozen=True)
class Asked:
    """What a request says. Parameters that were called `amp;…` by mistake count under their right names."""

    handed: HandedRequest

    @property
    def request(self) -> Request:
        """The request itself."""
        return self.handed.request

    @cached_property
    def sent_query(self) -> Pairs:
        """The query as it was sent."""
        try:
            return query_of(self.request)
        except ValueError:
            return ()

    @cached_property
    def query(self) -> dict[str, str]:
        """The query as it was meant."""
        return {name.removeprefix("amp;"): value for name, value in self.sent_query}

    @cached_property
    def form(self) -> PhpArray:
        """What `$_POST` holds."""
        return form_of(self.request)

    @cached_property
    def kind(self) -> str:
        """The body's media type as the request says it."""
        return self.request.header("content-type").partition(";")[0].strip().lower()

    @cached_property
    def json(self) -> Any:
        """The body as JSON, whatever it is said to be; None where it is none."""
        text = self.request.body.decode("utf-8", "replace").strip()
        try:
            data = json.loads(text) if text[:1] in ("{", "[") else None
        except (ValueError, RecursionError):
            return None
        return data if isinstance(data, dict | list) else None

    @cached_property
    def as_form(self) -> PhpArray:
        """What `$_POST` would hold, had the body been POSTed as the form that it looks like."""
        headers = self.request.headers if "=" in self.request.header("content-type") else ()
        kind = () if headers else (("Content-Type", "application/x-www-form-urlencoded"),)
        return form_of(replace(self.request, method="POST", headers=(*headers, *kind)))

    @property
    def meant(self) -> PhpArray:
        """The fields that the client means, wherever it put them."""
        if isinstance(self.json, dict):
            return php_array(self.json)
        if self.form:
            return self.form
        if self.request.body:
            return self.as_form
        fields = PhpArray()
        for name, value in self.query.items():
            if name not in NO_FIELDS or (name == "username" and "signature" not in self.query):
                fields.put(name, value)
        return fields

    @property
    def shown(self) -> str:
        """Which request this is, in a sentence: without its values."""
        where = f"route={self.query['route']}" if self.query.get("route") else "no route"
        call = f", call={self.query['call']}" if self.query.get("call") else ""
        return f"Request {self.handed.number}, {self.request.method} {where[:80]}{call[:40]}"


def php_array(data: Any) -> PhpArray:
    """Decoded JSON as nested form fields."""
    fields = PhpArray()
    for name, value in data.items() if isinstance(data, dict) else enumerate(data):
        fields.put(name, _field(value))
    return fields


def _field(value: Any) -> Value:
    if isinstance(value, dict | list):
        return php_array(value)
    return {True: "1", False: "0", None: ""}[value] if isinstance(value, bool | None) else str(value)


def is_placeholder(value: str) -> bool:
    """Whether a value stands for one that is not known here: `$TOKEN`, `[token-1]`, `<your key>`, `{{key}}`."""
    return _PLACEHOLDER.match(value) is not None
