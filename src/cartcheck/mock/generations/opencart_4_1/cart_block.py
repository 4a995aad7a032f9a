"""What most calls answer besides: the products, the totals, whether anything is to be sent."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from cartcheck.mock.generations.opencart_4_1 import quirks
from cartcheck.mock.opencart_4.demo_data import demo_data
from cartcheck.mock.opencart_4.options import option_weight, value_columns
from cartcheck.mock.shop.lines import minimum_reached
from cartcheck.mock.shop.totals import cart_totals
from cartcheck.php.array import array_key
from cartcheck.php.values import to_float

if TYPE_CHECKING:
    from cartcheck.mock.generations.opencart_4_1.visit import Json, Visit
    from cartcheck.mock.shop.line import ChosenOption, Line
    from cartcheck.mock.shop.totals import Total

_CODES = ("sku", "upc", "ean", "jan", "isbn", "mpn")
_FORMATS = {"date": "%Y-%m-%d", "time": "%H:%M:%S", "datetime": "%Y-%m-%d %H:%M:%S"}
_EPOCH = datetime(1970, 1, 1)


def cart_block(visit: Visit) -> Json:
    """Products, totals, and whether anything is to be sent."""
    lines = visit.lines()
    shown = [{"text": visit.price(total.value), **_columns(total)} for total in totals(visit, lines)]
    return {"products": products(visit, lines), "totals": shown, **shipping_required(lines)}


def products(visit: Visit, lines: list[Line]) -> list[Json]:
    """The lines of the cart with everything the database knows of their products."""
    return [_row(visit, line, lines) for line in lines]


def shipping_required(lines: list[Line]) -> Json:
    """Whether anything is to be sent."""
    return {"shipping_required": any(line.product.shipping for line in lines)}


def totals(visit: Visit, lines: list[Line]) -> list[Total]:
    """The totals below the cart."""
    fixed_once = visit.has(quirks.FIXED_TAX_ONCE)
    return cart_totals(visit.store.catalogue, lines, visit.session, visit.tax(), fixed_once=fixed_once)


def _columns(total: Total) -> Json:
    return {
        "extension": "opencart",
        "code": total.code,
        "title": total.title,
        "value": total.value,
        "sort_order": total.sort_order,
    }


def _row(visit: Visit, line: Line, lines: list[Line]) -> Json:
    product = line.product
    columns = {**demo_data()["common"], **demo_data()["products"][str(product.id)]}
    return {
        "subscription_plan_id": 0,
        "subscription": "",
        "image": columns["image"] or "placeholder.png",
        "option": [_option(visit, option) for option in line.options],
        "price_text": visit.price(visit.tax().calculate(line.price, product.tax_class_id)),
        "total_text": visit.price(_taxed_total(visit, line)),
        "cart_id": str(line.cart_id),
        "download": [],
        "quantity": str(line.quantity),
        "minimum_status": minimum_reached(line, lines),
        "stock": str(visit.store.stock.product(product.id)),
        "stock_status": line.in_stock,
        "price": line.price,
        "total": line.total,
        "reward": line.reward,
        "points": line.points,
        "weight": _weight(line, columns["weight"]),
        **_product_columns(visit, line, columns),
    }


def _product_columns(visit: Visit, line: Line, columns: dict[str, str]) -> Json:
    product = line.product
    codes = _CODES if visit.has(quirks.PRODUCT_CODES) else ()
    dimensions = ("weight_class_id", "length", "width", "height", "length_class_id")
    return {
        "product_id": str(product.id),
        "store_id": "0",
        "master_id": "0",
        "model": product.model,
        **{name: columns[name] for name in (*codes, "location")},
        "variant": "",
        "override": "",
        **{name: columns[name] for name in ("stock_status_id", "manufacturer_id")},
        "shipping": str(int(product.shipping)),
        "tax_class_id": str(product.tax_class_id),
        **{name: columns[name] for name in ("date_available", *dimensions)},
        "subtract": str(int(product.subtract)),
        "minimum": str(product.minimum),
        **{name: columns[name] for name in ("rating", "sort_order")},
        "status": "1",
        **{name: columns[name] for name in ("date_added", "date_modified")},
        "language_id": "1",
        "name": product.name,
        "description": f"&lt;p&gt;{product.name}&lt;/p&gt;",
        "tag": "",
        "meta_title": columns.get("meta_title", product.name),
        "meta_description": "",
        "meta_keyword": "",
    }


def _taxed_total(visit: Visit, line: Line) -> float:
    tax, tax_class = visit.tax(), line.product.tax_class_id
    if visit.has(quirks.TOTAL_TAXED_AS_ONE):
        return tax.calculate(line.total, tax_class)
    return tax.calculate(line.price, tax_class) * line.quantity


def _weight(line: Line, own: str) -> float:
    chosen = (option_weight(option.chosen) for option in line.options if option.chosen)
    return (to_float(own) + sum(chosen)) * line.quantity


def _option(visit: Visit, chosen: ChosenOption) -> Json:
    option, value = chosen.option, chosen.chosen
    head = {"value": _formatted(chosen), "product_option_id": array_key(chosen.product_option_id)}
    named = {"option_id": str(option.option_id), "name": option.name, "type": option.type}
    if not value:
        numbers = {"product_option_value_id": 0, "option_value_id": 0, "quantity": 0, "subtract": 0}
        signed = {"price": 0, "price_prefix": "", "points": 0, "points_prefix": ""}
        return {**head, **numbers, **signed, "weight": 0, "weight_prefix": "", **named}
    return {
        **head,
        "product_option_value_id": chosen.value_id,
        **named,
        "option_value_id": str(value.option_value_id),
        **value_columns(value, visit.store.stock.value(value)),
    }


def _formatted(chosen: ChosenOption) -> object:
    """Dates and times in the database's form; what is none counts as the beginning of time."""
    form = _FORMATS.get(chosen.option.type)
    if not form:
        return chosen.value
    sent = str(chosen.value)
    try:
        when = datetime.fromisoformat(f"1970-01-01 {sent}" if chosen.option.type == "time" else sent)
    except ValueError:
        when = _EPOCH
    return when.strftime(form)
