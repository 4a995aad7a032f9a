"""Walks over embedded stores, one for each version and fault in a test run."""

from __future__ import annotations

from functools import cache

from cartcheck.comparison.recording import Recording, recording_of
from cartcheck.exploration.recording import recording
from cartcheck.exploration.walk import explore
from cartcheck.mock.options import DEMO_KEY, MockOptions
from cartcheck.mock.server import running_mock
from cartcheck.probes.examination import Examination
from cartcheck.target.store_url import StoreUrl
from cartcheck.target.target import Credentials, Leave, Limits, Target
from cartcheck.transport.transport import Transport


def archive(version: str, *faults: str, writes: bool = True) -> dict:
    with running_mock(MockOptions(opencart=version, control=True, faults=faults)) as base:
        target = Target(
            StoreUrl.parse(base),
            Credentials("Default", DEMO_KEY),
            Limits(budget=200, pace=0, read_timeout=20),
            Leave(writes=writes),
            control=f"{base}_control",
        )
        with Transport(target) as transport:
            explored = explore(Examination(target, transport), version)
            return recording(explored, transport, writes=writes)


def walk(version: str, *faults: str, writes: bool = True) -> Recording:
    log = archive(version, *faults, writes=writes)["log"]
    return recording_of([("walk", log)], version)


@cache
def usual(version: str, *, writes: bool = True) -> Recording:
    return walk(version, writes=writes)
