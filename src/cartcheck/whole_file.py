"""A file written whole or not at all."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from cartcheck.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path


def write_whole(path: Path, content: str | bytes) -> None:
    """Writes a file, text as UTF-8, so that nobody ever sees half of it; UsageError when it cannot be written."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _replace(path, content.encode("utf-8") if isinstance(content, str) else content)
    except OSError as error:
        reason = error.strerror or str(error)
        raise UsageError(f"The file {path} cannot be written: {reason}.", "Name another folder.") from error


def _replace(path: Path, content: bytes) -> None:
    temporary = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        temporary.write_bytes(content)
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
