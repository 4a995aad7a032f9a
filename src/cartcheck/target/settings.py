"""What a user may say about a store, wherever it is said: on the command line, in the environment or in a file."""

from __future__ import annotations

import ipaddress
import math
import re
from collections.abc import Callable
from dataclasses import dataclass, field, fields, replace
from difflib import get_close_matches
from typing import Any
from urllib.parse import urlsplit

from cartcheck.errors import UsageError
from cartcheck.needs.need import BY_ID

_CUSTOM_FIELD = re.compile(r"[0-9]{1,9}=.+", re.DOTALL)

# A check gives what is wrong with a value, or "".
Check = Callable[[Any], str]

_DAY = 86_400  # seconds


def _at_least(least: int) -> Check:
    return lambda number: "" if number >= least else f"must be at least {least}, not {number}"


def _seconds(number: float) -> str:
    # More than a day no socket of any system takes.
    return "" if 0 < number <= _DAY else f"must be seconds, more than 0 and at most {_DAY}, not {number}"


def _rate(number: float) -> str:
    good = number >= 0 and math.isfinite(number)
    return "" if good else f"must be requests per second, or 0 for no limit, not {number}"


def _addresses(texts: tuple[str, ...]) -> str:
    return next((f"{text!r} is not an IP address" for text in texts if not _is_address(text)), "")


def _is_address(text: str) -> bool:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True


def _custom_fields(texts: tuple[str, ...]) -> str:
    wrong = (text for text in texts if not _CUSTOM_FIELD.fullmatch(text))
    # Not shown whole: a value may be somebody's.
    return next(
        (f"has {text.partition('=')[0]!r} where ID=VALUE is meant, such as 7=A12" for text in wrong), ""
    )


def custom_field(text: str) -> tuple[int, str]:
    """The number and the value of a `custom_fields` entry, ID=VALUE."""
    number, _, value = text.partition("=")
    return int(number), value


def _needs(named: tuple[str, ...]) -> str:
    return next((f"has no {name!r}{_nearest(name)}" for name in named if name not in BY_ID), "")


def _nearest(name: str) -> str:
    near = get_close_matches(name, BY_ID, 1)
    return f": did you mean {near[0]}?" if near else f": there are {', '.join(BY_ID)}"


def _proxy(url: str) -> str:
    return "" if _is_proxy(url) else "must be the URL of an HTTP proxy, such as http://proxy.example:3128"


def _is_proxy(url: str) -> bool:
    try:
        parts = urlsplit(url)
        _ = parts.port  # ValueError beyond 65535, as urlsplit at brackets without an address
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname)


def _setting(check: Check | None = None, *, shown: bool = True, in_file: bool = True) -> Any:
    return field(default=None, repr=shown, metadata={"check": check, "in_file": in_file})


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What was said in one place; None where nothing was. Times are seconds, `pace` is requests per second."""

    url: str | None = None
    username: str | None = None
    key: str | None = _setting(shown=False)
    key_env: str | None = None
    budget: int | None = _setting(_at_least(1))
    pace: float | None = _setting(_rate)
    connect_timeout: float | None = _setting(_seconds)
    read_timeout: float | None = _setting(_seconds)
    max_body: int | None = _setting(_at_least(1))
    verify: bool | None = None
    ca_bundle: str | None = None
    proxy: str | None = _setting(_proxy, shown=False)
    sources: tuple[str, ...] | None = _setting(_addresses)
    products: tuple[int, ...] | None = None
    coupon: str | None = _setting(shown=False)
    voucher: str | None = _setting(shown=False)
    custom_fields: tuple[str, ...] | None = _setting(_custom_fields, shown=False)
    needs: tuple[str, ...] | None = _setting(_needs)
    openapi: str | None = None
    allow_writes: bool | None = None
    wait_for_expiry: bool | None = None
    security: bool | None = _setting(in_file=False)
    control: str | None = _setting(in_file=False)

    def over(self, other: Settings) -> Settings:
        """These settings, and those of the other where these say nothing."""
        said = {each.name: getattr(self, each.name) for each in fields(self)}
        return replace(other, **{name: value for name, value in said.items() if value is not None})

    def checked(self, where: str) -> Settings:
        """The same settings, or UsageError for a value that makes no sense. `where` says who said it."""
        for each in fields(self):
            check, value = each.metadata.get("check"), getattr(self, each.name)
            if check and value is not None and (wrong := check(value)):
                raise UsageError(f"{where}: {each.name} {wrong}.")
        return self


NAMES_IN_FILE = tuple(each.name for each in fields(Settings) if each.metadata.get("in_file", True))
