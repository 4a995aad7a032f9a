"""The storefront's HTML: as much of the default theme as links, titles and a scraper need. Words are our own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cartcheck.mock.shop.money import format_price
from cartcheck.mock.surface.answer import HTML, Answer
from cartcheck.php.values import to_int

if TYPE_CHECKING:
    from cartcheck.mock.shop.catalogue import Option, Product
    from cartcheck.mock.visit import Visit
    from cartcheck.release import Release

FEATURED = (43, 40, 42, 30)
BANNER = 49
NO_PRODUCT = "Product not found!"
NOT_FOUND = "The page you requested cannot be found!"


@dataclass(frozen=True, slots=True)
class Skin:
    """What differs by generation: the page around the content, jQuery's version since a release, a teaser's button."""

    page: str
    jquery: tuple[tuple[Release, str], ...]
    add_to_cart: str
    no_product: str = NO_PRODUCT
    titled_products: bool = True

    def button(self, product_id: int) -> str:
        """What a teaser's button does."""
        return self.add_to_cart.format(id=product_id)


def storefront(visit: Visit, skin: Skin, controller: str) -> Answer:
    """The page of a storefront route."""
    if controller == "common/home":
        return Answer(200, _page(visit, skin, "Your Store", _home(visit, skin)), HTML)
    if controller == "product/product":
        return _product_page(visit, skin)
    return (
        Answer(200, maintenance(visit, skin), HTML)
        if controller == "common/maintenance"
        else not_found(visit, skin)
    )


def not_found(visit: Visit, skin: Skin) -> Answer:
    """What any unknown route gets, below `api/` too."""
    content = f"<h1>{NOT_FOUND}</h1>\n<p>There is no page at this address.</p>"
    return Answer(404, _page(visit, skin, NOT_FOUND, content), HTML)


def maintenance(visit: Visit, skin: Skin) -> bytes:
    """The page of a shop that is closed for maintenance."""
    return _page(visit, skin, "Maintenance", "<h1>The shop is being worked on and will be back soon.</h1>")


def no_such_file(path: str) -> bytes:
    """The web server's own page, of which OpenCart knows nothing."""
    shown = path.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
    page = "<!doctype html><html><head><title>404 Not Found</title></head><body><h1>Not Found</h1><p>{}</p></body></html>"
    return page.format(f'There is no <code class="url">{shown}</code> on this server.').encode()


def _home(visit: Visit, skin: Skin) -> str:
    banner = f'<a href="index.php?route=product/product&amp;path=57&amp;product_id={BANNER}">iPhone 6</a>'
    products = visit.store.catalogue.products
    for_sale = (products[number] for number in FEATURED if number in products)
    return "\n".join([banner, "<h3>Featured</h3>", *(_teaser(visit, skin, product) for product in for_sale)])


def _teaser(visit: Visit, skin: Skin, product: Product) -> str:
    link = f"{visit.base}index.php?route=product/product&amp;product_id={product.id}"
    return (
        f'<div class="product-thumb transition"><h4><a href="{link}">{product.name}</a></h4>\n'
        f'<p class="price">{_price(visit, product)}</p>\n'
        f'<button type="button" {skin.button(product.id)}>Add to Cart</button></div>'
    )


def _product_page(visit: Visit, skin: Skin) -> Answer:
    product = visit.store.catalogue.products.get(to_int(visit.get.get("product_id", "0")))
    if not product:
        return Answer(404, _page(visit, skin, skin.no_product, f"<h1>{skin.no_product}</h1>"), HTML)
    options = "\n".join(_option(option) for option in product.options)
    content = (
        f"<h1>{product.name}</h1>\n<ul><li>Product Code: {product.model}</li></ul>\n"
        f'<ul class="list-unstyled"><li><h2>{_price(visit, product)}</h2></li></ul>\n<div id="product">{options}\n'
        f'<input type="text" name="quantity" value="{product.minimum}" id="input-quantity" />\n'
        f'<input type="hidden" name="product_id" value="{product.id}" /></div>'
    )
    title = product.name if skin.titled_products else ""
    return Answer(200, _page(visit, skin, title, content), HTML)


def _option(option: Option) -> str:
    """What a visitor chooses it by: a list, buttons or boxes, a field."""
    name = f"option[{option.id}]"
    choices = [(value.id, value.name) for value in option.values]
    if option.type == "select":
        listed = "".join(f'<option value="{number}">{text}</option>' for number, text in choices)
        return (
            f'<label>{option.name}</label> <select name="{name}"><option value=""></option>{listed}</select>'
        )
    if option.type in {"radio", "checkbox"}:
        many = "[]" if option.type == "checkbox" else ""
        buttons = (
            f'<input type="{option.type}" name="{name}{many}" value="{number}" />{text}'
            for number, text in choices
        )
        return f"<label>{option.name}</label> {' '.join(buttons)}"
    if option.type == "textarea":
        return f'<label>{option.name}</label> <textarea name="{name}"></textarea>'
    kind = "hidden" if option.type == "file" else "text"
    return f'<label>{option.name}</label> <input type="{kind}" name="{name}" value="" />'


def _price(visit: Visit, product: Product) -> str:
    price = visit.tax().calculate(product.unit_price(1), product.tax_class_id)
    return format_price(visit.store.catalogue, price, visit.session.currency)


def _page(visit: Visit, skin: Skin, title: str, content: str) -> bytes:
    jquery = next(version for since, version in skin.jquery if visit.release >= since)
    return skin.page.format(title=title, base=visit.base, jquery=jquery, content=content).encode(
        "utf-8", "replace"
    )
