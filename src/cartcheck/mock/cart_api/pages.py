"""The storefront's HTML: as much of the default theme as links, titles and a scraper need. Words are our own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartcheck.mock.cart_api import quirks
from cartcheck.mock.shop.money import format_price
from cartcheck.mock.surface.answer import HTML, Answer
from cartcheck.php.values import to_int

if TYPE_CHECKING:
    from cartcheck.mock.cart_api.visit import Visit
    from cartcheck.mock.shop.catalogue import Product

FEATURED = (43, 40, 42, 30)
BANNER = 49
_JQUERY = (((3, 0, 4, 1), "3.7.1"), ((3, 0, 3, 9), "3.7.0"), ((), "2.1.1"))
_NOT_FOUND = "The page you requested cannot be found!"
_PAGE = """<!DOCTYPE html>
<html dir="ltr" lang="en">
<head>
<meta charset="UTF-8" />
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<base href="{base}" />
<meta name="description" content="My Store" />
<script src="catalog/view/javascript/jquery/jquery-{jquery}.min.js" type="text/javascript"></script>
<link href="catalog/view/theme/default/stylesheet/stylesheet.css" rel="stylesheet">
<script src="catalog/view/javascript/common.js" type="text/javascript"></script>
</head>
<body>
<nav id="top"><a href="{base}index.php?route=common/home">Your Store</a></nav>
<div id="content" class="col-sm-12">
{content}
</div>
<footer>
<p>Powered By <a href="http://www.opencart.com">OpenCart</a><br /> Your Store</p>
</footer>
</body></html>
"""


def storefront(visit: Visit, controller: str) -> Answer:
    """The page of a storefront route."""
    if controller == "common/home":
        return Answer(200, _page(visit, "Your Store", _home(visit)), HTML)
    if controller == "product/product":
        return _product_page(visit)
    return Answer(200, maintenance(visit), HTML) if controller == "common/maintenance" else not_found(visit)


def not_found(visit: Visit) -> Answer:
    """What any unknown route gets, below `api/` too."""
    content = f"<h1>{_NOT_FOUND}</h1>\n<p>There is no page at this address.</p>"
    return Answer(404, _page(visit, _NOT_FOUND, content), HTML)


def maintenance(visit: Visit) -> bytes:
    """The page of a shop that is closed for maintenance."""
    return _page(visit, "Maintenance", "<h1>The shop is being worked on and will be back soon.</h1>")


def no_such_file(path: str) -> bytes:
    """The web server's own page, of which OpenCart knows nothing."""
    shown = path.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
    page = "<!doctype html><html><head><title>404 Not Found</title></head><body><h1>Not Found</h1><p>{}</p></body></html>"
    return page.format(f'There is no <code class="url">{shown}</code> on this server.').encode()


def _home(visit: Visit) -> str:
    banner = f'<a href="index.php?route=product/product&amp;path=57&amp;product_id={BANNER}">iPhone 6</a>'
    products = visit.store.catalogue.products
    return "\n".join([banner, "<h3>Featured</h3>", *(_teaser(visit, products[id_]) for id_ in FEATURED)])


def _teaser(visit: Visit, product: Product) -> str:
    link = f"{visit.base}index.php?route=product/product&amp;product_id={product.id}"
    return (
        f'<div class="product-thumb transition"><h4><a href="{link}">{product.name}</a></h4>\n'
        f'<p class="price">{_price(visit, product)}</p>\n'
        f'<button type="button" onclick="cart.add(\'{product.id}\');">Add to Cart</button></div>'
    )


def _product_page(visit: Visit) -> Answer:
    product = visit.store.catalogue.products.get(to_int(visit.get.get("product_id", "0")))
    if not product:
        said = "Product not found!"
        return Answer(404, _page(visit, said, f"<h1>{said}</h1>"), HTML)
    options = "\n".join(_option(option.id, option.name, option.type) for option in product.options)
    content = (
        f"<h1>{product.name}</h1>\n<ul><li>Product Code: {product.model}</li></ul>\n"
        f'<ul class="list-unstyled"><li><h2>{_price(visit, product)}</h2></li></ul>\n<div id="product">{options}\n'
        f'<input type="text" name="quantity" value="{product.minimum}" id="input-quantity" />\n'
        f'<input type="hidden" name="product_id" value="{product.id}" /></div>'
    )
    title = "" if visit.has(quirks.NO_PRODUCT_TITLES) else product.name
    return Answer(200, _page(visit, title, content), HTML)


def _option(option_id: int, name: str, kind: str) -> str:
    suffix = "[]" if kind == "checkbox" else ""
    return f'<label>{name}</label> <input name="option[{option_id}]{suffix}" data-type="{kind}" />'


def _price(visit: Visit, product: Product) -> str:
    price = visit.tax().calculate(product.unit_price(1), product.tax_class_id)
    return format_price(visit.store.catalogue, price, visit.session.currency)


def _page(visit: Visit, title: str, content: str) -> bytes:
    jquery = next(version for since, version in _JQUERY if visit.release >= since)
    return _PAGE.format(title=title, base=visit.base, jquery=jquery, content=content).encode(
        "utf-8", "replace"
    )
