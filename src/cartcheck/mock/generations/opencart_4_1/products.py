"""The products of a request, put into the cart (catalog/controller/api/cart.php)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cartcheck.mock.generations.opencart_4_1 import quirks
from cartcheck.mock.messages import Say
from cartcheck.mock.opencart_4.told import error, success
from cartcheck.mock.shop.lines import missing_options
from cartcheck.mock.visit import PhpFatalError
from cartcheck.php.array import PhpArray
from cartcheck.php.values import is_empty, is_numeric, starts_with_number, to_float, to_int

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cartcheck.mock.generations.opencart_4_1.visit import Json, Visit
    from cartcheck.mock.shop.catalogue import OptionValue, Product
    from cartcheck.mock.shop.line import Line
    from cartcheck.php.array import Value

_FILE = "catalog/controller/api/cart.php"
_MODEL = "catalog/model/catalog/product.php"
_OPTION_LINES = (((4, 1, 0, 4), 128), ((4, 1, 0, 3), 80), ((4, 1, 0, 1), 79), ((), 77))
_SUM_LINES = (((4, 1, 0, 4), 153), ((4, 1, 0, 3), 105), ((4, 1, 0, 1), 104), ((), 100))


def products(visit: Visit) -> Json:
    """Put `product[n]` into the cart, up to the first that is wrong; all are checked."""
    rows = _as_rows(visit.post.get("product", PhpArray()))
    wrong: dict[str, str] = {}
    for key, row in rows.items():
        fields = row if isinstance(row, PhpArray) else PhpArray()
        found = _row_errors(visit, fields, rows)
        wrong |= {f"product_{to_int(key)}_{name}": message for name, message in found.items()}
        if not wrong:
            _put(visit, fields, to_int(fields.get("quantity", "0")))
    return error({**wrong, "warning": str(Say.CHECK_CART)}) if wrong else success(Say.CART_MODIFIED)


def add_product(visit: Visit) -> Json:
    """Put the one product of the form's top level into the cart."""
    product = visit.store.catalogue.products.get(to_int(visit.post.get("product_id", "0")))
    if not product:
        return error({"warning": str(Say.PRODUCT)})
    quantity, option = to_int(visit.post.get("quantity", "1")), _option(visit.post)
    lines = visit.lines()
    wrong = {
        f"option_{id_}": said
        for id_, said in _option_errors(visit, product, option, _needed(visit, quantity, lines)).items()
    }
    in_cart = sum(line.quantity for line in lines if line.product.id == product.id)
    counted = visit.has(quirks.STOCK_OF_ORDER_COUNTED)
    wanted = in_cart + quantity - _ordered(visit, product) * bool(in_cart) if counted else in_cart
    if not 0 < visit.store.stock.product(product.id) >= wanted:
        wrong["warning"] = str(Say.NOT_IN_STOCK)
    if wrong:
        return error(wrong)
    _put(visit, visit.post, quantity)
    return success(Say.CART_MODIFIED)


def _put(visit: Visit, fields: PhpArray, quantity: int) -> None:
    product_id, plan_id = to_int(fields["product_id"]), to_int(fields.get("subscription_plan_id", "0"))
    visit.store.carts.add(visit.owner, product_id, quantity, dict(_option(fields)), plan_id)


def _as_rows(sent: Value) -> PhpArray:
    """`(array)`: a text becomes the one entry."""
    if isinstance(sent, PhpArray):
        return sent
    rows = PhpArray()
    rows.append(sent)
    return rows


def _row_errors(visit: Visit, row: PhpArray, rows: PhpArray) -> dict[str, str]:
    product = visit.store.catalogue.products.get(to_int(row.get("product_id", "0")))
    if not product:
        return {"product": str(Say.PRODUCT)}
    line = next(line for since, line in _OPTION_LINES if visit.release >= since)

    def needed(_value: OptionValue) -> float:
        if "quantity" not in row:
            visit.tell('Undefined array key "quantity"', _FILE, line)
        return to_float(row.get("quantity", "0"))

    if visit.has(quirks.STOCK_OF_ORDER_COUNTED):
        _tell_unknown_values(visit, product, _option(row), line - 4)
    options = _option_errors(visit, product, _option(row), needed)
    wrong = {f"option_{id_}": said for id_, said in options.items()}
    line = next(line for since, line in _SUM_LINES if visit.release >= since)
    wanted = _added(visit, _rows_of(visit, row, rows, line - 1), line)
    back = _ordered(visit, product) if visit.has(quirks.STOCK_OF_ORDER_COUNTED) else 0
    stock = visit.store.stock.product(product.id) + back
    if not stock or stock < wanted:
        wrong["product"] = str(Say.NOT_IN_STOCK)
    if visit.query("call") == "confirm" and product.minimum > wanted:
        wrong["product"] = Say.MINIMUM.format(product.name, product.minimum)
    _look_for_subscriptions(visit, row)
    return wrong


