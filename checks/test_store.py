"""The store: does an OpenCart API answer at this URL, and is what it answers clean?"""

from collections.abc import Iterable

from cartcheck.dialects.dialect import Breakage
from cartcheck.errors import NotReached
from cartcheck.findings.finding import Evidence, Finding, Level
from cartcheck.findings.finding_type import Example, FindingType
from cartcheck.findings.judging import check
from cartcheck.observations.answers import PageAnswer, Stained
from cartcheck.observations.recognition import Recognition, Trouble

ORDER = 10  # among the subjects of a report

SERVER_ERROR = FindingType(
    id="store.server-error",
    level=Level.ERROR,
    summary="The store's server fails on API calls ({detail}).",
    cause="PHP or the database of the shop ends every API call with an error of its own.",
    remedy=(
        "Open System > Maintenance > Error Logs in the shop's admin and read the newest lines.",
        "Ask the host for PHP's error log of this minute.",
    ),
    source="an HTTP status of 500 or more on routes that exist",
    precedence=5,
    examples=(Example(faults=("server-error",)),),
)

NOT_RECOGNISED = FindingType(
    id="store.not-recognised",
    level=Level.ERROR,
    summary="This does not answer like an OpenCart store that cartcheck knows.",
    cause=(
        "Either no OpenCart runs at this address (a wrong folder, a parked domain, another shop system), or it is a "
        "version whose API cartcheck does not speak; it speaks {known}."
    ),
    remedy=(
        "Check that URL/index.php?route=common/home shows the shop.",
        "Look up the version at the foot of the shop's admin.",
    ),
    source="the answers to the questions listed as evidence",
    confidence=0.9,
    precedence=5,
    examples=(Example(faults=("html-instead-of-json",)),),
)

PHP_MESSAGES = FindingType(
    id="store.prints-php-messages",
    level=Level.ERROR,
    summary="The store prints PHP messages into its API answers.",
    cause=(
        "PHP's own warnings stand in front of the JSON, so that a JSON parser fails on a good answer. OpenCart prints "
        "them while Display Errors is on, as its installer leaves it."
    ),
    remedy=(
        "Open System > Settings > your store > tab Server and set Display Errors to No; Log Errors may stay on.",
        "If they stay, set display_errors = Off in the server's php.ini.",
    ),
    source="OpenCart 3.0.5.1, catalog/controller/startup/error.php",
    versions="2.0.0.0–4.1.0.4",
    precedence=9,
    examples=(Example(faults=("notice-before-json",)),),
)

BYTE_ORDER_MARK = FindingType(
    id="store.byte-order-mark",
    level=Level.ERROR,
    summary="The store sends an invisible byte order mark before its API answers.",
    cause=(
        "A PHP file of the shop was saved as “UTF-8 with BOM”: its first three bytes stand before the JSON, which then "
        "is none for most parsers, although nothing can be seen."
    ),
    remedy=(
        "Find the file that was edited last (config.php, a language file, an extension) and save it without BOM.",
        "Disable extensions under Extensions > Modifications one by one, if no file was edited.",
    ),
    source="RFC 8259, 8.1: JSON on the wire has no byte order mark",
    versions="2.0.0.0–4.1.0.4",
    precedence=9,
    examples=(Example(faults=("bom-before-json",)),),
)

MAINTENANCE = FindingType(
    id="store.maintenance",
    level=Level.ADVICE,
    summary="The shop is in maintenance mode: customers see a closed shop, the API works.",
    cause=(
        "In maintenance mode OpenCart answers its pages with 503 and lets only the API and the admin through, so that "
        "orders can be entered while nobody can buy. The checks go on."
    ),
    remedy=(
        "Open System > Settings > your store > tab Server and set Maintenance Mode to No when the work is done.",
        "Let the program not take 503 of a page for the end of the store.",
    ),
    source="OpenCart 3.0.5.1, catalog/controller/startup/maintenance.php; measured on 2.0.3.1–4.1.0.4",
    versions="2.0.2.0–4.1.0.4",
    confidence=0.95,
    alternatives=("The host closed the site and let only the API through.",),
    examples=(
        Example(control=({"maintenance": True},)),
        Example(opencart="3.0.3.0", control=({"maintenance": True},)),
    ),
)

