"""Dates in headers, which a store may write as it likes."""

from __future__ import annotations

from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime


def moment(text: str) -> datetime | None:
    """The moment a header names, or None. Without a zone in the text it has none."""
    try:
        return parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):  # the last for a year or zone of 20 digits
        return None