def _look_for_subscriptions(visit: Visit, row: PhpArray) -> None:
    """The one place that wants the product's id to be a number and nothing else; the demo has no subscriptions."""
    if not is_numeric(str(row["product_id"])):
        said = "getSubscriptions(): Argument #1 ($product_id) must be of type int, string given"
        function = f"Opencart\\Catalog\\Model\\Catalog\\Product::{said}"
        visit.throw("TypeError", function, "catalog/model/catalog/product.php", 0)


def _rows_of(visit: Visit, row: PhpArray, rows: PhpArray, line: int) -> Iterable[PhpArray]:
    """All rows with the same product."""
    for other in rows.values():
        if not isinstance(other, PhpArray):
            raise PhpFatalError  # an offset of a text
        if "product_id" not in other:
            visit.tell('Undefined array key "product_id"', _FILE, line)
        if other.get("product_id") == row["product_id"]:
            yield other


def _added(visit: Visit, rows: Iterable[PhpArray], line: int) -> float:
    """The sum of quantities in PHP: a text that is no number is a TypeError, a missing one a warning."""
    total = 0.0
    for row in rows:
        quantity: Value = row.get("quantity", "0")
        if "quantity" not in row:
            visit.tell('Undefined array key "quantity"', _FILE, line)
        if isinstance(quantity, PhpArray) or not starts_with_number(quantity):
            kind = "array" if isinstance(quantity, PhpArray) else "string"
            visit.throw("TypeError", f"Unsupported operand types: int + {kind}", _FILE, line)
        elif not is_numeric(quantity):
            visit.tell("A non-numeric value encountered", _FILE, line)
        total += to_float(quantity)
    return total


def _option(fields: PhpArray) -> PhpArray:
    """What was chosen, without empty choices."""
    kept = PhpArray()
    for key, value in _as_rows(fields.get("option", PhpArray())).items():
        if not is_empty(value):
            kept.put(key, value)
    return kept


def _option_errors(visit: Visit, product: Product, option: PhpArray, needed: Any) -> dict[Any, str]:
    """First what is wrong with the choices, then what is missing."""
    wrong: dict[Any, str] = {}
    for key, value in option.items():
        found = product.option(to_int(key))
        if not found:
            wrong[key] = str(Say.OPTION)
        elif found.type in ("select", "radio", "checkbox"):
            for value_id in _as_rows(value).values():
                said = _value_error(visit, found.value(visit.integer(value_id, _MODEL)), needed)
                if said:
                    wrong[key] = said
    return {**wrong, **{one.id: Say.REQUIRED.format(one.name) for one in missing_options(product, option)}}


def _tell_unknown_values(visit: Visit, product: Product, option: PhpArray, line: int) -> None:
    """4.1.0.4 asks for the stock of a value before it knows whether there is one."""
    for key, chosen in option.items():
        found = product.option(to_int(key))
        if found and found.type in ("select", "radio", "checkbox"):
            for value_id in _as_rows(chosen).values():
                if not found.value(visit.integer(value_id, _MODEL)):
                    visit.tell('Undefined array key "quantity"', _FILE, line)


def _value_error(visit: Visit, value: OptionValue | None, needed: Any) -> str:
    if not value:
        return str(Say.OPTION)
    left = visit.store.stock.value(value)
    return str(Say.OPTION_STOCK) if value.subtract and (not left or left < needed(value)) else ""


def _needed(visit: Visit, quantity: int, lines: list[Line]) -> Any:
    """How many pieces of an option value are wanted: the new ones, and from 4.1.0.4 on those in the cart."""

    def needed(value: OptionValue) -> int:
        if not visit.has(quirks.STOCK_OF_ORDER_COUNTED):
            return quantity
        return quantity + sum(line.quantity for line in lines for one in line.options if one.chosen == value)

    return needed


def _ordered(visit: Visit, product: Product) -> int:
    """How many the order under edit holds already."""
    order = visit.store.orders.get(to_int(visit.post.get("order_id", "0")))
    return sum(line.quantity for line in order.lines if line.product.id == product.id) if order else 0
