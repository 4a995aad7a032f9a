"""Coupon, reward points, affiliate (extension/opencart/catalog/controller/api/, catalog/controller/api/affiliate.php).

The demo store's coupons ran out in 2020, it has no affiliates, and nobody has points.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartcheck.mock.messages import Say
from cartcheck.mock.opencart_4.told import error, success
from cartcheck.php.values import to_int

if TYPE_CHECKING:
    from cartcheck.mock.generations.opencart_4_1.visit import Json, Visit


def coupon(visit: Visit) -> Json:
    """Redeem a coupon."""
    wrong = _unready(visit)
    return error(wrong or Say.COUPON_4_1)


def reward(visit: Visit) -> Json:
    """Pay with points; of several complaints the last one is told."""
    wrong = _unready(visit)
    if wrong:
        return error(wrong)
    points = abs(to_int(visit.post.get("reward", "0")))
    total = sum(line.points for line in visit.lines())
    if points > total:
        return error(Say.REWARD_MAXIMUM.format(total))
    return error(Say.REWARD_POINTS.format(points)) if points else success(Say.REWARD_SET)


def affiliate(visit: Visit) -> Json:
    """Who gets a commission; nobody is fine."""
    if to_int(visit.post.get("affiliate_id", "0")):
        return error(Say.AFFILIATE)
    return success(Say.AFFILIATE_SET)


def _unready(visit: Visit) -> str:
    if not visit.lines():
        return str(Say.PRODUCTS)
    return str(Say.CUSTOMER_DETAILS) if visit.session.customer is None else ""
