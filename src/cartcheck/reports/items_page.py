"""pytest-html's page, hardened: its data and its script in markup of ours, with a content security policy."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from cartcheck.reports.html import TEMPLATES, csp_hash, environment, stylesheet
from cartcheck.reports.items_row import FILTERS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cartcheck.reports.items_row import ItemRow

_TEMPLATE = "items.html.j2"


class ItemsPage:
    """Stands in for the Jinja2 template that pytest-html renders its report with."""

    def __init__(self, rows: Mapping[str, ItemRow], report: str) -> None:
        self._rows = rows
        self._report = report

    def render(self, **given: Any) -> str:
        """The page, from the values pytest-html gives its own template."""
        data = json.loads(given["test_data"])
        tests = [self._test(name, parts) for name, parts in data["tests"].items() if parts]
        data["tests"] = {test["testId"]: [test] for test in tests}
        data |= {"environment": {}, "renderCollapsed": ["all"], "initialSort": "result"}
        script, style = _script(), stylesheet("base.css", "items.css")
        counts = Counter(row.outcome for row in self._rows.values())
        return (
            environment()
            .get_template(_TEMPLATE)
            .render(
                given,
                data=json.dumps(data),
                report=self._report,
                filters=[(outcome, key, counts[outcome]) for outcome, key in FILTERS.items()],
                **_inline(script, style),
            )
        )

    def _test(self, name: str, parts: list[dict[str, Any]]) -> dict[str, Any]:
        row = self._rows[name]
        log = row.log("\n".join(part["log"] for part in parts))
        cells = row.cells(self._report)
        # Extras are markup of whoever wrote them, and may hold words of the store.
        return {"testId": _id(name), "resultsTableRow": cells, "log": log, "extras": [], **row.keys()}


def _id(name: str) -> str:
    return f"item-{hashlib.sha256(name.encode('utf-8', 'replace')).hexdigest()[:12]}"


def missing_parts() -> list[str]:
    """Names of elements that pytest-html's script looks up and our page does not have."""
    wanted = re.findall(r"getElementById\('([^']+)'\)", _script())
    page = (TEMPLATES / _TEMPLATE).read_text(encoding="utf-8")
    return [name for name in wanted if f'id="{name}"' not in page]


def _script() -> str:
    theirs = files("pytest_html").joinpath("resources/app.js").read_text(encoding="utf-8")
    return theirs + (TEMPLATES / "items.js").read_text(encoding="utf-8")


def _inline(script: str, style: str) -> dict[str, object]:
    policy = {"script_hash": csp_hash(script), "style_hash": csp_hash(style)}
    return {"script": Markup(script), "style": Markup(style), **policy}  # noqa: S704 - files of two packages
