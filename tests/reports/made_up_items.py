"""Runs a made-up pytest suite with the items report, in a process of its own: `python -m … FOLDER`."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from cartcheck.reports.items_report import ItemsReport
from cartcheck.reports.result import Ended, Item, Outcome

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable

SUITE = """
import json, logging, pathlib, pytest

ITEMS = json.loads((pathlib.Path(__file__).parent / "items.json").read_text())

@pytest.mark.parametrize("item", ITEMS, ids=[item["id"] for item in ITEMS])
def test_made_up(item):
    print("OUTPUT", item["title"])
    logging.getLogger().warning("LOG %s", item["title"])
    if item["outcome"] in ("found", "harness error"):
        raise AssertionError(item["detail"])
    if item["outcome"] != "clear":
        pytest.skip(item["detail"])
"""


class Outcomes:
    """Tells the items report how an item ended."""

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(self, item: pytest.Function) -> Generator[None, Any, Any]:
        report = yield
        if report.when == "call" and hasattr(item, "callspec") and "item" in item.callspec.params:
            told = item.callspec.params["item"]
            ended = Item(**{**told, "outcome": Outcome(told["outcome"]), "findings": tuple(told["findings"])})
            report.cartcheck = Ended(ended)
        return report


def items_page(folder: Path, items: Iterable[Item], *, suite: str = SUITE, moved: bool = False) -> str:
    """The page that the suite leaves. `moved`: as if pytest-html had changed under us."""
    told = [
        {
            "id": i.id,
            "seconds": i.seconds,
            "outcome": i.outcome,
            "subject": i.subject,
            "title": i.title,
            "detail": i.detail,
            "findings": i.findings,
        }
        for i in items
    ]
    (folder / "items.json").write_text(json.dumps(told))
    (folder / "test_made_up.py").write_text(suite)
    command = [
        sys.executable,
        "-m",
        "tests.reports.made_up_items",
        str(folder),
        *(["moved"] if moved else []),
    ]
    env = {**os.environ, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    done = subprocess.run(
        command, cwd=Path(__file__).parents[2], capture_output=True, text=True, check=False, env=env
    )
    assert "INTERNALERROR" not in done.stdout, done.stdout
    (folder / "out.txt").write_text(done.stdout + done.stderr)
    return (folder / "items.html").read_text("utf-8")


def main(folder: Path, *, moved: bool) -> None:
    if moved:
        from cartcheck.reports import items_report

        items_report.missing_parts = lambda: ["new-part"]
    plugin = ItemsReport("a report.html", "Items & <more>")
    options = ["-c", os.devnull, "--rootdir", str(folder), "-p", "no:cacheprovider"]
    html = ["-p", "metadata", "-p", "html", "--html", str(folder / "items.html"), "--self-contained-html"]
    pytest.main([str(folder), *options, *html], plugins=[Outcomes(), plugin])
    sys.stdout.write(f"\nPROBLEM {plugin.problem}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), moved="moved" in sys.argv[2:])
