"""After a login the version is told more narrowly: 3.0.5.0 began to trim what it is sent."""

import pytest

from cartcheck.mock.options import DEMO_KEY, MockOptions
from cartcheck.mock.server import running_mock
from cartcheck.probes.examination import Examination
from cartcheck.probes.narrowing import narrowed_recognition
from cartcheck.probes.recognition import recognition
from cartcheck.target.store_url import StoreUrl
from cartcheck.target.target import Credentials, Limits, Target
from cartcheck.transport.transport import Transport


@pytest.mark.parametrize(
    ("version", "key", "versions"),
    [
        ("3.0.4.1", DEMO_KEY, "3.0.4.0–3.0.4.1"),
        ("3.0.5.1", DEMO_KEY, "3.0.5.0–3.0.5.1"),
        ("3.0.3.9", DEMO_KEY, "3.0.3.0–3.0.3.9"),
        ("3.0.5.1", "wrong", "3.0.4.0–3.0.5.1"),
        ("3.0.5.1", "", "3.0.4.0–3.0.5.1"),
    ],
)
def test_a_blank_before_the_key_tells(version: str, key: str, versions: str) -> None:
    with running_mock(MockOptions(opencart=version, port=0)) as base:
        credentials = Credentials("Default", key) if key else None
        target = Target(StoreUrl.parse(base), credentials, Limits(pace=0))
        with Transport(target) as transport:
            examination = Examination(target, transport)
            assert examination.ask(recognition).versions in {versions, "3.0.4.0–3.0.5.1"}
            assert examination.ask(narrowed_recognition).versions == versions
