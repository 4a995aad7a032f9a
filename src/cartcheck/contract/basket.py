"""Where a generation keeps what is to be bought: in the session, in the form of each call, or nowhere but in the order."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Protocol

from cartcheck.dialects.dialect import Effect
from cartcheck.php.values import to_int

if TYPE_CHECKING:
    from cartcheck.contract.case import Case
    from cartcheck.contract.contract import Contract


class Basket(Protocol):
    """How many pieces a call is about, written into its form."""

    kept: bool  # whether the session keeps a cart
    read: bool  # whether there is a cart that can be read

    def adding(self, case: Case, more: int, there: int) -> Case:
        """The call that puts more pieces to those that are there."""

    def holding(self, case: Case, there: int) -> Case:
        """A call that is about a cart with so many pieces."""


class InSession:
    """2.0 to 4.0: the session knows what is in its cart."""

    kept = True
    read = True

    def adding(self, case: Case, more: int, _there: int) -> Case:
        """What is there need not be told."""
        return case.with_values(case.query, with_pieces(case.form, more))

    def holding(self, case: Case, _there: int) -> Case:
        """As it stands."""
        return case


class InForm:
    """4.1: each call brings the whole cart along."""

    kept = False
    read = True

    def __init__(self, product: int) -> None:
        self._product = product

    def adding(self, case: Case, more: int, there: int) -> Case:
        """The new pieces at the top of the form, the others as its products."""
        return self.holding(case.with_values(case.query, with_pieces(case.form, more)), there)

    def holding(self, case: Case, there: int) -> Case:
        """The products of the form are those that are there."""
        rows = {"0": {"product_id": self._product, "quantity": there}}
        form = {name: value for name, value in case.form.items() if name != "product"}
        return case.with_values(case.query, {**form, "product": rows} if there else form)


class InOrder:
    """The documented API: an order brings its products along, and there is no cart."""

    kept = False
    read = False

    def adding(self, case: Case, more: int, _there: int) -> Case:
        """The pieces that are ordered."""
        return case.with_values(case.query, with_pieces(case.form, more))

    def holding(self, case: Case, there: int) -> Case:
        """The same."""
        return self.adding(case, there, 0)


def basket_of(contract: Contract, product: int) -> Basket:
    """The one of the store's generation."""
    if "cart_add" not in contract.described:
        return InOrder()
    kept = contract.described["cart_add"][0].effect is Effect.SESSION
    return InSession() if kept else InForm(product)


def pieces_in(form: Any, product: int) -> int:
    """How many pieces of a product a form asks for, in whatever rows."""
    if not isinstance(form, Mapping):
        return 0
    own = to_int(str(form.get("quantity", 1))) if str(form.get("product_id")) == str(product) else 0
    return own + sum(pieces_in(inner, product) for inner in form.values())


def with_pieces(form: Any, pieces: int) -> Any:
    """The same form, with so many pieces of each product in it."""
    if not isinstance(form, Mapping):
        return form
    inner = {name: with_pieces(value, pieces) for name, value in form.items()}
    return {**inner, "quantity": pieces} if "product_id" in form else inner
