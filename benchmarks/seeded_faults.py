"""Which seeded faults `cartcheck check` finds, and `st run` by the same description, and after how many cases.

Each fault of the mock that breaks the contract is turned on alone. Found is what a healthy mock does not show: with us a
finding of another kind, with schemathesis a failure of another operation or check. Ours are counted in requests up to the
exchange that the finding shows, those that bring the session into its state among them.
"""

from __future__ import annotations

import sys
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from typing import TYPE_CHECKING

from benchmarks.examined import examined
from benchmarks.measuring import Figures, main, named
from benchmarks.schemathesis_run import Failure, run_schemathesis
from cartcheck.engine.order import Order
from cartcheck.mock.faults import applies, contract_faults

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cartcheck.mock.faults.breach import Breach
    from cartcheck.reports.result import Result

_ORDER = Order("cartcheck check")
_VERSIONS = ("3.0.5.1", "4.0.2.3", "4.1.0.4", "2.3.0.2", "documented")
_AT_ONCE = 2
Healthy = tuple[frozenset[str], frozenset[Failure], int, int]


def measure(only: tuple[str, ...] = ()) -> Figures:
    """How many are found by each, per cent, and the table; of some faults alone where they are named."""
    faults = {name: breach for name, breach in contract_faults().items() if not only or name in only}
    versions = dict.fromkeys(map(version_for, faults))
    with ProcessPoolExecutor(_AT_ONCE, get_context("spawn")) as pool:
        healthy = dict(zip(versions, pool.map(_healthy, versions), strict=True))
        rows = list(pool.map(partial(_tried, healthy), faults.items()))
    return {**_summary(rows), **_cases(healthy), "missed": _missed(rows), "table": rows}


def version_for(fault: str) -> str:
    """The version of the mock a fault is tried in."""
    return next(version for version in _VERSIONS if applies(fault, version))


def found_by_us(opencart: str, fault: str, usual: frozenset[str]) -> int | None:
    """After how many requests we find it; None if we do not."""
    result, _ = examined(opencart, _ORDER, (fault,))
    shown = [
        min((each.exchange for each in finding.evidence if each.exchange), default=result.sent)
        for finding in result.findings
        if finding.id not in usual
    ]
    return min(shown, default=None)


def _healthy(opencart: str) -> Healthy:
    result, _ = examined(opencart, _ORDER)
    theirs = run_schemathesis(opencart)
    return kinds(result), theirs.failures, result.sent, theirs.cases


def kinds(result: Result) -> frozenset[str]:
    """The kinds of finding in a result."""
    return frozenset(finding.id for finding in result.findings)


def _tried(healthy: dict[str, Healthy], fault: tuple[str, Breach]) -> Figures:
    name, breach = fault
    opencart = version_for(name)
    usual, known, *_ = healthy[opencart]
    theirs = run_schemathesis(opencart, name, known)
    return {
        "fault": name,
        "breach": str(breach),
        "opencart": opencart,
        "cartcheck": found_by_us(opencart, name, usual),
        "schemathesis": theirs.cases if theirs.found else None,
    }


def _summary(rows: list[Figures]) -> Figures:
    silent = [row for row in rows if row["breach"] == "silent"]
    figures: Figures = {"faults": len(rows), "silent_faults": len(silent)}
    for tool in ("cartcheck", "schemathesis"):
        figures[f"{tool}_found"] = _found(rows, tool)
        figures[f"{tool}_found_of_silent"] = _found(silent, tool)
        figures[f"{tool}_percent"] = round(100 * _found(rows, tool) / len(rows), 1) if rows else 0.0
    return figures


def _found(rows: Iterable[Figures], tool: str) -> int:
    return sum(row[tool] is not None for row in rows)


def _cases(healthy: dict[str, Healthy]) -> Figures:
    return {
        "requests_of_a_healthy_run": {version: sent for version, (*_, sent, _) in healthy.items()},
        "cases_of_a_healthy_st_run": {version: cases for version, (*_, cases) in healthy.items()},
    }


def _missed(rows: list[Figures]) -> list[object]:
    return [row["fault"] for row in rows if row["cartcheck"] is None]


if __name__ == "__main__":
    main(partial(measure, named("--only", sys.argv)))
