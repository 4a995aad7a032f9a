"""Whether generated cases find anything wrong with a healthy store: 1,000 or more of each line of releases, three seeds.

What a run may tell of a healthy mock are true defects of OpenCart and records that stay, as advice, each with its source.
"""

from __future__ import annotations

import sys
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from typing import TYPE_CHECKING

from benchmarks.examined import examined
from benchmarks.measuring import Figures, main, named
from cartcheck.engine.order import Order
from cartcheck.findings.catalogue import catalogue
from cartcheck.findings.finding import Level

if TYPE_CHECKING:
    from cartcheck.findings.finding import Finding
    from cartcheck.transport.transport import Transport

CASES = 1000
SEEDS = (1, 2, 3)
# The newest release of each line, and how many cases of a call have to be drawn for so many that differ.
LINES = ("2.0.3.1", "2.1.0.2", "2.3.0.2", "3.0.5.1", "4.0.0.0", "4.0.1.1", "4.0.2.3", "4.1.0.4", "documented")
_DRAWN = 85
_DRAWN_OTHERWISE = {"4.1.0.4": 70, "documented": 120}
_TRUE = ("defect.", "contract.order-stays", "contract.records-stay")
_AT_ONCE = 2


def measure(only: tuple[str, ...] = ()) -> Figures:
    """How many cases found what; of some versions alone where they are named."""
    with ProcessPoolExecutor(_AT_ONCE, get_context("spawn")) as pool:
        rows = [row for some in pool.map(_line, only or LINES) for row in some]
    return {
        "lines": len(only or LINES),
        "seeds": len(SEEDS),
        "generated_cases": sum(row["generated"] for row in rows),
        "fewest_of_a_run": min(row["generated"] for row in rows),
        "false_alarms": sum(len(row["false_alarms"]) for row in rows),
        "true_defects": _sources({name for row in rows for name in row["true_defects"]}),
        "table": rows,
    }


def examined_line(opencart: str, seed: int, cases: int) -> Figures:
    """One run at a healthy mock; of each call so many cases are drawn."""
    order = Order("cartcheck contract", ("contract",), seed=seed, examples=cases)
    result, transport = examined(opencart, order)
    return {
        "opencart": opencart,
        "seed": seed,
        "generated": _generated(transport),
        "requests": result.sent,
        "false_alarms": [_told(finding) for finding in result.findings if not is_true(finding)],
        "true_defects": sorted({finding.id for finding in result.findings if is_true(finding)}),
    }


def is_true(finding: Finding) -> bool:
    """Whether it tells of OpenCart itself, and does not call the store broken."""
    return finding.id.startswith(_TRUE) and not finding.level.at_least(Level.WARNING)


def _line(opencart: str) -> list[Figures]:
    return [examined_line(opencart, seed, _DRAWN_OTHERWISE.get(opencart, _DRAWN)) for seed in SEEDS]


def _generated(transport: Transport) -> int:
    """The cases that chance made, boundaries of the schemas not counted."""
    asked = (exchange.purpose for exchange in transport.exchanges)
    return sum(purpose.startswith("Contract of ") and purpose.endswith(": generated.") for purpose in asked)


def _told(finding: Finding) -> str:
    shown = next((evidence.text for evidence in finding.evidence), "")
    return f"{finding.id}, {finding.operation}: {shown}"


def _sources(kinds: set[str]) -> Figures:
    return {kind: catalogue()[kind].source for kind in sorted(kinds)}


if __name__ == "__main__":
    main(partial(measure, named("--only", sys.argv)))
