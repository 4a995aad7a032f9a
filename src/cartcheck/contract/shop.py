"""This shop's own values, learned as any visitor could: a product that can be bought, the currency."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import TYPE_CHECKING, Any

from cartcheck.contract.case import Case, Origin
from cartcheck.contract.choices import NO_CHOICES, choices_on
from cartcheck.contract.session import ApiSession
from cartcheck.contract.values import values_at
from cartcheck.dialects.dialect import Verdict
from cartcheck.errors import NotReached
from cartcheck.php.values import to_int
from cartcheck.probes.storefront import products_on
from cartcheck.transport.exchange import Reply, Request

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cartcheck.contract.answer import Answer
    from cartcheck.contract.choices import Choices
    from cartcheck.contract.contract import Contract
    from cartcheck.probes.examination import Examination

_ENOUGH = 10  # times the least: more than any case buys, together with what the order before it holds
_LABEL = "A product that could be bought"
_TRIES = 6  # products put into a cart until one can be bought

_QUANTITY = re.compile(r'name="quantity"[^>]*?value="(\d{1,9})"')
_PAGES = ("common/home", "product/special", "product/search")
# The key of a required option: `option.226` in 2.0 to 3.0, `option_226` in 4.x (catalog/controller/api/cart.php).
_OPTION = re.compile(r"option[._](\d{1,9})")
_CURRENCY = re.compile(r"currency=([A-Za-z]{3})\b")


@dataclass(frozen=True, slots=True)
class Product:
    """A product that was put into a cart: whether it is shipped, and whether the shop has enough of it.

    `pieces` are how many to buy where the usual number is too few or too many for the shop, else 0. `stock` is how many
    the shop has, where it tells. `choices` are made of its options, where it cannot be bought without.
    """

    number: int
    ships: bool
    in_stock: bool
    pieces: int = 0
    stock: int | None = None
    choices: Choices = field(default_factory=dict)


def currency(examination: Examination) -> str:
    """The shop's currency, which 3.0 sets as a cookie on any answer (catalog/controller/startup/startup.php), or ""."""
    for exchange in examination.transport.exchanges:
        for cookie in exchange.reply.all_headers("set-cookie") if exchange.reply else ():
            if found := _CURRENCY.match(cookie):
                return found.group(1)
    return ""


def product(contract: Contract) -> Product:
    """A product of the shop that can be bought: one in stock that is shipped, without options, if there is such."""
    if "cart_add" not in contract.described:
        return _listed(contract)
    session = ApiSession(contract, "cart_add")
    usable: list[Product] = []
    tried = list(islice(dict.fromkeys(_candidates(contract)), _TRIES))
    for found in _found(contract, session, tried):
        usable.append(found)
        if found.ships and found.in_stock:
            return found
    if not usable:
        if contract.stumbled:
            case, answer = contract.stumbled[0]
            told = f"{case.operation}, which shows what can be bought, did not work: {answer.said}."
            raise NotReached(told)
        raise _nothing_to_buy(contract.examination.target.products, tried, session.see, contract.vanished)
    return max(usable, key=lambda found: (found.in_stock, found.ships))


def _found(contract: Contract, session: ApiSession, tried: Sequence[int]) -> Iterator[Product]:
    """What can be bought of these; those that want a choice of options come last."""
    choosy: dict[int, list[str]] = {}
    for number in tried:
        found = _bought(session, contract.examination, number)
        if isinstance(found, Product):
            yield found
        elif found:
            choosy[number] = found
        elif "cart_add" in session.taken:
            contract.vanished.append(number)
    for number, wanted in choosy.items():
        choices = _choices(contract.examination, number, wanted)
        found = _bought(session, contract.examination, number, choices) if choices else None
        if isinstance(found, Product):
            yield found


def _listed(contract: Contract) -> Product:
    """The same where products are listed, and nothing has to be put into a cart to see them."""
    session = ApiSession(contract, "product_read")
    session.prepare(())
    named = contract.examination.target.products
    tried = list(islice(named or _for_sale(session), _TRIES))
    usable = [found for found in (_read(session, number) for number in tried) if found]
    if not usable:
        raise _nothing_to_buy(named, tried)
    return max(usable, key=lambda found: (found.in_stock, found.ships))


