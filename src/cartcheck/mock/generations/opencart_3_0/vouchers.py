"""`api/voucher` and `api/voucher/add` (catalog/controller/api/voucher.php).

A gift voucher bought here could be redeemed only by its code, which the shop mails; so no code is ever accepted.
"""

from __future__ import annotations

import secrets
from typing import Any

from cartcheck.mock.generations.opencart_3_0.guard import Json, error, guarded, success
from cartcheck.mock.messages import Say
from cartcheck.mock.shop.money import format_price, to_default
from cartcheck.mock.shop.vouchers import VOUCHER_FIELDS, voucher_errors
from cartcheck.mock.visit import Visit, number, text
from cartcheck.php.array import PhpArray, Value, array_key

_FILE = "catalog/controller/api/voucher.php"


@guarded("error")
def voucher(visit: Visit) -> Json:
    """Redeem a gift voucher."""
    text(visit.post.get("voucher", ""))
    return error(Say.VOUCHER)


@guarded("error.warning")
def add(visit: Visit) -> Json:
    """Put a gift voucher into the cart, checked; or `voucher[n]`, unchecked, in place of all there are."""
    if "voucher" in visit.post:
        return _replace(visit, visit.post["voucher"])
    errors = voucher_errors(visit.store.catalogue, visit.session.currency, visit.field, visit.given("amount"))
    if errors:
        return {"error": errors}
    code = secrets.randbelow(2**31)
    fields = {name: visit.post.get(name, "") for name in VOUCHER_FIELDS}
    visit.session.vouchers[code] = _voucher(visit, code, fields, visit.field("amount"))
    return _modified(visit)


def _replace(visit: Visit, wanted: Value) -> Json:
    visit.session.vouchers = {}
    if not isinstance(wanted, PhpArray):
        visit.tell("foreach() argument must be of type array|object, string given", _FILE, 65)
        return _modified(visit)
    for row in wanted.values():
        if isinstance(row, PhpArray) and {*VOUCHER_FIELDS, "code", "amount"} <= set(row):
            code = text(row["code"])
            fields = {name: row[name] for name in VOUCHER_FIELDS}
            visit.session.vouchers[array_key(code)] = _voucher(visit, code, fields, row["amount"])
    return _modified(visit)


def _voucher(visit: Visit, code: object, fields: dict[str, Value], sent: Value) -> dict[str, Any]:
    """The amount comes in the visitor's currency and is kept in the default one."""
    catalogue, currency = visit.store.catalogue, visit.session.currency
    amount = to_default(catalogue, number(sent), currency)
    said = Say.VOUCHER_FOR.format(format_price(catalogue, amount, currency), fields["to_name"])
    return {"code": code, "description": said, **fields, "amount": amount}


def _modified(visit: Visit) -> Json:
    visit.session.forget_methods()
    return success(Say.CART_MODIFIED)
