"""A mock store put together: state, generation, faults and, if wanted, the control."""

from __future__ import annotations

from email.utils import formatdate
from functools import lru_cache
from typing import TYPE_CHECKING

from cartcheck.mock.control import CONTROL_PATH, control
from cartcheck.mock.faults import check_names, with_faults
from cartcheck.mock.generations import open_generation
from cartcheck.mock.shop.clock import check_timezone
from cartcheck.mock.store import Store
from cartcheck.mock.surface.asgi import Surface

if TYPE_CHECKING:
    from cartcheck.mock.options import MockOptions
    from cartcheck.mock.surface.answer import Answer
    from cartcheck.mock.surface.request import Request


class Mock:
    """One mock store, as a function from request to answer."""

    def __init__(self, options: MockOptions) -> None:
        check_timezone(options.timezone)
        self._options = options
        self.store = Store(options)
        self._generation = open_generation(self.store, options.opencart)
        check_names(options.faults, options.opencart)

    def serve(self, request: Request) -> Answer:
        """The answer to one request; faults are looked up each time, since the control may have changed them."""
        if self._options.control and request.path == CONTROL_PATH and request.method == "POST":
            return control(self.store, request)
        answer = with_faults(self.store, self.store.faults, self._generation.serve)(request)
        answer.headers = [*answer.headers, ("Date", _http_date(int(self.store.clock.now())))]
        answer.delay += self._options.latency
        return answer


@lru_cache(maxsize=1)
def _http_date(seconds: int) -> str:
    """The store's clock, as its web server tells it with each answer."""
    return formatdate(seconds, usegmt=True)


def build_app(options: MockOptions) -> Surface:
    """The store as an ASGI application; raises UsageError for a version, fault or time zone that isn't known."""
    return Surface(Mock(options).serve)
