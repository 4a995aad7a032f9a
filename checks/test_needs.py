"""Needs: can this store's API give what the integration needs?"""

from collections.abc import Iterable
from operator import attrgetter

from cartcheck.findings.finding import Evidence, Finding, Level
from cartcheck.findings.finding_type import Example, FindingType
from cartcheck.findings.judging import check
from cartcheck.needs.answer import NeedAnswer
from cartcheck.needs.way import Met

ORDER = 36  # among the subjects of a report; beside the promises of articles, which it uses
applies_where = attrgetter("target.needs")

NOT_POSSIBLE = FindingType(
    id="needs.not-possible",
    level=Level.ERROR,
    summary="The store's API cannot give what the integration needs: {needs}.",
    cause=(
        "OpenCart's API was made for the order form of its own admin: it fills carts and makes orders, and has no calls to "
        "list or read what is in the shop."
    ),
    remedy=("Plan the integration without it, or find another way. {instead}",),
    source="catalog/controller/api/ of OpenCart 2.0.3.1–4.1.0.4",
    versions="2.0.0.0–4.1.0.4",
    precedence=80,
    examples=(
        Example(needs=("products:read",)),
        *(
            Example(opencart=version, needs=("orders:list", "orders:status"))
            for version in ("2.0.3.1", "2.3.0.2", "4.0.1.1", "4.0.2.3", "4.1.0.4")
        ),
    ),
)

LIMITED = FindingType(
    id="needs.limited",
    level=Level.ADVICE,
    summary="The store's API gives what the integration needs within limits: {needs}.",
    cause="There is a call for it, but it does not do all that one may expect.",
    remedy=("Read the limits below, and write the integration for them.",),
    source="catalog/controller/api/ of OpenCart 2.0.3.1–4.1.0.4",
    versions="2.0.0.0–4.1.0.4",
    precedence=85,
    examples=(
        Example(needs=("orders:read",)),
        *(
            Example(opencart=version, needs=("orders:write",))
            for version in ("2.3.0.2", "4.0.2.3", "4.1.0.4")
        ),
    ),
)


@check
def test_the_store_gives_what_is_needed(needs: tuple[NeedAnswer, ...]) -> Iterable[Finding]:
    """The store's API can do what the integration needs."""
    yield from _found(NOT_POSSIBLE, [need for need in needs if need.met is Met.IMPOSSIBLE])
    yield from _found(LIMITED, [need for need in needs if need.met in {Met.LIMITED, Met.NOT_KNOWN}])


def _found(kind: FindingType, unmet: list[NeedAnswer]) -> Iterable[Finding]:
    if unmet:
        facts = {
            "needs": ", ".join(need.id for need in unmet),
            "instead": " ".join(dict.fromkeys(need.instead for need in unmet if need.instead)),
        }
        yield kind.found(*(Evidence(_line(need)) for need in unmet), facts=facts)


def _line(need: NeedAnswer) -> str:
    return f"{need.id}, to {need.says}: {need.met}. {' and '.join(need.routes)} {need.limits}".replace(
        "  ", " "
    ).strip()
