"""Order life: can what a call writes be read back, from the first product in a cart to the deleted order?"""

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING

from cartcheck.contract.breach import BreachKind
from cartcheck.contract.failure import Failure, FailureKind
from cartcheck.findings.finding import Evidence, Finding, Level
from cartcheck.findings.finding_type import Example, FindingType
from cartcheck.findings.judging import applying, check

if TYPE_CHECKING:
    from cartcheck.contract.lives import Broken
    from cartcheck.probes.examination import Examination

ORDER = 92

_COMPARE = "Compare catalog/controller/api/ and system/library/cart/ with the release of the store's version."
_EXTENSION = (
    "Open Extensions > Modifications in the shop's admin and look for one about carts, orders or prices."
)

CART = FindingType(
    id="effect.cart-not-kept",
    level=Level.ERROR,
    summary="{what} answers success, and the cart is not as it should be then.",
    cause=(
        "The cart was read after {what} and held another number of pieces than was written. Orders made of such a cart "
        "are wrong, and no answer says so."
    ),
    remedy=(_COMPARE, _EXTENSION),
    source="OpenCart 3.0.5.1, system/library/cart/cart.php",
    precedence=52,
    examples=tuple(
        Example(faults=(name,)) for name in ("cart-add-lost", "cart-edit-ignored", "cart-remove-ignored")
    ),
)

SHARED = FindingType(
    id="effect.cart-shared",
    level=Level.ERROR,
    summary="The cart of one session is shown to another.",
    cause=(
        "A session that put nothing into its cart was shown what another had put in. Programs that work at the same time "
        "mix up their orders, and customers may see each other's carts."
    ),
    remedy=(_COMPARE, _EXTENSION),
    source="OpenCart 3.0.5.1, system/library/cart/cart.php: rows by api_id and session_id",
    alternatives=("A cache in front of the shop answers one caller with what it kept for another.",),
    precedence=51,
    examples=(Example(faults=("cart-shared",)),),
)

TOTALS = FindingType(
    id="effect.totals-differ",
    level=Level.WARNING,
    summary="The totals do not add up.",
    cause=(
        "OpenCart's last total is what the lines above it come to, and the total of a row is the price of one piece times "
        "their number. Here it is not so."
    ),
    remedy=(
        "Open Extensions > Extensions > Order Totals and switch one after the other off, to see which line is wrong.",
        _EXTENSION,
    ),
    source="OpenCart 3.0.5.1, catalog/model/extension/total/total.php",
    confidence=0.9,
    alternatives=("An extension adds a line that is for information only.",),
    precedence=61,
    examples=(Example(faults=("totals-wrong",)), Example(faults=("row-total-wrong",))),
)

PRICE = FindingType(
    id="effect.price-changed",
    level=Level.WARNING,
    summary="The price of a product changes when a cart or an order is changed.",
    cause=(
        "The same product was bought by the same buyer, and one piece cost something else for the same number of pieces, "
        "or more for a higher number."
    ),
    remedy=(
        "Look at the product's tabs Discount and Special in Catalog > Products.",
        _EXTENSION,
    ),
    source="OpenCart 3.0.5.1, system/library/cart/cart.php: the price is looked up anew by product, options and quantity",
    confidence=0.8,
    alternatives=("Somebody changed the product, or a special began or ended, during the run.",),
    precedence=61,
    examples=(Example(faults=("price-changed-on-edit",)),),
)

ANSWER = FindingType(
    id="effect.answer-changes",
    level=Level.WARNING,
    summary="The same {what}, sent twice, is accepted once and not again.",
    cause=(
        "OpenCart answers the same {what} in the same session alike. A program that repeats a call whose answer was "
        "lost takes the second answer for a failure."
    ),
    remedy=(_COMPARE, _EXTENSION),
    source="OpenCart 3.0.5.1, catalog/controller/api/*.php",
    precedence=63,
    examples=(Example(faults=("refuses-repetition",)),),
)

ORDER_DIFFERS = FindingType(
    id="effect.order-differs",
    level=Level.ERROR,
    summary="An order tells something else than was ordered: {what}.",
    cause="The order was read after it was made, and {what} is not as it was written or as the cart told it before.",
    remedy=("Compare catalog/model/checkout/order.php with the release of the store's version.", _EXTENSION),
    source="OpenCart 3.0.5.1, catalog/controller/api/order.php and catalog/model/checkout/order.php",
    confidence=0.9,
    alternatives=("An extension changes what is typed in, for instance the case of names.",),
    precedence=52,
    examples=(
        *(Example(faults=(name,)) for name in ("order-total-differs", "another-order-read", "letters-lost")),
        Example(faults=("order-not-kept",), also=("contract.order-left-behind",)),
    ),
)

