"""A store behind a real web server: in a sub-directory, behind a redirect, with CORS added by the edge."""

import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from cartcheck.engine.order import Order
from cartcheck.engine.run import examine
from cartcheck.findings.finding import Level
from cartcheck.findings.finding_type import Example
from cartcheck.mock.options import MockOptions
from cartcheck.mock.server import running_mock
from cartcheck.reports.result import Result
from cartcheck.target.target import Leave
from tests.checks.stores import DIAGNOSIS, target_of

pytestmark = pytest.mark.needs("nginx")

CONFIG = """
daemon off; pid {folder}/pid; error_log {folder}/error.log;
events {{ }}
http {{
  access_log off;
  client_body_temp_path {folder}/b; proxy_temp_path {folder}/p; fastcgi_temp_path {folder}/f;
  uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
  server {{
    listen 127.0.0.1:{port};
    {rules}
  }}
}}
"""


@contextmanager
def nginx(folder: Path, rules: str) -> Iterator[str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    config = folder / "nginx.conf"
    config.write_text(CONFIG.format(folder=folder, port=port, rules=rules))
    process = subprocess.Popen(["nginx", "-p", str(folder), "-c", str(config)], stderr=subprocess.DEVNULL)
    try:
        wait_for(port)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(10)


def wait_for(port: int) -> None:
    for _ in range(100):
        with socket.socket() as client:
            if client.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise AssertionError("nginx did not start")


def examined(base: str) -> Result:
    target = replace(target_of(base, Example()), control="", leave=Leave())
    return examine(target, Order(command="test", subjects=DIAGNOSIS))[0]


def bad(result: Result) -> set[str]:
    return {finding.id for finding in result.findings if finding.level.at_least(Level.WARNING)}


def test_a_sub_directory_is_as_good_as_a_root(tmp_path: Path) -> None:
    with running_mock(MockOptions(port=0)) as mock:
        rules = f"location /shop/ {{ proxy_pass {mock}; }} location / {{ return 404; }}"
        with nginx(tmp_path, rules) as base:
            assert not bad(examined(f"{base}/shop"))
            assert bad(examined(base)) == {"store.not-recognised"}


def test_a_redirect_is_named_with_its_end(tmp_path: Path) -> None:
    with nginx(tmp_path, "return 301 https://www.shop.example$request_uri;") as base:
        result = examined(base)
    (finding,) = [each for each in result.findings if each.level is Level.ERROR]
    assert finding.id == "store.redirects-elsewhere"
    assert "https://www.shop.example/" in finding.remedy[1]


def test_an_edge_that_reflects_origins_hides_no_3_0(tmp_path: Path) -> None:
    with running_mock(MockOptions(port=0)) as mock:
        reflect = "add_header Access-Control-Allow-Origin $http_origin always;"
        with nginx(tmp_path, f"location / {{ {reflect} proxy_pass {mock}; }}") as base:
            result = examined(base)
    assert not bad(result)
    assert result.store.generation == "3.0"


def front(result: Result) -> str:
    (finding,) = [each for each in result.findings if each.level is Level.ERROR]
    return finding.id


def outcome_of_addresses(base: str) -> tuple[str, set[str]]:
    result = examined(base)
    (item,) = [each for each in result.items if each.id.endswith("test_login_from_other_addresses")]
    return f"{item.outcome}: {item.detail}", {finding.id for finding in result.findings}


def test_behind_nginx_addresses_are_not_judged(tmp_path: Path) -> None:
    with running_mock(MockOptions(port=0)) as mock:
        assert outcome_of_addresses(mock)[0] == "clear: "
        with nginx(tmp_path, f"location / {{ proxy_pass {mock}; }}") as base:
            outcome, found = outcome_of_addresses(base)
    assert outcome.startswith("not reached: ")
    assert "a proxy in front of it hides who calls" in outcome
    assert "ip.other-address-accepted" not in found


def test_what_nginx_says_in_the_store_s_place_is_named(tmp_path: Path) -> None:
    dead = "proxy_connect_timeout 1s; location / { proxy_pass http://127.0.0.1:9; }"
    (tmp_path / "users").write_text("")
    locked = f'location / {{ auth_basic "Staging"; auth_basic_user_file {tmp_path}/users; root {tmp_path}; }}'
    for rules, found in (
        (dead, "store.gateway-gets-no-answer"),
        (locked, "store.password-protected"),
        ("return 503;", "store.unavailable"),
        ("return 429;", "store.limited-at-once"),
        ("return 301 http://$host:$server_port$request_uri;", "store.redirect-loop"),
    ):
        with nginx(tmp_path, rules) as base:
            assert front(examined(base)) == found
