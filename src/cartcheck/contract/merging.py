"""One cause, one finding: what several operations show alike is told once, with a count."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cartcheck.contract.failure import SEVERAL

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cartcheck.findings.finding import Finding

_SHOWN = 5  # pieces of evidence kept, or one of each operation if those are more

# What a diagnostic check has found already is the cause of what contract tests see, call by call.
_EXPLAINED = {
    "contract.php-message": {"store.prints-php-messages"},
    "contract.open-without-token": {"token.not-needed", "token.made-up-accepted"},
    "own.php-message": {"store.prints-php-messages"},
    "own.open-without-token": {"token.not-needed", "token.made-up-accepted"},
    "contract.broken-answer": {"token.broken-answer"},
}


def one_per_cause(findings: Iterable[Finding]) -> list[Finding]:
    """The findings, those of the same words over several operations as one, without those that another explains."""
    told = list(findings)
    found = {finding.id for finding in told}
    groups: dict[tuple[object, ...], list[Finding]] = {}
    for finding in told:
        if not _EXPLAINED.get(finding.id, set()) & found:
            groups.setdefault((finding.id, *_words(finding, told)), []).append(finding)
    return [_merged(some) if some[0].operation else some[0] for some in groups.values()]


def _words(finding: Finding, told: list[Finding]) -> tuple[str, str]:
    """What tells causes apart; where a store treats several fields of one call alike, it does so with all of them."""
    alike = (one for one in told if one.id == finding.id and SEVERAL in one.summary)
    shown = next(alike, finding)
    return shown.summary, shown.cause


def _merged(findings: list[Finding]) -> Finding:
    evidence = [piece for rank in zip(*(f.evidence for f in findings), strict=False) for piece in rank]
    rest = [piece for finding in findings for piece in finding.evidence if piece not in evidence]
    broadest = next((finding for finding in findings if SEVERAL in finding.summary), findings[0])
    return replace(
        broadest,
        operation=", ".join(dict.fromkeys(finding.operation for finding in findings)),
        count=sum(finding.count for finding in findings),
        evidence=tuple([*evidence, *rest][: max(_SHOWN, len(findings))]),
    )
