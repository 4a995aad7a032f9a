"""What a request means, whatever route it takes: the operation of the dialect, and what was sent to it."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from cartcheck.dialects.registry import dialect_for, dialects

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cartcheck.dialects.dialect import Dialect

Pairs = tuple[tuple[str, str], ...]

# What authorises a call, or only says where it goes: no part of its meaning.
ROUTING = frozenset({"route", "call", "code", "token", "api_token"})
SIGNING = frozenset({"username", "store_id", "language", "currency", "time", "signature"})
# Numbers that the store gives, and that differ from run to run.
GIVEN = frozenset({"key", "order_id", "cart_id"})


def dialect_of(generation: str, version: str, urls: Iterable[str]) -> Dialect | None:
    """The dialect by name, by version, or the one that knows most of the routes that were asked for."""
    for dialect in dialects():
        if generation and dialect.generation == generation:
            return dialect
    if version and (known := dialect_for(version)):
        return known
    return _by_routes(urls)


def _by_routes(urls: Iterable[str]) -> Dialect | None:
    asked = [found.group(1) for url in urls if (found := re.search(r"[?&]route=([^&#]+)", url))]
    votes = [
        (sum(route.replace("%7C", "|") in known for route in asked), dialect)
        for dialect in dialects()
        for known in [{operation.route for operation in dialect.operations.values()}]
    ]
    best = max(votes, key=lambda vote: vote[0], default=(0, None))
    return best[1] if best[0] else None


def intent_of(dialect: Dialect | None, query: Pairs) -> str:
    """The operation that a query is for, "" if it is for none."""
    said = dict(query)
    found = [
        operation.name
        for operation in (dialect.operations.values() if dialect else ())
        if said.get("route") == operation.route and dict(operation.query).items() <= said.items()
    ]
    return found[0] if found else ""


def is_authorised(query: Pairs, cookies: str, given: set[str]) -> bool | None:
    """Whether what was sent had been given by the store; None where nothing was sent."""
    said = dict(query)
    if "signature" in said or any(token in cookies for token in given):
        return True
    token = said.get("api_token") or said.get("token")
    return token in given if token else None


def question_of(
    intent: str, query: Pairs, form: Pairs, method: str, authorised: bool | None, state: tuple[str, ...]
) -> str:
    """A name for what was asked, where the recording gives none: the same in every generation for the same question.

    `authorised` tells whether a credential was sent that the store had given, `state` what was done to the store.
    """
    if not intent:
        return ""
    fields = [
        (name, "*" if name in GIVEN else value)
        for name, value in sorted({*form, *((n, v) for n, v in query if n not in ROUTING)})
        if name not in SIGNING or (intent == "currency_set" and name == "currency")
    ]
    sent = "" if intent == "login" else json.dumps(fields)
    return json.dumps([intent, authorised, method == "OPTIONS", sent, *state]) if intent != "login" else ""
