"""What must be so after a call, judged without a store: each rule from both sides."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from cartcheck.contract import effects
from cartcheck.contract.amount import amount, is_more, is_same, sums
from cartcheck.contract.breach import Breach
from cartcheck.contract.effects import Price
from cartcheck.contract.sightings import Cart, Order, cart_in, order_in

if TYPE_CHECKING:
    from collections.abc import Iterator

IPHONE = 40


def cart(*pieces: int, totals: tuple[str, ...] = ()) -> Cart:
    rows = [{"product_id": str(IPHONE), "quantity": str(one), "price": "$123.20"} for one in pieces]
    shown = [{"title": "", "text": text} for text in totals]
    found = cart_in({"products": rows, "totals": shown})
    assert found
    return found


def order(**more: Any) -> Order:
    found = order_in({"order": {"order_id": "6", "firstname": "Ada", "total": "131.2000", **more}})
    assert found
    return found


def one(breaches: Iterator[Breach]) -> Breach:
    (breach,) = breaches
    return breach


@pytest.mark.parametrize(
    ("lines", "fit"),
    [
        (("$212.00", "$5.00", "$40.40", "$257.40"), True),
        (("212,00 €", "5,00 €", "40,40 €", "257,40 €"), True),
        (("1.212,00 €", "5,00 €", "1.217,00 €"), True),
        (("¥1,212", "¥1,212"), True),
        (("$101.33", "$20.27", "$121.59"), True),  # each rounded by itself
        (("$212.00", "-$12.00", "$200.00"), True),
        (("$10.00", "$-12.00", "$0.00"), True),  # never below nothing
        (("1.234 KD", "1.000 KD", "2.234 KD"), True),
        (("$212.00", "$5.00", "$258.40"), False),
        (("$212.00", "$-12.00", "$212.00"), False),
    ],
)
def test_totals_add_up_in_any_currency(lines: tuple[str, ...], fit: bool) -> None:
    assert bool(list(effects.of_totals(cart(totals=lines)))) is not fit
    assert bool(sums([each for each in map(amount, lines) if each])) is fit


@pytest.mark.parametrize("lines", [(), ("$5.00",)])
def test_of_less_than_two_totals_nothing_can_be_said(lines: tuple[str, ...]) -> None:
    assert not list(effects.of_totals(cart(totals=lines)))


def test_amounts_are_the_same_but_for_rounding() -> None:
    known = {text: amount(text) for text in ("131.2000", "$131.20", "131", "$131.50", "none")}
    exact, printed, rounded, other, none = known.values()
    assert exact and printed and rounded and other and none is None
    assert is_same(exact, printed) and is_same(exact, rounded)
    assert not is_same(exact, other) and is_more(other, exact) and not is_more(exact, other)


@pytest.mark.parametrize(
    ("price", "pieces", "total", "fits"),
    [
        ("$123.20", 3, "$369.60", True),
        ("$33.33", 3, "$100.00", True),  # each rounded by itself
        ("¥123", 3, "¥370", True),
        ("1.212,00 €", 2, "2.424,00 €", True),
        (101.0, 2, 202.0, True),
        ("$123.20", 3, "$369.70", False),
        ("$123.20", 2, "$123.20", False),
        ("¥123", 3, "¥380", False),
        (None, 3, "$369.60", True),
    ],
)
def test_the_total_of_a_row_is_that_of_its_pieces(price: Any, pieces: int, total: Any, fits: bool) -> None:
    row = {"product_id": "40", "quantity": str(pieces), "price": price, "total": total}
    found = cart_in({"products": [row]})
    assert found and bool(list(effects.of_rows(found))) is not fits
    signed = cart_in(
        {"products": [{**row, "price": 1.0, "total": 9.0, "price_text": price, "total_text": total}]}
    )
    assert signed and bool(list(effects.of_rows(signed))) is not fits


def test_a_cart_holds_what_was_written() -> None:
    assert not list(effects.of_cart("cart_add", 3, cart(2, 1), IPHONE))
    breach = one(effects.of_cart("cart_add", 3, cart(2), IPHONE))
    assert (breach.what, "3 pieces of product 40" in breach.text) == ("cart_add", True)
    assert not list(effects.of_cart("cart_remove", 0, cart(), IPHONE))


def test_a_gift_of_the_shop_is_no_matter() -> None:
    shown = {"products": [{"product_id": "40", "quantity": 1}, {"product_id": 99, "quantity": 1}]}
    found = cart_in(shown)
    assert found and not list(effects.of_cart("cart_add", 1, found, IPHONE))


def test_others_see_nothing_of_it() -> None:
    assert not list(effects.of_others(cart(), IPHONE))
    assert one(effects.of_others(cart(1), IPHONE))


def price(pieces: int, text: str, when: object = "") -> Price:
    told = amount(text)
    assert told
    return Price(pieces, told, when)


@pytest.mark.parametrize(
    ("new", "fits"),
    [
        (price(2, "$10.00"), True),
        (price(2, "$11.00"), False),  # for as many
        (price(2, "$9.00"), False),
        (price(5, "$9.00"), True),  # a discount
        (price(5, "$11.00"), False),
        (price(1, "$11.00"), True),
        (price(2, "$11.00", "taxed elsewhere"), True),
    ],
)
def test_prices_stay(new: Price, fits: bool) -> None:
    assert bool(list(effects.of_price([price(2, "$10.00")], new))) is not fits


def test_the_same_twice() -> None:
    assert not list(effects.of_repetition("customer_set", "accepted", "accepted"))
    assert one(effects.of_repetition("customer_set", "accepted", "refused")).what == "customer_set"


def test_an_order_tells_what_was_written() -> None:
    total = amount("$131.20")
    assert total
    written = {"firstname": "Ada", "telephone": "112"}  # not every API tells everything
    assert not list(effects.of_order(written, [total], order()))
    assert one(effects.of_order({"firstname": "Bob"}, [], order())).what == "`firstname`"
    assert one(effects.of_order(written, [total], order(total="9.0000"))).what == "`total`"
    assert not list(effects.of_order(written, [total], order(total="65.6000", currency_value="2.0")))
    assert not list(effects.of_order({"city": "London"}, [], order(address={"city": "London"})))
    assert one(effects.of_order({"city": "Leeds"}, [], order(address={"city": "London"})))


def test_an_order_tells_texts_as_they_were_or_as_opencart_escapes_them() -> None:
    written = {"comment": "Zoë & Łukasz"}
    for told, fits in (
        ("Zoë & Łukasz", True),
        ("Zoë &amp; Łukasz", True),
        ("Zoë &amp;amp; Łukasz", False),
        ("Zo? & ?ukasz", False),
    ):
        assert bool(list(effects.of_order(written, [], order(comment=told)))) is not fits


def test_the_order_that_is_read_is_the_one_that_was_asked_for() -> None:
    assert not list(effects.of_reading(6, order()))
    assert one(effects.of_reading(7, order())).what == "`order_id`"


def test_an_order_that_was_made_is_found() -> None:
    assert one(effects.of_missing(6, "order_read")).what == "it is not found"


def test_an_order_holds_what_was_bought() -> None:
    assert not list(effects.of_bought(2, cart(2), IPHONE))
    assert one(effects.of_bought(2, cart(1), IPHONE)).what == "`products`"


def test_a_replaced_order_keeps_its_number() -> None:
    assert not list(effects.of_number(6, 6))
    assert one(effects.of_number(6, 7)).what == "`order_id`"


def test_a_history_holds_each_entry_once() -> None:
    first, second = {"order_status_id": 1, "comment": ""}, {"order_status_id": 2, "comment": "Seen."}
    before, entry = [(1, "")], (2, "Seen.")
    assert not list(effects.of_history(before, entry, order(history=[first, second])))
    assert not list(effects.of_history(before, entry, order()))  # 3.0 tells none
    missing = one(effects.of_history(before, entry, order(history=[first])))
    twice = one(effects.of_history(before, entry, order(history=[first, second, second])))
    assert "missing" in missing.what and "twice" in twice.what


def test_a_status_is_the_new_one() -> None:
    assert not list(effects.of_status(2, order(order_status_id="2")))
    assert not list(effects.of_status(2, order()))
    assert one(effects.of_status(2, order(order_status_id="1")))


@pytest.mark.parametrize(
    "data", [None, [], {}, {"products": {}}, {"products": [1]}, {"products": [{"a": 1}]}]
)
def test_what_cannot_be_read_is_not_judged(data: Any) -> None:
    assert cart_in(data) is None
    assert order_in(data) is None


def test_2_2_0_0_tells_an_order_beside_an_error() -> None:
    found = order_in({"order_id": "6", "total": "131.2000", "currency_value": "0.00000000", "error": "…"})
    assert found and found.total and found.total.meanings[0] == 131.2