def _for_sale(session: ApiSession) -> Iterator[int]:
    listed = session.ask(Case("product_list", Origin.EXAMPLE, ""), "Look for a product of this shop.")
    for row in values_at(listed.reading.data if listed else None, ("products", "*")):
        if isinstance(row, Mapping) and row.get("status") is True:
            yield to_int(row.get("product_id"))


def _read(session: ApiSession, number: int) -> Product | None:
    """The product as it is told, if nothing has to be chosen."""
    case = Case("product_read", Origin.EXAMPLE, "", query={"product_id": number})
    answer = session.ask(case, "Look whether it can be bought.")
    told = next(values_at(answer.reading.data if answer else None, ("product",)), None)
    if not isinstance(told, Mapping) or any(values_at(told, ("options", "*", "required"))):
        return None
    least = max(to_int(told.get("minimum")), 1)
    in_stock = to_int(told.get("quantity")) >= _ENOUGH * least
    return Product(number, told.get("shipping") is True, in_stock, least if least > 1 else 0)


def _nothing_to_buy(
    named: tuple[int, ...], tried: list[int], see: str = "", vanished: Sequence[int] = ()
) -> NotReached:
    numbers = ", ".join(map(str, tried)) or "none was found"
    if vanished:
        some = ", ".join(map(str, vanished))
        return NotReached(f"The store puts products into the cart ({some}), but its cart shows none of them.")
    hint = f", or see {see}" if see else ""
    if named:
        told = f"No product named with --product ({numbers}) can be bought, be it with options that its page shows."
        return NotReached(told, f"Name another{hint}.")
    told = (
        f"No product is known that can be bought, be it with options that its page shows (tried: {numbers})."
    )
    return NotReached(told, f"Name one with --product{hint}.")


def _candidates(contract: Contract) -> Iterator[int]:
    yield from contract.examination.target.products
    if contract.examination.target.products:
        return
    seen = [number for page in _PAGES for number in _on_page(contract.examination, page)]
    yield from seen or _stand_ins(contract)


def _on_page(examination: Examination, route: str) -> list[int]:
    query = (("search", "a"),) if route == "product/search" else ()
    return products_on(_page(examination, route, query, "Look for a product of this shop."))


def _stand_ins(contract: Contract) -> Iterator[int]:
    """The product of the description's own examples: that of OpenCart's demo catalogue."""
    for example in contract.described["cart_add"][0].examples:
        yield from (
            int(value) for value in values_at(example.form, ("product_id",)) if example.name == "accepted"
        )


def _bought(
    session: ApiSession, examination: Examination, number: int, choices: Choices = NO_CHOICES
) -> Product | list[str] | None:
    """The product as the cart shows it, if it got there: in the usual number, or in one that the shop lets one buy.

    The options that have to be chosen, by their numbers, where that was the reason.
    """
    one = _in_cart(session, number, 1, choices)
    if not isinstance(one, _Row):
        return one
    few = _at_least(session, one, one.least or (_on_its_page(examination, number) if one.content else ()))
    many = _in_cart(session, number, _ENOUGH * few.pieces, choices)
    if isinstance(many, _Row) and many.in_stock:
        return many.product(0 if few is one else few.pieces)
    return few.product(few.pieces)


def _choices(examination: Examination, number: int, wanted: Sequence[str]) -> Choices:
    """A choice for each of these options, as the product's page offers them; none where it does not show all."""
    offered = choices_on(_product_page(examination, number, "Look what can be chosen of it."))
    return {option: offered[option] for option in wanted} if offered.keys() >= set(wanted) else {}