HISTORY = FindingType(
    id="effect.history-differs",
    level=Level.WARNING,
    summary="An order's history is not as it was written: {what}.",
    cause=(
        "Adding to the history was answered with success, and in the order that was read then {what}. A warehouse and a "
        "shop disagree about what was sent."
    ),
    remedy=("Compare catalog/model/checkout/order.php with the release of the store's version.", _EXTENSION),
    source="OpenCart 3.0.5.1, catalog/model/checkout/order.php, addOrderHistory",
    confidence=0.9,
    alternatives=("An extension moves orders on by itself, for instance on payment.",),
    precedence=61,
    examples=(
        Example(faults=("history-not-kept",)),
        Example(opencart="documented", faults=("history-kept-twice",)),
    ),
)

DELETED = FindingType(
    id="effect.order-not-deleted",
    level=Level.ERROR,
    summary="An order that was deleted with success is still there.",
    cause=(
        "The store answered success to deleting an order, and still finds it. What this run made to test with may be left "
        "in the store because of it."
    ),
    remedy=(
        "Open Sales > Orders in the shop's admin and delete the orders named below.",
        "Compare catalog/controller/api/order.php and catalog/model/checkout/order.php with the release.",
    ),
    source="OpenCart 3.0.5.1, catalog/controller/api/order.php, delete",
    precedence=50,
    examples=(Example(faults=("delete-ignored",)),),
)

_TYPES = {
    BreachKind.CART: CART,
    BreachKind.SHARED: SHARED,
    BreachKind.TOTALS: TOTALS,
    BreachKind.PRICE: PRICE,
    BreachKind.ANSWER: ANSWER,
    BreachKind.ORDER: ORDER_DIFFERS,
    BreachKind.HISTORY: HISTORY,
    BreachKind.DELETED: DELETED,
}
# Told in the words of the contract tests, which make orders as well.
_LEFT = {
    FailureKind.OWN_FIELD: "contract.own-field",
    FailureKind.ORDER_LEFT: "contract.order-left-behind",
    FailureKind.ORDER_STAYS: "contract.order-stays",
    FailureKind.RECORDS_STAY: "contract.records-stay",
}


def _has(call: str) -> object:
    def is_there(examination: "Examination") -> bool:
        from cartcheck.contract.contract import has_call

        return has_call(examination, call)

    return is_there


def _finding(broken: "Broken", examination: "Examination") -> Finding:
    purposes = (examination.transport.exchanges[number - 1].purpose for number in broken.chain)
    chain = (Evidence(purpose, number) for purpose, number in zip(purposes, broken.chain, strict=True))
    confidence = None if broken.times > 1 else _TYPES[broken.breach.kind].confidence * 0.7
    return _TYPES[broken.breach.kind].found(
        Evidence(broken.breach.text, broken.chain[-1]),
        *chain,
        confidence=confidence,
        facts={"what": broken.breach.what},
    )


def _left(failure: Failure) -> Finding:
    from cartcheck.findings.catalogue import find

    shown = Evidence(failure.text, failure.exchange)
    return find(_LEFT[failure.kind]).found(shown, operation="order_life", facts=failure.facts)


def _life(examination: "Examination", part: str, reached: Counter[str]) -> Iterable[Finding]:
    # Loads hypothesis: when a life is lived, not when checks are listed.
    from cartcheck.contract.lives import Broken, lived
    from cartcheck.contract.steps import Part

    for one in lived(examination, Part(part), reached):
        yield _finding(one, examination) if isinstance(one, Broken) else _left(one)


@applying(_has("cart_add"))
@check
def test_cart_keeps_what_is_put_in(examination: "Examination", reached: Counter[str]) -> Iterable[Finding]:
    """What is put into a cart is in it, adds up, and is nobody else's."""
    yield from _life(examination, "cart", reached)


@applying(_has("order_create"))
@check
def test_order_is_what_was_written(examination: "Examination", reached: Counter[str]) -> Iterable[Finding]:
    """An order is what was ordered, keeps each status, and is gone when it is deleted."""
    yield from _life(examination, "order", reached)
