"""Contract: does every call of the API take, refuse and answer what its description says?"""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from cartcheck.contract.failure import FailureKind, Group
from cartcheck.contract.names import operation_titles
from cartcheck.findings.finding import Evidence, Finding, Level
from cartcheck.findings.finding_type import Example, FindingType
from cartcheck.findings.judging import applying, check

if TYPE_CHECKING:
    from cartcheck.probes.examination import Examination

ORDER = 90

VALID_REFUSED = FindingType(
    id="contract.valid-refused",
    level=Level.ERROR,
    summary="The store refuses data that are right: {field}.",
    cause=(
        "OpenCart's own code takes this. The store refuses it ({field}): an extension or a changed file checks more than "
        "OpenCart does, or checks it wrongly."
    ),
    remedy=(
        "Open Extensions > Modifications and Extensions > Installer in the shop's admin and look for one about the API.",
        "Compare catalog/controller/api/ with the release of the store's version.",
    ),
    source="the description in openapi/, read from OpenCart's catalog/controller/api/*.php and measured",
    confidence=0.9,
    alternatives=("The shop's settings ask for more than usual, for instance a required custom field.",),
    precedence=60,
    examples=tuple(
        Example(faults=(name,))
        for name in (
            *("refuses-valid-customer", "refuses-valid-order", "refuses-valid-amount"),
            *("refuses-to-list-payments", "silent-refusal"),
        )
    ),
)

INVALID_ACCEPTED = FindingType(
    id="contract.invalid-accepted",
    level=Level.WARNING,
    summary="The store accepts data that it should refuse: {field}.",
    cause=(
        "OpenCart's own code refuses this ({field}) and the store answers success. Mistakes of a program show only later, "
        "as orders nobody can ship."
    ),
    remedy=(
        "Compare catalog/controller/api/ with the release of the store's version; a check is missing there.",
    ),
    source="the description in openapi/, read from OpenCart's catalog/controller/api/*.php and measured",
    confidence=0.9,
    precedence=65,
    examples=(Example(faults=("accepts-anything",)),),
)

NOT_NAMED = FindingType(
    id="contract.wrong-field-not-named",
    level=Level.WARNING,
    summary="The store refuses wrong data without naming the field: {field}.",
    cause="OpenCart names each wrong field as a key of `error`; this store refuses and does not name {field}.",
    remedy=("Compare catalog/controller/api/ with the release: the key of the message was changed or lost.",),
    source="the description in openapi/, read from OpenCart's catalog/controller/api/*.php and measured",
    confidence=0.9,
    precedence=66,
    examples=(Example(faults=("error-without-field",)),),
)

OPEN = FindingType(
    id="contract.open-without-token",
    level=Level.WARNING,
    summary="A call is let in {how}.",
    cause=(
        "OpenCart looks who calls before it answers: each call of 2.x and 3.0 by itself, 4.x in one place for all. "
        "That check is gone for this call."
    ),
    remedy=(
        "Restore catalog/controller/api/ and catalog/controller/startup/ from the release.",
        "Remove extensions that disable API checks.",
    ),
    source="OpenCart 3.0.5.1, catalog/controller/api/*.php; 4.0.2.3 and 4.1.0.4, catalog/controller/startup/api.php",
    precedence=55,
    examples=(Example(faults=("open-without-token-on-one-call",)),),
)

MISMATCH = FindingType(
    id="contract.answer-differs",
    level=Level.WARNING,
    summary="An answer differs from OpenCart's: {what}.",
    cause=(
        "A program written for OpenCart looks for what OpenCart answers. Here {what}: an extension or a changed file "
        "answers in its place."
    ),
    remedy=(
        "Open Extensions > Modifications in the shop's admin and look for one that changes this answer.",
        "Make the program ready for this store if the change is wanted.",
    ),
    source="the description in openapi/, measured on stores of each version",
    confidence=0.9,
    precedence=62,
    examples=tuple(
        Example(faults=(name,)) for name in ("renamed-field", "number-for-string", "object-for-list")
    ),
)

UNEXPECTED = FindingType(
    id="contract.unexpected-member",
    level=Level.ADVICE,
    summary="An answer holds more than OpenCart's: {what}.",
    cause="Here {what}. An extension adds it; a program that ignores what it does not know is not disturbed.",
    remedy=("Ignore unknown members of an answer in the program.",),
    source="the description in openapi/, measured on stores of each version",
    precedence=70,
    examples=(Example(faults=("additional-field",)),),
)

