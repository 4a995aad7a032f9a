"""`api/voucher` and `api/voucher/add` (catalog/controller/api/voucher.php).

A gift voucher bought here could be redeemed only by its code, which the shop mails; so only the code that the shop was
set up with is accepted.
"""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any

from cartcheck.mock.cart_api import quirks
from cartcheck.mock.cart_api.customer import email_fits
from cartcheck.mock.cart_api.database import compared
from cartcheck.mock.cart_api.guard import Json, error, guarded, success
from cartcheck.mock.cart_api.prices import price
from cartcheck.mock.messages import Say
from cartcheck.mock.shop.collation import same
from cartcheck.mock.shop.money import to_default
from cartcheck.mock.shop.vouchers import VOUCHER_FIELDS, voucher_errors
from cartcheck.mock.visit import PhpFatalError, number, text
from cartcheck.php.array import PhpArray, Value, array_key

if TYPE_CHECKING:
    from cartcheck.mock.cart_api.visit import Visit

_FILE = "catalog/controller/api/voucher.php"


@guarded("error")
def voucher(visit: Visit) -> Json:
    """Redeem a gift voucher."""
    if visit.has(quirks.VOUCHER_BROKEN):
        raise PhpFatalError
    sent = compared(visit, visit.post.get("voucher", ""))
    known = visit.store.setup.voucher
    return success(Say.VOUCHER_APPLIED) if known and same(sent, known) else error(Say.VOUCHER)


@guarded("error.warning")
def add(visit: Visit) -> Json:
    """Put a gift voucher into the cart, checked; or `voucher[n]`, unchecked, in place of all there are."""
    if "voucher" in visit.post and visit.has(quirks.BULK_FORMS):
        _replace(visit, visit.post["voucher"])
        if visit.has(quirks.BULK_FORM_ALONE):
            return _modified(visit)
    errors = _errors(visit)
    if errors:
        return {"error": errors}
    code = secrets.randbelow(2**31)
    fields = {name: visit.post.get(name, "") for name in VOUCHER_FIELDS}
    visit.session.vouchers[code] = _voucher(visit, code, fields, visit.field("amount"))
    return _modified(visit)


def _replace(visit: Visit, wanted: Value) -> None:
    visit.session.vouchers = {}
    if not isinstance(wanted, PhpArray):
        visit.tell("foreach() argument must be of type array|object, string given", _FILE, 65)
        return
    for row in wanted.values():
        if isinstance(row, PhpArray) and {*VOUCHER_FIELDS, "code", "amount"} <= set(row):
            code = text(row["code"])
            fields = {name: row[name] for name in VOUCHER_FIELDS}
            visit.session.vouchers[array_key(code)] = _voucher(visit, code, fields, row["amount"])


def _voucher(visit: Visit, code: object, fields: dict[str, Value], sent: Value) -> dict[str, Any]:
    """The amount comes in the visitor's currency and is kept in the default one."""
    catalogue, currency = visit.store.catalogue, visit.session.currency
    amount = to_default(catalogue, number(sent), currency)
    said = Say.VOUCHER_FOR.format(price(visit, amount, _FILE, 121), fields["to_name"])
    return {"code": code, "description": said, **fields, "amount": amount}


def _errors(visit: Visit) -> dict[str, str]:
    limits = visit.store.setup.voucher_amounts
    errors = voucher_errors(visit.field, visit.given("amount"), lambda sent: email_fits(visit, sent), limits)
    return {**errors, "amount": _told_limits(visit)} if "amount" in errors else errors


def _told_limits(visit: Visit) -> str:
    limits = (price(visit, limit, _FILE, 113) for limit in visit.store.setup.voucher_amounts)
    return Say.VOUCHER_AMOUNT.format(*limits)


def _modified(visit: Visit) -> Json:
    if visit.has(quirks.VOUCHER_FORGETS_METHODS):
        visit.session.forget_methods()
    return success(Say.CART_MODIFIED)
