"""Claims: which of the promises that articles make about OpenCart's API does this store keep?"""

from collections.abc import Iterable
from typing import Any

from cartcheck.claims.claim import Claim
from cartcheck.claims.stand import State
from cartcheck.findings.finding import Evidence, Finding, Level
from cartcheck.findings.finding_type import Example, FindingType
from cartcheck.findings.judging import check

ORDER = 35  # among the subjects of a report; before tokens are left unused, since it needs one that works


def applies_where(examination: Any) -> bool:
    """The promised routes are asked by `cartcheck check`, and by a diagnosis that is told what is needed."""
    return bool(examination.thorough or examination.target.needs)


NOT_KEPT = FindingType(
    id="claims.not-kept",
    level=Level.ADVICE,
    summary="{count} of {total} promises that articles make of the API are not kept.",
    cause=(
        "Articles and REST extensions describe an API of OpenCart with lists of products, orders and customers and with "
        "telling status codes. No release has it, so this is no fault of the shop: a program that was written after such an "
        "article needs to be changed, or the shop needs an extension."
    ),
    remedy=(
        "Look up in the report what the store does instead of what the program expects, and change the program.",
        "Change the shop instead: {own}",
    ),
    source="catalog/controller/api/ of OpenCart 2.0.3.1–4.1.0.4; docs/claims.md has each promise for each version",
    versions="2.0.0.0–4.1.0.4",
    precedence=90,
    in_check_only=True,
    examples=(
        Example(),
        Example(opencart="documented", faults=("no-order-list",)),
        Example(faults=("extension-reads-products",)),
        *(Example(opencart=version) for version in ("2.0.3.1", "2.1.0.2", "2.2.0.0", "2.3.0.2", "3.0.3.0")),
        *(Example(opencart=version) for version in ("4.0.1.1", "4.0.2.3", "4.1.0.0", "4.1.0.4")),
    ),
)

_NOT_OPENCART = "ask whoever made the extension or controller that serves the API."


@check
def test_promises_of_articles_are_kept(claims: tuple[Claim, ...]) -> Iterable[Finding]:
    """It is known which promises of articles about the API this store keeps."""
    broken = [claim for claim in claims if claim.state in {State.NOT_KEPT, State.NOT_THERE}]
    if not broken:
        return
    shown = (Evidence(_line(claim), claim.exchange) for claim in broken)
    facts = {"count": len(broken), "total": len(claims), "own": _own(broken)}
    yield NOT_KEPT.found(*shown, facts=facts)


def _line(claim: Claim) -> str:
    return f"{claim.words} {claim.state.capitalize()}. {claim.does}".strip()


def _own(broken: list[Claim]) -> str:
    """How this version is given what it lacks: said of the first list that is not there."""
    lists = (claim.remedy for claim in broken if claim.id.endswith("-list") and claim.remedy)
    own = next(lists, _NOT_OPENCART)
    return own[0].lower() + own[1:]
