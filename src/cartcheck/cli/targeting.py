"""The target that a command line names."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from cartcheck.target.resolve import resolve_target

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cartcheck.target.target import Target

_SETTINGS = (
    *("username", "key", "budget", "pace", "connect_timeout", "read_timeout"),
    *("ca_bundle", "proxy", "sources", "control", "products", "coupon", "voucher", "custom_fields"),
    *("needs", "openapi"),
)
_FLAGS = ("allow_writes", "wait_for_expiry", "security")


def target_said(store: str | None, given: Mapping[str, Any]) -> Target:
    """The target of an address or a name from cartcheck.toml, with the options of the verb; UsageError if they are wrong.

    A key that nobody gave is asked for where a terminal is there.
    """
    said = {name: given[name] for name in _SETTINGS if given.get(name) not in (None, "", ())}
    said |= {flag: True for flag in _FLAGS if given.get(flag)}
    said |= {"verify": False} if given.get("no_verify") else {}
    ask = _ask if sys.stdin.isatty() else None
    return resolve_target(store, said, config_path=given.get("config"), ask=ask)


def _ask(question: str) -> str:
    return str(click.prompt(question, default="", hide_input=True, show_default=False, err=True))
