"""Runs every benchmark, or those that are named, and writes benchmarks/RESULTS.md; sections of others stay as they are."""

from __future__ import annotations

import platform
import sys
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import benchmarks
from benchmarks.measuring import as_markdown

RESULTS = Path(__file__).parent / "RESULTS.md"
_NOT_ONE = {"__main__", "measuring", "examined", "contract_run", "schemathesis_run"}
_HEAD = "# Results\n\n`make bench`; how the figures are taken stands at the top of each module.\n"
_BEGINS = "\n## "


def _names() -> list[str]:
    return [found.name for found in iter_modules(benchmarks.__path__) if found.name not in _NOT_ONE]


def _section(name: str) -> str:
    module = import_module(f"benchmarks.{name}")
    print(f"{name} …", flush=True)
    figures = "\n".join(as_markdown(module.measure()))
    where = f"{datetime.now(UTC):%Y-%m-%d}, Python {platform.python_version()}, {platform.machine()}"
    what, *_ = (module.__doc__ or "").splitlines()
    return f"{name}\n\n{what}\n\n{where}:\n\n{figures}\n"


def with_section(results: str, section: str) -> str:
    """The results with a section in its place by the alphabet, and any earlier one of its name gone."""
    _, *sections = results.split(_BEGINS)
    by_name = {each.partition("\n")[0]: each for each in [*sections, section]}
    return _HEAD + "".join(_BEGINS + by_name[name] for name in sorted(by_name))


def run(names: list[str]) -> int:
    """Run those that are named, or all; 2, and nothing is run, where a name is none of them."""
    if wrong := [name for name in names if name not in _names()]:
        print(f"There is no benchmark {wrong[0]!r}. There are: {', '.join(_names())}.", file=sys.stderr)
        return 2
    results = RESULTS.read_text("utf-8") if names and RESULTS.exists() else _HEAD
    for name in names or _names():
        results = with_section(results, _section(name))
        RESULTS.write_text(results, "utf-8")  # after each, for all take an hour
    return 0


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
