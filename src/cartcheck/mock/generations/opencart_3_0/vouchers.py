"""`api/voucher` and `api/voucher/add` (catalog/controller/api/voucher.php).

A gift voucher bought here could be redeemed only by its code, which the shop mails; so no code is ever accepted.
"""

from __future__ import annotations

import secrets
from typing import Any

from cartcheck.mock.generations.opencart_3_0.address import field
from cartcheck.mock.generations.opencart_3_0.customer import email_fits
from cartcheck.mock.generations.opencart_3_0.guard import Json, error, guarded, success
from cartcheck.mock.generations.opencart_3_0.messages import Say
from cartcheck.mock.generations.opencart_3_0.visit import PhpFatalError, Visit, text
from cartcheck.mock.shop.money import format_price, to_default
from cartcheck.php.array import PhpArray, Value, array_key
from cartcheck.php.values import greater, less, to_float

_FIELDS = ("to_name", "to_email", "from_name", "from_email", "voucher_theme_id", "message")
_FILE = "catalog/controller/api/voucher.php"
AMOUNT_MIN, AMOUNT_MAX = 1.0, 1000.0


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
    errors = _errors(visit)
    if errors:
        return {"error": errors}
    code = secrets.randbelow(2**31)
    fields = {name: visit.post.get(name, "") for name in _FIELDS}
    visit.session.vouchers[code] = _voucher(visit, code, fields, field(visit, "amount"))
    return _modified(visit)


def _replace(visit: Visit, wanted: Value) -> Json:
    visit.session.vouchers = {}
    if not isinstance(wanted, PhpArray):
        visit.tell("foreach() argument must be of type array|object, string given", _FILE, 65)
        return _modified(visit)
    for row in wanted.values():
        if isinstance(row, PhpArray) and {*_FIELDS, "code", "amount"} <= set(row):
            code = text(row["code"])
            fields = {name: row[name] for name in _FIELDS}
            visit.session.vouchers[array_key(code)] = _voucher(visit, code, fields, row["amount"])
    return _modified(visit)


def _voucher(visit: Visit, code: object, fields: dict[str, Value], sent: Value) -> dict[str, Any]:
    """The amount comes in the visitor's currency and is kept in the default one."""
    catalogue, currency = visit.store.catalogue, visit.session.currency
    amount = to_default(catalogue, _number(sent), currency)
    said = Say.VOUCHER_FOR.format(format_price(catalogue, amount, currency), fields["to_name"])
    return {"code": code, "description": said, **fields, "amount": amount}


def _number(sent: Value) -> float:
    """Arithmetic of PHP 8: a text that begins with no number is a TypeError."""
    value = text(sent)
    if not value.strip() or not (value.strip()[0].isdigit() or value.strip()[0] in "+-."):
        raise PhpFatalError
    return to_float(value)


def _errors(visit: Visit) -> dict[str, str]:
    catalogue, currency = visit.store.catalogue, visit.session.currency
    amount = visit.post.get("amount", "")
    limits = (format_price(catalogue, limit, currency) for limit in (AMOUNT_MIN, AMOUNT_MAX))
    outside = isinstance(amount, PhpArray) or less(amount, AMOUNT_MIN) or greater(amount, AMOUNT_MAX)
    checks = {
        "from_name": (1 <= len(field(visit, "from_name")) <= 64, Say.VOUCHER_FROM),
        "from_email": (email_fits(visit, "from_email"), Say.EMAIL),
        "to_name": (1 <= len(field(visit, "to_name")) <= 64, Say.VOUCHER_TO),
        "to_email": (email_fits(visit, "to_email"), Say.EMAIL),
        "amount": (not outside, Say.VOUCHER_AMOUNT.format(*limits)),
    }
    return {name: str(message) for name, (fits, message) in checks.items() if not fits}


def _modified(visit: Visit) -> Json:
    visit.session.forget_methods()
    return success(Say.CART_MODIFIED)