MEDIA_TYPE = FindingType(
    id="contract.media-type",
    level=Level.WARNING,
    summary="JSON answers are not sent as application/json: {what}.",
    cause="The media type is {what}. Many HTTP clients parse JSON only where the header says that it is JSON.",
    remedy=(
        "Look for a changed Content-Type in catalog/controller/api/ and in the web server's settings.",
        "Parse the body as JSON in the program, whatever the header says.",
    ),
    source="OpenCart 3.0.5.1, catalog/controller/api/*.php: each sets application/json",
    precedence=64,
    examples=(Example(faults=("wrong-media-type",)),),
)

PHP_MESSAGE = FindingType(
    id="contract.php-message",
    level=Level.WARNING,
    summary="A call prints a PHP message before its JSON.",
    cause="{message}. A JSON parser fails on such an answer.",
    remedy=(
        "Open System > Settings > your store > tab Server and set Display Errors to No.",
        "Send the message to whoever wrote the file that it names.",
    ),
    source="OpenCart 3.0.5.1, catalog/controller/startup/error.php",
    precedence=58,
    examples=(Example(faults=("notice-on-one-call",)),),
)

BROKEN = FindingType(
    id="contract.broken-answer",
    level=Level.ERROR,
    summary="A call gives no answer of the API: {what}.",
    cause="Instead of JSON came: {what}. Something in front of OpenCart or an error inside it answered.",
    remedy=(
        "Look at the exchange below and find out who wrote it: OpenCart, an extension or a server in front.",
        "Open System > Maintenance > Error Logs in the shop's admin and read the lines of that minute.",
    ),
    source="OpenCart 3.0.5.1, catalog/controller/api/*.php answer JSON in every case",
    precedence=57,
    examples=tuple(Example(faults=(name,)) for name in ("html-on-one-call", "server-error-on-one-call")),
)

ARRAY_FOR_TEXT = FindingType(
    id="defect.array-for-text",
    level=Level.ADVICE,
    summary="An array sent where text is expected, or text for an array, ends in HTTP 500.",
    cause="PHP 8 stops with a TypeError when a controller treats the one as the other; nothing checks the type before.",
    remedy=("Send each field once and without brackets, unless the description says that it is a map.",),
    source="OpenCart 3.0.5.1, catalog/controller/api/*.php; measured on 2.0.3.1, 2.1.0.2, 2.3.0.2, 3.0.3.6, 3.0.3.9 "
    "and 3.0.5.1; open",
    versions="2.0.0.0–3.0.5.1 on PHP 8",
    precedence=75,
)

FOUR_BYTE_TEXT = FindingType(
    id="defect.four-byte-text",
    level=Level.ADVICE,
    summary="An emoji or another rare character in a code or a user name ends in HTTP 500.",
    cause=(
        "The tables are utf8mb4 from 3.0.5.0 on, while the connection still speaks utf8 of three bytes: the database "
        "cannot compare the two and stops."
    ),
    remedy=("Take characters beyond U+FFFF out before sending.",),
    source="OpenCart 3.0.5.1, install/opencart.sql and system/library/db/mysqli.php; measured on 3.0.5.1; open in 3.0",
    versions="3.0.5.0–3.0.5.1",
    precedence=75,
)

HUGE_NUMBER = FindingType(
    id="defect.huge-number",
    level=Level.ADVICE,
    summary="A number above 2147483647 is accepted but cut, or ends in HTTP 500.",
    cause="The number goes into the SQL as it is: the column holds no more, and adding to a row overflows.",
    remedy=("Check quantities and ids before sending: more than 2147483647 never fits.",),
    source="OpenCart 3.0.5.1, system/library/cart/cart.php; measured on 2.0.3.1, 2.1.0.2, 2.3.0.2, 3.0.3.6, 3.0.3.9, "
    "3.0.5.1, 4.0.1.1 and 4.0.2.3; open",
    versions="2.0.0.0–4.0.2.3",
    precedence=75,
)

TEXT_FOR_AMOUNT = FindingType(
    id="defect.text-for-amount",
    level=Level.ADVICE,
    summary="A word for an amount in a list of gift vouchers ends in HTTP 500.",
    cause="Rows of `voucher[n]` are taken unchecked, and PHP 8 stops where it is to convert a text that is no number.",
    remedy=("Send the amount of each row as a number, also where it is 0.",),
    source="OpenCart 3.0.5.1, catalog/controller/api/voucher.php, add; measured; open",
    versions="2.0.1.0–3.0.5.1 on PHP 8",
    precedence=75,
)

