"""What an action of the API is, and the refusal of a request that has no API session."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeAlias

from cartcheck.mock.cart_api.visit import Visit
from cartcheck.mock.messages import Say

Json: TypeAlias = dict[str, object]
Action: TypeAlias = Callable[[Visit], Json]


def guarded(where: str) -> Callable[[Action], Action]:
    """Refuse who isn't logged in: `where` is "error", or "error.warning" for `{"error": {"warning": …}}`."""

    def decorate(action: Action) -> Action:
        @wraps(action)
        def act(visit: Visit) -> Json:
            return action(visit) if visit.session.api_id else refusal(where)

        return act

    return decorate


def refusal(where: str) -> Json:
    """The permission error, in one of its two shapes."""
    said = str(Say.NO_PERMISSION)
    return {"error": {"warning": said} if where == "error.warning" else said}


def error(message: str) -> Json:
    """A refusal for another reason."""
    return {"error": message}


def success(message: str) -> Json:
    """What most routes answer when all went well."""
    return {"success": message}
