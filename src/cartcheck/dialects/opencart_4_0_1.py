"""OpenCart 4.0.1.0–4.0.1.1: `api/account/login`, `api_token` in the query, `|` before a route's method.

Source: OpenCart 4.0.1.1, catalog/controller/api/account/login.php and catalog/controller/startup/api.php.
"""

from __future__ import annotations

from dataclasses import replace

from cartcheck.dialects import leniency, sale_operations
from cartcheck.dialects.login_dialect import by_name
from cartcheck.dialects.sale_dialect import TRAITS, SaleDialect


class OpenCart401(SaleDialect):
    """The dialect of 4.0.1."""

    generation = "4.0.1"
    description = "opencart-4.0.1.yaml"
    versions = ("4.0.1.0", "4.0.1.1")
    operations = by_name(sale_operations.WITH_BAR)
    separator = "|"
    separator_says = "The shop's own routes have | before a method: 4.0.2 changed it to a dot."
    traits = replace(TRAITS, also_reads=(leniency.pipe_decoded,))


DIALECT = OpenCart401()
