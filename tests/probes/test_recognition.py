"""Every version the mock speaks is recognised for what it is, in three requests, with PHP messages shown and without."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from cartcheck.mock.generations import known_versions
from cartcheck.probes.examination import Examination
from cartcheck.probes.recognition import recognition
from cartcheck.target.target import Target
from cartcheck.transport.exchange import Exchange, Reply, Request
from tests.mock.tour import STORE, Tour

VERSIONS = [version for version in known_versions() if version != "documented"]


class InProcess:
    """What the transport does, without a socket."""

    def __init__(self, tour: Tour) -> None:
        self.tour = tour
        self.sent = 0

    def send(self, request: Request, *, purpose: str, source: str = "", fresh: bool = False) -> Exchange:
        self.sent += 1
        answer = self.tour.ask(request)
        headers = tuple((name.decode(), value.decode("latin-1")) for name, value in answer.wire_headers())
        reply = Reply(answer.status, headers, answer.body, 0.01)
        return Exchange(self.sent, request, reply, datetime.now(UTC), purpose, source)


@pytest.mark.parametrize("display_errors", [False, True])
@pytest.mark.parametrize("version", VERSIONS)
def test_a_store_is_recognised_in_three_requests(version: str, display_errors: bool) -> None:
    transport = InProcess(Tour(version, display_errors=display_errors))
    seen = recognition(Examination(Target(STORE), transport))  # type: ignore[arg-type]  # a fake
    assert seen.dialect, seen
    assert version in seen.dialect.versions
    assert seen.must_be(seen.dialect.versions[0], seen.dialect.versions[-1]) and seen.may_be(version, version)
    assert transport.sent <= 3
