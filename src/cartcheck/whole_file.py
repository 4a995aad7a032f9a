"""A text file written whole or not at all."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from cartcheck.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path


def write_whole(path: Path, text: str) -> None:
    """Writes a text file so that nobody ever sees half of it; UsageError when it cannot be written."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _replace(path, text.encode("utf-8"))
    except OSError as error:
        reason = error.strerror or str(error)
        raise UsageError(f"The report {path} cannot be written: {reason}.", "Name another folder.") from error


def _replace(path: Path, content: bytes) -> None:
    temporary = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        temporary.write_bytes(content)
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
