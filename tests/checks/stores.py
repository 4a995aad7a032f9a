"""Embedded stores for the tests of checks: built from the example of a finding, examined, and gone again."""

from __future__ import annotations

from dataclasses import replace

from cartcheck.dialects.dialect import Session
from cartcheck.engine.order import Order
from cartcheck.engine.part import CONTRACTS, subjects
from cartcheck.engine.run import examine
from cartcheck.findings.finding_type import Example
from cartcheck.handed.curl_line import curl_requests
from cartcheck.handed.request import HandedRequest
from cartcheck.mock.options import DEMO_KEY, MockOptions
from cartcheck.mock.server import running_mock
from cartcheck.probes.examination import Examination
from cartcheck.probes.session import session_of
from cartcheck.reports.result import Result
from cartcheck.target.store_url import StoreUrl
from cartcheck.target.target import Credentials, Leave, Limits, Target
from cartcheck.transport.transport import Transport

REQUEST = tuple(name for name in subjects() if name.startswith("request"))
DIAGNOSIS = tuple(name for name in subjects() if name not in {*CONTRACTS, "security", *REQUEST})


def target_of(base: str, example: Example) -> Target:
    credentials = Credentials(
        "Default" if example.username is None else example.username,
        DEMO_KEY if example.key is None else example.key.format(key=DEMO_KEY),
    )
    return Target(
        StoreUrl.parse(base),
        credentials,
        Limits(budget=3000, pace=0, read_timeout=5),
        Leave(writes=True, security=example.security),
        control=f"{base.rstrip('/')}/_control",
        needs=example.needs,
    )


def _options(example: Example) -> MockOptions:
    return MockOptions(
        opencart=example.opencart,
        port=0,
        control=True,
        faults=example.faults,
        display_errors=example.display_errors,
        timezone=example.timezone,
    )


def _switch(target: Target, example: Example) -> None:
    with Transport(replace(target, limits=Limits(pace=0))) as transport:
        for switches in example.control:
            Examination(target, transport).control(switches)


def examined(example: Example, wanted: tuple[str, ...] = DIAGNOSIS) -> Result:
    with running_mock(_options(example)) as base:
        target = target_of(base, example)
        _switch(target, example)
        handed = handed_in(example, target)
        asked = (*(REQUEST if handed else ()), *(("security",) if example.security else ()))
        result, _ = examine(target, Order(command="test", subjects=(*wanted, *asked), handed=handed))
    return result


def diagnosed(example: Example, latency: float = 0.0) -> Result:
    """What `cartcheck diagnose` finds there, without the mock's control: no token is left unused."""
    options = replace(_options(example), latency=latency)
    with running_mock(options) as base:
        target = target_of(base, example)
        _switch(target, example)
        asked = replace(target, control="", leave=Leave())
        return examine(asked, Order(command="test", subjects=DIAGNOSIS, thorough=False))[0]


def handed_in(example: Example, target: Target) -> tuple[HandedRequest, ...]:
    """The example's request, with what it needs of this store."""
    if not example.request:
        return ()
    with Transport(target) as transport:
        session = _session(Examination(target, transport)) if "{token}" in example.request else None
    given = {"{base}": target.store.base, "{key}": DEMO_KEY, "{half}": DEMO_KEY[:20]}
    given |= {"{token}": session.token if session else ""}
    text = example.request
    for name, value in given.items():
        text = text.replace(name, value)
    return tuple(curl_requests(text))


def _session(examination: Examination) -> Session:
    return session_of(examination)
