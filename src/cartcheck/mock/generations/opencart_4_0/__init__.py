"""OpenCart 4.0.0.0 to 4.0.2.3: login at `api/account/login`, then `api_token` in the query; routes with `|`, later `.`."""

from cartcheck.mock.generations import Family
from cartcheck.mock.generations.opencart_4_0.generation import OpenCart40

FAMILY = Family(
    ("4.0.0.0", "4.0.1.0", "4.0.1.1", "4.0.2.0", "4.0.2.1", "4.0.2.2", "4.0.2.3"),
    OpenCart40,
)
