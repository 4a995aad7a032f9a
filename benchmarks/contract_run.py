"""One run of the contract tests at a mock that runs: `python -m benchmarks.contract_run BASE EXAMPLES PROCESSES`.

Prints how many cases it sent.
"""

from __future__ import annotations

import sys

from benchmarks.examined import mock_at
from cartcheck.engine.order import Order
from cartcheck.engine.run import examine


def _cases(base: str, examples: int, processes: int) -> int:
    order = Order("cartcheck contract", ("contract",), examples=examples, processes=processes)
    _, transport = examine(mock_at(base), order)
    return sum(each.purpose.startswith("Contract of ") for each in transport.exchanges)


if __name__ == "__main__":
    print(_cases(sys.argv[1], int(sys.argv[2]), int(sys.argv[3])))
