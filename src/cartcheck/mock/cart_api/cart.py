"""`api/cart/…` (catalog/controller/api/cart.php)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cartcheck.mock.array_filter import filtered
from cartcheck.mock.cart_api import basket, quirks
from cartcheck.mock.cart_api.guard import Json, guarded, success
from cartcheck.mock.cart_api.prices import price as printed_price
from cartcheck.mock.messages import Say
from cartcheck.mock.shop.lines import minimum_reached, missing_options
from cartcheck.mock.shop.totals import cart_totals
from cartcheck.mock.visit import PhpFatalError, text
from cartcheck.php.array import PhpArray, Value, array_key
from cartcheck.php.values import is_empty, to_int

if TYPE_CHECKING:
    from cartcheck.mock.cart_api.visit import Visit
    from cartcheck.mock.shop.catalogue import Product
    from cartcheck.mock.shop.line import ChosenOption, Line
    from cartcheck.mock.shop.tax import Tax

_FILE = "catalog/controller/api/cart.php"


@guarded("error.warning")
def add(visit: Visit) -> Json:
    """One product with its options checked, or `product[n]` unchecked in place of the whole cart."""
    if "product" in visit.post and visit.has(quirks.BULK_FORMS):
        _replace(visit, visit.post["product"])
        if visit.has(quirks.BULK_FORM_ALONE):
            return _modified(visit)
    return _add_one(visit) if "product_id" in visit.post else {}


def _add_one(visit: Visit) -> Json:
    product = visit.catalogue.products.get(to_int(visit.post["product_id"]))
    if not product:
        return {"error": {"store": str(Say.NOT_IN_STORE)}}
    option = filtered(visit.post.get("option", PhpArray()))
    missing = {} if _overridden(visit) else _missing(product, option)
    if missing:
        return {"error": {"option": missing}}
    basket.put(visit, product.id, visit.post.get("quantity", "1"), option)
    return _modified(visit)


def _missing(product: Product, option: PhpArray) -> dict[int, str]:
    return {one.id: Say.REQUIRED.format(one.name) for one in missing_options(product, option)}


def _overridden(visit: Visit) -> bool:
    return visit.has(quirks.OPTIONS_OVERRIDDEN) and not is_empty(visit.post.get("override", ""))


@guarded("error")
def edit(visit: Visit) -> Json:
    """A new quantity for a row; says success whether or not there is such a row."""
    key, quantity = visit.posted("key", _FILE, 84), visit.posted("quantity", _FILE, 84)
    basket.update(visit, key, quantity)
    return _modified(visit)


@guarded("error")
def remove(visit: Visit) -> Json:
    """Take out a row, or the gift voucher of that code."""
    if "key" not in visit.post:
        return {}
    key = visit.post["key"]
    basket.remove(visit, key)
    if visit.session.vouchers:
        visit.session.vouchers.pop(array_key(text(key)), None)
    return _modified(visit)


@guarded("error.warning")
def products(visit: Visit) -> Json:
    """The cart: products, gift vouchers, totals; complaints about stock and minimum come along."""
    lines, tax = visit.lines(), visit.tax()
    answer: dict[str, Any] = {}
    if not all(line.in_stock for line in lines):
        answer["error"] = {"stock": str(Say.STOCK)}
    answer["products"] = _shown_lines(visit, lines, tax)
    few = below_minimum(lines)
    if few:
        told = [Say.MINIMUM.format(line.product.name, line.product.minimum) for line in few]
        answer.setdefault("error", {})["minimum"] = told
    answer["vouchers"] = [_shown_voucher(visit, voucher) for voucher in visit.session.vouchers.values()]
    totals = cart_totals(visit.store.catalogue, lines, visit.session, tax)
    answer["totals"] = [{"title": total.title, "text": _price(visit, total.value)} for total in totals]
    return answer


def below_minimum(lines: list[Line]) -> list[Line]:
    """Lines of products of which fewer are in the cart than may be ordered."""
    return [line for line in lines if not minimum_reached(line, lines)]


def _replace(visit: Visit, wanted: Value) -> None:
    visit.store.carts.clear(visit.owner)
    if not isinstance(wanted, PhpArray):
        visit.tell("foreach() argument must be of type array|object, string given", _FILE, 14)
        return
    for row in wanted.values():
        if not isinstance(row, PhpArray):
            raise PhpFatalError
        option = row.get("option", PhpArray())
        for name in ("product_id", "quantity"):
            if name not in row:
                visit.tell(f'Undefined array key "{name}"', _FILE, 21)
        basket.put(visit, to_int(row.get("product_id", "")), row.get("quantity", ""), option)


def _modified(visit: Visit) -> Json:
    visit.session.forget_methods()
    return success(Say.CART_MODIFIED)


def _shown_lines(visit: Visit, lines: list[Line], tax: Tax) -> list[dict[str, Any]]:
    if not visit.has(quirks.CART_IN_SESSION):
        return [{"cart_id": str(line.cart_id), **_shown(visit, line, tax)} for line in lines]
    keys = basket.session_keys(visit)
    return [
        {"key": keys[line.cart_id], **_shown(visit, line, tax), "quantity": line.quantity} for line in lines
    ]


def _shown(visit: Visit, line: Line, tax: Tax) -> dict[str, Any]:
    price = tax.calculate(line.price, line.product.tax_class_id)
    return {
        "product_id": str(line.product.id),
        "name": line.product.name,
        "model": line.product.model,
        "option": [_shown_option(visit, option) for option in line.options],
        "quantity": str(line.quantity),
        "stock": line.in_stock,
        "shipping": str(int(line.product.shipping)),
        "price": _price(visit, price),
        "total": _price(visit, price * line.quantity),
        "reward": line.reward,
    }


def _shown_option(visit: Visit, chosen: ChosenOption) -> dict[str, Any]:
    id_ = chosen.product_option_id  # a key of PHP, which the table keeps as JSON
    return {
        "product_option_id": array_key(id_) if visit.has(quirks.CART_IN_SESSION) else id_,
        "product_option_value_id": chosen.value_id,
        "name": chosen.option.name,
        "value": chosen.value,
        "type": chosen.option.type,
    }


def _shown_voucher(visit: Visit, voucher: dict[str, Any]) -> dict[str, Any]:
    names = (
        "code",
        "description",
        "from_name",
        "from_email",
        "to_name",
        "to_email",
        "voucher_theme_id",
        "message",
    )
    shown = {name: voucher[name] for name in names}
    printed = _price(visit, voucher["amount"])
    if visit.has(quirks.VOUCHER_AMOUNT_PRINTED):
        return {**shown, "amount": printed}
    return {**shown, "price": printed, "amount": voucher["amount"]}


def _price(visit: Visit, amount: float) -> str:
    return printed_price(visit, amount, _FILE, 200)
