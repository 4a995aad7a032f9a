"""Access-Control headers, which OpenCart 3.0 itself never sends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartcheck.mock.faults import Proceed, fault, fault_of
from cartcheck.mock.faults.scope import WITHOUT_CORS
from cartcheck.mock.surface.answer import Answer

if TYPE_CHECKING:
    from cartcheck.mock.store import Store
    from cartcheck.mock.surface.request import Request

_ORIGIN = ("Access-Control-Allow-Origin", "*")
_CREDENTIALS = ("Access-Control-Allow-Credentials", "true")
_ALLOWED = [
    _ORIGIN,
    ("Access-Control-Allow-Methods", "GET, POST, OPTIONS"),
    ("Access-Control-Allow-Headers", "Content-Type"),
    ("Access-Control-Max-Age", "86400"),
]


@fault
def cors_open(_store: Store, request: Request, proceed: Proceed) -> Answer:
    """Pages of any origin may call: the headers stand on answers and on preflights."""
    return _preflight() if _is_preflight(request) else _with_origin(proceed(request))


@fault
def cors_open_with_credentials(_store: Store, request: Request, proceed: Proceed) -> Answer:
    """As `cors-open`, with Allow-Credentials beside the `*`, a pair that browsers refuse."""
    answer = _preflight() if _is_preflight(request) else _with_origin(proceed(request))
    answer.headers.append(_CREDENTIALS)
    return answer


@fault_of(WITHOUT_CORS)
def cors_origin_on_answers_only(_store: Store, request: Request, proceed: Proceed) -> Answer:
    """Answers allow any origin, but a preflight is not answered."""
    answer = proceed(request)
    return answer if _is_preflight(request) else _with_origin(answer)


@fault_of(WITHOUT_CORS)
def cors_preflight_only(_store: Store, request: Request, proceed: Proceed) -> Answer:
    """A preflight is answered, but the answer itself allows no origin."""
    return _preflight() if _is_preflight(request) else proceed(request)


def _is_preflight(request: Request) -> bool:
    return request.method == "OPTIONS" and "access-control-request-method" in request.headers


def _preflight() -> Answer:
    return Answer(204, b"", "", list(_ALLOWED))


def _with_origin(answer: Answer) -> Answer:
    answer.headers.append(_ORIGIN)
    return answer
