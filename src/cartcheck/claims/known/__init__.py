"""The stands of every version to every promise, by the promise's id; one module a subject."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartcheck.claims.known import answers, customers, goods, orders, session

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cartcheck.claims.stand import Stands

KNOWN: Mapping[str, Stands] = {
    **session.STANDS,
    **goods.STANDS,
    **orders.STANDS,
    **customers.STANDS,
    **answers.STANDS,
}
