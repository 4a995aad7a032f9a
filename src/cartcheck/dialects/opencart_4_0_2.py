"""OpenCart 4.0.2.0–4.0.2.3: `api/account/login`, `api_token` in the query, a dot before a route's method.

Source: OpenCart 4.0.2.3, catalog/controller/api/account/login.php and catalog/controller/startup/api.php.
"""

from __future__ import annotations

from dataclasses import replace

from cartcheck.dialects import leniency, sale_operations
from cartcheck.dialects.login_dialect import by_name
from cartcheck.dialects.sale_dialect import TRAITS, SaleDialect


class OpenCart402(SaleDialect):
    """The dialect of 4.0.2."""

    generation = "4.0.2"
    description = "opencart-4.0.2.yaml"
    versions = ("4.0.2.0", "4.0.2.1", "4.0.2.2", "4.0.2.3")
    operations = by_name(sale_operations.WITH_DOT)
    separator = "."
    separator_says = "The shop's own routes have a dot before a method: 4.0.1 had |."
    traits = replace(TRAITS, also_reads=(leniency.pipe_as_dot,))


DIALECT = OpenCart402()
