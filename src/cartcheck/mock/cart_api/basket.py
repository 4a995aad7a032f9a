"""The cart behind `api/cart/…`: rows of a table, found by `cart_id`; in 2.0 a list in the session, found by a key."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

from cartcheck.mock.cart_api import quirks
from cartcheck.mock.visit import PhpFatalError, text
from cartcheck.php.array import PhpArray, Value
from cartcheck.php.serialize import serialize
from cartcheck.php.values import to_int

if TYPE_CHECKING:
    from cartcheck.mock.cart_api.visit import Visit
    from cartcheck.mock.shop.carts import CartRow


def put(visit: Visit, product_id: int, quantity: Value, option: Value) -> None:
    """Put a product in; 2.0 leaves out what isn't at least one piece."""
    chosen = dict(option) if isinstance(option, PhpArray) else {}
    if visit.has(quirks.CART_IN_SESSION) and to_int(quantity) <= 0:
        return
    try:
        visit.store.carts.add(visit.owner, product_id, to_int(quantity), chosen)
    except OverflowError:
        raise PhpFatalError from None
    visit.session.holds_cart = visit.has(quirks.CART_IN_SESSION)


def update(visit: Visit, key: Value, quantity: Value) -> None:
    """Set a row's quantity; nothing happens without such a row. 2.0 takes the row out when there's nothing left."""
    carts, owner = visit.store.carts, visit.owner
    if not visit.has(quirks.CART_IN_SESSION):
        carts.update(owner, to_int(key), to_int(quantity))
    elif to_int(quantity) > 0:
        carts.update(owner, _id_of(visit, key), to_int(quantity))
    else:
        carts.remove(owner, _id_of(visit, key))


def remove(visit: Visit, key: Value) -> None:
    """Take a row out; nothing happens without such a row."""
    cart_id = _id_of(visit, key) if visit.has(quirks.CART_IN_SESSION) else to_int(key)
    visit.store.carts.remove(visit.owner, cart_id)


def session_keys(visit: Visit) -> dict[int, str]:
    """The keys of 2.0 by cart_id."""
    return {row.cart_id: _session_key(row) for row in visit.store.carts.rows(visit.owner)}


def _id_of(visit: Visit, key: Value) -> int:
    wanted = text(key)
    return next((cart_id for cart_id, known in session_keys(visit).items() if known == wanted), 0)


def _session_key(row: CartRow) -> str:
    product: dict[object, object] = {"product_id": row.product_id}
    if row.option:
        product["option"] = row.option
    return base64.b64encode(serialize(product)).decode()
