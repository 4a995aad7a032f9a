"""The options of a product in the cart, as each release shows them (catalog/model/checkout/cart.php)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cartcheck.mock.generations.opencart_4_0 import quirks
from cartcheck.mock.opencart_4.options import prefixed, value_columns
from cartcheck.php.array import array_key

if TYPE_CHECKING:
    from cartcheck.mock.generations.opencart_4_0.visit import Visit
    from cartcheck.mock.shop.line import ChosenOption

_CUT_AT = 20


def shown_option(visit: Visit, chosen: ChosenOption) -> dict[str, Any]:
    """What was chosen; earlier releases add what it costs and weighs."""
    whole = visit.has(quirks.OPTIONS_SHOWN_WHOLE)
    value = str(chosen.value)
    if chosen.option.type == "file" and not whole:
        value = ""  # the name of an upload that isn't there
    if visit.has(quirks.OPTION_VALUES_CUT) and len(value) > _CUT_AT:
        value = f"{value[:_CUT_AT]}.."
    return {
        "product_option_id": array_key(chosen.product_option_id),
        "product_option_value_id": chosen.value_id,
        "option_id": str(chosen.option.option_id),
        "option_value_id": str(chosen.chosen.option_value_id) if chosen.chosen else "",
        "name": chosen.option.name,
        "value": value,
        "type": chosen.option.type,
        **(_columns(visit, chosen) if whole else {}),
    }


def _columns(visit: Visit, chosen: ChosenOption) -> dict[str, Any]:
    if chosen.chosen:
        return value_columns(chosen.chosen, visit.store.stock.value(chosen.chosen))
    empty = {name: "" for column in ("price", "points", "weight") for name in prefixed(column, 0, 0)}
    return {"quantity": "", "subtract": "", **empty}
