"""What must be so after a call was accepted: what was written is read back, and nobody else sees it. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cartcheck.contract.amount import Amount, is_more, is_multiple, is_same, sums
from cartcheck.contract.breach import Breach, BreachKind
from cartcheck.php.opencart_input import clean_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cartcheck.contract.sightings import Cart, Order


@dataclass(frozen=True, slots=True)
class Price:
    """What one piece of the product cost when so many were bought, and when: what was known of buyer and address."""

    pieces: int
    amount: Amount
    when: object


def of_cart(call: str, expected: int, cart: Cart, product: int) -> Iterator[Breach]:
    """The cart after a call: so many pieces of the product, no more and no less."""
    found = cart.pieces(product)
    if found != expected:
        text = f"After {call} {pieces_of(expected, product)} should be in the cart; it holds {found}."
        yield Breach(BreachKind.CART, call, text)


def of_totals(cart: Cart) -> Iterator[Breach]:
    """The totals: one of them is what the others come to."""
    if cart.totals and len(cart.totals) > 1 and not sums(cart.totals):
        lines = ", ".join(line.text for line in cart.totals)
        yield Breach(BreachKind.TOTALS, "", f"None of the totals {lines} is what the others come to.")


def of_rows(cart: Cart) -> Iterator[Breach]:
    """The rows of a cart: the total of each is what its pieces come to, but for rounding."""
    for row in cart.rows:
        if row.price and row.total and not is_multiple(row.total, row.price, row.pieces):
            told = f"{row.pieces} times {row.price.text} of product {row.product} are told to be {row.total.text}."
            yield Breach(BreachKind.TOTALS, "", told)
            return


def of_price(known: Sequence[Price], new: Price) -> Iterator[Breach]:
    """A price: the same for as many pieces, and no higher for more of them."""
    for old in known:
        if old.when != new.when:
            continue
        same = old.pieces == new.pieces and not is_same(old.amount, new.amount)
        dearer = old.pieces < new.pieces and is_more(new.amount, old.amount)
        if same or dearer:
            text = f"One piece cost {old.amount.text} of {old.pieces}, and then {new.amount.text} of {new.pieces}."
            yield Breach(BreachKind.PRICE, "", text)
            return


def of_others(cart: Cart, product: int) -> Iterator[Breach]:
    """What a session that has put nothing into its cart is shown of another's."""
    if found := cart.pieces(product):
        text = f"A new session, which put nothing into its cart, is shown {pieces_of(found, product)}."
        yield Breach(BreachKind.SHARED, "", text)


def of_repetition(call: str, first: str, second: str) -> Iterator[Breach]:
    """The same request twice: answers of the same class."""
    if first != second:
        text = f"The same {call} was first {first} and then {second}."
        yield Breach(BreachKind.ANSWER, call, text)


def of_reading(number: int, order: Order) -> Iterator[Breach]:
    """An order that was read: the one that was asked for."""
    told = order.fields["order_id"]
    if str(told) != str(number):
        text = f"Order {number} was asked for, and order {told} is answered."
        yield Breach(BreachKind.ORDER, "`order_id`", text)


def of_order(written: Mapping[str, Any], totals: Sequence[Amount], order: Order) -> Iterator[Breach]:
    """An order that was read: each field as it was sent or as OpenCart escapes it, and the total that the cart told."""
    wrong = {
        name: f"{name} is {order.fields[name]!r} instead of {value!r}"
        for name, value in written.items()
        if name in order.fields and str(order.fields[name]) not in {str(value), clean_text(str(value))}
    }
    if order.total and totals and not any(is_same(total, order.total) for total in totals):
        told = " or ".join(dict.fromkeys(total.text for total in totals))
        wrong["total"] = f"total is {order.total.text!r} instead of {told!r}"
    if wrong:
        text = f"In the order that was read {', '.join(wrong.values())}."
        yield Breach(BreachKind.ORDER, ", ".join(f"`{name}`" for name in wrong), text)


def of_missing(number: int, call: str) -> Iterator[Breach]:
    """An order that was made and is not found."""
    text = f"Order {number} was made with success, and {call} does not find it."
    yield Breach(BreachKind.ORDER, "it is not found", text)


def of_bought(expected: int, cart: Cart, product: int) -> Iterator[Breach]:
    """The products of an order that was read."""
    found = cart.pieces(product)
    if found != expected:
        text = f"{pieces_of(expected, product)} should be in the order; it holds {found}."
        yield Breach(BreachKind.ORDER, "`products`", text)


def of_number(expected: int, told: int) -> Iterator[Breach]:
    """The number of an order that was replaced."""
    if told != expected:
        text = f"Order {expected} was to be replaced, and order {told} is answered."
        yield Breach(BreachKind.ORDER, "`order_id`", text)


def of_status(status: int, order: Order) -> Iterator[Breach]:
    """The status of an order after a history entry."""
    told = order.fields.get("order_status_id")
    if told is not None and str(told) != str(status):
        text = f"The status {status} was set, and the order that was read has {told}."
        yield Breach(BreachKind.HISTORY, "the status is not the new one", text)


def of_history(
    before: Sequence[tuple[int, str]] | None, entry: tuple[int, str], order: Order
) -> Iterator[Breach]:
    """The history after an entry: the old one with the new entry, once."""
    if before is None or order.history is None:
        return
    new = list(order.history)
    for old in before:
        if old in new:
            new.remove(old)
    if new != [entry]:
        what = "the new entry is missing" if entry not in new else "the new entry stands there twice"
        text = f"One entry {entry} was added to {len(before)}; of {len(order.history)} these are new: {new}."
        yield Breach(BreachKind.HISTORY, what, text)


def of_deletion(number: int, call: str) -> Iterator[Breach]:
    """An order that answers after it was deleted."""
    text = f"Order {number} was deleted with success, and {call} still finds it. It is still in the store."
    yield Breach(BreachKind.DELETED, "", text)


def pieces_of(number: int, product: int = 0) -> str:
    """So many pieces, in words."""
    told = f"{number} {'piece' if number == 1 else 'pieces'}"
    return f"{told} of product {product}" if product else told
