"""Prices as the shop prints them."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from cartcheck.php.values import number_format

if TYPE_CHECKING:
    from cartcheck.mock.shop.catalogue import Catalogue, Currency


def format_price(catalogue: Catalogue, amount: float, code: str) -> str:
    """An amount of the default currency, converted and printed: `$1,234.50`, `968.20€`."""
    return _printed(amount, catalogue.currencies[code])


@lru_cache(maxsize=1024)
def _printed(amount: float, currency: Currency) -> str:
    number = number_format(amount * float(currency.value), currency.places)
    return f"{currency.symbol_left}{number}{currency.symbol_right}"


def to_default(catalogue: Catalogue, amount: float, code: str) -> float:
    """An amount of a currency, in the default currency, whose rate is 1."""
    return amount * (1.0 / float(catalogue.currencies[code].value))