MISSING_FIELD_MESSAGE = FindingType(
    id="defect.missing-field-message",
    level=Level.ADVICE,
    summary="A missing field prints a PHP message before the JSON.",
    cause="The controller reads the field without looking whether it was sent, and Display Errors is on.",
    remedy=(
        "Send every field, also the empty ones.",
        "Open System > Settings > your store > tab Server and set Display Errors to No.",
    ),
    source="OpenCart 3.0.5.1, catalog/controller/api/cart.php, currency.php and reward.php; measured; open",
    versions="3.0.0.0–3.0.5.1",
    precedence=75,
)

EDIT_OF_NOTHING = FindingType(
    id="defect.edit-of-nothing",
    level=Level.ADVICE,
    summary="Changing a row of the cart without naming one is answered with success.",
    cause="The controller looks neither whether a row was named nor whether it is there.",
    remedy=("Read the cart after changing it.",),
    source="OpenCart 3.0.5.1, catalog/controller/api/cart.php, edit; measured on 3.0.3.9 and 3.0.5.1; open",
    versions="2.1.0.0–3.0.5.1",
    precedence=75,
)

VANISHING_QUANTITY = FindingType(
    id="defect.vanishing-quantity",
    level=Level.ADVICE,
    summary="A quantity of 0, below 0 or in words is accepted, and the row vanishes.",
    cause="The quantity is cast to an integer and not checked; reading the cart removes rows below 1.",
    remedy=("Send whole quantities from 1 up, and read the cart afterwards.",),
    source="OpenCart 3.0.5.1, catalog/controller/api/cart.php and system/library/cart/cart.php; measured; open",
    versions="2.1.0.0–3.0.5.1",
    precedence=75,
)

EMPTY_ANSWER = FindingType(
    id="defect.empty-answer",
    level=Level.ADVICE,
    summary="A cart call without its main field answers [], neither success nor error.",
    cause="The controller does nothing without the field, and PHP prints its empty answer as an empty list.",
    remedy=("Take every answer without `success` for a refusal.",),
    source="OpenCart 3.0.5.1, catalog/controller/api/cart.php, add and remove; measured on 3.0.3.9 and 3.0.5.1; open",
    versions="2.1.0.0–3.0.5.1",
    precedence=75,
)

CITY_TOLD_WRONGLY = FindingType(
    id="defect.city-told-wrongly",
    level=Level.ADVICE,
    summary="A city of more than 32 letters is refused with a text that allows 128.",
    cause="The text says “between 3 and 128 characters”; the code checks for 2 to 32.",
    remedy=("Cut the city to 32 letters before sending.",),
    source="OpenCart 3.0.5.1, catalog/controller/api/payment.php; for shipping fixed in 3.0.3.9; measured; open",
    versions="2.0.0.0–3.0.5.1",
    precedence=75,
)

UNKNOWN_STATUS = FindingType(
    id="defect.unknown-status",
    level=Level.ADVICE,
    summary="A history entry without a status is accepted, and hides the order.",
    cause="A missing order_status_id counts as 0: the order then stands under “Missing Orders” only.",
    remedy=("Send a status of the shop with each history entry.",),
    source="OpenCart 3.0.5.1, catalog/controller/api/order.php, history; measured on 3.0.3.9, 3.0.5.1 and 4.1.0.4; open",
    versions="2.0.0.0–4.1.0.4",
    precedence=75,
)

ORDER_BESIDE_ERROR = FindingType(
    id="defect.order-beside-error",
    level=Level.ADVICE,
    summary="An order is read and said not to be found in one answer.",
    cause="The order goes into the answer itself and a variable that was never set is looked at, so the error comes always.",
    remedy=("Take the fields of the order, whatever `error` says, or update to 2.3.0.0 or newer.",),
    source="OpenCart 2.2.0.0, catalog/controller/api/order.php, info; fixed in 2.3.0.0",
    versions="2.2.0.0",
    precedence=75,
)

ERROR_PAGE = FindingType(
    id="defect.error-page",
    level=Level.ADVICE,
    summary="Wrong fields end in a redirect to error.html or a PHP error, no refusal.",
    cause=(
        "4.x sends the caller away at whatever PHP complains about: a word where a number is wanted, a field that is "
        "not there. With Display Errors on it prints what PHP said instead. Nothing is done, and no field is named."
    ),
    remedy=(
        "Send every field, and numbers where numbers are wanted.",
        "Take HTTP 302 to error.html for a refusal, and an answer that is no JSON.",
    ),
    source="OpenCart 4.0.2.3, catalog/controller/startup/error.php; measured on 4.0.0.0, 4.0.1.1, 4.0.2.3 and 4.1.0.4",
    versions="4.0.0.0–4.1.0.4; from 4.1.0.4 on only what stops PHP does it",
    precedence=75,
)

