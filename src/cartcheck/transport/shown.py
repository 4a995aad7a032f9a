"""An exchange as people may see it: secrets replaced, bodies cut."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Shown:
    """A redacted exchange. `curl` runs as printed once the key is in $CARTCHECK_KEY, after the lines of `before`.

    They are for a POSIX shell: they log in, prepare the session, or sign; "" where nothing has to be done.
    `notice` is a sentence about what running `curl` does to the shop, or what it needs there; "" where it is neither.
    """

    number: int
    purpose: str
    started: str  # ISO 8601, UTC
    source: str
    method: str
    url: str
    request_headers: tuple[tuple[str, str], ...]
    request_body: str
    status: int  # 0 = no answer
    reply_headers: tuple[tuple[str, str], ...]
    reply_body: str
    milliseconds: float
    failure: str
    curl: str
    before: str = ""
    notice: str = ""

    @property
    def by_hand(self) -> str:
        """All the lines, the notice as a comment above the last one; "" where there are none."""
        notice = self.notice and f"# {self.notice}"
        return "\n".join(part for part in (self.before, notice, self.curl) if part)
