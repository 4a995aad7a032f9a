"""Promises of articles: kept by an extension where OpenCart has nothing, broken where all are kept."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from cartcheck.mock.faults import Proceed, breaks, fault_of
from cartcheck.mock.faults.breach import Breach
from cartcheck.mock.faults.scope import DOCUMENTED, OPENCART
from cartcheck.mock.surface.answer import JSON, Answer

if TYPE_CHECKING:
    from cartcheck.mock.store import Store
    from cartcheck.mock.surface.request import Request

_PRODUCT = {"product_id": 40, "name": "iPhone"}
_ANSWERS = {"api/product": {"products": [_PRODUCT], "total": 1}, "api/product/info": {"product": _PRODUCT}}


@fault_of(OPENCART)
def extension_reads_products(_store: Store, request: Request, proceed: Proceed) -> Answer:
    """An extension lists products and reads one, as articles promise; a call without a token gets 401."""
    if request.call not in _ANSWERS:
        return proceed(request)
    if not {"api_token", "token"} & set(request.get):
        return Answer(401, b'{"error":"Unauthorized"}', JSON)
    return Answer(200, json.dumps(_ANSWERS[request.call]).encode(), JSON)


@breaks(Breach.OPEN)
@fault_of(DOCUMENTED)
def no_order_list(_store: Store, request: Request, proceed: Proceed) -> Answer:
    """There is no list of orders."""
    if request.call == "api/order":
        return Answer(404, b'{"error":"There is no such route!"}', JSON)
    return proceed(request)
