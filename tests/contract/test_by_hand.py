"""Each failure can be asked again by hand: an id, a seed, an entry of the HAR, and shell lines that run as printed."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
from typing import TYPE_CHECKING, Any

import pytest

from cartcheck.cli.main import run
from cartcheck.engine.order import Order
from cartcheck.engine.run import examine
from cartcheck.mock import DEMO_KEY, MockOptions, running_mock
from cartcheck.mock.faults import applies
from cartcheck.target.store_url import StoreUrl
from cartcheck.target.target import Credentials, Leave, Limits, Target

if TYPE_CHECKING:
    from pathlib import Path

    from cartcheck.mock.store import Store

# What differs between one session and the next.
_CHANGING = re.compile(r"[0-9a-f]{26}|[0-9A-Za-z]{32}|\d+|\s")
_ROWS = re.compile(r'"(?:cart_id|key)":\s*"?\d+"?')
FAULTS = ("object-for-list", "error-without-field")
OPERATIONS = ("cart_read", "cart_add", "cart_edit", "customer_set")


def by_hand(exchange: dict[str, Any]) -> str:
    """What a shell says that has the key and nothing else."""
    script = f"{exchange['before']}\n{exchange['curl']}"
    assert DEMO_KEY not in script
    environ = {"PATH": os.environ["PATH"], "CARTCHECK_KEY": DEMO_KEY}
    done = subprocess.run(["/bin/sh", "-c", script], env=environ, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, ""), script
    return done.stdout


@pytest.mark.needs("curl")
@pytest.mark.needs("openssl")
@pytest.mark.parametrize("version", ["2.0.3.1", "2.1.0.2", "2.3.0.2", "3.0.5.1", "4.0.2.3", "4.1.0.4"])
def test_the_lines_of_each_failure_run_as_printed(
    version: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CARTCHECK_KEY", DEMO_KEY)
    har = tmp_path / "run.har"
    only = [word for name in OPERATIONS for word in ("--only", name)]
    with running_mock(MockOptions(opencart=version, port=0, faults=FAULTS)) as base:
        run(["contract", base, *only, "--seed", "7", "--json", "--no-reports", "--har", str(har)])
        result = json.loads(capsys.readouterr().out)
        entries = {entry["_number"]: entry for entry in json.loads(har.read_text())["log"]["entries"]}
        exchanges = {exchange["number"]: exchange for exchange in result["exchanges"]}
        asked = 0
        for finding in result["findings"]:
            assert result["seed"] == 7
            rerun = shlex.split(finding["rerun"])
            assert (
                rerun[:3] == ["cartcheck", "contract", base] and rerun[-2] == "--only" and "--seed" in rerun
            )
            assert all(evidence["exchange"] for evidence in finding["evidence"])
            for evidence in finding["evidence"]:
                exchange = exchanges[evidence["exchange"]]
                assert entries[exchange["number"]]["request"]["url"] == exchange["url"]
                same = [_CHANGING.sub("", text) for text in (by_hand(exchange), exchange["reply_body"])]
                assert same[0] == same[1], exchange["curl"]
                asked += 1
    ids = {finding["id"] for finding in result["findings"]}
    assert {"contract.answer-differs", "contract.wrong-field-not-named"} & ids
    assert asked >= 3


@pytest.mark.needs("curl")
@pytest.mark.needs("openssl")
@pytest.mark.parametrize(
    ("version", "fault"),
    [
        (version, fault)
        for version in ("2.0.3.1", "2.1.0.2", "2.3.0.2", "3.0.5.1", "4.0.2.3", "4.1.0.4")
        for fault in ("cart-remove-ignored", "refuses-repetition")
        if applies(fault, version)
    ],
)
def test_those_of_a_cart_s_life_show_again_what_was_broken(
    version: str, fault: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CARTCHECK_KEY", DEMO_KEY)
    with running_mock(MockOptions(opencart=version, port=0, faults=(fault,))) as base:
        run(["contract", base, "--only", "order_life", "--json", "--no-reports"])
        result = json.loads(capsys.readouterr().out)
        (broken,) = result["findings"]
        exchanges = {exchange["number"]: exchange for exchange in result["exchanges"]}
        shown = exchanges[broken["evidence"][0]["exchange"]]
        assert _ROWS.sub("", by_hand(shown)) == _ROWS.sub("", shown["reply_body"]), shown["before"]


@pytest.mark.needs("curl")
@pytest.mark.needs("openssl")
@pytest.mark.parametrize(
    ("version", "faults", "kind"),
    [
        *(
            (version, ("refuses-delete",), "contract.order-left-behind")
            for version in ("2.3.0.2", "3.0.5.1", "4.0.2.3")
        ),
        ("4.1.0.4", (), "contract.order-stays"),
        ("documented", (), "contract.records-stay"),
    ],
)
def test_so_do_those_of_an_order_that_stays(
    version: str,
    faults: tuple[str, ...],
    kind: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("CARTCHECK_KEY", DEMO_KEY)
    with running_mock(MockOptions(opencart=version, port=0, faults=faults)) as base:
        run(["contract", base, "--only", "order_create", "--allow-writes", "--json", "--no-reports"])
        result = json.loads(capsys.readouterr().out)
        (stays,) = [finding for finding in result["findings"] if finding["id"] == kind]
        exchanges = {exchange["number"]: exchange for exchange in result["exchanges"]}
        for evidence in stays["evidence"]:
            exchange = exchanges[evidence["exchange"]]
            same = [_CHANGING.sub("", text) for text in (by_hand(exchange), exchange["reply_body"])]
            assert same[0] == same[1], exchange["curl"]


@pytest.mark.needs("curl")
@pytest.mark.needs("openssl")
@pytest.mark.parametrize(
    ("version", "fault"),
    [("3.0.5.1", "any-token"), ("4.0.2.3", "any-token"), ("4.1.0.4", "signature-not-checked")],
)
def test_those_of_a_made_up_credential_bring_it_along(
    version: str, fault: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CARTCHECK_KEY", DEMO_KEY)
    with running_mock(MockOptions(opencart=version, port=0, faults=(fault,))) as base:
        run(["contract", base, "--only", "customer_set", "--json", "--no-reports"])
        result = json.loads(capsys.readouterr().out)
        (opened,) = [one for one in result["findings"] if one["id"] == "contract.open-without-token"]
        exchanges = {exchange["number"]: exchange for exchange in result["exchanges"]}
        shown = exchanges[opened["evidence"][0]["exchange"]]
        assert _CHANGING.sub("", by_hand(shown)) == _CHANGING.sub("", shown["reply_body"])


def test_a_line_about_an_order_that_is_gone_says_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CARTCHECK_KEY", DEMO_KEY)
    with running_mock(MockOptions(opencart="3.0.5.1", port=0, faults=("date-in-another-form",))) as base:
        run(["contract", base, "--only", "order_read", "--allow-writes", "--json", "--no-reports"])
    result = json.loads(capsys.readouterr().out)
    notices = {one["notice"] for one in result["exchanges"] if "order_id=1&" in one["url"]}
    assert notices == {
        "Order 1 was made by this run: once it is gone, write the number of another one into the last line."
    }
    assert not [
        one["notice"] for one in result["exchanges"] if "order_id" not in one["url"] and one["notice"]
    ]


def test_lines_to_run_by_hand_make_no_order(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CARTCHECK_KEY", DEMO_KEY)
    with running_mock(
        MockOptions(opencart="3.0.5.1", port=0, faults=("additional-field", "wrong-media-type"))
    ) as base:
        run(["contract", base, "--only", "order_read", "--allow-writes", "--json", "--no-reports"])
    result = json.loads(capsys.readouterr().out)
    lines = [exchange["before"] for exchange in result["exchanges"]]
    assert any("api_token" in line for line in lines)
    assert not [line for line in lines if "order/add" in line]


@pytest.mark.needs("curl")
@pytest.mark.needs("openssl")
@pytest.mark.parametrize("version", ["2.3.0.2", "3.0.5.1"])
def test_a_line_that_makes_an_order_each_time_says_so_and_no_other_does(
    version: str, stores: list[Store], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CARTCHECK_KEY", DEMO_KEY)
    with running_mock(MockOptions(opencart=version, port=0, faults=("order-total-differs",))) as base:
        run(["contract", base, "--only", "order_life", "--allow-writes", "--json", "--no-reports"])
        result = json.loads(capsys.readouterr().out)
        told = [(shown["notice"], _made_by(shown, stores[-1])) for shown in result["exchanges"]]
    makes = "Each run of the last line makes an order, if the store accepts it."
    assert {made for notice, made in told if notice == makes} == {2}
    assert {made for notice, made in told if notice != makes} == {0}


def _made_by(shown: dict[str, Any], store: Store) -> int:
    """How many orders two runs of a line make."""
    before = len(store.orders.all())
    by_hand(shown)
    by_hand(shown)
    return len(store.orders.all()) - before


@pytest.mark.parametrize(("version", "orders"), [("4.1.0.4", 1), ("documented", 2)])
def test_an_order_that_is_made_anew_in_place_of_the_last_is_none_more(
    version: str, orders: int, stores: list[Store]
) -> None:
    with running_mock(MockOptions(opencart=version, port=0)) as base:
        target = Target(
            StoreUrl.parse(base), Credentials("Default", DEMO_KEY), Limits(pace=0), Leave(writes=True)
        )
        _, transport = examine(
            target, Order("test", ("contract",), only=("order_create", "order_history_add"))
        )
    accepted = [one for one in transport.exchanges if one.reply and '"order_id"' in one.reply.text]
    making = [one for one in accepted if transport.shown(one.number).notice]
    assert len(making) == len(stores[-1].orders.all()) == orders
    assert len(making) < len(accepted)
