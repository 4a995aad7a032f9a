"""Where checks/ and openapi/ are: the repository first (an editable install), else the copies in the wheel."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_REPOSITORY = _PACKAGE.parents[1]


def _find(name: str) -> Path:
    folder = _REPOSITORY / name
    if (_REPOSITORY / "pyproject.toml").is_file() and folder.is_dir():
        return folder
    return _PACKAGE / f"_{name}"


def checks_dir() -> Path:
    """The folder of the diagnostic checks and contract tests."""
    return _find("checks")


def openapi_dir() -> Path:
    """The folder of the OpenAPI descriptions."""
    return _find("openapi")
