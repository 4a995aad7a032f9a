"""What 4.x offers to pay with: when, and as 4.0.2 and later write it, each method with options of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cartcheck.mock.shop.line import Line
    from cartcheck.mock.shop.setup import Setup


def takes_cash(setup: Setup, lines: Iterable[Line]) -> bool:
    """Whether cash on delivery is offered: for what is sent, whatever it costs."""
    return setup.cod and any(line.product.shipping for line in lines)


def payment_option(code: str, name: str, sort_order: str, label: str = "name") -> dict[str, Any]:
    """A method with its one option, which is what a client chooses: `cod.cod`."""
    option = {code: {"code": f"{code}.{code}", "name": name}}
    return {"code": code, label: name, "option": option, "sort_order": sort_order}
