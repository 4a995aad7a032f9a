"""The shop as a visitor sees it: its home page, which maintenance mode closes while the API is open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartcheck.dialects.edge import is_closed_page
from cartcheck.observations.answers import PageAnswer
from cartcheck.probes.recognition import dialect_of
from cartcheck.transport.exchange import Request

if TYPE_CHECKING:
    from cartcheck.probes.examination import Examination


def home_page(examination: Examination) -> PageAnswer:
    """The home page; NotReached where no store was recognised."""
    dialect_of(examination)
    url = examination.target.store.route("common/home")
    request = Request("GET", url, idempotent=True, page=True)
    number, reply = examination.send(request, "Look whether the shop is open.")
    return PageAnswer(reply, is_closed_page(reply), number)
