"""What every benchmark shares: a module has `measure()`, which returns plain values, and `main(measure)`.

A list among the values holds rows: only --json prints them.
"""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

Figures = dict[str, object]


def main(measure: Callable[[], Figures]) -> None:
    """Prints the figures, as one JSON object with --json."""
    figures = measure()
    if "--json" in sys.argv[1:]:
        print(json.dumps(figures))
        return
    figures = {name: value for name, value in figures.items() if not isinstance(value, list)}
    width = max(map(len, figures))
    for name, value in figures.items():
        print(f"{name:<{width}}  {value}")
