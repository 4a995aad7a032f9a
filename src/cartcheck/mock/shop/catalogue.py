"""The installer's demo catalogue: products, options, currencies, taxes, countries (OpenCart 3.0.5.1, opencart.sql)."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True)
class OptionValue:
    """One choice of an option; `price` is added to the product's, `points` to its price in points."""

    id: int
    option_value_id: int
    name: str
    price: float
    quantity: int
    subtract: bool
    points: int


@dataclass(frozen=True, slots=True)
class Option:
    """Something to choose or to fill in for a product; `id` is the product_option_id that requests name."""

    id: int
    option_id: int
    name: str
    type: str
    required: bool
    values: tuple[OptionValue, ...]

    def value(self, value_id: int) -> OptionValue | None:
        """The choice with this product_option_value_id."""
        return next((value for value in self.values if value.id == value_id), None)


@dataclass(frozen=True, slots=True)
class Product:
    """A product; `quantity` is the stock after installation, `discounts` are (from quantity, price) in rising order.

    From 4.1 on there are no special prices, and the demo's discounts are `reductions`: (from quantity, per cent).
    """

    id: int
    name: str
    model: str
    price: float
    quantity: int
    points: int
    tax_class_id: int
    minimum: int
    subtract: bool
    shipping: bool
    reward: int
    special: float | None
    discounts: tuple[tuple[int, float], ...]
    options: tuple[Option, ...]
    reductions: tuple[tuple[int, float], ...] = ()

    def option(self, option_id: int) -> Option | None:
        """The option with this product_option_id."""
        return next((option for option in self.options if option.id == option_id), None)

    def price_with(self, options: float, quantity: int) -> float:
        """Price without tax of one piece, with what its options add; a reduction takes its part of both."""
        reduction = next((part for limit, part in reversed(self.reductions) if limit <= quantity), 0.0)
        price = self.unit_price(quantity) + options
        return price - price * (reduction / 100) if reduction else price

    def unit_price(self, quantity: int) -> float:
        """Price without tax and options: the special price, else the discount for a quantity, else the list price."""
        if self.special is not None:
            return self.special
        return next((price for limit, price in reversed(self.discounts) if limit <= quantity), self.price)


@dataclass(frozen=True, slots=True, eq=False)
class Currency:
    """A currency; `value` is its rate as the database prints it."""

    id: int
    symbol_left: str
    symbol_right: str
    places: int
    value: str


@dataclass(frozen=True, slots=True)
class TaxRate:
    """A tax: type P is per cent, F a fixed amount."""

    id: int
    name: str
    rate: float
    type: str


@dataclass(frozen=True, slots=True)
class TaxRule:
    """Which rate a tax class gets, and by which address."""

    tax_class_id: int
    tax_rate_id: int
    based: str


@dataclass(frozen=True, slots=True)
class Country:
    """A country as addresses need it."""

    name: str
    iso_code_2: str
    iso_code_3: str
    postcode_required: bool
    address_format: str


@dataclass(frozen=True, slots=True)
class Zone:
    """A region of a country; the mock knows those of the countries its users ship to."""

    country_id: int
    name: str
    code: str


@dataclass(frozen=True, slots=True, eq=False)
class Catalogue:
    """Everything a fresh store comes with."""

    products: dict[int, Product]
    currencies: dict[str, Currency]
    tax_rates: dict[int, TaxRate]
    tax_rules: tuple[TaxRule, ...]
    tax_zones: frozenset[int]
    order_statuses: dict[int, str]
    countries: dict[int, Country]
    zones: dict[int, Zone]


@lru_cache(maxsize=16)
def without_group(catalogue: Catalogue) -> Catalogue:
    """What customers see who are in no group of the demo store's offers: no reduced prices, points or taxes."""
    products = {
        product.id: replace(product, special=None, discounts=(), reductions=(), reward=0)
        for product in catalogue.products.values()
    }
    return replace(catalogue, products=products, tax_rules=())


@cache
def demo_catalogue() -> Catalogue:
    """The catalogue, read once."""
    data: dict[str, Any] = json.loads(
        files("cartcheck.mock.shop").joinpath("demo_store.json").read_text("utf-8")
    )
    formats = data["address_formats"]
    return Catalogue(
        products={row["id"]: _product(row) for row in data["products"]},
        currencies={code: Currency(**row) for code, row in data["currencies"].items()},
        tax_rates={int(id_): TaxRate(int(id_), **row) for id_, row in data["tax_rates"].items()},
        tax_rules=tuple(TaxRule(**row) for row in data["tax_rules"]),
        tax_zones=frozenset(data["tax_zones"]),
        order_statuses={int(id_): name for id_, name in data["order_statuses"].items()},
        countries={int(id_): _country(row, formats.get(id_, "")) for id_, row in data["countries"].items()},
        zones={int(id_): Zone(*row) for id_, row in data["zones"].items()},
    )


def _country(row: list[Any], address_format: str) -> Country:
    name, iso_code_2, iso_code_3, postcode_required = row
    return Country(name, iso_code_2, iso_code_3, postcode_required, address_format)


def _product(row: dict[str, Any]) -> Product:
    options = tuple(
        Option(**{**option, "values": tuple(OptionValue(**value) for value in option["values"])})
        for option in row["options"]
    )
    discounts = tuple((quantity, price) for quantity, price in row["discounts"])
    return Product(**{**row, "options": options, "discounts": discounts})
