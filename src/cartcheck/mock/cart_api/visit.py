"""One request inside a shop of 2.0 to 3.0."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from cartcheck.mock.cart_api import quirks
from cartcheck.mock.shop.session import ShopSession
from cartcheck.mock.shop.tax import Tax, tax_at
from cartcheck.mock.visit import Visit as AnyVisit
from cartcheck.php.values import to_int

if TYPE_CHECKING:
    from cartcheck.mock.shop.carts import CartRow, Owner
    from cartcheck.mock.shop.catalogue import Catalogue
    from cartcheck.mock.store import Store
    from cartcheck.mock.surface.request import Request
    from cartcheck.release import Release


class Visit(AnyVisit):
    """What an action of the API works on; `native` is the session of PHP around the shop's own, in 2.x."""

    def __init__(self, store: Store, release: Release, request: Request) -> None:
        self.trims = quirks.INPUT_TRIMMED.holds(release) or quirks.INPUT_TRIMMED_AT_FIRST.holds(release)
        super().__init__(store, release, request, trim=self.trims)
        self.native_id = ""

    @cached_property
    def native(self) -> ShopSession:
        """Empty until it is started."""
        return ShopSession()

    @property
    def store_id(self) -> int:
        """The store that the query names; there is only the first, 0."""
        return to_int(self.get.get("store_id", "0")) if self.has(quirks.STORE_IN_QUERY) else 0

    @cached_property
    def catalogue(self) -> Catalogue:
        """All products are in the first store."""
        known = self.store.catalogue
        return replace(known, products={}) if self.store_id else known

    @property
    def owner(self) -> Owner:
        """Whose cart it is."""
        return self.session.api_id if self.has(quirks.CART_OF_API_USER) else 0, self.session_id

    def rows(self) -> list[CartRow]:
        """The rows of the cart as they are stored: in 2.0 in the order they came."""
        rows = super().rows()
        if self.has(quirks.CART_IN_SESSION):
            rows.sort(key=lambda row: row.cart_id)
        return rows

    def tax(self) -> Tax:
        """The taxes of the session's addresses."""
        if self.has(quirks.TAX_BEFORE_SESSION):
            return tax_at(self.store.catalogue, None, None)
        return super().tax()
