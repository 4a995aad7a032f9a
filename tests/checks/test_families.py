"""A shop whose name has addresses of IPv4 and IPv6, of which the API user's list may have one alone."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
import uvicorn

from cartcheck.engine.order import Order
from cartcheck.engine.run import examine
from cartcheck.findings.finding import Finding
from cartcheck.findings.finding_type import Example
from cartcheck.mock import MockOptions
from cartcheck.mock.app import Mock
from cartcheck.mock.surface.asgi import Surface
from cartcheck.transport.families import families_of
from tests.checks.broken_stores import MOST_REQUESTS, causes
from tests.checks.stores import DIAGNOSIS, target_of

_HERE = {socket.AF_INET6: ("::1", 0, 0), socket.AF_INET: ("127.0.0.1",)}
Listed = Callable[..., tuple[int, list[Finding]]]


@pytest.fixture
def both_families(monkeypatch: pytest.MonkeyPatch) -> None:
    """`localhost` has an address of each family, IPv6 first, as most systems prefer it."""
    asked = socket.getaddrinfo

    def resolved(host: Any, port: Any, *more: Any, **named: Any) -> list[Any]:
        if host != "localhost":
            return asked(host, port, *more, **named)
        told = []
        for family, (address, *rest) in _HERE.items():
            told.append((family, socket.SOCK_STREAM, socket.IPPROTO_TCP, "", (address, port, *rest)))
        return told

    monkeypatch.setattr(socket, "getaddrinfo", resolved)


@pytest.fixture
def diagnosed(both_families: None) -> Iterator[Listed]:
    """Diagnoses a mock that listens on both, with these addresses listed: the requests sent, and what is wrong."""
    stops: list[Callable[[], None]] = []

    def diagnose(version: str, *listed: str) -> tuple[int, list[Finding]]:
        base, stop = _running(MockOptions(opencart=version), listed)
        stops.append(stop)
        target = replace(target_of(base, Example(opencart=version)), control="")
        result, _ = examine(target, Order("test", DIAGNOSIS, thorough=False))
        return result.sent, causes(result)

    yield diagnose
    for stop in stops:
        stop()


def _running(options: MockOptions, listed: tuple[str, ...]) -> tuple[str, Callable[[], None]]:
    listeners = [socket.create_server(("127.0.0.1", 0))]
    port = listeners[0].getsockname()[1]
    listeners.append(socket.create_server(("::1", port), family=socket.AF_INET6))
    mock = Mock(options)
    mock.store.api_user.whitelist = list(listed)
    config = uvicorn.Config(Surface(mock.serve), log_level="warning", lifespan="off", date_header=False)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": listeners}, daemon=True)
    thread.start()

    def stop() -> None:
        server.should_exit = True
        thread.join(5)

    return f"http://localhost:{port}/", stop


SIGNED = ("4.1.0.0", "4.1.0.3", "4.1.0.4")
VERSIONS = ("2.1.0.2", "2.3.0.2", "3.0.5.1", "4.0.2.3", *SIGNED)


@pytest.mark.parametrize("version", VERSIONS)
def test_both_listed_is_no_trouble(version: str, diagnosed: Listed) -> None:
    sent, found = diagnosed(version, "127.0.0.1", "::1")
    assert found == []
    assert sent <= MOST_REQUESTS


@pytest.mark.parametrize("version", VERSIONS)
def test_the_preferred_family_alone_is_not_enough(version: str, diagnosed: Listed) -> None:
    sent, (finding,) = diagnosed(version, "::1")
    assert finding.id == "ip.other-family-refused"
    assert "over IPv6, and not over IPv4" in finding.summary
    assert sent <= MOST_REQUESTS


@pytest.mark.parametrize("version", SIGNED)
def test_the_other_family_listed_alone_is_told_of_signed_calls(version: str, diagnosed: Listed) -> None:
    sent, (finding,) = diagnosed(version, "127.0.0.1")
    assert finding.id == "signature.listed-for-other-family"
    assert "over IPv4, and calls leave over IPv6" in finding.summary
    assert sent <= MOST_REQUESTS


@pytest.mark.parametrize("version", [version for version in VERSIONS if version not in SIGNED])
def test_the_other_family_listed_alone_is_told_at_the_login(version: str, diagnosed: Listed) -> None:
    sent, (finding,) = diagnosed(version, "127.0.0.1")
    assert finding.id == "login.ip-listed-for-other-family"
    assert "::1" in finding.cause
    assert sent <= MOST_REQUESTS


@pytest.mark.parametrize("version", ["3.0.5.1", *SIGNED])
def test_a_list_that_has_neither_is_told_as_ever(version: str, diagnosed: Listed) -> None:
    sent, (finding,) = diagnosed(version, "192.0.2.7")
    assert finding.id == ("signature.refused" if version in SIGNED else "login.ip-not-listed")
    assert sent <= MOST_REQUESTS


def test_families_are_those_of_the_name(both_families: None) -> None:
    assert families_of("http://localhost:8000/") == ("IPv6", "IPv4")
    assert families_of("http://127.0.0.1/") == ("IPv4",)
    assert families_of("https://[::1]/") == ("IPv6",)
    assert families_of("http://shop.invalid/") == ()
