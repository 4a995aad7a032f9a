"""Entries of recordings as reports may show them: without secrets, also where somebody else made the recording."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cartcheck.transport.redaction import Redactor

if TYPE_CHECKING:
    from cartcheck.comparison.comparison import Comparison
    from cartcheck.comparison.recording import Seen

_LONGEST = 4_000  # characters of a body
_SECRETS = frozenset({"key", "password", "token", "api_token", "signature"})
_SHORTEST = 6  # characters; shorter values are words or numbers of rows


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a proof. `status` is 0 where no answer came; `body` is the beginning of a long one."""

    purpose: str
    method: str
    url: str
    sent: str
    status: int
    media_type: str
    body: str


class Evidence:
    """Shows the entries of both recordings; knows their secrets."""

    def __init__(self, comparison: Comparison) -> None:
        self._redactor = Redactor()
        for seen in (*comparison.before.seen, *comparison.after.seen):
            for name, value in (*seen.asked.query, *seen.asked.form):
                if name in _SECRETS and len(value) >= _SHORTEST and not value.startswith("["):
                    self._redactor.learn(name, value)

    def side(self, seen: Seen | None) -> Side | None:
        """An entry, or None where there is none."""
        if seen is None:
            return None
        text, reply = self._redactor.text, seen.reply
        return Side(
            purpose=text(seen.purpose),
            method=text(seen.asked.method),
            url=text(seen.asked.url),
            sent=self._redactor.beginning(seen.asked.body, _LONGEST),
            status=reply.status if reply else 0,
            media_type=text(reply.media_type) if reply else "",
            body=self._redactor.beginning(reply.text, _LONGEST) if reply else "",
        )

    def text(self, text: str) -> str:
        """A text without secrets."""
        return self._redactor.text(text)
