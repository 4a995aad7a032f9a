"""Requests that are handed in, on a store of each generation: the right one is left in peace, a wrong one is named."""

from __future__ import annotations

import json
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from cartcheck.cli.main import run
from cartcheck.dialects.dialect import Dialect, Session, Signer
from cartcheck.dialects.registry import dialects
from cartcheck.dialects.signature import signed
from cartcheck.engine.order import Order
from cartcheck.engine.run import examine
from cartcheck.findings.finding import Level
from cartcheck.findings.finding_type import Example
from cartcheck.handed.request import HandedRequest
from cartcheck.mock.options import DEMO_KEY, MockOptions
from cartcheck.mock.server import running_mock
from cartcheck.probes.examination import Examination
from cartcheck.probes.session import session_of
from cartcheck.reports.result import Outcome, Result
from cartcheck.target.store_url import StoreUrl
from cartcheck.target.target import Target
from cartcheck.transport.exchange import Request
from cartcheck.transport.transport import Transport
from tests.checks.stores import REQUEST, target_of

VERSIONS = {
    "2.0.3.1": "2.0",
    "2.1.0.2": "2.1",
    "2.2.0.0": "2.2–2.3",
    "2.3.0.2": "2.2–2.3",
    "3.0.3.9": "3.0",
    "3.0.5.1": "3.0",
    "4.0.0.0": "4.0.0",
    "4.0.1.1": "4.0.1",
    "4.0.2.3": "4.0.2",
    "4.1.0.0": "4.1",
    "4.1.0.4": "4.1",
}
BY_GENERATION = {dialect.generation: dialect for dialect in dialects()}


def judged(target: Target, *requests: Request) -> Result:
    handed = tuple(HandedRequest(number, request) for number, request in enumerate(requests, 1))
    result, _ = examine(target, Order(command="test", subjects=REQUEST, handed=handed))
    return result


def bad(result: Result) -> list[str]:
    assert Outcome.HARNESS_ERROR not in {item.outcome for item in result.items}, result.items
    return [finding.id for finding in result.ordered if finding.level.at_least(Level.ADVICE)]


def opened(target: Target) -> Session:
    with Transport(target) as transport:
        return session_of(Examination(target, transport))


def calls(dialect: Dialect, target: Target, session: Session) -> list[Request]:
    assert target.credentials
    form = (("firstname", "A & B"), ("product[0][product_id]", "40"), ("product[0][quantity]", "1"))
    names = [name for name in ("cart_read", "customer_set", "cart_add") if name in dialect.operations]
    login = [dialect.login(target.store, target.credentials)] if dialect.traits.has_login else []
    return login + [
        dialect.request(
            target.store, name, session, (), form if dialect.operations[name].method == "POST" else ()
        )
        for name in names
    ]


@pytest.mark.parametrize("version", VERSIONS)
def test_right_requests_are_left_in_peace(version: str) -> None:
    with running_mock(MockOptions(opencart=version, port=0)) as base:
        target = target_of(base, Example())
        dialect = BY_GENERATION[VERSIONS[version]]
        assert bad(judged(target, *calls(dialect, target, opened(target)))) == []


@pytest.mark.parametrize("version", VERSIONS)
def test_json_is_named_in_every_version(version: str) -> None:
    with running_mock(MockOptions(opencart=version, port=0)) as base:
        target = target_of(base, Example())
        dialect = BY_GENERATION[VERSIONS[version]]
        name = "login" if dialect.traits.has_login else "customer_set"
        right = next(
            each
            for each in calls(dialect, target, opened(target))
            if dialect.operations[name].route.encode() in each.url.encode()
        )
        as_json = Request(
            right.method, right.url, (("Content-Type", "application/json"),), b'{"firstname":"a"}'
        )
        found = bad(judged(target, as_json))
        assert "request.json-body" in found


@pytest.mark.parametrize(("version", "works"), [("4.1.0.4", False), ("4.1.0.3", True)])
def test_an_old_signature_matters_where_time_is_looked_at(version: str, works: bool) -> None:
    with running_mock(MockOptions(opencart=version, port=0)) as base:
        target = target_of(base, Example())
        late = Signer("Default", DEMO_KEY, lambda: time.time() + 3600)
        bare = BY_GENERATION["4.1"].request(target.store, "cart_read", None, (), (("a", "b"),))
        assert bad(judged(target, signed(bare, late))) == ([] if works else ["request.signature-clock"])


def test_the_first_request_that_fails_comes_first() -> None:
    with running_mock(MockOptions(port=0)) as base:
        store = StoreUrl.parse(base)
        target = target_of(base, Example())
        result = judged(
            target,
            BY_GENERATION["3.0"].login(target.store, target.credentials),  # type: ignore[arg-type]
            Request("GET", store.route("api/cart/products", (("token", "0" * 26),))),
            Request("GET", store.route("api/product")),
            Request("GET", store.route("api/order/info", (("token", "0" * 26),))),
        )
        assert bad(result) == ["request.token-name", "request.route-unknown"]
        assert [finding.count for finding in result.ordered] == [2, 1]
        assert result.verdict.startswith("The request that was handed in cannot work: ")