NO_SESSION = FindingType(
    id="defect.no-session",
    level=Level.ADVICE,
    summary="Without a valid token a call ends in HTTP 500 instead of a refusal.",
    cause="2.1 makes no session where no token is accepted, and every call asks it first: PHP 8 stops there.",
    remedy=("Take HTTP 500 for “log in again”.", "Run 2.1 with PHP 5 or 7, as it was made for."),
    source="OpenCart 2.1.0.2, index.php and catalog/controller/api/*.php; measured on 2.1.0.2; open",
    versions="2.1.0.0–2.1.0.2 on PHP 8",
    precedence=75,
)

ORDER_NOT_MADE = FindingType(
    id="defect.order-not-made",
    level=Level.ADVICE,
    summary="The API makes no orders: every call for one ends in a redirect to error.html.",
    cause=(
        "The order is stored with the numbers of the addresses, which the calls before it do not keep in 4.0.2.0 and "
        "4.0.2.1. PHP complains, and the shop sends the caller away. 4.0.2.2 and 4.0.2.3 do so where nothing of it is "
        "shipped: the mail about it names a way of shipping that there is none of. There the order was made all the same."
    ),
    remedy=(
        "Update the shop to 4.0.2.2 or newer.",
        'Does it sell what is not shipped: to 4.1.0.0 or newer. Orders that were made so stand under "Missing Orders".',
    ),
    source=(
        "OpenCart 4.0.2.0, catalog/controller/api/sale/order.php and catalog/model/checkout/order.php; 4.0.2.3, "
        "catalog/controller/mail/order.php; measured on 4.0.2.3"
    ),
    versions="4.0.2.0–4.0.2.3",
    precedence=74,
)

VOUCHER_MODEL = FindingType(
    id="defect.voucher-model",
    level=Level.ADVICE,
    summary="Paying with a gift voucher always ends in HTTP 500.",
    cause="The call loads the model of the wrong folder, and PHP stops.",
    remedy=("Do without api/voucher, or update to 2.2.0.0 or newer.",),
    source="OpenCart 2.1.0.2, catalog/controller/api/voucher.php; measured on 2.1.0.2; fixed in 2.2.0.0",
    versions="2.1.0.0–2.1.0.2",
    precedence=74,
)

DUMPED_ANSWER = FindingType(
    id="defect.dumped-answer",
    level=Level.ADVICE,
    summary="Deleting an order is answered by a dump of PHP's, not by JSON.",
    cause="The call ends in print_r; the lines that would send JSON are commented out. The order is deleted all the same.",
    remedy=("Look for `[success]` in that answer, or update to 2.0.1.0 or newer.",),
    source="OpenCart 2.0.0.0, catalog/controller/api/order.php, delete; fixed in 2.0.1.0",
    versions="2.0.0.0",
    precedence=74,
)

STARTUP_MESSAGES = FindingType(
    id="defect.startup-messages",
    level=Level.ADVICE,
    summary="A refusal comes after PHP messages about OpenCart's own start.",
    cause=(
        "The token is read without a look whether it was sent, and before the shop's settings say that messages are not to "
        "be shown. On PHP 8 much that was written for PHP 7 is told to be deprecated besides."
    ),
    remedy=("Send the token with every call.", "Update to 3.0.3.0 or newer."),
    source="OpenCart 3.0.2.0, catalog/controller/startup/session.php; measured on 3.0.2.0 with PHP 8.2; fixed in 3.0.3.0",
    versions="3.0.0.0–3.0.2.0",
    precedence=75,
)

SHIPPING_DEMANDED = FindingType(
    id="defect.shipping-demanded",
    level=Level.ADVICE,
    summary="A cart that is to be shipped cannot be reckoned without an address.",
    cause="4.1.0.0 reads the fields of the shipping address in every call without looking whether they were sent.",
    remedy=("Send the whole shipping address with every call, or update to 4.1.0.1 or newer.",),
    source="OpenCart 4.1.0.0, catalog/controller/api/shipping_address.php; fixed in 4.1.0.1",
    versions="4.1.0.0",
    precedence=74,
)

OWN_FIELD = FindingType(
    id="contract.own-field",
    level=Level.ADVICE,
    summary="This shop asks for fields of its own: {field}.",
    cause=(
        "The shop's owner added {field} and made it required: OpenCart refuses customers or addresses without it. A program "
        "that does not send it can make no order here, as good as it may be elsewhere."
    ),
    remedy=(
        "Send {field} with each customer and address; Customers > Custom Fields in the shop's admin says what it takes.",
        "A call that is still refused for it takes only some texts: name one for the tests with --custom-field ID=VALUE.",
    ),
    source="OpenCart 3.0.5.1, catalog/controller/api/customer.php, payment.php and shipping.php; measured",
    precedence=75,
    examples=tuple(
        Example(opencart=version, control=({"custom_fields": ["VAT number"]},))
        for version in ("2.3.0.2", "3.0.5.1", "4.0.2.3", "4.1.0.4")
    ),
)

