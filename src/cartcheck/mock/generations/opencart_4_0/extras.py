"""`api/localisation/…`, `api/sale/coupon`, `…/reward…` and `…/affiliate`.

The demo store's coupons ran out in 2020, it has no affiliates, and nobody has points: these refuse all but nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartcheck.mock.generations.opencart_4_0 import quirks
from cartcheck.mock.messages import Say
from cartcheck.mock.opencart_4.told import error, success
from cartcheck.php.values import to_int

if TYPE_CHECKING:
    from cartcheck.mock.generations.opencart_4_0.visit import Json, Visit


def currency(visit: Visit) -> Json:
    """Change the currency; found without regard to case, but kept as sent, so `eur` is forgotten at once."""
    sent = visit.string("currency", "catalog/controller/api/localisation/currency.php", 18)
    if sent.rstrip(" ").upper() not in visit.store.catalogue.currencies:
        return error(Say.CURRENCY_4)
    visit.session.currency = sent
    visit.cart_changed()
    return success(Say.CURRENCY_CHANGED)


def language(visit: Visit) -> Json:
    """Change the language of later answers; the demo store has one."""
    sent = visit.string("language", "catalog/controller/api/localisation/language.php", 10)
    if sent.rstrip(" ").lower() != "en-gb":
        return error(Say.LANGUAGE)
    visit.cart_changed()
    return success(Say.LANGUAGE_CHANGED)


def store(visit: Visit) -> Json:
    """Change the store; the demo has only its default one."""
    if to_int(visit.post.get("store_id", "0")):
        return error(Say.STORE)
    visit.cart_changed()
    return success(Say.STORE_CHANGED)


def coupon(visit: Visit) -> Json:
    """Redeem a coupon, or give it back."""
    sent = visit.string("coupon", "catalog/controller/api/sale/coupon.php", 18)
    if sent not in ("", "0"):
        return error(Say.COUPON)
    forget_choices(visit)
    return success(Say.COUPON_REMOVED)


def reward(visit: Visit) -> Json:
    """Pay with points, or don't; of two complaints the last one is told."""
    points = abs(to_int(visit.post.get("reward", "0")))
    total = sum(line.points for line in visit.lines())
    if points > total:
        return error(Say.REWARD_MAXIMUM.format(total))
    if points:
        return error(Say.REWARD_POINTS.format(visit.post.get("reward")))
    forget_choices(visit)
    return success(Say.REWARD_REMOVED)


def reward_maximum(visit: Visit) -> Json:
    """How many points the cart could be paid with."""
    return {"maximum": sum(line.points for line in visit.lines())}


def reward_available(_visit: Visit) -> Json:
    """How many points the customer has: nobody is logged in."""
    return {"points": 0}


def affiliate(visit: Visit) -> Json:
    """Who gets a commission."""
    if to_int(visit.post.get("affiliate_id", "0")):
        return error(Say.AFFILIATE)
    called_coupon = visit.has(quirks.AFFILIATE_CALLED_COUPON)
    return success(Say.COUPON_REMOVED if called_coupon else Say.AFFILIATE_REMOVED)


def forget_choices(visit: Visit) -> None:
    """What discounts do to the methods, in the two releases where they do something."""
    if visit.has(quirks.CHANGES_FORGET_CHOICES):
        visit.session.forget_methods()