def test_an_address_that_redirects_is_named() -> None:
    with (
        running_mock(MockOptions(port=0)) as base,
        running_mock(MockOptions(port=0, faults=("redirect-to-www",))) as moved,
    ):
        target = target_of(base, Example())
        request = BY_GENERATION["3.0"].login(StoreUrl.parse(moved), target.credentials)  # type: ignore[arg-type]
        assert bad(judged(target, request)) == ["request.redirects"]


def test_an_address_without_an_api_is_named_and_another_good_one_is_not() -> None:
    with running_mock(MockOptions(port=0)) as base, running_mock(MockOptions(port=0)) as twin:
        target = target_of(base, Example())
        dead = Request("GET", "http://127.0.0.1:9/index.php?route=api/cart/products&api_token=" + "0" * 26)
        assert bad(judged(target, dead)) == ["request.other-address"]
        login = BY_GENERATION["3.0"].login(StoreUrl.parse(twin), target.credentials)  # type: ignore[arg-type]
        assert bad(judged(target, login)) == []


def entry(request: Request, status: int, text: str) -> dict[str, Any]:
    return {
        "startedDateTime": datetime.now(UTC).isoformat(),
        "request": {
            "method": request.method,
            "url": request.url,
            "headers": [{"name": name, "value": value} for name, value in request.headers],
            "postData": {"mimeType": "", "text": request.body.decode()},
        },
        "response": {"status": status, "headers": [], "content": {"text": text}},
    }


SECRETS = (
    "s3cr3t-key-of-mine",
    "t0k3n-of-mine-00000000000",
    "c00kie-of-mine-1234",
    "b34rer-of-mine",
    "pw-0f-m1ne",
)


def test_no_secret_of_the_file_gets_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    key, token, cookie, bearer, password = SECRETS
    with running_mock(MockOptions(port=0)) as base:
        asked = [
            entry(Request("GET", f"{base}index.php?route=api/login&username=D&key={key}"), 200, "[]"),
            entry(
                Request(
                    "POST",
                    f"{base}index.php?route=api/order/add&token={token}",
                    (("Cookie", f"PHPSESSID={cookie}"), ("Authorization", f"Bearer {bearer}")),
                    json.dumps({"password": password, "key": key}).encode(),
                ),
                200,
                json.dumps({"error": f"{token} {key}"}),
            ),
        ]
        (tmp_path / "handed.har").write_text(json.dumps({"log": {"entries": asked}}))
        out = tmp_path / "out"
        code = run(
            [
                *("diagnose", base, "--key", DEMO_KEY, "--request", str(tmp_path / "handed.har")),
                *("--reports", str(out), "--har", str(out / "all.har")),
            ]
        )
    told = capsys.readouterr()
    assert code == 1
    assert "request.by-get" in told.out and "request.token-name" in told.out
    everything = [told.out, told.err, *(path.read_text("utf-8") for path in out.iterdir())]
    assert len(everything) == 7
    assert not [secret for secret in (*SECRETS, DEMO_KEY) for text in everything if secret in text]


def test_a_bad_file_is_one_line_and_exit_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "bad").write_text("nothing of use")
    with running_mock(MockOptions(port=0)) as base:
        assert run(["diagnose", base, "--key", DEMO_KEY, "--request", str(tmp_path / "bad")]) == 2
    said = capsys.readouterr().err
    assert "holds no curl line" in said and len(said.strip().splitlines()) == 1


@pytest.mark.needs("curl", "openssl")
def test_the_printed_line_works(tmp_path: Path) -> None:
    """The corrected curl line of a 4.1 request signs itself and is let in."""
    import os
    import subprocess

    with running_mock(MockOptions(opencart="4.1.0.4", port=0)) as base:
        target = target_of(base, Example())
        wrong = Request("POST", StoreUrl.parse(base).route("api/sale/customer"), (("Content-Type",
                        "application/x-www-form-urlencoded"),), b"firstname=A+%26+B+%27&lastname=+c+")  # fmt: skip
        result = judged(target, wrong)
        line = next(
            step for each in result.ordered for step in each.remedy if step.startswith("Send it so: ")
        )
        ran = subprocess.run(
            ["sh", "-c", line.removeprefix("Send it so: ")],
            capture_output=True, text=True, check=True, env={**os.environ, "CARTCHECK_KEY": DEMO_KEY},
        )  # fmt: skip
    assert "permission" not in ran.stdout and json.loads(ran.stdout)["error"]["email"]
