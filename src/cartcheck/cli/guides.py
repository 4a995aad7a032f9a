"""The upgrade guides in docs/upgrades, made from embedded stores: `python -m cartcheck.cli.guides`."""

from __future__ import annotations

import sys
from pathlib import Path

from cartcheck.cli.exploring import MOCK, target_named, walked
from cartcheck.comparison.comparison import Comparison, compare
from cartcheck.comparison.recording import Recording, recording_of
from cartcheck.reports.comparison_text import to_markdown

NEIGHBOURS = (
    ("2.3.0.2", "3.0.5.1"),
    ("3.0.3.9", "3.0.5.1"),
    ("3.0.5.1", "4.0.2.3"),
    ("4.0.1.1", "4.0.2.3"),
    ("4.0.2.3", "4.1.0.4"),
)

_NOTE = (
    "\nGenerated from embedded stores by `make guides`; a real shop with extensions may differ: record yours before the "
    "upgrade\nand compare it afterwards.\n"
)


def walked_mock(version: str) -> Recording:
    """A walk over the embedded store of a version."""
    with target_named(f"{MOCK}{version}", {}) as (target, known):
        log = walked(target, known)["log"]
    return recording_of([(version, log)], f"{MOCK}{version}")


def guide(comparison: Comparison) -> str:
    """The page of an upgrade; the same whenever and wherever it is made."""
    before, after = comparison.before.version, comparison.after.version
    page = to_markdown(comparison, title=f"From OpenCart {before} to {after}", evidence=False)
    head, _, rest = page.partition("\n\n")
    return f"{head}\n{_NOTE}\n{rest.rstrip()}\n"


def main(folder: Path) -> None:
    """Writes every guide."""
    stores = {
        version: walked_mock(version) for version in sorted({one for pair in NEIGHBOURS for one in pair})
    }
    for before, after in NEIGHBOURS:
        text = guide(compare(stores[before], stores[after]))
        (folder / f"{before}-to-{after}.md").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