ORDER_LEFT = FindingType(
    id="contract.order-left-behind",
    level=Level.WARNING,
    summary="Orders that this run made to test with are still in the store.",
    cause="With leave to write, the run makes orders and deletes them at its end; those named below are still there: "
    "the store did not delete them, or the run ended first.",
    remedy=("Open Sales > Orders in the shop's admin and delete the orders named below.",),
    source="OpenCart 3.0.5.1, catalog/controller/api/order.php, delete",
    precedence=20,
    examples=(Example(faults=("refuses-delete",)),),
)

ORDER_STAYS = FindingType(
    id="contract.order-stays",
    level=Level.ADVICE,
    summary="An order that this run made to test with stays: 4.1 deletes none.",
    cause=(
        "With leave to write, the run makes an order, and 4.1 has no call that deletes one. It was made only once, and has "
        "the status 0 now: its products are back in the stock, and it stands under “Missing Orders”."
    ),
    remedy=(
        "Open Sales > Orders in the shop's admin, filter by “Missing Orders” and delete the order named below.",
    ),
    source="OpenCart 4.1.0.4, catalog/controller/api/order.php: its calls; measured",
    versions="4.1.0.0–4.1.0.4",
    precedence=76,
    examples=(Example(opencart="4.1.0.4"),),
)

RECORDS_STAY = FindingType(
    id="contract.records-stay",
    level=Level.ADVICE,
    summary="What this run made to test with stays: no call removes it.",
    cause=(
        "With leave to write, the run makes orders, products and customers, and this API has no call that deletes one. As "
        "few as possible were made; orders have the status 0 now, products and customers are switched off, as far as told."
    ),
    remedy=("Delete what is named below in the shop's admin, under Sales, Catalog and Customers.",),
    source="openapi/documented.yaml: its calls",
    precedence=76,
    examples=(Example(opencart="documented"),),
)

_TYPES: Mapping[FailureKind, FindingType] = {
    FailureKind.VALID_REFUSED: VALID_REFUSED,
    FailureKind.INVALID_ACCEPTED: INVALID_ACCEPTED,
    FailureKind.NOT_NAMED: NOT_NAMED,
    FailureKind.OPEN: OPEN,
    FailureKind.MISMATCH: MISMATCH,
    FailureKind.UNEXPECTED: UNEXPECTED,
    FailureKind.MEDIA_TYPE: MEDIA_TYPE,
    FailureKind.PHP_MESSAGE: PHP_MESSAGE,
    FailureKind.BROKEN: BROKEN,
    FailureKind.OWN_FIELD: OWN_FIELD,
    FailureKind.ORDER_LEFT: ORDER_LEFT,
    FailureKind.ORDER_STAYS: ORDER_STAYS,
    FailureKind.RECORDS_STAY: RECORDS_STAY,
}


# The true defects of OpenCart among the findings above, by the cause that the oracle gives them.
_DEFECTS = {
    kind.id.removeprefix("defect."): kind
    for kind in tuple(globals().values())
    if isinstance(kind, FindingType) and kind.id.startswith("defect.")
}


def _finding(group: Group, operation: str) -> Finding:
    shown = tuple(Evidence(failure.text, failure.exchange) for failure in group.shown)
    kind = _DEFECTS[group.cause] if group.kind is FailureKind.DEFECT else _TYPES[group.kind]
    return kind.found(*shown, operation=operation, count=group.count, facts=group.facts)


def _contract_of(name: str, title: str) -> object:
    def is_there(examination: "Examination") -> bool:
        from cartcheck.contract.contract import has_call

        return has_call(examination, name)

    @applying(is_there)
    @check
    def keeps_its_contract(examination: "Examination", reached: Counter[str]) -> Iterable[Finding]:
        # Loads schemathesis: when cases are generated, not when checks are listed.
        from cartcheck.contract.trial import tried

        for group in tried(examination, name, reached):
            yield _finding(group, name)

    keeps_its_contract.__name__ = keeps_its_contract.__qualname__ = f"test_{name}"
    keeps_its_contract.__doc__ = f"{title}: {name} keeps its contract."
    return keeps_its_contract


globals().update({f"test_{name}": _contract_of(name, title) for name, title in operation_titles().items()})
