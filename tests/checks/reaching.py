"""What is found at an address by the checks of the way there, without the rest of a run."""

from __future__ import annotations

from importlib import import_module

from cartcheck.errors import NotReached
from cartcheck.findings.finding import Finding
from cartcheck.observations.recognition import Recognition
from cartcheck.paths import checks_dir
from cartcheck.probes.examination import Examination
from cartcheck.probes.recognition import recognition
from cartcheck.target.store_url import StoreUrl
from cartcheck.target.target import Limits, Network, Target
from cartcheck.transport.transport import Transport
from tests.transport.raw_store import FakeTime

QUICK = Limits(pace=0, connect_timeout=1, read_timeout=1, max_body=100_000)
_SUBJECTS = {"reach": "test_store_answers", "front": "test_calls_get_through_to_opencart"}


def told(seen: Recognition) -> list[Finding]:
    """The findings of the way to a store, then those about what it is."""
    found: list[Finding] = []
    modules = {name: import_module(f"{checks_dir().name}.test_{name}") for name in (*_SUBJECTS, "store")}
    for judge in (
        *(getattr(modules[name], function) for name, function in _SUBJECTS.items()),
        lambda recognition: modules["store"].test_store_is_recognised(recognition, "OpenCart 3.0"),
    ):
        try:
            found += judge(seen)
        except NotReached:
            continue
    return found


def found_at(url: str, network: Network = Network(), limits: Limits = QUICK) -> Finding | None:  # noqa: B008
    """The one finding about an address, None where a store was recognised."""
    time = FakeTime()
    target = Target(StoreUrl.parse(url), limits=limits, network=network)
    with Transport(target, clock=time.clock, sleep=time.sleep) as transport:
        found = told(recognition(Examination(target, transport)))
    assert len(found) <= 1
    return found[0] if found else None
