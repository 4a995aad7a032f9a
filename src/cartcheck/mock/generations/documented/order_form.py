"""The body of `api/order/add` and `api/order/edit`: who orders what, to where, and what it comes to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cartcheck.mock.shop.carts import CartRow
from cartcheck.mock.shop.lines import cart_lines
from cartcheck.mock.shop.session import ShopSession
from cartcheck.mock.shop.tax import tax_at
from cartcheck.mock.shop.totals import cart_totals

if TYPE_CHECKING:
    from cartcheck.mock.generations.documented.call import Call
    from cartcheck.mock.generations.documented.fields import Fields
    from cartcheck.mock.shop.catalogue import Product
    from cartcheck.mock.shop.line import Line

PAYMENT = {"cod": "Cash On Delivery", "bank_transfer": "Bank Transfer"}
SHIPPING = {"flat.flat": {"title": "Flat Shipping Rate", "cost": "5.00", "tax_class_id": "9"}}
_NAMES = ("firstname", "lastname")
_PLACE = {"address_1": (3, 128), "city": (2, 128), "postcode": (0, 10)}


def read_buyer(call: Call, fields: Fields, old: dict[str, Any] | None) -> dict[str, Any]:
    """Names, `email` and `telephone`, and the `customer_id` of a customer who is registered."""
    given = old or {}
    customer_id = fields.whole("customer_id", default=given.get("customer_id", 0))
    if customer_id and customer_id not in call.state.customers:
        fields.refuse("customer_id", "customer_id is no customer!")
    return {
        "customer_id": customer_id,
        **{name: fields.text(name, least=1, most=32, default=given.get(name)) for name in _NAMES},
        "email": fields.email("email", default=given.get("email")),
        "telephone": fields.text("telephone", least=3, most=32, default=given.get("telephone")),
    }


def read_address(call: Call, fields: Fields, old: dict[str, Any] | None) -> dict[str, Any]:
    """Where it goes: street, city, postcode, and country and zone that the shop knows."""
    given, catalogue = old or {}, call.state.catalogue
    address: dict[str, Any] = {
        name: fields.text(name, least=least, most=most, default=given.get(name))
        for name, (least, most) in _PLACE.items()
    }
    country_id = fields.whole("country_id", least=1, default=given.get("country_id"))
    zone_id = fields.whole("zone_id", default=given.get("zone_id", 0))
    if country_id and country_id not in catalogue.countries:
        fields.refuse("country_id", "country_id is no country!")
    zone = catalogue.zones.get(zone_id)
    if zone and zone.country_id != country_id:
        fields.refuse("zone_id", "zone_id is in another country!")
    return {**address, "country_id": country_id, "zone_id": zone_id}


def read_methods(fields: Fields, old: dict[str, Any] | None) -> dict[str, str]:
    """How it is paid and sent."""
    given = old or {"payment_method": "cod", "shipping_method": "flat.flat"}
    chosen = {
        name: fields.text(name, least=1, most=128, default=given[name])
        for name in ("payment_method", "shipping_method")
    }
    for name, known in (("payment_method", set(PAYMENT)), ("shipping_method", set(SHIPPING))):
        if chosen[name] not in known:
            fields.refuse(name, f"{name} is no way that this shop offers!")
    return chosen


def read_lines(call: Call, fields: Fields) -> list[Line]:
    """The products; each must be for sale, in stock, and have its required options chosen."""
    rows: list[CartRow] = []
    for place, row in enumerate(fields.rows("products"), 1):
        product_id, quantity = row.whole("product_id", least=1), row.whole("quantity", least=1, default=1)
        option = dict(row.array("option"))
        product = call.state.catalogue.products.get(product_id)
        if not product or product_id in call.state.disabled:
            row.refuse("product_id", "product_id is no product that is for sale!")
            continue
        _check_product(call, row, product, option, quantity)
        rows.append(CartRow(place, (0, ""), product_id, option, quantity, 0.0))
    return [] if fields.errors else cart_lines(call.state.catalogue, call.store.stock, rows)


def totals_of(call: Call, lines: list[Line], order: dict[str, Any]) -> list[dict[str, Any]]:
    """Sub-total, shipping, taxes, total."""
    shipping = SHIPPING[order["shipping_method"]] if any(line.product.shipping for line in lines) else None
    session = ShopSession(shipping_method=shipping)
    tax = tax_at(call.state.catalogue, order["address"], order["address"])
    totals = cart_totals(call.state.catalogue, lines, session, tax)
    return [{"title": total.title, "value": round(total.value, 4)} for total in totals]


def _check_product(call: Call, row: Fields, product: Product, option: dict[Any, Any], quantity: int) -> None:
    for wanted in product.options:
        if wanted.required and not option.get(wanted.id):
            row.refuse(f"option.{wanted.id}", f"{wanted.name} is required!")
    if quantity < product.minimum:
        row.refuse("quantity", f"quantity is less than the product's minimum of {product.minimum}!")
    if quantity > call.store.stock.product(product.id):
        row.refuse("quantity", "quantity is more than there is in stock!")
