"""How the owner of a shop has set it up: settings and a catalogue other than those of a fresh installation."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from cartcheck.mock.shop.methods import COD_FROM
from cartcheck.mock.shop.vouchers import AMOUNT_MAX, AMOUNT_MIN

if TYPE_CHECKING:
    from cartcheck.mock.shop.catalogue import Catalogue, Product
    from cartcheck.mock.shop.custom_fields import CustomField


@dataclass(frozen=True, slots=True, kw_only=True)
class Setup:
    """What differs from a fresh shop. What is None stays as the installer made it.

    `minimum` and `quantity` are pieces of each product, `price` is in the default currency, `products` are those on
    sale. `cod_from` is the least total that cash on delivery is offered for; from 4.0 on nobody asks for it.
    `voucher_amounts` are the least and the most a gift voucher may cost. A `coupon` or `voucher` with this code is
    accepted, but takes nothing off the totals. `custom_fields` are those that the owner added and requires.
    """

    ships: bool | None = None
    minimum: int | None = None
    quantity: int | None = None
    price: float | None = None
    products: frozenset[int] | None = None
    postcode_required: bool | None = None
    flat_rate: bool = True
    cod: bool = True
    cod_from: float = COD_FROM
    voucher_amounts: tuple[float, float] = (AMOUNT_MIN, AMOUNT_MAX)
    coupon: str = field(default="", repr=False)
    voucher: str = field(default="", repr=False)
    custom_fields: tuple[CustomField, ...] = ()

    def applied(self, catalogue: Catalogue) -> Catalogue:
        """The catalogue as this shop has it."""
        wanted = catalogue.products if self.products is None else self.products
        products = {number: self._product(catalogue.products[number]) for number in wanted}
        countries = catalogue.countries
        if self.postcode_required is not None:
            countries = {
                number: replace(country, postcode_required=self.postcode_required)
                for number, country in countries.items()
            }
        return replace(catalogue, products=products, countries=countries)

    def _product(self, product: Product) -> Product:
        product = replace(
            product,
            shipping=product.shipping if self.ships is None else self.ships,
            minimum=product.minimum if self.minimum is None else self.minimum,
            quantity=product.quantity if self.quantity is None else self.quantity,
        )
        if self.price is None:
            return product
        return replace(product, price=self.price, special=None, discounts=(), tax_class_id=0)


FRESH = Setup()
