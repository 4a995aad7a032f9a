"""What a request that was handed in does wrong, and what answers at the address it goes to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cartcheck.dialects.mistakes.slip import Mistake


@dataclass(frozen=True, slots=True)
class JudgedRequest:
    """One request of the file. `correct` is the curl line that does the same rightly, "" where this version cannot.

    `failed` is True or False where a HAR tells the answer, else None.
    """

    number: int
    shown: str
    mistakes: tuple[Mistake, ...]
    correct: str = ""
    failed: bool | None = None


@dataclass(frozen=True, slots=True)
class AddressAnswer:
    """What answers where requests go that do not go to the store's own address. `location` is that of a redirect."""

    number: int
    address: str
    is_api: bool
    location: str = ""
    exchange: int = 0
