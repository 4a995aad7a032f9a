"""The shop as a visitor sees it: its pages, which maintenance mode closes while the API is open, and what they show."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cartcheck.dialects.edge import is_closed_page
from cartcheck.observations.answers import PageAnswer
from cartcheck.probes.recognition import dialect_of, recognition
from cartcheck.transport.exchange import Request

if TYPE_CHECKING:
    from cartcheck.probes.examination import Examination
    from cartcheck.transport.exchange import Reply

# What themes write: links, the buttons' cart.add('40'), hidden fields (catalog/view/theme/default, 3.0.5.1).
_PRODUCT = re.compile(r"""(?:product_id=|cart\.add\(['"]|name="product_id" value=")(\d{1,9})""")


def shop_page(examination: Examination) -> PageAnswer:
    """A page that the recognition asked for, else the home page; NotReached where no store was recognised."""
    dialect_of(examination)
    number, reply = _seen(examination) or _asked(examination)
    return PageAnswer(reply, is_closed_page(reply), number)


def products_on(page: Reply) -> list[int]:
    """The ids of the products that a page shows, in its order; one may come several times."""
    return [int(number) for number in _PRODUCT.findall(page.text)]


def _seen(examination: Examination) -> tuple[int, Reply] | None:
    """A page that the recognition asked for."""
    for number in examination.ask(recognition).exchanges:
        exchange = examination.transport.exchanges[number - 1]
        if exchange.request.page and exchange.reply is not None:
            return number, exchange.reply
    return None


def _asked(examination: Examination) -> tuple[int, Reply]:
    url = examination.target.store.route("common/home")
    request = Request("GET", url, idempotent=True, page=True)
    return examination.send(request, "Look whether the shop is open.")
