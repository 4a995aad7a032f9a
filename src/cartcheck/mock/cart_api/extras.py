"""`api/currency`, `api/coupon` and `api/reward…`.

The demo store's coupons ran out in 2020, so only one that the shop was set up with is accepted; guests have no points.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartcheck.mock.cart_api import quirks
from cartcheck.mock.cart_api.database import compared
from cartcheck.mock.cart_api.guard import Json, error, guarded, success
from cartcheck.mock.cart_api.locale import set_currency
from cartcheck.mock.messages import Say
from cartcheck.mock.shop.collation import same
from cartcheck.php.array import PhpArray
from cartcheck.php.values import greater, is_empty

if TYPE_CHECKING:
    from cartcheck.mock.cart_api.visit import Visit


@guarded("error")
def currency(visit: Visit) -> Json:
    """Change the currency; found without regard to case, but kept as sent, so `eur` is forgotten at once."""
    sent = compared(visit, visit.posted("currency", "catalog/controller/api/currency.php", 13))
    if not any(same(sent, code) for code in visit.store.catalogue.currencies):
        return error(Say.CURRENCY)
    if visit.has(quirks.CURRENCY_IN_QUERY):
        set_currency(visit, sent)
    visit.session.currency = sent
    visit.session.shipping_method = visit.session.shipping_methods = None
    return success(Say.CURRENCY_CHANGED)


@guarded("error")
def coupon(visit: Visit) -> Json:
    """Redeem a coupon."""
    sent = compared(visit, visit.post.get("coupon", ""))
    known = visit.store.setup.coupon
    return success(Say.COUPON_APPLIED) if known and same(sent, known) else error(Say.COUPON)


@guarded("error")
def reward(visit: Visit) -> Json:
    """Pay with points; of several complaints the last one is told."""
    for compared_at in (28, 32):
        sent = visit.posted("reward", "catalog/controller/api/reward.php", compared_at)
    points = sum(line.points for line in visit.lines())
    if isinstance(sent, PhpArray) or greater(sent, points):
        return error(Say.REWARD_MAXIMUM.format(points))
    return error(Say.REWARD if is_empty(sent) and sent != "0" else Say.REWARD_POINTS.format(sent))


@guarded("error")
def reward_maximum(visit: Visit) -> Json:
    """How many points the cart could be paid with."""
    return {"maximum": sum(line.points for line in visit.lines())}


@guarded("error")
def reward_available(_visit: Visit) -> Json:
    """How many points the customer has."""
    return {"points": None}
