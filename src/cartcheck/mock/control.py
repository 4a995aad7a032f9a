"""`POST /_control`: switches for tests, from this machine only."""

from __future__ import annotations

import ipaddress
import json
from typing import TYPE_CHECKING, Any

from cartcheck.errors import UsageError
from cartcheck.mock.faults import check_names
from cartcheck.mock.shop.clock import check_timezone
from cartcheck.mock.shop.custom_fields import CustomField
from cartcheck.mock.surface.answer import JSON, Answer

if TYPE_CHECKING:
    from collections.abc import Callable

    from cartcheck.mock.store import Store
    from cartcheck.mock.surface.request import Request

CONTROL_PATH = "/_control"
MOST_MINUTES = 60 * 24 * 365 * 10
"""Ten years; the clock must stay one that dates can tell."""
_LATEST = 2**33  # the year 2242, as Unix time


class NonsenseError(ValueError):
    """A switch that doesn't exist, or a value it doesn't take."""


def control(store: Store, request: Request) -> Answer:
    """Apply the switches of a JSON object in their order: 204, or 400 that says what was wrong."""
    if not _is_loopback(request.peer):
        return _refused(403, "the control is for this machine only")
    try:
        for name, value in _switches(request.body).items():
            _apply(store, name, value)
    except (NonsenseError, UsageError) as wrong:
        return _refused(400, str(wrong))
    return Answer(204, b"", "")


def _switches(body: bytes) -> dict[str, Any]:
    try:
        switches = json.loads(body, parse_constant=_no_json)
    except (ValueError, RecursionError):
        raise NonsenseError("the body is no JSON") from None
    if not isinstance(switches, dict) or not switches:
        raise NonsenseError(f"the body must be an object with any of {', '.join(SWITCHES)}")
    return switches


def _no_json(constant: str) -> float:
    raise ValueError(f"{constant} is no JSON")


def _apply(store: Store, name: str, value: Any) -> None:
    if name not in SWITCHES:
        raise NonsenseError(f"there is no switch {name!r}, only {', '.join(SWITCHES)}")
    SWITCHES[name](store, value)


def _reset(store: Store, value: Any) -> None:
    if value is not True:
        raise NonsenseError("reset takes true")
    store.reset()


def _whitelist(store: Store, value: Any) -> None:
    store.api_user.whitelist = list(_texts("whitelist", value))


def _api_user_enabled(store: Store, value: Any) -> None:
    store.api_user.enabled = _bool("api_user_enabled", value)


def _idle_minutes(store: Store, value: Any) -> None:
    """Every token was last used so long ago; sessions, carts and the clock stay."""
    last_used = store.clock.now() - 60 * _number("idle_minutes", value)
    for token in store.tokens.values():
        token.touched = last_used


def _advance_minutes(store: Store, value: Any) -> None:
    """So much time passes, for everything."""
    seconds = 60 * _number("advance_minutes", value)
    if store.clock.now() + seconds > _LATEST:
        raise NonsenseError("advance_minutes would move the clock beyond the year 2242; reset takes it back")
    store.clock.advance(seconds)


def _sessions(store: Store, value: Any) -> None:
    if value != "dropped":
        raise NonsenseError('sessions takes "dropped"')
    store.drop_sessions()


def _maintenance(store: Store, value: Any) -> None:
    store.maintenance = _bool("maintenance", value)


def _display_errors(store: Store, value: Any) -> None:
    store.display_errors = _bool("display_errors", value)


def _faults(store: Store, value: Any) -> None:
    names = tuple(_texts("faults", value))
    check_names(names, store.options.opencart)
    store.faults = names


def _timezone(store: Store, value: Any) -> None:
    (name,) = _texts("timezone", [value])
    check_timezone(name)
    store.timezone = name


def _custom_fields(store: Store, value: Any) -> None:
    """Required with each customer; numbered from 1."""
    names = enumerate(_texts("custom_fields", value), 1)
    store.custom_fields = tuple(CustomField(number, name, "account") for number, name in names)


SWITCHES: dict[str, Callable[[Store, Any], None]] = {
    "reset": _reset,
    "whitelist": _whitelist,
    "api_user_enabled": _api_user_enabled,
    "idle_minutes": _idle_minutes,
    "advance_minutes": _advance_minutes,
    "sessions": _sessions,
    "maintenance": _maintenance,
    "display_errors": _display_errors,
    "faults": _faults,
    "timezone": _timezone,
    "custom_fields": _custom_fields,
}


def _bool(name: str, value: Any) -> bool:
    if not isinstance(value, bool):
        raise NonsenseError(f"{name} takes true or false")
    return value


def _number(name: str, value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise NonsenseError(f"{name} takes a number")
    if not 0 <= value <= MOST_MINUTES:  # NaN is not either
        raise NonsenseError(f"{name} takes a number of minutes from 0 to {MOST_MINUTES}")
    return value


def _texts(name: str, value: Any) -> list[str]:
    if not isinstance(value, list) or not all(isinstance(entry, str) for entry in value):
        raise NonsenseError(f"{name} takes texts")
    return value


def _is_loopback(address: str) -> bool:
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False


def _refused(status: int, message: str) -> Answer:
    return Answer(status, json.dumps({"message": message}).encode(), JSON)
