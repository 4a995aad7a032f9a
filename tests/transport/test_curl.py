"""The curl line runs as printed: a fake curl on the PATH tells what a POSIX shell made of it."""

from __future__ import annotations

import itertools
import subprocess
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, quote, quote_plus, urlencode

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cartcheck.target.target import Network
from cartcheck.transport.curl import curl_line
from cartcheck.transport.exchange import Exchange, Request, post_form
from cartcheck.transport.redaction import Redactor

if TYPE_CHECKING:
    from pathlib import Path

_URL = "http://shop.example/index.php?route=api/cart/add"
_KEY = "k&y '\"$HOME`id`\\%41é"
_TOKEN = "8adcff6bac03d347b2d49c951e"
_ENVIRON = {"CARTCHECK_KEY": _KEY, "TOKEN": _TOKEN, "COOKIE": "cookie-of-the-session"}
_DIRECT = Network()
_HOSTILE = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=30)


@pytest.fixture(scope="module")
def fake_curl(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("bin")
    script = folder / "curl"
    script.write_text("#!/bin/sh\nprintf '%s\\0' \"$@\"\nprintf 'stdin\\0'\ncat\n")
    script.chmod(0o755)
    return folder


def _redactor() -> Redactor:
    redactor = Redactor()
    redactor.learn("CARTCHECK_KEY", _KEY)
    redactor.learn("token", _TOKEN)
    redactor.learn("cookie", _ENVIRON["COOKIE"])
    return redactor


def _line(request: Request, source: str = "", cookie: str = "", network: Network = _DIRECT) -> str:
    sent = (("Host", "shop.example"), *((("Cookie", cookie),) if cookie else ()))
    exchange = Exchange(
        1, request, None, datetime(2026, 11, 22, tzinfo=UTC), source=source, sent_headers=sent
    )
    return curl_line(exchange, _redactor(), network)


def _run(line: str, folder: Path) -> tuple[list[str], bytes]:
    environ = {"PATH": f"{folder}:/usr/bin:/bin", **_ENVIRON}
    done = subprocess.run(["/bin/sh", "-c", line], env=environ, stdin=subprocess.DEVNULL, capture_output=True)
    assert not done.stderr, (line, done.stderr)
    arguments, _, stdin = done.stdout.partition(b"stdin\0")
    return arguments.decode().split("\0")[:-1], stdin


def _values(arguments: list[str], option: str) -> list[str]:
    return [value for name, value in itertools.pairwise(arguments) if name == option]


def _body(arguments: list[str]) -> str:
    """What curl would send: it joins the parts of a body with `&`, and encodes some."""
    parts = []
    for option, value in itertools.pairwise(arguments):
        if option == "--data-raw":
            parts.append(value)
        if option == "--data-urlencode":
            name, _, content = value.partition("=")
            parts.append(f"{name}={quote(content)}")
    return "&".join(parts)


def test_line_reads_like_one_written_by_hand() -> None:
    request = post_form(f"{_URL}&api_token={_TOKEN}", [("product_id", "40"), ("quantity", "1")])
    assert _line(request) == (
        "curl -sS -X POST 'http://shop.example/index.php?route=api/cart/add&api_token='\"$TOKEN\""
        " --data-raw 'product_id=40&quantity=1'"
    )
    assert _line(Request("GET", _URL)) == f"curl -sS '{_URL}'"
    login = post_form(_URL, [("username", "Default"), ("key", _KEY)])
    assert _line(login).endswith(" --data-raw 'username=Default' --data-urlencode 'key='\"$CARTCHECK_KEY\"")


def test_a_login_needs_no_cookie_and_another_call_does() -> None:
    cookie = "OCSESSID=abc"
    login = post_form(_URL, [("username", "Default"), ("key", _KEY)])
    assert "Cookie" not in _line(login, cookie=cookie)
    assert "Cookie" in _line(post_form(_URL, [("key", "12")]), cookie=cookie)


@settings(max_examples=40, deadline=None)
@given(name=_HOSTILE, value=_HOSTILE, header=_HOSTILE)
def test_shell_passes_on_what_was_sent(fake_curl: Path, name: str, value: str, header: str) -> None:
    fields = [("a" + name, value), ("key", _KEY), ("z", value)]
    url = f"{_URL}&api_token={_TOKEN}&b={quote_plus(value)}&c={value}"
    request = post_form(url, fields).with_header("X-A", header)
    arguments, _ = _run(_line(request, cookie=f"OCSESSID={_ENVIRON['COOKIE']}; language=en"), fake_curl)
    assert url in arguments
    assert parse_qsl(_body(arguments), keep_blank_values=True) == fields
    assert (f"X-A: {header}" if header.strip() else "X-A;") in _values(arguments, "-H")
    assert f"Cookie: OCSESSID={_ENVIRON['COOKIE']}; language=en" in _values(arguments, "-H")


@settings(max_examples=20, deadline=None)
@given(before=st.binary(max_size=20), after=st.binary(max_size=20))
def test_binary_body_comes_through_a_pipe(fake_curl: Path, before: bytes, after: bytes) -> None:
    body = b"\0" + before + _KEY.encode() + after
    arguments, stdin = _run(_line(Request("POST", _URL, body=body)), fake_curl)
    assert stdin == body
    assert _values(arguments, "--data-binary") == ["@-"]
    assert _values(arguments, "-H") == ["Content-Type:"]


@settings(max_examples=20, deadline=None)
@given(text=_HOSTILE)
def test_body_that_is_no_form_is_passed_on_as_it_is(fake_curl: Path, text: str) -> None:
    request = Request("POST", _URL, (("Content-Type", "application/json"),), f"@{text}&{_TOKEN}&".encode())
    arguments, _ = _run(_line(request), fake_curl)
    assert _values(arguments, "--data-raw") == [f"@{text}&{_TOKEN}&"]
    assert _values(arguments, "-H") == ["Content-Type: application/json"]


def test_other_ways_of_asking(fake_curl: Path) -> None:
    network = Network(verify=False, ca_bundle="/a b/ca.pem", proxy="http://me:pass@proxy.example:3128")
    url = _URL.replace("http:", "https:") + "[0]"
    arguments, _ = _run(_line(Request("HEAD", url), source="127.0.0.2", network=network), fake_curl)
    assert arguments == [
        *("-sS", "-I", "-k", "--cacert", "/a b/ca.pem", "-x", "http://proxy.example:3128"),
        *("--interface", "127.0.0.2", "-g", url),
    ]


def test_certificates_are_named_for_https_only(fake_curl: Path) -> None:
    arguments, _ = _run(_line(Request("GET", _URL), network=Network(ca_bundle="/ca.pem")), fake_curl)
    assert "--cacert" not in arguments


def test_host_that_was_asked_for_is_kept(fake_curl: Path) -> None:
    request = Request("GET", _URL, (("Host", "www.shop.example"), ("Content-Length", "0")))
    arguments, _ = _run(_line(request), fake_curl)
    assert _values(arguments, "-H") == ["Host: www.shop.example"]


def test_post_without_body_says_so(fake_curl: Path) -> None:
    arguments, _ = _run(_line(Request("POST", _URL)), fake_curl)
    assert arguments == ["-sS", "-X", "POST", _URL, "-H", "Content-Type:", "--data-raw", ""]


def test_two_tokens_have_two_variables() -> None:
    redactor = _redactor()
    redactor.learn("token", "another-token-of-the-run")
    request = Request("GET", f"{_URL}&a={_TOKEN}&b=another-token-of-the-run&c={_TOKEN}")
    line = curl_line(Exchange(1, request, None, datetime(2026, 11, 22, tzinfo=UTC)), redactor, Network())
    assert line.count('"$TOKEN"') == 2
    assert line.count('"$TOKEN_2"') == 1


def test_text_that_looks_like_a_pseudonym_stays_text(fake_curl: Path) -> None:
    request = post_form(_URL, [("a", "[cookie-9]"), ("b", "[HOME]")])
    arguments, _ = _run(_line(request), fake_curl)
    assert _body(arguments) == urlencode([("a", "[cookie-9]"), ("b", "[HOME]")])
