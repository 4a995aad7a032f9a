"""A walk as a file: without secrets, and with all that a replay needs."""

import json
from pathlib import Path

import pytest

from cartcheck.cli.main import run
from cartcheck.mock.options import DEMO_KEY, MockOptions
from cartcheck.mock.server import running_mock
from tests.comparison.walks import archive

VERSIONS = ("2.0.3.1", "2.3.0.2", "3.0.5.1", "4.0.2.3", "4.1.0.4")


@pytest.fixture(autouse=True)
def own_key(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("CARTCHECK_KEY", DEMO_KEY)
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize("version", VERSIONS)
def test_no_secret_is_kept(version: str) -> None:
    text = json.dumps(archive(version, writes=False))
    assert DEMO_KEY not in text
    assert "[CARTCHECK_KEY]" in text


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
    assert run(["record", "http://127.0.0.1:9/", "-o", "none.har"]) == 3


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"log": {}}', '{"log": {"entries": [1]}}'])
def test_what_is_no_recording_is_refused(text: str) -> None:
    Path("wrong.har").write_text(text, encoding="utf-8")
    assert run(["compare", "wrong.har", "wrong.har"]) == 2
    assert run(["replay", "wrong.har", "mock:3.0.5.1"]) == 2
