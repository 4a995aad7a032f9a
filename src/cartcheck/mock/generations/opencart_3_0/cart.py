"""`api/cart/…` (catalog/controller/api/cart.php)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cartcheck.mock.generations.opencart_3_0.guard import Json, guarded, success
from cartcheck.mock.generations.opencart_3_0.messages import Say
from cartcheck.mock.generations.opencart_3_0.visit import PhpFatalError, Visit, text
from cartcheck.mock.shop.money import format_price
from cartcheck.mock.shop.totals import cart_totals
from cartcheck.php.array import PhpArray, Value, array_key
from cartcheck.php.values import is_empty, to_int

if TYPE_CHECKING:
    from cartcheck.mock.shop.catalogue import Product
    from cartcheck.mock.shop.lines import ChosenOption, Line
    from cartcheck.mock.shop.tax import Tax

_FILE = "catalog/controller/api/cart.php"


@guarded("error.warning")
def add(visit: Visit) -> Json:
    """One product with its options checked, or `product[n]` unchecked in place of the whole cart."""
    if "product" in visit.post:
        return _replace(visit, visit.post["product"])
    if "product_id" not in visit.post:
        return {}
    product = visit.store.catalogue.products.get(to_int(visit.post["product_id"]))
    if not product:
        return {"error": {"store": str(Say.NOT_IN_STORE)}}
    option = _filtered(visit.post.get("option", PhpArray()))
    missing = _missing_options(product, option)
    if missing:
        return {"error": {"option": missing}}
    _put(visit, product.id, visit.post.get("quantity", "1"), option)
    return _modified(visit)


@guarded("error")
def edit(visit: Visit) -> Json:
    """A new quantity for a row; says success whether or not there is such a row."""
    key, quantity = visit.posted("key", _FILE, 84), visit.posted("quantity", _FILE, 84)
    visit.store.carts.update(visit.owner, to_int(key), to_int(quantity))
    return _modified(visit)


@guarded("error")
def remove(visit: Visit) -> Json:
    """Take out a row, or the gift voucher of that code."""
    if "key" not in visit.post:
        return {}
    key = visit.post["key"]
    visit.store.carts.remove(visit.owner, to_int(key))
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
    answer["products"] = [_shown(visit, line, tax) for line in lines]
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
    counted: dict[int, int] = {}
    for line in lines:
        counted[line.product.id] = counted.get(line.product.id, 0) + line.quantity
    return [line for line in lines if line.product.minimum > counted[line.product.id]]


def _replace(visit: Visit, wanted: Value) -> Json:
    visit.store.carts.clear(visit.owner)
    if not isinstance(wanted, PhpArray):
        visit.tell("foreach() argument must be of type array|object, string given", _FILE, 14)
        return _modified(visit)
    for row in wanted.values():
        if not isinstance(row, PhpArray):
            raise PhpFatalError
        option = row.get("option", PhpArray())
        for name in ("product_id", "quantity"):
            if name not in row:
                visit.tell(f'Undefined array key "{name}"', _FILE, 21)
        _put(visit, to_int(row.get("product_id", "")), row.get("quantity", ""), option)
    return _modified(visit)


def _filtered(option: Value) -> PhpArray:
    """`array_filter`: empty choices are no choices; a text instead of an array is a TypeError."""
    if not isinstance(option, PhpArray):
        raise PhpFatalError
    kept = PhpArray()
    for key, value in option.items():
        if not is_empty(value):
            kept.put(key, value)
    return kept


def _missing_options(product: Product, option: PhpArray) -> dict[int, str]:
    required = (one for one in product.options if one.required)
    return {one.id: Say.REQUIRED.format(one.name) for one in required if is_empty(option.get(one.id))}


def _put(visit: Visit, product_id: int, quantity: Value, option: Value) -> None:
    chosen = dict(option) if isinstance(option, PhpArray) else {}
    try:
        visit.store.carts.add(visit.owner, product_id, to_int(quantity), chosen)
    except OverflowError:
        raise PhpFatalError from None


def _modified(visit: Visit) -> Json:
    visit.session.forget_methods()
    return success(Say.CART_MODIFIED)


def _shown(visit: Visit, line: Line, tax: Tax) -> dict[str, Any]:
    price = tax.calculate(line.price, line.product.tax_class_id)
    return {
        "cart_id": str(line.cart_id),
        "product_id": str(line.product.id),
        "name": line.product.name,
        "model": line.product.model,
        "option": [_shown_option(option) for option in line.options],
        "quantity": str(line.quantity),
        "stock": line.in_stock,
        "shipping": str(int(line.product.shipping)),
        "price": _price(visit, price),
        "total": _price(visit, price * line.quantity),
        "reward": line.reward,
    }


def _shown_option(chosen: ChosenOption) -> dict[str, Any]:
    return {
        "product_option_id": chosen.product_option_id,
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
    return {**shown, "price": _price(visit, voucher["amount"]), "amount": voucher["amount"]}


def _price(visit: Visit, amount: float) -> str:
    return format_price(visit.store.catalogue, amount, visit.session.currency)
