"""What headless Chromium makes of a page."""

from __future__ import annotations

import shutil
import subprocess
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND",  # a page that loads something must not reach anybody
    "--virtual-time-budget=3000",  # milliseconds, in which timers and refreshes come true
)


def dumped(page: Path) -> str:
    """The document as it stands after scripts and handlers have had their time."""
    names = ("chromium", "chromium-browser", "google-chrome")
    binary = next(found for name in names if (found := shutil.which(name)))
    with TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        command = [binary, *_FLAGS, f"--user-data-dir={profile}", "--dump-dom", page.as_uri()]
        done = subprocess.run(
            command, capture_output=True, text=True, encoding="utf-8", timeout=90, check=True
        )
    return done.stdout
