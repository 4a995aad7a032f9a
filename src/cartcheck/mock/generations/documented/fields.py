"""Reading of fields: each is checked and turned into its type, and what is wrong is remembered by name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeVar

from cartcheck.php.array import PhpArray, Value
from cartcheck.php.email import is_email

if TYPE_CHECKING:
    from collections.abc import Iterator

T = TypeVar("T")
WHOLE_MOST = 9_999_999_999
_WHOLE = re.compile(r"0|[1-9][0-9]{0,9}")
_AMOUNT = re.compile(r"[0-9]{1,11}(\.[0-9]{1,4})?")
_DAY = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])")
_BLANKS = " \t\n\r\0\x0b"


class Fields:
    """The fields of a body or a query; `default` makes one optional. Afterwards `errors` tells what was wrong."""

    def __init__(self, sent: PhpArray, prefix: str = "", errors: dict[str, str] | None = None) -> None:
        self._sent = sent
        self._prefix = prefix
        self.errors: dict[str, str] = {} if errors is None else errors

    def has(self, name: str) -> bool:
        """Whether the field was sent."""
        return name in self._sent

    def text(self, name: str, *, least: int = 0, most: int = 255, default: str | None = None) -> str:
        """A text of so many characters."""
        if not self._wanted(name, default, required=least > 0):
            return default or ""
        value = self._sent.get(name, "")
        if isinstance(value, PhpArray) or not least <= len(value.strip(_BLANKS)) <= most:
            return self._wrong(name, f"must be a text of {least} to {most} characters", "")
        return value.strip(_BLANKS)

    def email(self, name: str, *, default: str | None = None) -> str:
        """An e-mail address."""
        value = self.text(name, least=1, most=96, default=default)
        if name not in self.errors and self.has(name) and not is_email(value):
            return self._wrong(name, "must be an e-mail address", "")
        return value

    def whole(self, name: str, *, least: int = 0, most: int = WHOLE_MOST, default: int | None = None) -> int:
        """A whole number of a range, in digits only."""
        if not self._wanted(name, default):
            return default or 0
        value = self._sent[name]
        if not isinstance(value, str) or not _WHOLE.fullmatch(value) or not least <= int(value) <= most:
            return self._wrong(name, f"must be a whole number from {least} to {most}", 0)
        return int(value)

    def amount(self, name: str, *, default: float | None = None) -> float:
        """An amount of money, in the shop's currency, with at most four decimals."""
        if not self._wanted(name, default):
            return default or 0.0
        value = self._sent[name]
        if not isinstance(value, str) or not _AMOUNT.fullmatch(value):
            return self._wrong(name, "must be a number from 0 on, with at most four decimals", 0.0)
        return float(value)

    def flag(self, name: str, *, default: bool) -> bool:
        """1 or 0, true or false."""
        value = self._sent.get(name, str(int(default)))
        if value not in ("0", "1", "true", "false"):
            return self._wrong(name, "must be 1 or 0", default)
        return value in ("1", "true")

    def day(self, name: str, *, default: str) -> str:
        """A day as YYYY-MM-DD."""
        value = self._sent.get(name, default)
        if not isinstance(value, str) or not _DAY.fullmatch(value):
            return self._wrong(name, "must be a day as YYYY-MM-DD", default)
        return value

    def rows(self, name: str) -> Iterator[Fields]:
        """The entries of a list of objects; a missing or empty list is wrong."""
        value = self._sent.get(name, "")
        if not isinstance(value, PhpArray) or not value:
            self._wrong(name, "must be a list that isn't empty", None)
            return
        for key, row in value.items():
            if isinstance(row, PhpArray):
                yield Fields(row, f"{self._prefix}{name}.{key}.", self.errors)
            else:
                self._wrong(f"{name}.{key}", "must be an object", None)

    def array(self, name: str) -> PhpArray:
        """An object or list inside, empty if it wasn't sent."""
        value: Value = self._sent.get(name, PhpArray())
        return value if isinstance(value, PhpArray) else self._wrong(name, "must be an object", PhpArray())

    def refuse(self, name: str, reason: str) -> None:
        """Remember that a field is wrong for a reason found elsewhere."""
        self.errors.setdefault(f"{self._prefix}{name}", reason)

    def _wanted(self, name: str, default: object, *, required: bool = True) -> bool:
        """Whether there is something to read; a missing field without a default is wrong."""
        if self.has(name):
            return True
        if default is None and required:
            self._wrong(name, "is required", None)
        return False

    def _wrong(self, name: str, reason: str, instead: T) -> T:
        self.refuse(name, f"{name} {reason}!")
        return instead
