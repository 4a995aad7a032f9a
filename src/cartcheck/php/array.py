"""PHP's one array type: an ordered map whose keys are integers or strings, with a next free index."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeAlias, Union

if TYPE_CHECKING:
    from collections.abc import Collection

Key: TypeAlias = int | str
Value: TypeAlias = Union[str, "PhpArray"]

_INTEGER = re.compile(r"(?:0|-?[1-9][0-9]*)\Z")
_LONG_MAX = 2**63 - 1


class PhpArray(dict[Key, Value]):
    """What a PHP array holds after parsing: strings and further arrays. Compares equal to a plain dict."""

    __slots__ = ("_next",)

    def __init__(self) -> None:
        self._next = 0

    def put(self, key: Key, value: Value) -> None:
        """Set an element; the index given out by `append` moves behind it."""
        if isinstance(key, int) and (key >= self._next or not self):
            self._next = key + 1
        self[key] = value

    def copy(self) -> PhpArray:
        """An array of its own, down to the innermost, as PHP's assignment makes one."""
        result = PhpArray()
        result._next = self._next
        for key, value in self.items():
            result[key] = value.copy() if isinstance(value, PhpArray) else value
        return result

    def append(self, value: Value) -> None:
        """`$array[] = …`; does nothing once the largest integer is taken, as PHP does."""
        if self._next <= _LONG_MAX:
            self.put(self._next, value)


def array_key(text: str) -> Key:
    """The key PHP makes of a text: `"7"` becomes the integer 7, `"07"`, `"-0"` and `"+7"` stay text."""
    if not _INTEGER.match(text):
        return text
    number = int(text)
    return number if -_LONG_MAX - 1 <= number <= _LONG_MAX else text


def is_list(keys: Collection[object]) -> bool:
    """Whether the keys are 0, 1, 2 … in this order, which PHP's JSON prints as an array."""
    return all(key == place for place, key in enumerate(keys))
