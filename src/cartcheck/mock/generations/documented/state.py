"""What the documented API keeps besides the shop's own state: products that were changed, customers."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from cartcheck.mock.shop.categories import demo_categories

if TYPE_CHECKING:
    from cartcheck.mock.shop.catalogue import Catalogue
    from cartcheck.mock.shop.categories import Category
    from cartcheck.mock.store import Store


@dataclass(slots=True)
class Customer:
    """A registered customer."""

    customer_id: int
    firstname: str
    lastname: str
    email: str
    telephone: str
    password: str = field(repr=False)
    enabled: bool = True
    date_added: str = ""


@dataclass(slots=True)
class State:
    """Products, where they stand, and customers, of one store."""

    catalogue: Catalogue
    disabled: set[int] = field(default_factory=set)
    categories_of: dict[int, list[int]] = field(default_factory=dict)
    customers: dict[int, Customer] = field(default_factory=dict)

    @property
    def categories(self) -> dict[int, Category]:
        """The categories, which nothing changes."""
        return demo_categories()


def state_of(store: Store) -> State:
    """The store's state, as the installer left it if nothing has happened since."""
    if "documented" not in store.scratch:
        store.scratch["documented"] = _fresh(store)
    state: State = store.scratch["documented"]
    return state


def now(store: Store) -> str:
    """The time in the shop's zone, as the API tells it."""
    return store.clock.local(store.timezone).strftime("%Y-%m-%d %H:%M:%S")


def _fresh(store: Store) -> State:
    state = State(replace(store.catalogue, products=dict(store.catalogue.products)))
    for category in demo_categories().values():
        for product_id in category.product_ids:
            state.categories_of.setdefault(product_id, []).append(category.id)
    return state
