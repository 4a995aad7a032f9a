"""`api/product…`: the demo shop's products, read and changed."""

from __future__ import annotations

from dataclasses import replace
from html import unescape
from typing import TYPE_CHECKING, Any

from cartcheck.mock.generations.documented.answers import Json, Page, check, missing
from cartcheck.mock.generations.documented.fields import Fields
from cartcheck.mock.shop.catalogue import Option, Product

if TYPE_CHECKING:
    from cartcheck.mock.generations.documented.call import Call

_NEW = Product(0, "", "", 0.0, 0, 0, 0, 1, True, True, 0, None, (), ())


def listed(call: Call) -> Json:
    """A page of all products, by id."""
    fields = Fields(call.query)
    page = Page.read(fields)
    check(fields)
    found = [product for _, product in sorted(call.state.catalogue.products.items())]
    return page.of("products", found, lambda product: _summary(call, product))


def info(call: Call) -> Json:
    """One product with everything."""
    product = _wanted(call)
    return {
        "product": {
            **_summary(call, product),
            "special": product.special,
            "discounts": [{"quantity": least, "price": price} for least, price in product.discounts],
            "reward": product.reward,
            "options": [_option(option) for option in product.options],
        }
    }


def add(call: Call) -> Json:
    """A new product: `name`, `model` and `price` are needed."""
    product_id = max(call.state.catalogue.products) + 1
    _keep(call, replace(_NEW, id=product_id), new=True)
    return {"success": "You have added a product!", "product_id": product_id}


def edit(call: Call) -> Json:
    """Change the fields that were sent."""
    product = _wanted(call)
    _keep(call, product, new=False)
    return {"success": "You have modified the product!", "product_id": product.id}


def _wanted(call: Call) -> Product:
    product = call.state.catalogue.products.get(call.id("product_id"))
    if not product:
        raise missing("product")
    return product


def _keep(call: Call, product: Product, *, new: bool) -> None:
    """Read the form into the product and keep it, unless a field is wrong."""
    fields, state = Fields(call.body), call.state
    changed = replace(
        product,
        name=fields.text("name", least=1, default=None if new else product.name),
        model=fields.text("model", least=1, most=64, default=None if new else product.model),
        price=fields.amount("price", default=None if new else product.price),
        minimum=fields.whole("minimum", least=1, default=product.minimum),
        tax_class_id=fields.whole("tax_class_id", default=product.tax_class_id),
        shipping=fields.flag("shipping", default=product.shipping),
    )
    left = 0 if new else call.store.stock.product(product.id)
    quantity = fields.whole("quantity", default=left)
    enabled = fields.flag("status", default=product.id not in state.disabled)
    categories = _categories(call, fields) if fields.has("categories") else None
    check(fields)
    state.catalogue.products[product.id] = changed
    call.store.stock.put(product.id, quantity)
    (state.disabled.discard if enabled else state.disabled.add)(product.id)
    if categories is not None:
        state.categories_of[product.id] = categories


def _categories(call: Call, fields: Fields) -> list[int]:
    sent = fields.array("categories").values()
    known = {str(id_): id_ for id_ in call.state.categories}
    ids = [known[str(one)] for one in sent if str(one) in known]
    if len(ids) != len(sent):
        fields.refuse("categories", "categories is no list of known categories!")
    return ids


def _summary(call: Call, product: Product) -> dict[str, Any]:
    return {
        "product_id": product.id,
        "name": unescape(product.name),
        "model": product.model,
        "price": float(product.price),
        "quantity": call.store.stock.product(product.id),
        "minimum": product.minimum,
        "tax_class_id": product.tax_class_id,
        "shipping": product.shipping,
        "status": product.id not in call.state.disabled,
        "categories": sorted(call.state.categories_of.get(product.id, [])),
    }


def _option(option: Option) -> dict[str, Any]:
    return {
        "product_option_id": option.id,
        "name": unescape(option.name),
        "type": option.type,
        "required": option.required,
        "values": [
            {"product_option_value_id": value.id, "name": unescape(value.name), "price": float(value.price)}
            for value in option.values
        ],
    }
