"""A run as one file that can be mailed: the page, the result and every exchange."""

from __future__ import annotations

import io
import json
import zipfile
from typing import TYPE_CHECKING, Any

from cartcheck.reports.document import to_json
from cartcheck.reports.html import to_html
from cartcheck.whole_file import write_whole

if TYPE_CHECKING:
    from pathlib import Path

    from cartcheck.reports.result import Result

PAGE, RESULT, EXCHANGES, ABOUT = "report.html", "result.json", "exchanges.har", "about.txt"
_ABOUT = """This is what cartcheck found out about {store}. Open report.html in a browser.

report.html    the findings, what to do about each, and the exchanges that show them
result.json    the same for programs
exchanges.har  every request and answer of the run, for browsers' developer tools

Taken out: keys, tokens, passwords, cookies and signatures; names, e-mail addresses, telephone numbers, postal addresses,
IP addresses, comments and custom fields of customers; names of files on the machine that asked. Something in square
brackets stands in each place, the same for the same value.
Left in, because the diagnosis needs them: the store's address, the API user's name, product data, and the IP addresses
that a finding names.
"""
_WHEN = (1980, 1, 1, 0, 0, 0)  # the same bytes for the same result


def write_bundle(path: Path, result: Result, har: dict[str, Any]) -> None:
    """Writes it whole or not at all, as it is given: personal data must be gone already. UsageError if it cannot."""
    files = {
        ABOUT: _ABOUT.format(store=result.store.url),
        PAGE: to_html(result, items="", json=RESULT),
        RESULT: to_json(result),
        EXCHANGES: json.dumps(har, indent=1),
    }
    write_whole(path, _zipped(files))


def _zipped(files: dict[str, str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(zipfile.ZipInfo(name, _WHEN), text.encode("utf-8"), zipfile.ZIP_DEFLATED)
    return buffer.getvalue()
