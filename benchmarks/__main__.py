"""Runs every benchmark and writes benchmarks/RESULTS.md."""

from __future__ import annotations

import platform
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import benchmarks
from benchmarks.measuring import as_markdown

_FOLDER = Path(__file__).parent
_NOT_ONE = {"__main__", "measuring", "examined", "schemathesis_run"}


def _names() -> list[str]:
    return [found.name for found in iter_modules(benchmarks.__path__) if found.name not in _NOT_ONE]


def _section(name: str) -> list[str]:
    module = import_module(f"benchmarks.{name}")
    print(f"{name} …", flush=True)
    return [
        f"## {name}",
        "",
        (module.__doc__ or "").partition("\n")[0],
        "",
        *as_markdown(module.measure()),
        "",
    ]


def _run_all() -> None:
    head = [
        "# Results",
        "",
        f"`make bench`, {datetime.now(UTC):%Y-%m-%d}, Python {platform.python_version()}, {platform.machine()}.",
        "",
    ]
    lines = head
    for name in _names():
        lines += _section(name)
        (_FOLDER / "RESULTS.md").write_text("\n".join(lines), "utf-8")  # after each: all take an hour


if __name__ == "__main__":
    _run_all()
