"""What an answer to a promised route shows, and that answers of an edge show nothing about the route behind it."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from cartcheck.claims.stand import State
from cartcheck.dialects.query import query_of
from cartcheck.probes.promised_routes import promised_routes
from cartcheck.transport.exchange import Reply, Request
from tests.probes.fake_store import FakeStore, examination_of

PAGE = b"<!DOCTYPE html><title>Not here</title>"


@dataclass
class StoreWithProducts(FakeStore):
    """A 4.1 whose api/product answers in some way."""

    answer: Reply | None = None

    def _guarded(self, request: Request, source: str) -> Reply:
        if self.answer and dict(query_of(request))["route"] == "api/product":
            return self.answer
        return super()._guarded(request, source)


@pytest.mark.parametrize(
    ("status", "body", "state"),
    [
        (200, b'{"products":[{"product_id":1}]}', State.KEPT),
        (200, b'{"products":[],"total":0}', State.KEPT),
        (200, b'[{"product_id":1}]', State.KEPT),
        (200, b"[]", State.NOT_KEPT),
        (200, b'{"error":"No."}', State.NOT_KEPT),
        (200, b'{"error":"No.","products":[]}', State.NOT_KEPT),
        (500, b'{"products":[{"product_id":1}]}', State.NOT_KEPT),
        (401, b'{"error":"No."}', State.NOT_KEPT),
        (200, PAGE, State.NOT_THERE),
        (404, PAGE, State.NOT_THERE),
        (404, b'{"error":"No."}', State.NOT_THERE),
        (403, b'{"error":"No."}', State.NOT_THERE),  # how 4.1 says that a route is not there
        (403, PAGE, None),
        (429, b"", None),
    ],
)
def test_a_list_is_there_or_not(status: int, body: bytes, state: State | None) -> None:
    store = StoreWithProducts(answer=Reply(status, (), body, 0.01))
    seen = examination_of(store).ask(promised_routes).get("product-list")
    assert (seen and seen.state) == state
