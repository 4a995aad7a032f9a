"""A route of somebody's own, api/myerp/stock, beside OpenCart's: as its file describes it, and broken in each way.

docs/own-routes.yaml describes it.
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from cartcheck.mock.faults import Proceed, fault
from cartcheck.mock.faults.scope import SIGNATURES, is_in
from cartcheck.mock.generations.opencart_4_1.signature import is_signed
from cartcheck.mock.generations.opencart_4_1.visit import Visit as SignedVisit
from cartcheck.mock.surface.answer import HTML, JSON, Answer
from cartcheck.release import release

if TYPE_CHECKING:
    from cartcheck.mock.store import Store
    from cartcheck.mock.surface.request import Request

_ROUTE = "api/myerp/stock"
_PIECES = {"iphone": 970, "imac": 977}
_NOTICE = (
    b"<b>Warning</b>: Undefined array key &quot;warehouse&quot; in "
    b"<b>/var/www/catalog/controller/api/myerp/stock.php</b> on line <b>31</b>"
)


@fault
def own_route(store: Store, request: Request, proceed: Proceed) -> Answer:
    """An extension adds api/myerp/stock, which tells and sets the stock of a product."""
    if request.call != _ROUTE:
        return proceed(request)
    denied = _denied(store, request, proceed)
    return denied or _answer(request)


@fault
def own_route_open(_store: Store, request: Request, proceed: Proceed) -> Answer:
    """api/myerp/stock does not look who calls."""
    return _answer(request) if request.call == _ROUTE else proceed(request)


@fault
def own_route_renamed_field(store: Store, request: Request, proceed: Proceed) -> Answer:
    """api/myerp/stock answers `qty` instead of `quantity`."""
    answer = own_route(store, request, proceed)
    if request.call == _ROUTE:
        answer.body = answer.body.replace(b'"quantity"', b'"qty"')
    return answer


@fault
def own_route_server_error(store: Store, request: Request, proceed: Proceed) -> Answer:
    """api/myerp/stock ends in a server error for whoever may call it."""
    return _instead(store, request, proceed, Answer(500, b""))


@fault
def own_route_empty(store: Store, request: Request, proceed: Proceed) -> Answer:
    """api/myerp/stock answers nothing."""
    return _instead(store, request, proceed, Answer(200, b"", JSON))


@fault
def own_route_other_status(store: Store, request: Request, proceed: Proceed) -> Answer:
    """api/myerp/stock answers a status that its description does not know."""
    return _instead(store, request, proceed, Answer(202, b'{"queued":true}', JSON))


@fault
def own_route_with_notice(store: Store, request: Request, proceed: Proceed) -> Answer:
    """api/myerp/stock prints a PHP message before its JSON."""
    return _before(store, request, proceed, _NOTICE)


@fault
def own_route_with_mark(store: Store, request: Request, proceed: Proceed) -> Answer:
    """api/myerp/stock is a file that was saved with a byte order mark."""
    return _before(store, request, proceed, b"\xef\xbb\xbf")


@fault
def own_route_as_page(store: Store, request: Request, proceed: Proceed) -> Answer:
    """api/myerp/stock sends its JSON as text/html."""
    answer = own_route(store, request, proceed)
    if request.call == _ROUTE:
        answer.media_type = HTML
    return answer


def _instead(store: Store, request: Request, proceed: Proceed, other: Answer) -> Answer:
    answer = own_route(store, request, proceed)
    return other if request.call == _ROUTE and answer.status == 200 else answer


def _before(store: Store, request: Request, proceed: Proceed, mark: bytes) -> Answer:
    answer = own_route(store, request, proceed)
    if request.call == _ROUTE and answer.status == 200:
        answer.body = mark + answer.body
    return answer


def _denied(store: Store, request: Request, proceed: Proceed) -> Answer | None:
    """The refusal, where the store would refuse a call of its own with this credential."""
    version = store.options.opencart
    if is_in(SIGNATURES, version):  # the extension adds its route to those that startup/api.php lets sign
        visit = SignedVisit(store, release(version), request)
        return None if is_signed(visit) else _refusal(403)
    own = b"api/sale/cart" if version.startswith("4.0") else b"api/cart/products"
    query = request.query.replace(_ROUTE.encode(), own)
    answer = proceed(replace(request, method="GET", query=query, body=b""))
    if answer.is_json and b'"error"' not in answer.body:
        return None
    return _refusal(401)


def _refusal(status: int) -> Answer:
    return Answer(status, b'{"error":"Unauthorized"}', JSON)


def _answer(request: Request) -> Answer:
    sent: Any = request.get if request.method in {"GET", "HEAD"} else _form(request) or _json(request.body)
    code = str(sent.get("code", "")) if isinstance(sent, dict) else ""
    if request.method in {"GET", "HEAD"}:
        return _known(code) if code in _PIECES else Answer(404, b'{"error":"No such product"}', JSON)
    pieces = sent.get("quantity") if isinstance(sent, dict) else None
    if not code or isinstance(pieces, bool) or not isinstance(pieces, int) or pieces < 0:
        return Answer(422, b'{"error":"Send code and quantity"}', JSON)
    return _told(code, pieces)


def _known(code: str) -> Answer:
    return _told(code, _PIECES[code])


def _told(code: str, pieces: int) -> Answer:
    return Answer(200, json.dumps({"code": code, "quantity": pieces}).encode(), JSON)


def _form(request: Request) -> dict[str, Any]:
    """A form, its quantity as a number where it is one."""
    sent = {str(name): value for name, value in request.post.items()}
    pieces = sent.get("quantity")
    return sent | ({"quantity": int(pieces)} if isinstance(pieces, str) and pieces.isdecimal() else {})


def _json(body: bytes) -> Any:
    try:
        return json.loads(body)
    except ValueError:
        return None
