"""Writes the reports of a run: whole or not at all, all with the same stem."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartcheck.errors import UsageError
from cartcheck.whole_file import write_whole

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from cartcheck.reports.result import Result

SUFFIXES = {"html": ".html", "json": ".json", "junit": ".xml"}


def rendered(name: str, result: Result) -> str:
    """The result as `markdown` or `sarif`, for a file that the user names."""
    if name == "sarif":
        from cartcheck.reports.sarif import to_sarif

        return to_sarif(result)
    from cartcheck.reports.markdown import to_markdown

    return to_markdown(result)


def items_name(stem: str) -> str:
    """The file name of the pytest-html report that stands beside `<stem>.html`."""
    return f"{stem}-items.html"


def write_reports(result: Result, folder: Path, stem: str, formats: Iterable[str]) -> dict[str, Path]:
    """Writes `<stem>.html`, `.json` and `.xml` and says where each is; UsageError when that is not possible.

    The page links the JSON when both are written, and the items report when that stands in the folder.
    """
    wanted = list(dict.fromkeys(formats))
    unknown = [name for name in wanted if name not in SUFFIXES]
    if unknown:
        raise UsageError(f"There is no report format {unknown[0]!r}.", f"Choose from {', '.join(SUFFIXES)}.")
    paths = {name: folder / f"{stem}{SUFFIXES[name]}" for name in wanted}
    render = _renderers(folder, stem, paths)
    for name, path in paths.items():
        write_whole(path, render[name](result))
    return paths


def _renderers(folder: Path, stem: str, paths: dict[str, Path]) -> dict[str, Callable[[Result], str]]:
    def html(result: Result) -> str:
        from cartcheck.reports.html import to_html

        items = items_name(stem) if (folder / items_name(stem)).is_file() else ""
        return to_html(result, items=items, json=paths["json"].name if "json" in paths else "")

    def document(result: Result) -> str:
        from cartcheck.reports.document import to_json

        return to_json(result)

    def junit(result: Result) -> str:
        from cartcheck.reports.junit import to_junit

        return to_junit(result)

    return {"html": html, "json": document, "junit": junit}
