"""The comparison one can mail: one HTML page, both sides beside each other, filtered without scripts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

import cartcheck
from cartcheck.comparison.difference import Severity
from cartcheck.reports.comparison_evidence import Evidence, Side
from cartcheck.reports.comparison_text import MEANINGS, by_task, named, verdict
from cartcheck.reports.html import csp_hash, environment, stylesheet

if TYPE_CHECKING:
    from cartcheck.comparison.comparison import Comparison
    from cartcheck.comparison.difference import Difference

# Each severity has the shape and the colour of a level or state of the other report.
_LOOKS = {
    Severity.BREAKING: "error",
    Severity.RISKY: "warning",
    Severity.COSMETIC: "note",
    Severity.IMPROVEMENT: "can-work",
}


@dataclass(frozen=True, slots=True)
class Shown:
    """A difference with what shows it; `look` names its shape and colour."""

    difference: Difference
    look: str
    proofs: tuple[tuple[str, Side | None, Side | None], ...]


def to_html(comparison: Comparison) -> str:
    """The page. Differences that are accepted stand at the end, with the reason."""
    evidence = Evidence(comparison)
    style = stylesheet("base.css", "report.css", "comparison.css")
    worst = next((severity for severity, count in comparison.counts().items() if count), None)
    return (
        environment()
        .get_template("comparison.html.j2")
        .render(
            before=named(comparison.before),
            after=named(comparison.after),
            names=(evidence.text(comparison.before.name), evidence.text(comparison.after.name)),
            verdict=verdict(comparison),
            look=_LOOKS[worst] if worst else "can-work",
            filters=[
                (severity, _LOOKS[severity], count, MEANINGS[severity])
                for severity, count in comparison.counts().items()
            ],
            groups=[
                (task, [_shown(one, evidence) for one in some]) for task, some in by_task(comparison.open)
            ],
            accepted=[one for one in comparison.differences if one.accepted],
            problems=[evidence.text(problem) for problem in comparison.problems],
            version=cartcheck.__version__,
            style=Markup(style),  # noqa: S704 - our own file
            style_hash=csp_hash(style),
        )
    )


def _shown(difference: Difference, evidence: Evidence) -> Shown:
    proofs = tuple(
        (proof.question, evidence.side(proof.before), evidence.side(proof.after))
        for proof in difference.proofs
    )
    return Shown(difference, _LOOKS[difference.severity], proofs)
