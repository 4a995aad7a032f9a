"""OpenCart 4.0.1.0–4.0.1.1: `api/account/login`, `api_token` in the query, `|` before a route's method.

Source: OpenCart 4.0.1.1, catalog/controller/api/account/login.php and catalog/controller/startup/api.php.
"""

from __future__ import annotations

from cartcheck.dialects import era, sale_operations
from cartcheck.dialects.impressions import error_text, is_page, separator
from cartcheck.dialects.login_dialect import by_name
from cartcheck.dialects.sale_dialect import SaleDialect
from cartcheck.dialects.signs import Question, Sighting, Signs, narrow

VERSIONS = ("4.0.1.0", "4.0.1.1")


class OpenCart401(SaleDialect):
    """The dialect of 4.0.1."""

    generation = "4.0.1"
    description = "opencart-4.0.1.yaml"
    versions = VERSIONS
    operations = by_name(sale_operations.WITH_BAR)

    def recognise(self, signs: Signs) -> Sighting | None:
        """A claim, if the login of 4.0 answers and the shop's own links have `|` before methods."""
        if not is_page(signs[Question.LOGIN]) or not error_text(signs.get(Question.ACCOUNT_LOGIN)):
            return None
        told = "The shop's own routes have | before a method: 4.0.2 changed it to a dot."
        return narrow(VERSIONS, (), signs, (era.ACCOUNT_LOGIN, told)) if separator(signs) == "|" else None


DIALECT = OpenCart401()
