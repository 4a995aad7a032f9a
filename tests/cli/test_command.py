"""The command as a user meets it: help, exit codes, one clear line for each mistake."""

import subprocess
import sys
from pathlib import Path

import pytest

from cartcheck.cli.main import run
from cartcheck.mock.options import DEMO_KEY, MockOptions
from cartcheck.mock.server import running_mock
from cartcheck.transport.client import Answer, Client
from cartcheck.transport.exchange import Request

VERBS = ("check", "diagnose", "contract", "sign", "mock", "explain", "list", "demo")
README = Path(__file__).parents[2] / "README.md"


@pytest.fixture
def store():
    with running_mock(MockOptions(port=0)) as base:
        yield base


@pytest.fixture(autouse=True)
def no_surroundings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("CARTCHECK_KEY", "CARTCHECK_USERNAME", "CARTCHECK_STORE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)


def test_a_healthy_store_ends_in_0_and_leaves_reports(store: str, tmp_path: Path) -> None:
    assert run(["diagnose", store, "--key", DEMO_KEY, "--reports", "out"]) == 0
    left = sorted(path.suffix for path in (tmp_path / "out").iterdir())
    assert left == [".html", ".html", ".json", ".xml"]
    assert not [path for path in (tmp_path / "out").iterdir() if DEMO_KEY in path.read_text("utf-8")]


def test_a_wrong_key_ends_in_1(store: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["diagnose", store, "--key", "wrong-key-of-mine", "--no-reports"]) == 1
    told = capsys.readouterr()
    assert "login.bad-credentials" in told.out
    assert "wrong-key-of-mine" not in told.out + told.err


def test_fail_on_moves_the_line(store: str) -> None:
    assert run(["diagnose", store, "--key", DEMO_KEY, "--no-reports", "--fail-on", "advice"]) == 1
    assert run(["diagnose", store, "--key", "wrong", "--no-reports", "--fail-on", "error"]) == 1


def test_a_spent_budget_is_no_good_news(store: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["diagnose", store, "--key", DEMO_KEY, "--no-reports", "--budget", "12"]) == 3
    assert "Not everything could be asked" in capsys.readouterr().out


def test_a_switch_of_another_store_is_refused(store: str) -> None:
    assert run(["check", store, "--key", DEMO_KEY, "--control", "http://127.0.0.1:1/_control"]) == 2


def test_no_answer_ends_in_3(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["diagnose", "http://127.0.0.1:9/", "--key", "x", "--no-reports"]) == 3
    assert "store.unreachable" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["check", "shop.example", "--key", "x"], "https://shop.example"),
        (["check", "https://shop.example/", "--budget", "0", "--key", "x"], "budget"),
        (["check", "https://shop.example/", "--pace", "fast"], "pace"),
        (["check", "https://shop.example/", "--nonsense"], "--nonsense"),
        (["chekc"], "chekc"),
        (["explain", "login.ip-not-liste"], "login.ip-not-listed"),
        (["mock", "--opencart", "9.9"], "9.9"),
        (["check", "https://shop.example/", "--key", "x", "--config", "missing.toml"], "missing.toml"),
    ],
)
def test_a_mistake_is_one_clear_line_and_exit_2(
    arguments: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(arguments) == 2
    said = capsys.readouterr().err
    assert told in said
    assert len(said.strip().splitlines()) == 1


def test_json_is_all_that_is_printed(store: str, capsys: pytest.CaptureFixture[str]) -> None:
    import json

    assert run(["diagnose", store, "--key", DEMO_KEY, "--no-reports", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["schema_version"]


def test_a_dry_run_sends_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["diagnose", "https://shop.example/shop/", "--key", "some-key", "--dry-run"]) == 0
    told = capsys.readouterr().out
    assert "https://shop.example/shop/index.php?route=api/login" in told
    assert "some-key" not in told and "127.0.0.1" not in told


def test_a_dry_run_asks_no_address_of_a_handed_in_request(
    store: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    ask = Client.ask

    def listening(self: Client, request: Request) -> Answer:
        asked.append(request.url)
        return ask(self, request)

    monkeypatch.setattr(Client, "ask", listening)
    (tmp_path / "line").write_text("curl 'http://127.0.0.1:9/index.php?route=api/cart/products'")
    assert run(["diagnose", store, "--key", DEMO_KEY, "--dry-run", "--request", "line"]) == 0
    assert asked and not [url for url in asked if url.startswith((store, "http://127.0.0.1:9/"))]


def test_a_har_is_kept_without_secrets(store: str, tmp_path: Path) -> None:
    import json

    assert run(["diagnose", store, "--key", DEMO_KEY, "--no-reports", "--har", "all.har"]) == 0
    text = (tmp_path / "all.har").read_text("utf-8")
    assert DEMO_KEY not in text
    assert len(json.loads(text)["log"]["entries"]) > 15


def test_help_is_quick_and_names_every_verb() -> None:
    told = subprocess.run(
        [sys.executable, "-m", "cartcheck", "--help"], capture_output=True, text=True, check=True
    ).stdout
    assert all(verb in told for verb in VERBS)
    # What makes it quick, instead of a timing: nothing heavy is imported.
    loads = "import sys, cartcheck.cli.main; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", loads], capture_output=True, text=True, check=True).stdout
    assert not {"requests", "schemathesis", "pytest", "rich", "jinja2"} & set(loaded.split())


def test_the_readme_names_every_verb() -> None:
    text = README.read_text("utf-8")
    for verb in VERBS:
        assert f"cartcheck {verb}" in text
