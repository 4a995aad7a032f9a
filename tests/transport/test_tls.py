"""Certificates: refused by default, accepted with the authority's file or with verification switched off."""

from __future__ import annotations

import socket
import ssl
import threading
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from cartcheck.errors import StoreUnreachable
from cartcheck.target.target import Network
from cartcheck.transport.exchange import Request
from cartcheck.transport.no_answer import Unreachable

if TYPE_CHECKING:
    from collections.abc import Iterator

# Made for 127.0.0.1 by `openssl req -x509 -nodes -days 36500 -addext subjectAltName=IP:127.0.0.1`; protects nothing.
_CERTIFICATE = Path(__file__).with_name("self_signed.pem")


@pytest.fixture
def secure_port() -> Iterator[int]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(_CERTIFICATE)
    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        while True:
            connection, _ = listener.accept()
            with suppress(OSError), context.wrap_socket(connection, server_side=True) as secure:
                secure.recv(65536)
                secure.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n[]")

    def run() -> None:
        with suppress(OSError):
            serve()

    threading.Thread(target=run, daemon=True).start()
    yield listener.getsockname()[1]
    listener.close()


def _status(transport, url: str) -> int:
    return transport.send(Request("GET", url), purpose="").reply.status


def test_unknown_authority_is_refused(secure_port: int, transport_to) -> None:
    url = f"https://127.0.0.1:{secure_port}/"
    transport = transport_to(url)
    with pytest.raises(
        StoreUnreachable, match=r"not from an authority that is trusted here.*self-signed"
    ) as caught:
        _status(transport, url)
    assert caught.value.kind == Unreachable.UNTRUSTED
    assert "ca_bundle" in caught.value.next_step


def test_certificate_for_another_name_is_refused(secure_port: int, transport_to) -> None:
    url = f"https://localhost:{secure_port}/"
    with pytest.raises(StoreUnreachable, match="localhost") as caught:
        _status(transport_to(url, network=Network(ca_bundle=str(_CERTIFICATE))), url)
    assert caught.value.kind == Unreachable.OTHER_NAME


@pytest.mark.parametrize("network", [Network(ca_bundle=str(_CERTIFICATE)), Network(verify=False)])
def test_known_authority_or_no_verification_is_accepted(
    secure_port: int, transport_to, network: Network
) -> None:
    url = f"https://127.0.0.1:{secure_port}/"
    assert _status(transport_to(url, network=network), url) == 200


def test_authorities_in_the_environment_are_not_read_here(
    secure_port: int, transport_to, monkeypatch
) -> None:
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(_CERTIFICATE))
    url = f"https://127.0.0.1:{secure_port}/"
    with pytest.raises(StoreUnreachable):
        _status(transport_to(url), url)