def _at_least(session: ApiSession, one: _Row, least: tuple[int, ...]) -> _Row:
    """One piece, or as many as the shop asks for at least, as far as that could be read."""
    there = (pieces for pieces in least if one.stock is None or pieces <= one.stock)
    found = (_in_cart(session, one.number, pieces, one.choices) for pieces in there)
    return next((row for row in found if isinstance(row, _Row) and not row.least), one)


def _on_its_page(examination: Examination, number: int) -> tuple[int, ...]:
    """How many pieces the product's page starts with, if more than one: as many as must be bought."""
    page = _product_page(examination, number, "Look how many of it must be bought.")
    return tuple(pieces for pieces in map(int, _QUANTITY.findall(page)) if pieces > 1)


def _product_page(examination: Examination, number: int, purpose: str) -> str:
    return _page(examination, "product/product", (("product_id", str(number)),), purpose).text


def _page(examination: Examination, route: str, query: tuple[tuple[str, str], ...], purpose: str) -> Reply:
    url = examination.target.store.route(route, query)
    _, reply = examination.send(Request("GET", url, idempotent=True, page=True), purpose)
    return reply


@dataclass(frozen=True, slots=True)
class _Row:
    """A product in the cart; `least` are the numbers in what the shop says of too few pieces, the likeliest first.

    `content`: it says that they are enough, which 4.0 does of any number. `stock` is how many the shop has, where it tells.
    """

    number: int
    pieces: int
    ships: bool
    in_stock: bool
    least: tuple[int, ...]
    content: bool
    stock: int | None
    choices: Choices = field(default_factory=dict)

    def product(self, pieces: int) -> Product:
        """The product, with how many to buy."""
        return Product(self.number, self.ships, self.in_stock, pieces, self.stock, self.choices)


def _in_cart(session: ApiSession, number: int, pieces: int, choices: Choices) -> _Row | list[str] | None:
    """So many pieces of a product, and nothing else, in a cart; or the options that have to be chosen."""
    session.prepare((), anew=True)
    form = {"product_id": number, "quantity": pieces, **({"option": choices} if choices else {})}
    added = session.look(Case("cart_add", Origin.EXAMPLE, _LABEL, form=form), "Look for a product to buy.")
    if added is None or added.verdict is not Verdict.ACCEPTED:
        return _wanted(added) or None
    row = _row(added.reading.data, number, pieces) or _row(_cart(session), number, pieces)
    return replace(row, choices=choices) if row else None


def _wanted(refused: Answer | None) -> list[str]:
    keys = (_OPTION.fullmatch(key) for key in refused.errors) if refused else ()
    return [key[1] for key in keys if key]


def _cart(session: ApiSession) -> Any:
    """The cart, where it is kept and not answered at once, as 4.1 does."""
    cart = session.look(Case("cart_read", Origin.EXAMPLE, _LABEL), "Look whether it can be bought.")
    return cart.reading.data if cart else None


def _row(cart: Any, number: int, pieces: int) -> _Row | None:
    maps = (row for row in values_at(cart, ("products", "*")) if isinstance(row, Mapping))
    row = next((row for row in maps if str(row.get("product_id")) == str(number)), None)
    if row is None:
        return None
    ships = row.get("shipping", cart.get("shipping_required"))  # 4.0 tells it only of the cart as a whole
    in_stock = row.get("stock_status", row.get("stock")) is True
    # 4.1 tells how many there are, and beside it whether they are enough.
    stock = to_int(row.get("stock")) if "stock_status" in row else None
    return _Row(
        number,
        pieces,
        ships is True or str(ships) == "1",
        in_stock,
        tuple(least for least in _least(cart, row) if least > pieces),
        row.get("minimum") is True,
        stock,
    )


def _least(cart: Any, row: Mapping[Any, Any]) -> Iterator[int]:
    """How many pieces must be bought, the likeliest first: 4.1 tells it in the row, earlier versions beside the cart."""
    if "minimum_status" in row:
        yield to_int(row.get("minimum"))
    remarks = " ".join(map(str, values_at(cart, ("error", "minimum", "*"))))
    yield from (int(told) for told in reversed(re.findall(r"\d{1,9}", remarks)))
