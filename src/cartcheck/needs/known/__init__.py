"""The ways of every version to meet every need, by the need's id; one module a subject."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartcheck.needs.known import goods, orders, sale

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cartcheck.needs.way import Ways

KNOWN: Mapping[str, Ways] = {**orders.WAYS, **goods.WAYS, **sale.WAYS}
