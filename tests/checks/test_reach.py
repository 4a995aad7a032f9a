"""What keeps us from a store is told by its own finding: each fault on a server that has it, none on one that has not."""

from __future__ import annotations

import gzip
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from cartcheck.mock.options import MockOptions
from cartcheck.mock.server import running_mock
from cartcheck.target.target import Network
from tests.checks.reaching import found_at
from tests.transport.raw_store import RawStore, Script, answer, raw

# expired.pem: 127.0.0.1 until February 2020; self_signed.pem: 127.0.0.1, for a hundred years. They protect nothing.
_CERTIFICATES = Path(__file__).parents[1] / "transport"
_SELF_SIGNED, _EXPIRED = (_CERTIFICATES / name for name in ("self_signed.pem", "expired.pem"))


@pytest.fixture
def store() -> Iterator[Callable[[Script], RawStore]]:
    started: list[RawStore] = []

    def start(script: Script) -> RawStore:
        started.append(RawStore(script))
        return started[-1]

    yield start
    for each in started:
        each.close()


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


@pytest.fixture
def secure_port() -> Iterator[Callable[[Path], int]]:
    """Starts servers with a certificate; they answer `[]` to everything."""
    listeners: list[socket.socket] = []

    def start(certificate: Path) -> int:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        listener = socket.create_server(("127.0.0.1", 0))
        listeners.append(listener)

        def serve() -> None:
            while True:
                connection, _ = listener.accept()
                with suppress(OSError), context.wrap_socket(connection, server_side=True) as secure:
                    secure.recv(65536)
                    secure.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\n[]")

        def run() -> None:
            with suppress(OSError):
                serve()

        threading.Thread(target=run, daemon=True).start()
        return int(listener.getsockname()[1])

    yield start
    for listener in listeners:
        listener.close()


def id_at(url: str, network: Network | None = None) -> str:
    finding = found_at(url, network or Network())
    return finding.id if finding else ""


def test_a_healthy_store_has_nothing_in_its_way() -> None:
    with running_mock(MockOptions(port=0)) as base:
        assert found_at(base) is None


@pytest.mark.parametrize(
    ("certificate", "host", "trusted", "found"),
    [
        (_EXPIRED, "127.0.0.1", _EXPIRED, "store.certificate-expired"),
        (_SELF_SIGNED, "127.0.0.1", None, "store.certificate-untrusted"),
        (_SELF_SIGNED, "localhost", _SELF_SIGNED, "store.certificate-for-another-name"),
        (_SELF_SIGNED, "127.0.0.1", _SELF_SIGNED, "store.not-recognised"),  # it answered
    ],
)
def test_what_is_wrong_with_a_certificate_is_named(
    secure_port, certificate: Path, host: str, trusted: Path | None, found: str
) -> None:
    finding = found_at(
        f"https://{host}:{secure_port(certificate)}/", Network(ca_bundle=str(trusted) if trusted else "")
    )
    assert finding is not None
    assert finding.id == found
    if found.startswith("store.certificate"):
        assert host in finding.summary
    if found == "store.certificate-untrusted":
        assert any("--ca-bundle" in step for step in finding.remedy)


def test_a_file_that_holds_no_authority_is_named(tmp_path: Path, secure_port) -> None:
    (tmp_path / "empty.pem").write_text("nothing")
    url = f"https://127.0.0.1:{secure_port(_SELF_SIGNED)}/"
    finding = found_at(url, Network(ca_bundle=str(tmp_path / "empty.pem")))
    assert finding is not None
    assert "holds no certificate" in finding.cause


def test_https_at_a_port_of_http(store) -> None:
    with running_mock(MockOptions(port=0)) as base:
        finding = found_at(base.replace("http:", "https:"))
    assert finding is not None
    assert finding.id == "store.speaks-http-only"
    assert any(base in step for step in finding.remedy)


def test_http_at_a_port_of_https(secure_port, store) -> None:
    port = secure_port(_SELF_SIGNED)
    assert id_at(f"http://127.0.0.1:{port}/") in {"store.wants-https", "store.closes-connections"}
    alert = raw(b"\x15\x03\x01\x00\x02\x02\x46", then_close=True)
    assert id_at(store(alert).url) == "store.wants-https"
    page = b"<html><body>The plain HTTP request was sent to HTTPS port</body></html>"
    finding = found_at(store(answer(page, "400 Bad Request")).url)
    assert finding is not None
    assert finding.id == "store.wants-https"
    assert any("https://127.0.0.1" in step for step in finding.remedy)


