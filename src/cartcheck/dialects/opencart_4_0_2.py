"""OpenCart 4.0.2.0–4.0.2.3: `api/account/login`, `api_token` in the query, a dot before a route's method.

Source: OpenCart 4.0.2.3, catalog/controller/api/account/login.php and catalog/controller/startup/api.php.
"""

from __future__ import annotations

from cartcheck.dialects import era, sale_operations
from cartcheck.dialects.impressions import error_text, is_page, separator
from cartcheck.dialects.login_dialect import by_name
from cartcheck.dialects.sale_dialect import SaleDialect
from cartcheck.dialects.signs import Question, Sighting, Signs, narrow

VERSIONS = ("4.0.2.0", "4.0.2.1", "4.0.2.2", "4.0.2.3")


class OpenCart402(SaleDialect):
    """The dialect of 4.0.2."""

    generation = "4.0.2"
    description = "opencart-4.0.2.yaml"
    versions = VERSIONS
    operations = by_name(sale_operations.WITH_DOT)

    def recognise(self, signs: Signs) -> Sighting | None:
        """A claim, if the login of 4.0 answers and the shop's own links have a dot before methods."""
        if not is_page(signs[Question.LOGIN]) or not error_text(signs.get(Question.ACCOUNT_LOGIN)):
            return None
        told = "The shop's own routes have a dot before a method: 4.0.1 had |."
        return narrow(VERSIONS, (), signs, (era.ACCOUNT_LOGIN, told)) if separator(signs) == "." else None


DIALECT = OpenCart402()
