"""The command as a user meets it: help, exit codes, one clear line for each mistake."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from cartcheck.cli.main import run
from cartcheck.mock.options import DEMO_KEY, MockOptions
from cartcheck.mock.server import running_mock
from cartcheck.transport.client import Answer, Client
from cartcheck.transport.exchange import Request

VERBS = (
    "check",
    "diagnose",
    "contract",
    "record",
    "compare",
    "replay",
    "sign",
    "mock",
    "explain",
    "list",
    "demo",
)
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
    assert run(["diagnose", store, "--key", DEMO_KEY, "--no-reports", "--budget", "8"]) == 3
    assert "Not everything could be asked" in capsys.readouterr().out


def test_a_switch_of_another_store_is_refused(store: str) -> None:
    assert run(["check", store, "--key", DEMO_KEY, "--control", "http://127.0.0.1:1/_control"]) == 2


def test_no_answer_ends_in_3(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["diagnose", "http://127.0.0.1:9/", "--key", "x", "--no-reports"]) == 3
    assert "store.refuses-connections" in capsys.readouterr().out


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
        (["check", "https://shop.example/", "--key", "x", "--opencart", "3.0.5.1"], "--dry-run"),
        (["check", "https://shop.example/", "--key", "x", "--dry-run", "--opencart", "9"], "9"),
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
    assert run(["diagnose", store, "--key", DEMO_KEY, "--no-reports", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["schema_version"]


def test_a_dry_run_sends_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["diagnose", "https://shop.example/shop/", "--key", "some-key", "--dry-run"]) == 0
    told = capsys.readouterr().out
    assert "https://shop.example/shop/index.php?route=api/login" in told
    assert "some-key" not in told and "127.0.0.1" not in told
    assert "would send these 11 requests" in told
    assert "of both IPv4 and IPv6" in told


@pytest.mark.parametrize(
    ("version", "asks"),
    [
        ("2.3.0.2", "api/cart/products&token="),
        ("3.0.5.1", "api/cart/products&api_token="),
        ("4.0.2.3", "api/sale/cart&api_token="),
        ("4.1.0.4", "api/order&call=cart&username=erp"),
    ],
)
def test_a_dry_run_is_json_of_the_version_that_is_supposed(
    version: str, asks: str, capsys: pytest.CaptureFixture[str]
) -> None:
    call = ["diagnose", "https://shop.example/", "--username", "erp", "--key", "some-key"]
    assert run([*call, "--dry-run", "--json", "--opencart", version]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["dry_run"], told["opencart"], told["store"], told["sent"]) == (
        True,
        version,
        "https://shop.example/",
        0,
    )
    assert [row["number"] for row in told["requests"]] == list(range(1, len(told["requests"]) + 1))
    assert all(row["url"].startswith("https://shop.example/") for row in told["requests"])
    assert any(asks in row["url"] for row in told["requests"])
    assert "some-key" not in json.dumps(told)


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


def test_without_a_verb_it_prints_its_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert run([]) == 2
    told = capsys.readouterr().err
    assert told.startswith("Usage: cartcheck")
    assert all(verb in told for verb in VERBS)


CALLS = (
    ["diagnose", "{store}", "--no-reports"],
    ["explain", "login.ip-not-listed"],
    ["list"],
    ["list", "--json"],
    ["diagnose", "{store}", "--no-reports", "--json"],
    ["diagnose", "{store}", "--dry-run"],
    ["explain", "no–such–thing"],
    ["mock", "--fault", "list"],
    ["mock", "--opencart", "“”"],
    ["sign", "https://shop.example/", "--data", "comment=žluťoučký"],
    ["demo", "--help"],
    [],
)


@pytest.mark.parametrize(
    ("encoding", "arguments"),
    [
        *(pytest.param("ascii", call, id=f"ascii {' '.join(call)}") for call in CALLS),
        *(pytest.param("latin-1", call, id=f"latin-1 {' '.join(call)}") for call in CALLS[:3]),
        *(pytest.param("cp437", call, id=f"cp437 {' '.join(call)}") for call in CALLS[:3]),
    ],
)
def test_an_output_of_another_encoding_is_no_trouble(arguments: list[str], encoding: str, store: str) -> None:
    environment = {**os.environ, "PYTHONIOENCODING": encoding, "CARTCHECK_KEY": DEMO_KEY, "LANG": "C"}
    told = subprocess.run(
        [sys.executable, "-m", "cartcheck", *(each.format(store=store) for each in arguments)],
        capture_output=True,
        env=environment,
        check=False,
    )
    assert told.returncode in {0, 2}, told.stderr
    text = (told.stdout + told.stderr).decode(encoding)
    assert "This is a bug" not in text and "Traceback" not in text
    if "--json" in arguments:
        assert json.loads(told.stdout.decode(encoding))


def test_a_har_is_kept_without_secrets(store: str, tmp_path: Path) -> None:
    assert run(["diagnose", store, "--key", DEMO_KEY, "--no-reports", "--har", "all.har"]) == 0
    text = (tmp_path / "all.har").read_text("utf-8")
    assert DEMO_KEY not in text
    assert len(json.loads(text)["log"]["entries"]) == 11


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


def test_one_operation_can_be_asked_again(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with running_mock(MockOptions(port=0, faults=("silent-refusal",))) as base:
        call = ["contract", base, "--key", DEMO_KEY, "--no-reports", "--json"]
        assert run([*call, "--only", "currency_set", "--only", "reward_maximum"]) == 1
        told = json.loads(capsys.readouterr().out)
    assert {item["id"].rpartition("::test_")[2] for item in told["items"]} == {
        "currency_set",
        "reward_maximum",
    }
    (finding,) = told["findings"]
    assert finding["rerun"] == f"cartcheck contract {base} --no-reports --json --only currency_set"


def test_an_order_s_life_can_be_asked_again(capsys: pytest.CaptureFixture[str]) -> None:
    with running_mock(MockOptions(port=0, faults=("order-total-differs", "refuses-delete"))) as base:
        call = ["contract", base, "--key", DEMO_KEY, "--no-reports", "--json", "--allow-writes"]
        assert run([*call, "--only", "order_life", "--only", "order_delete"]) == 1
        told = json.loads(capsys.readouterr().out)
    modules = [item["id"].partition("::")[0] for item in told["items"]]
    assert modules == ["test_contract.py", "test_order_life.py", "test_order_life.py"]
    by_id = {finding["id"]: finding["rerun"] for finding in told["findings"]}
    again = f"cartcheck contract {base} --no-reports --json --allow-writes"
    assert by_id["effect.order-differs"] == f"{again} --only order_life"
    assert by_id["contract.order-left-behind"] == f"{again} --only order_delete --only order_life"


def test_an_order_s_life_is_tested_alone(capsys: pytest.CaptureFixture[str]) -> None:
    with running_mock(MockOptions(port=0)) as base:
        call = ["contract", base, "--key", DEMO_KEY, "--no-reports", "--json", "--only", "order_life"]
        assert run(call) == 0
        told = json.loads(capsys.readouterr().out)
    assert [(item["subject"], item["outcome"]) for item in told["items"]] == [
        ("order life", "clear"),
        ("order life", "not applicable"),
    ]


def test_an_unknown_operation_is_refused_with_those_that_are_alike(store: str, capsys) -> None:
    assert run(["contract", store, "--key", DEMO_KEY, "--no-reports", "--only", "cart_ad"]) == 2
    assert "There is no operation 'cart_ad'. There are: cart_add," in capsys.readouterr().err