def _hang(connection: socket.socket, request: bytes) -> None:
    time.sleep(3)


def _close(connection: socket.socket, request: bytes) -> None:
    connection.shutdown(socket.SHUT_RDWR)


def test_network_failures_are_told_apart(store) -> None:
    assert id_at("http://no-such-host.invalid/") == "store.name-unknown"
    assert id_at(f"http://127.0.0.1:{free_port()}/") == "store.refuses-connections"
    assert id_at(store(_hang).url) == "store.no-answer"
    assert id_at(store(_close).url) == "store.closes-connections"
    assert id_at(store(raw(b"SSH-2.0-OpenSSH_9.2\r\n", then_close=True)).url) == "store.not-http"


def test_a_connection_that_does_not_come_about() -> None:
    with socket.create_server(("127.0.0.1", 0), backlog=0) as listener:
        port = listener.getsockname()[1]
        with socket.create_connection(("127.0.0.1", port)):
            assert id_at(f"http://127.0.0.1:{port}/") == "store.no-connection"


@pytest.mark.parametrize(
    ("script", "found"),
    [
        (answer(b"", "407 Proxy Authentication Required"), "proxy.wants-password"),
        (answer(b"", "403 Forbidden"), "proxy.refuses"),
        (answer(b"", "502 Bad Gateway"), "proxy.cannot-reach-store"),
    ],
)
def test_a_proxy_that_does_not_connect_us_is_named(store, script: Script, found: str) -> None:
    proxy = store(script)
    given = proxy.url.replace("http://", "http://me:s3cret-word@")
    finding = found_at("https://shop.example/", Network(proxy=given))
    assert finding is not None
    assert finding.id == found
    assert proxy.url[7:-1] in finding.summary
    assert "s3cret-word" not in repr(finding)


def test_a_proxy_that_wants_a_password_for_plain_http(store) -> None:
    proxy = store(answer(b"", "407 Proxy Authentication Required"))
    assert id_at("http://shop.example/", Network(proxy=proxy.url)) == "proxy.wants-password"


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_a_proxy_that_is_not_there(scheme: str) -> None:
    proxy = f"127.0.0.1:{free_port()}"
    finding = found_at(f"{scheme}://shop.example/", Network(proxy=f"http://{proxy}"))
    assert finding is not None
    assert (finding.id, proxy in finding.summary) == ("proxy.unreachable", True)


def test_a_gateway_behind_a_proxy_names_the_proxy(store) -> None:
    proxy = store(answer(b"", "504 Gateway Timeout"))
    finding = found_at("http://shop.example/", Network(proxy=proxy.url))
    assert finding is not None
    assert finding.id == "store.gateway-gets-no-answer"
    assert proxy.url[7:-1] in finding.cause


_OK = b"HTTP/1.1 200 OK\r\n"


@pytest.mark.parametrize(
    ("sent", "found"),
    [
        pytest.param(_OK + b"\r\n" + b"x" * 300_000, "store.answers-without-end", id="long body"),
        pytest.param(_OK + b"X: 1\r\n" * 200 + b"\r\n", "store.not-http", id="many headers"),
        pytest.param(_OK + b"X: " + b"y" * 70_000, "store.not-http", id="long header"),
        pytest.param(
            _OK + b"Content-Encoding: gzip\r\n\r\n" + gzip.compress(bytes(5_000_000)),
            "store.answers-without-end",
            id="gzip bomb",
        ),
        pytest.param(
            _OK + b"Transfer-Encoding: chunked\r\n\r\nZZ\r\nhello\r\n",
            "store.answers-without-end",
            id="bad chunk",
        ),
        pytest.param(bytes(range(128, 256)) * 40 + b"\r\n", "store.not-http", id="binary"),
        pytest.param(_OK + b"\r\n" + bytes(range(256)), "store.not-recognised", id="binary body"),
        pytest.param(b"HTTP/1.1 999 No\r\n\r\n", "store.blocked-before-opencart", id="status 999"),
    ],
)
def test_hostile_answers_end_in_a_clear_finding(store, sent: bytes, found: str) -> None:
    finding = found_at(store(raw(sent, then_close=True)).url)
    assert finding is not None
    assert finding.id == found
    assert len(finding.cause) < 1000


