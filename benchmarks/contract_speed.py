"""How many cases a second the contract tests send, beside `st run` by the same description at the same mock.

Counted is the whole of a process, from its start to its end; of ours only cases, not the calls that prepare a session.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from statistics import median
from typing import TYPE_CHECKING, Any

from benchmarks.measuring import Figures, main
from benchmarks.schemathesis_run import run_schemathesis
from cartcheck.mock.options import MockOptions
from cartcheck.mock.server import running_mock
from cartcheck.paths import checks_dir

if TYPE_CHECKING:
    from collections.abc import Callable

_OPENCART = "3.0.5.1"
_EXAMPLES = 60
_MANY = 400
_ROUNDS = 3


def measure() -> Figures:
    """Cases a second of both, of boundaries alone, and what a second process brings; seconds of collecting."""
    rounds = [(_ours(_EXAMPLES), _theirs()) for _ in range(_ROUNDS)]  # in turn: a machine has its phases
    ours, theirs = (median(rates) for rates in zip(*rounds, strict=True))
    one, two = _ours(_MANY), _ours(_MANY, processes=2)
    return {
        "cases_per_second": ours,
        "schemathesis_cases_per_second": theirs,
        "times_schemathesis": round(median(one / other for one, other in rounds), 2),
        "quick_cases_per_second": _ours(0),
        "many_cases_per_second": one,
        "many_cases_per_second_by_two": two,
        "two_to_one": round(two / one, 2),
        "collect_seconds": _collecting(alone=True),
        "collect_seconds_with_plugins": _collecting(alone=False),
    }


def _ours(examples: int, processes: int = 1) -> float:
    with running_mock(MockOptions(opencart=_OPENCART, control=True)) as base:
        command = [sys.executable, "-m", "benchmarks.contract_run", base, str(examples), str(processes)]
        return _per_second(lambda: int(subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout))


def _theirs() -> float:
    return _per_second(lambda: run_schemathesis(_OPENCART, examples=_EXAMPLES).cases)


def _per_second(run: Callable[[], int]) -> float:
    began = time.perf_counter()
    cases = run()
    return round(cases / (time.perf_counter() - began), 1)


def _collecting(*, alone: bool) -> float:
    """Seconds to collect the items of the contract, of a Python that has started.

    `alone` as `cartcheck contract` does it: asserts left as they are, and without the pytest plugins of other packages,
    of which schemathesis' takes longest. Else as `pytest checks` does it.
    """
    arguments = ["--collect-only", "-qq", "-p", "cartcheck", "--store", "http://127.0.0.1:9/"]
    arguments += ["--assert=plain"] if alone else []
    arguments.append(str(checks_dir() / "test_contract.py"))
    code = (
        "import pytest, time; began = time.perf_counter();"
        f"pytest.main({arguments!r});"
        "print('seconds', time.perf_counter() - began)"
    )
    env = os.environ | ({"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"} if alone else {})
    told: Any = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=env
    )
    return round(float(told.stdout.rpartition("seconds ")[2]), 2)


if __name__ == "__main__":
    main(measure)
