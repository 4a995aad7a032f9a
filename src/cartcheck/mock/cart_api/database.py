"""What MariaDB makes of text: OpenCart up to 3.0.5 talks to it in UTF-8 of at most three bytes, and not strictly."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cartcheck.mock.cart_api import quirks
from cartcheck.mock.visit import PhpFatalError, text

if TYPE_CHECKING:
    from cartcheck.mock.cart_api.visit import Visit
    from cartcheck.php.array import Value

_FOUR_BYTES = re.compile("[\U00010000-\U0010ffff]")
_TEXT_BYTES = 65535
_MIXED = (
    "mysqli::query(): (HY000/1267): Illegal mix of collations (utf8mb4_unicode_ci,IMPLICIT) and "
    "(utf8mb3_general_ci,COERCIBLE) for operation '='"
)


def column(value: str, letters: int) -> str:
    """A text as a `varchar` keeps it: four question marks for each letter of four bytes, such as an emoji, then cut."""
    return _FOUR_BYTES.sub("????", value)[:letters]


def text_column(value: str) -> str:
    """The same for a `text`, which is cut to bytes."""
    return _FOUR_BYTES.sub("????", value).encode()[:_TEXT_BYTES].decode(errors="ignore")


def compared(visit: Visit, value: Value, *, before_settings: bool = False) -> str:
    """A text that is looked up; where tables have letters of four bytes, comparing one with them ends in an exception.

    `before_settings`: PHP's message is printed whatever the shop displays.
    """
    sent = text(value)
    if visit.has(quirks.TABLES_OF_FOUR_BYTES) and _FOUR_BYTES.search(sent):
        tell = visit.always_tell if before_settings else visit.tell
        tell(_MIXED, "system/library/db/mysqli.php", 25)
        raise PhpFatalError
    return sent
