"""`api/sale/voucher…` (catalog/controller/api/sale/voucher.php).

A gift voucher bought here could be redeemed only by its code, which the shop mails; so no code is ever accepted.
"""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from cartcheck.mock.generations.opencart_4_0.extras import forget_choices
from cartcheck.mock.messages import Say
from cartcheck.mock.opencart_4.told import error, success
from cartcheck.mock.shop.money import to_default
from cartcheck.mock.shop.vouchers import VOUCHER_FIELDS, voucher_errors
from cartcheck.mock.visit import number
from cartcheck.php.values import to_int

if TYPE_CHECKING:
    from cartcheck.mock.generations.opencart_4_0.visit import Json, Visit


def voucher(visit: Visit) -> Json:
    """Redeem a gift voucher, or give it back."""
    if visit.string("voucher", "catalog/controller/api/sale/voucher.php", 19) not in ("", "0"):
        return error(Say.VOUCHER_4)
    forget_choices(visit)
    return success(Say.VOUCHER_REMOVED)


def add(visit: Visit) -> Json:
    """Put a gift voucher into the cart; its amount comes in the visit's currency and is kept in the default one."""
    session, catalogue = visit.session, visit.store.catalogue
    limits = visit.store.setup.voucher_amounts
    errors = voucher_errors(visit.field, visit.given("amount"), limits=limits)
    if "amount" in errors:
        errors["amount"] = Say.VOUCHER_AMOUNT.format(*(visit.price(limit) for limit in limits))
    if errors:
        return error(errors)
    amount = to_default(catalogue, number(visit.post["amount"]), session.currency)
    fields = {name: visit.post.get(name, "") for name in VOUCHER_FIELDS}
    key = max(session.vouchers, default=-1) + 1
    session.vouchers[key] = {"code": secrets.token_hex(16), **fields, "amount": amount}
    visit.cart_changed()
    return success(Say.CART_MODIFIED)


def remove(visit: Visit) -> Json:
    """Take a gift voucher out; the words for an unknown one are in another file, so their name is told."""
    key = to_int(visit.post["key"]) if "key" in visit.post else None
    if key not in visit.session.vouchers:
        return error("error_voucher")
    del visit.session.vouchers[key]
    visit.cart_changed()
    return success(Say.CART_MODIFIED)
