"""`api/currency`, `api/coupon` and `api/reward…`.

The demo store's coupons ran out in 2020 and guests have no points, so these refuse whatever is sent.
"""

from __future__ import annotations

from cartcheck.mock.generations.opencart_3_0.guard import Json, error, guarded, success
from cartcheck.mock.generations.opencart_3_0.messages import Say
from cartcheck.mock.generations.opencart_3_0.visit import Visit, text
from cartcheck.mock.shop.collation import same
from cartcheck.php.array import PhpArray
from cartcheck.php.values import greater, is_empty


@guarded("error")
def currency(visit: Visit) -> Json:
    """Change the currency; found without regard to case, but kept as sent, so `eur` is forgotten at once."""
    sent = text(visit.posted("currency", "catalog/controller/api/currency.php", 13))
    if not any(same(sent, code) for code in visit.store.catalogue.currencies):
        return error(Say.CURRENCY)
    visit.session.currency = sent
    visit.session.shipping_method = visit.session.shipping_methods = None
    return success(Say.CURRENCY_CHANGED)


@guarded("error")
def coupon(visit: Visit) -> Json:
    """Redeem a coupon."""
    text(visit.post.get("coupon", ""))
    return error(Say.COUPON)


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
