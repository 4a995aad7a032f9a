"""What integrations need and which version has it, as the page docs/needs.md: `python -m cartcheck.needs.markdown`."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from cartcheck.needs.known import KNOWN
from cartcheck.needs.need import NEEDS, Need

if TYPE_CHECKING:
    from cartcheck.needs.way import Way

_HEAD = """# What an integration may need, and which version has it

`cartcheck check URL --needs orders:read,orders:status` answers for the store at hand. This page is generated from the same
table (`make docs`); do not edit it by hand.
"""


def page() -> str:
    """The whole page."""
    return "\n".join([_HEAD, *(line for need in NEEDS for line in _section(need))])


def _section(need: Need) -> list[str]:
    rows = [_row(way) for way in KNOWN[need.id]]
    head = ["| OpenCart | | how |", "|---|---|---|"]
    return [f"## {need.id}", "", f"To {need.says}.", "", *head, *rows, ""]


def _row(way: Way) -> str:
    routes = " and ".join(f"`{route}`" for route in way.routes).replace("|", "\\|")
    told = " ".join(text for text in (f"{routes}." if routes else "", way.limits, way.instead) if text)
    return f"| {way.versions} | {way.met} | {told} |"


if __name__ == "__main__":
    sys.stdout.write(page())
