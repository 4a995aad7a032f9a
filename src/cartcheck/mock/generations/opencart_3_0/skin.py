"""The head and foot of a 3.0 page: as much of the default theme as tells what it is. Words are our own."""

from cartcheck.mock.pages import Skin

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
