"""A walk as a file: without secrets, and with all that a replay needs."""

import itertools
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cartcheck.cli.main import run
from cartcheck.mock.app import Mock
from cartcheck.mock.options import DEMO_KEY, MockOptions
from cartcheck.mock.server import running_mock
from cartcheck.mock.surface.answer import Answer
from cartcheck.transport.client import Client
from tests.comparison.walks import archive

DEAD = "http://127.0.0.1:9/"
VERSIONS = ("2.0.3.1", "2.3.0.2", "3.0.5.1", "4.0.2.3", "4.1.0.4")


@pytest.fixture(autouse=True)
def own_key(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("CARTCHECK_KEY", DEMO_KEY)
    monkeypatch.chdir(tmp_path)


def _from_call(number: int, usual: Callable[..., Any], then: Callable[[], Any]) -> Callable[..., Any]:
    """The usual one, and from that call on another."""
    calls = itertools.count(1)
    return lambda *given: usual(*given) if next(calls) < number else then()


@pytest.mark.parametrize("version", VERSIONS)
def test_no_secret_is_kept(version: str) -> None:
    text = json.dumps(archive(version, writes=False))
    assert DEMO_KEY not in text
    assert "[CARTCHECK_KEY]" in text


def test_a_key_in_the_store_s_words_is_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    usual = Mock.serve

    def repeating(self: Mock, request: Any) -> Answer:
        given = usual(self, request)
        given.body = given.body.replace(b"permission to access", f"permission {DEMO_KEY} to access".encode())
        return given

    monkeypatch.setattr(Mock, "serve", repeating)
    with running_mock(MockOptions(port=0, opencart="4.1.0.4")) as base:
        run(["record", base, "-o", "live.har", "--budget", "12"])
    text = Path("live.har").read_text("utf-8")
    assert "permission [CARTCHECK_KEY] to access" in text
    assert DEMO_KEY not in text


@pytest.mark.parametrize("version", VERSIONS)
def test_a_recording_is_answered_alike_by_the_same_store(
    version: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["record", f"mock:{version}", "-o", "before.har"]) == 0
    assert run(["replay", "before.har", f"mock:{version}", "--allow-writes", "--fail-on", "any"]) == 0
    assert "No difference in" in capsys.readouterr().out


def test_a_replay_names_the_store_it_asked(capsys: pytest.CaptureFixture[str]) -> None:
    run(["record", "mock:4.0.2.3", "-o", "before.har"])
    capsys.readouterr()
    run(["replay", "before.har", "mock:3.0.5.1", "--allow-writes"])
    title = capsys.readouterr().out.lstrip().splitlines()[0]
    assert title.index("4.0.2") < title.index("3.0.5")


def test_without_leave_nothing_is_made(capsys: pytest.CaptureFixture[str]) -> None:
    with running_mock(MockOptions(port=0)) as base:
        assert run(["record", base, "-o", "live.har"]) == 0
    log = json.loads(Path("live.har").read_text("utf-8"))["log"]
    asked = {entry["_intent"] for entry in log["entries"]}
    assert not asked & {"order_create", "order_replace", "order_delete", "order_history_add"}
    assert len(log["entries"]) <= 200
    assert log["_cartcheck"]["writes"] is False


def test_a_replay_sends_no_order_without_leave(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["record", "mock:3.0.5.1", "-o", "before.har"]) == 0
    assert run(["replay", "before.har", "mock:3.0.5.1"]) == 0
    assert "order_create): it may change the shop's data" in capsys.readouterr().err


def test_an_old_program_at_a_new_store_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    recordings = Path(__file__).parents[1] / "recordings"
    chain = recordings / "3.0.3.9" / "order-chain.har"
    assert run(["replay", str(chain), "mock:3.0.5.1", "--allow-writes", "--fail-on", "risky"]) == 0
    assert run(["replay", str(chain), "mock:4.0.2.3", "--allow-writes"]) == 1


def test_a_store_that_is_none_is_not_examined() -> None:
    with running_mock(MockOptions(port=0, faults=("waf-block",))) as base:
        assert run(["record", base, "-o", "none.har"]) == 3


@pytest.mark.parametrize(
    "call",
    [
        ("record", DEAD, "-o", "before.har"),
        ("compare", "before.har", DEAD),
        ("compare", DEAD, "mock:3.0.5.1"),
        ("replay", "before.har", DEAD),
        ("contract", DEAD, "--no-reports"),
    ],
)
def test_a_store_without_any_answer_is_told_with_a_next_step(
    call: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    recorded = Path(__file__).parents[1] / "recordings" / "3.0.3.9" / "login.har"
    kept = Path("before.har")
    kept.write_bytes(recorded.read_bytes())
    assert run([*call, "--budget", "20"]) == 3
    told = " ".join("".join(capsys.readouterr()).split())
    assert "127.0.0.1:9 refuses connections. Check the port" in told
    assert kept.read_bytes() == recorded.read_bytes()  # nothing is put in the place of an earlier recording


def test_a_wait_for_hours_leaves_what_was_asked_before(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    edge = Answer(503, b"", headers=[("Retry-After", "7200")])
    monkeypatch.setattr(Mock, "serve", _from_call(40, Mock.serve, lambda: edge))
    with running_mock(MockOptions(port=0)) as base:
        assert run(["record", base, "-o", "part.har", "--pace", "0"]) == 0
        assert "wait" in capsys.readouterr().err
    assert len(json.loads(Path("part.har").read_text("utf-8"))["log"]["entries"]) >= 39


def test_a_replay_that_is_cut_short_tells_what_it_has(capsys: pytest.CaptureFixture[str]) -> None:
    run(["record", "mock:3.0.5.1", "-o", "before.har"])
    capsys.readouterr()
    with running_mock(MockOptions(port=0)) as base:
        assert run(["replay", "before.har", base, "--budget", "30"]) == 3
    told = capsys.readouterr()
    assert "No difference in" in told.out
    assert "was the last that was tried: The budget of 30 requests is used up" in told.err


def test_a_replay_does_not_go_on_where_no_answer_comes(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    run(["record", "mock:3.0.5.1", "-o", "before.har"])
    capsys.readouterr()

    def refuse() -> Any:
        raise ConnectionRefusedError(111, "Connection refused")

    monkeypatch.setattr(Client, "_send", _from_call(20, Client._send, refuse))
    with running_mock(MockOptions(port=0)) as base:
        assert run(["replay", "before.har", base]) in {1, 3}
    assert "The last 3 requests got no answer. Run `cartcheck diagnose`" in capsys.readouterr().err


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", "[" * 100_000, '{"log": {}}', '{"log": {"entries": [1]}}', '{"log": []}']
)
def test_what_is_no_recording_is_refused(text: str) -> None:
    Path("wrong.har").write_text(text, encoding="utf-8")
    assert run(["compare", "wrong.har", "wrong.har"]) == 2
    assert run(["replay", "wrong.har", "mock:3.0.5.1"]) == 2


@pytest.mark.parametrize(
    ("place", "value", "told"),
    [
        (("_store",), "x", "log._store is not an object"),
        (("_cartcheck", "problems"), [1], "log._cartcheck.problems[0] is not a text"),
        (("entries", 0, "request", "headers"), None, "log.entries[0].request.headers is not a list"),
        (("entries", 0, "request", "headers", 0), {"name": "a"}, "headers[0].value is missing"),
        (("entries", 0, "request", "postData"), [1], "log.entries[0].request.postData is not an object"),
        (("entries", 0, "request", "url"), "http://[::1", "log.entries[0].request.url is no address"),
        (("entries", 0, "response", "status"), True, "log.entries[0].response.status is not a whole number"),
        (
            ("entries", 0, "response", "content"),
            {"text": "a", "encoding": "base64"},
            "what its encoding says",
        ),
        (("entries", 0, "time"), "x", "log.entries[0].time is not a number"),
        (("entries", 0, "_question"), 1, "log.entries[0]._question is not a text"),
        (("entries", 0, "_question"), "[", "log.entries[0]._question is no question of a walk"),
    ],
)
def test_what_is_wrong_with_a_recording_is_told_with_its_place(
    place: tuple[Any, ...], value: Any, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    recorded = Path(__file__).parents[1] / "recordings" / "3.0.3.9" / "login.har"
    archive = json.loads(recorded.read_text("utf-8"))
    *way, last = ("log", *place)
    part = archive
    for step in way:
        part = part.setdefault(step, {}) if isinstance(part, dict) else part[step]
    part[last] = value
    Path("wrong.har").write_text(json.dumps(archive), encoding="utf-8")
    for call in (["compare", str(recorded), "wrong.har"], ["replay", "wrong.har", "mock:3.0.5.1"]):
        assert run(call) == 2
        assert told in capsys.readouterr().err
