"""OpenCart 3.0.0.0 to 3.0.5.1: login with a key, then `api_token` in the query."""

from functools import partial

from cartcheck.mock.cart_api.store import CartApiStore, Entrance
from cartcheck.mock.generations import Family
from cartcheck.mock.generations.opencart_3_0.login import login
from cartcheck.mock.generations.opencart_3_0.sessions import enter, leave

FAMILY = Family(
    (
        *("3.0.0.0", "3.0.0.2", "3.0.1.1", "3.0.1.2", "3.0.2.0"),
        *(f"3.0.3.{patch}" for patch in range(10)),
        *("3.0.4.0", "3.0.4.1", "3.0.5.0", "3.0.5.1"),
    ),
    partial(CartApiStore, Entrance(enter, leave, login)),
)
