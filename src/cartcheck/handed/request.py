"""A request that somebody handed in, as a value. It is judged and never sent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from cartcheck.transport.exchange import Reply, Request


@dataclass(frozen=True, slots=True)
class HandedRequest:
    """One request of the file; `number` counts from 1.

    `reply` and `sent` are what a HAR says came back, and when the request was sent; a curl line knows neither.
    `cookies_unknown` and `body_unknown` say that a file nobody handed in holds them. `cut_by_shell`: the URL of a curl
    line has no quotes around it, so that the shell cuts it at its first `&`.
    """

    number: int
    request: Request
    reply: Reply | None = None
    sent: datetime | None = None
    cookies_unknown: bool = False
    body_unknown: bool = False
    cut_by_shell: bool = False

    @property
    def cookies(self) -> tuple[tuple[str, str], ...]:
        """The cookies it sends."""
        pairs = (pair.strip().partition("=") for pair in self.request.header("cookie").split(";"))
        return tuple((name, value) for name, equals, value in pairs if equals)