def test_a_drip_is_left_after_the_time_for_an_answer(store) -> None:
    def drip(connection: socket.socket, request: bytes) -> None:
        connection.sendall(_OK + b"Content-Length: 9000\r\n\r\n")
        while True:
            connection.sendall(b"x")
            time.sleep(0.1)

    before = time.monotonic()
    assert id_at(store(drip).url) == "store.no-answer"
    assert time.monotonic() - before < 15


def redirecting(location: str, status: str = "301 Moved Permanently") -> Script:
    return answer(b"", status, (f"Location: {location}",))


def test_a_redirect_names_the_address_to_use(store) -> None:
    with running_mock(MockOptions(port=0)) as base:
        old = store(redirecting(f"{base}index.php?route=api/login"))
        finding = found_at(old.url)
    assert finding is not None
    assert finding.id == "store.redirects"
    assert base in finding.summary
    assert f"cartcheck check {base}" in finding.remedy[1]


@pytest.mark.parametrize("status", ["301 Moved Permanently", "302 Found", "307 Temporary Redirect", "308 x"])
@pytest.mark.parametrize(
    ("location", "found", "base"),
    [
        (
            "https://www.shop.example/index.php?route=api/login",
            "store.redirects-elsewhere",
            "www.shop.example",
        ),
        ("/index.php?route=api/login", "store.redirect-loop", ""),
        ("/shop/index.php?route=api/login", "store.redirect-loop", ""),
        ("/customer/login", "store.redirect-loop", ""),
        ("https://[::1/", "store.redirects-elsewhere", ""),
        ("", "store.redirect-loop", ""),
    ],
)
def test_redirects_are_told_apart(store, status: str, location: str, found: str, base: str) -> None:
    asked = store(redirecting(location, status))
    finding = found_at(asked.url)
    assert finding is not None
    assert finding.id == found
    assert base in finding.summary
    assert len(asked.requests) <= 6


def test_a_redirect_to_a_page_is_no_other_address(store) -> None:
    def script(connection: socket.socket, request: bytes) -> None:
        lost = b"route=api" in request
        chosen = redirecting("/index.php?route=common/home") if lost else answer(b"<html>shop</html>")
        chosen(connection, request)

    assert id_at(store(script).url) == "store.redirects-calls-away"


def test_a_hundred_redirects_are_left_after_five(store) -> None:
    turn = iter(range(100))

    def script(connection: socket.socket, request: bytes) -> None:
        redirecting(f"/{next(turn)}/index.php?route=api/login")(connection, request)

    asked = store(script)
    assert id_at(asked.url) == "store.redirect-loop"
    assert len(asked.requests) <= 6


@pytest.mark.parametrize(
    ("status", "headers", "found", "says"),
    [
        ("503 x", ("Retry-After: 1800",), "store.asks-to-wait", "1,800 seconds (30 minutes)"),
        ("503 x", ("Retry-After: 7",), "store.asks-to-wait", "7 seconds"),
        ("503 x", (), "store.unavailable", "503"),
        ("429 x", ("Retry-After: 600",), "store.limited-at-once", "600 seconds (10 minutes)"),
        ("429 x", (), "store.limited-at-once", "a while"),
        ("503 x", ("Retry-After: 3600", "Set-Cookie: currency=EUR"), "store.maintenance-closes-api", ""),
        ("502 Bad Gateway", (), "store.gateway-gets-no-answer", "502"),
        ("504 Gateway Timeout", (), "store.gateway-gets-no-answer", "504"),
        ("401 x", ('WWW-Authenticate: Basic realm="s"',), "store.password-protected", "Basic"),
        ("403 x", (), "store.blocked-before-opencart", ""),
        ("500 x", (), "store.server-error", ""),
    ],
)
def test_answers_of_the_front_are_told_apart(
    store, status: str, headers: tuple[str, ...], found: str, says: str
) -> None:
    finding = found_at(store(answer(b"<html>x</html>", status, headers)).url)
    assert finding is not None
    assert finding.id == found
    assert says in f"{finding.summary} {finding.cause} {finding.remedy}"