HIDES_VERSION = FindingType(
    id="store.maintenance-hides-version",
    level=Level.ERROR,
    summary="The shop is in maintenance mode, which hides what version it is.",
    cause=(
        "Pages of the shop tell some versions of 4.0 apart, and they answer 503 (Retry-After 3600) now. The API may well "
        "work meanwhile; cartcheck does not know how to speak to it."
    ),
    remedy=(
        "Open System > Settings > your store > tab Server and set Maintenance Mode to No, then run again.",
        "Look up the version at the foot of the shop's admin.",
    ),
    source="OpenCart 4.0.2.3, catalog/controller/startup/maintenance.php",
    versions="4.0.0.0–4.0.2.3",
    confidence=0.9,
    precedence=5,
    examples=(Example(opencart="4.0.2.3", control=({"maintenance": True},), faults=("bare-theme",)),),
)

CLOSES_API = FindingType(
    id="store.maintenance-closes-api",
    level=Level.ERROR,
    summary="The shop is in maintenance mode, which closes the API of this old version.",
    cause=(
        "2.0.0.0 to 2.0.1.1 answer API calls too with the page of maintenance mode (503, Retry-After 3600). From 2.0.2.0 on "
        "the API stays open."
    ),
    remedy=(
        "Open System > Settings > your store > tab Server and set Maintenance Mode to No, then run again.",
        "Upgrade the shop, if the API has to work in maintenance too.",
    ),
    source="OpenCart 2.0.1.1, catalog/controller/common/maintenance.php; changed in 2.0.2.0",
    versions="2.0.0.0–2.0.1.1",
    confidence=0.95,
    alternatives=("An extension or a rule of the host closes the API of a newer version.",),
    precedence=5,
    examples=(Example(opencart="2.0.1.1", control=({"maintenance": True},)),),
)

_BY_TROUBLE = {
    Trouble.MAINTENANCE: CLOSES_API,
    Trouble.HIDDEN: HIDES_VERSION,
    Trouble.SERVER_ERROR: SERVER_ERROR,
    Trouble.UNKNOWN: NOT_RECOGNISED,
}


@check
def test_store_is_recognised(recognition: Recognition, known_generations: str) -> Iterable[Finding]:
    """An OpenCart API answers here, and its generation is known."""
    if recognition.trouble is None:
        return
    if recognition.trouble not in _BY_TROUBLE:
        raise NotReached("OpenCart was not reached, so this was not asked.")
    facts = {"detail": recognition.detail or "no details", "known": known_generations}
    last = recognition.exchanges[-1] if recognition.exchanges else 0
    told = recognition.evidence or (f"The store answered: {recognition.trouble}.",)
    yield _BY_TROUBLE[recognition.trouble].found(*(Evidence(text, last) for text in told), facts=facts)


@check
def test_shop_is_open(shop_page: PageAnswer, recognition: Recognition) -> Iterable[Finding]:
    """The shop is not in maintenance mode."""
    if recognition.dialect is None:
        raise NotReached("The store was not recognised, so this was not asked.")
    if shop_page.closed:
        yield MAINTENANCE.found(
            Evidence(
                f"A page of the shop: HTTP {shop_page.reply.status}, Retry-After 3600.", shop_page.exchange
            )
        )


@check
def test_answers_are_clean(stained_answers: tuple[Stained, ...]) -> Iterable[Finding]:
    """Answers to well-formed requests hold JSON and nothing else."""
    for breakage, kind in ((Breakage.NOTICE, PHP_MESSAGES), (Breakage.BOM, BYTE_ORDER_MARK)):
        shown = [
            Evidence(f"{answer.how}: {answer.reading.said}", answer.exchange)
            for answer in stained_answers
            if answer.reading.breakage is breakage
        ]
        if shown:
            yield kind.found(*shown[:3], count=len(shown))
