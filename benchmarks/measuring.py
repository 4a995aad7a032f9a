"""What every benchmark shares: a module has `measure()`, which returns plain values, and `main(measure)`.

What is called `rows` is for --json alone; any other list of maps is printed as a table.
"""

from __future__ import annotations

import json
import sys
from itertools import pairwise
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

# Text, numbers, and lists and maps of them; a list of figures is a table.
Figures = dict[str, Any]


def main(measure: Callable[[], Figures]) -> None:
    """Prints the figures, as one JSON object with --json."""
    figures = measure()
    if "--json" in sys.argv[1:]:
        print(json.dumps(figures))
        return
    figures = without_rows(figures)
    width = max(map(len, figures))
    for name, value in figures.items():
        print(f"{name:<{width}}  {'' if is_table(value) else in_words(value)}")
        for row in value if is_table(value) else ():
            print("  " + "  ".join(in_words(cell) for cell in row.values()))


def without_rows(figures: Figures) -> Figures:
    """The figures that people read."""
    return {name: value for name, value in figures.items() if name != "rows"}


def named(option: str, arguments: list[str]) -> tuple[str, ...]:
    """What an option names that may be given more than once."""
    return tuple(value for flag, value in pairwise(arguments) if flag == option)


def as_markdown(figures: Figures) -> Iterator[str]:
    """The figures as lines of Markdown: one table of those that stand alone, and one for each that is a table."""
    figures = without_rows(figures)
    yield from ("| figure | value |", "|---|---|")
    yield from (f"| {name} | {in_words(value)} |" for name, value in figures.items() if not is_table(value))
    for table in filter(is_table, figures.values()):
        yield from ("", f"| {' | '.join(table[0])} |", f"|{'---|' * len(table[0])}")
        yield from (f"| {' | '.join(in_words(cell) for cell in row.values())} |" for row in table)


def is_table(value: object) -> bool:
    """Whether it is rows of figures."""
    return isinstance(value, list) and bool(value) and all(isinstance(row, dict) for row in value)


def in_words(value: object) -> str:
    """A value in one line."""
    if isinstance(value, dict):
        return "; ".join(f"{name}: {in_words(inner)}" for name, inner in value.items())
    if isinstance(value, list | tuple):
        return ", ".join(map(in_words, value)) or "none"
    return "—" if value is None else str(value)
