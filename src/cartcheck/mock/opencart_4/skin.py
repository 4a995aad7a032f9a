"""The head and foot of a 4.x page: as much of the default theme as tells what it is. Words are our own."""

from cartcheck.mock.pages import NOT_FOUND, Skin

_PAGE = """<!DOCTYPE html>
<html dir="ltr" lang="en">
<head>
  <meta charset="UTF-8"/>
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>{title}</title>
  <base href="{base}"/>
  <script src="catalog/view/javascript/jquery/jquery-{jquery}.min.js" type="text/javascript"></script>
  <link href="catalog/view/stylesheet/bootstrap.css" type="text/css" rel="stylesheet" media="screen"/>
  <link href="catalog/view/stylesheet/fonts/fontawesome/css/all.min.css" type="text/css" rel="stylesheet"/>
  <link href="catalog/view/stylesheet/stylesheet.css" type="text/css" rel="stylesheet"/>
  <script src="catalog/view/javascript/common.js" type="text/javascript"></script>
</head>
<body>
<nav id="top">
<form action="{base}index.php?route=common/currency{method_of}save&amp;language=en-gb" method="post"></form>
<a href="{base}index.php?route=common/home&amp;language=en-gb">Your Store</a></nav>
<div id="content" class="col">
{content}
</div>
<footer>
<p>Powered By <a href="https://www.opencart.com">OpenCart</a><br/> Your Store</p>
</footer>
<script src="catalog/view/javascript/bootstrap/js/bootstrap.bundle.min.js" type="text/javascript"></script>
</body></html>
"""
_JQUERY = (((4, 0, 2, 3), "3.7.1"), ((4, 0, 2, 0), "3.6.1"), ((), "3.6.0"))


def skin(separator: str, no_product: str = NOT_FOUND) -> Skin:
    """The page of a release that writes its routes with this separator; `no_product` titles a missing product."""
    action = f"index.php?route=checkout/cart{separator}add&amp;language=en-gb"
    page = _PAGE.replace("{method_of}", separator)
    return Skin(page, _JQUERY, f'formaction="{action}" data-product="{{id}}"', no_product)
