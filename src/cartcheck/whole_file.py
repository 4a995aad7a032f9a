"""A file written whole or not at all."""

from __future__ import annotations

import errno
import os
from typing import TYPE_CHECKING

from cartcheck.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path


def check_writable(path: Path) -> None:
    """UsageError where a file could not be written: before a run, whose result would be lost."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.is_dir():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        if not _is_special(path):
            beside = _beside(path)
            beside.touch()
            beside.unlink()
    except OSError as error:
        raise _unwritable(path, error) from error


def write_whole(path: Path, content: str | bytes) -> None:
    """Writes a file, text as UTF-8, so that nobody ever sees half of it; UsageError when it cannot be written."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _replace(path, content.encode("utf-8") if isinstance(content, str) else content)
    except OSError as error:
        raise _unwritable(path, error) from error


def _unwritable(path: Path, error: OSError) -> UsageError:
    reason = error.strerror or str(error)
    return UsageError(f"The file {path} cannot be written: {reason}.", "Name another folder.")


def _is_special(path: Path) -> bool:
    """A device, a pipe or a terminal, such as /dev/null: written into, for root would put a file in its place."""
    return path.exists() and not path.is_file()


def _beside(path: Path) -> Path:
    return path.with_name(f".{path.name}.{os.getpid()}.part")


def _replace(path: Path, content: bytes) -> None:
    if _is_special(path):
        path.write_bytes(content)
        return
    temporary = _beside(path)
    try:
        temporary.write_bytes(content)
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
