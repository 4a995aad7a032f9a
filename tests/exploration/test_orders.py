"""Orders that a walk or a replay makes are removed again, however it ends."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from cartcheck.cli.main import run
from cartcheck.mock.options import DEMO_KEY, MockOptions
from cartcheck.mock.server import running_mock
from cartcheck.mock.store import Store


@pytest.fixture(autouse=True)
def own_key(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("CARTCHECK_KEY", DEMO_KEY)
    monkeypatch.chdir(tmp_path)


def recorded(base: str, *more: str) -> int:
    return run(["record", base, "-o", "store.har", "--pace", "0", "--allow-writes", *more])


def ever_made(store: Store) -> int:
    return store.orders.add({}, []).order_id - 1


def test_no_budget_leaves_an_order(stores: list[Store], capsys: pytest.CaptureFixture[str]) -> None:
    made = []
    for budget in (148, 157, 159, 161, 164):
        with running_mock(MockOptions()) as base:
            assert recorded(base, "--budget", str(budget)) == 0
        assert stores[-1].orders.all() == [], budget
        assert "still there" not in capsys.readouterr().err
        made.append(ever_made(stores[-1]))
    assert made[0] == 0 < made[-1]


def test_an_order_that_stays_is_told(stores: list[Store], capsys: pytest.CaptureFixture[str]) -> None:
    with running_mock(MockOptions(faults=("refuses-delete",))) as base:
        assert recorded(base) == 0
    assert [order.order_id for order in stores[-1].orders.all()] == [1]
    assert "Order 1, which this made, is still there." in capsys.readouterr().err


def test_where_none_is_deleted_it_is_put_away(
    stores: list[Store], capsys: pytest.CaptureFixture[str]
) -> None:
    with running_mock(MockOptions(opencart="4.1.0.4")) as base:
        assert recorded(base) == 0
    assert {order.status_id for order in stores[-1].orders.all()} == {0}
    assert "still there, with the status 0." in capsys.readouterr().err


@pytest.mark.parametrize("seconds", [0.0, 0.1])
def test_none_is_left_by_an_interruption(stores: list[Store], seconds: float) -> None:
    with running_mock(MockOptions(latency=0.01)) as base:
        command = [sys.executable, "-m", "cartcheck", "record", base, "-o", "store.har"]
        program = subprocess.Popen(
            [*command, "--pace", "0", "--allow-writes"], stderr=subprocess.PIPE, text=True
        )
        while not stores[-1].orders.all():
            assert program.poll() is None
            time.sleep(0.001)
        time.sleep(seconds)
        program.send_signal(signal.SIGINT)
        _, told = program.communicate(timeout=60)
        assert stores[-1].orders.all() == []
    log = json.loads(Path("store.har").read_text("utf-8"))["log"]
    assert log["_cartcheck"]["interrupted"]
    assert "It was interrupted" in told
    assert program.returncode == 3


def test_what_a_replay_makes_is_removed(stores: list[Store], capsys: pytest.CaptureFixture[str]) -> None:
    with running_mock(MockOptions()) as base:
        assert recorded(base) == 0
    log = json.loads(Path("store.har").read_text("utf-8"))
    entries = log["log"]["entries"]
    log["log"]["entries"] = [one for one in entries if one["_intent"] != "order_delete"]
    Path("undeleted.har").write_text(json.dumps(log), "utf-8")
    with running_mock(MockOptions()) as base:
        assert run(["replay", "undeleted.har", base, "--allow-writes", "--pace", "0"]) == 0
    assert stores[-1].orders.all() == []
    assert ever_made(stores[-1]) == 1
    assert "still there" not in capsys.readouterr().err
