"""What the calls of 4.x say when they refuse, and when all went well."""

from __future__ import annotations

from typing import Any


def error(message: object) -> dict[str, Any]:
    """A refusal in one text, or by field."""
    return {"error": message if isinstance(message, dict) else str(message)}


def success(message: str) -> dict[str, Any]:
    """What most calls say when all went well."""
    return {"success": str(message)}
