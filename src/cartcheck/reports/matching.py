"""Which findings an item led to, and which exchange shows a finding.

An item names its findings by id; of one id there may be a finding for each operation.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from cartcheck.findings.finding import Finding
    from cartcheck.reports.result import Item
    from cartcheck.transport.shown import Shown

ById = dict[str, list["Finding"]]


def by_id(findings: Iterable[Finding]) -> ById:
    """The findings under their ids, in their order."""
    found: ById = {}
    for finding in findings:
        found.setdefault(finding.id, []).append(finding)
    return found


def found_by(item: Item, known: ById) -> list[Finding]:
    """The item's findings: those about the operation it names, or all of that id where it names none of theirs."""
    found = [finding for name in dict.fromkeys(item.findings) for finding in known.get(name, ())]
    if len(found) <= len(set(item.findings)):
        return found
    words = {word.removeprefix("test_") for word in re.findall(r"[\w.]+", f"{item.id} {item.title}")}
    return [finding for finding in found if finding.operation in words] or found


def shown_by(finding: Finding, exchanges: Mapping[int, Shown]) -> Shown | None:
    """The first exchange, of these by their numbers, that the finding rests on."""
    return next((exchanges[each.exchange] for each in finding.evidence if each.exchange in exchanges), None)
