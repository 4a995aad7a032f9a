"""The head and foot of a page of 2.x and 3.0: as much of the default theme as tells what it is. Words are our own."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cartcheck.mock.cart_api import quirks
from cartcheck.mock.pages import Skin

if TYPE_CHECKING:
    from cartcheck.release import Release

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

SKIN = Skin(
    _PAGE,
    jquery=(((3, 0, 4, 1), "3.7.1"), ((3, 0, 3, 9), "3.7.0"), ((), "2.1.1")),
    add_to_cart="onclick=\"cart.add('{id}');\"",
)


def skin_of(version: Release) -> Skin:
    """The page of a release."""
    return replace(SKIN, titled_products=not quirks.NO_PRODUCT_TITLES.holds(version))
