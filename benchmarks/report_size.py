"""What 10,000 items cost in our page and in pytest-html's: bytes and seconds, side by side."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.measuring import Figures, main
from cartcheck.findings.finding import Level
from cartcheck.reports.html import to_html
from cartcheck.reports.result import Item, Outcome, Result, StoreFacts

ITEMS = 10_000
_TESTS = f"""
import pytest

@pytest.mark.parametrize("number", range({ITEMS}))
def test_item(number):
    assert True
"""


def measure() -> Figures:
    """Sizes in MB and seconds, and how many times smaller and faster ours is."""
    ours_seconds, ours = _ours()
    theirs_seconds, theirs = _pytest_html()
    return {
        "items": ITEMS,
        "our_megabytes": round(ours / 1e6, 2),
        "our_seconds": round(ours_seconds, 2),
        "pytest_html_megabytes": round(theirs / 1e6, 2),
        "pytest_html_seconds_with_its_run": round(theirs_seconds, 2),
        "times_smaller": round(theirs / ours, 1),
    }


def _ours() -> tuple[float, int]:
    items = tuple(
        Item(f"test_login.py::test_item[{n}]", "login", "An item.", Outcome.CLEAR, 0.01) for n in range(ITEMS)
    )
    facts = StoreFacts("https://shop.example/", "3.0", "3.0.5.1", ("It answers so.",))
    result = Result(
        "0", "cartcheck check", "2026-01-01T00:00:00+00:00", 1.0, facts, (), items, (), 1, 1, Level.WARNING
    )
    start = time.perf_counter()
    page = to_html(result)
    return time.perf_counter() - start, len(page.encode())


def _pytest_html() -> tuple[float, int]:
    with tempfile.TemporaryDirectory() as folder:
        tests = Path(folder) / "test_items.py"
        tests.write_text(_TESTS)
        page = Path(folder) / "items.html"
        start = time.perf_counter()
        subprocess.run(
            [
                sys.executable,
                "-m",
                "pytest",
                "-q",
                "-p",
                "no:cacheprovider",
                str(tests),
                "--html",
                str(page),
                "--self-contained-html",
            ],
            cwd=folder,
            capture_output=True,
            check=True,
        )
        return time.perf_counter() - start, page.stat().st_size


if __name__ == "__main__":
    main(measure)
