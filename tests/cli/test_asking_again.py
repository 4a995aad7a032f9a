"""`cartcheck replay FINDING`: still there, gone, different or not known, with only what the finding rests on."""

from __future__ import annotations

import json
import urllib.request
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from cartcheck.cli.main import run
from cartcheck.mock import DEMO_KEY, MockOptions, running_mock

if TYPE_CHECKING:
    from collections.abc import Iterator

DIFFERS = "contract.answer-differs"


@pytest.fixture(autouse=True)
def folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("CARTCHECK_KEY", DEMO_KEY)
    monkeypatch.chdir(tmp_path)


@contextmanager
def shop(version: str, *faults: str) -> Iterator[str]:
    with running_mock(MockOptions(opencart=version, port=0, control=True, faults=faults)) as base:
        yield base


def turn(base: str, *faults: str) -> None:
    urllib.request.urlopen(f"{base}_control", json.dumps({"faults": faults}).encode()).close()


def again(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, dict[str, Any]]:
    capsys.readouterr()
    code = run(["replay", *words, "--json"])
    return code, json.loads(capsys.readouterr().out)


@pytest.mark.parametrize("version", ["2.3.0.2", "3.0.5.1", "4.0.2.3", "4.1.0.4"])
def test_a_finding_is_still_there_or_different_or_gone(
    version: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with shop(version, "object-for-list") as base:
        assert run(["contract", base, "--only", "cart_read", "--only", "customer_set", "--seed", "7"]) == 1
        code, told = again(capsys, DIFFERS)
        assert (code, told["findings"][0]["state"]) == (1, "still there")
        assert told["findings"][0]["operation"] == "cart_read"
        turn(base, "wrong-media-type")
        code, told = again(capsys, DIFFERS, base)
        assert (code, told["findings"][0]["state"]) == (1, "differs")
        assert told["findings"][0]["now"][0]["id"] == "contract.media-type"
        turn(base)
        code, told = again(capsys, f"{told['report']}#{DIFFERS}", base)
        assert (code, told["findings"][0]["state"]) == (0, "gone")
    code, told = again(capsys, DIFFERS)
    assert (code, told["findings"][0]["state"]) == (3, "not known")
    assert told["not_asked"]


def test_other_words_are_another_finding(capsys: pytest.CaptureFixture[str]) -> None:
    with shop("3.0.5.1", "renamed-field") as base:
        run(["contract", base, "--only", "cart_read"])
        turn(base, "number-for-string")
        code, told = again(capsys, DIFFERS)
    assert (code, told["findings"][0]["state"]) == (1, "differs")
    assert told["findings"][0]["now"][0]["id"] == DIFFERS


def test_only_what_it_rests_on_is_asked(capsys: pytest.CaptureFixture[str]) -> None:
    with shop("3.0.5.1", "any-key") as base:
        assert run(["diagnose", base, "--reports", "out"]) == 1
        (report,) = Path("out").glob("*.json")
        whole = json.loads(report.read_text())["requests"]["sent"]
        code, told = again(capsys, "login.wrong-key-accepted", "--from", str(report))
        assert (code, told["findings"][0]["state"]) == (1, "still there")
        assert told["requests"] < whole / 2
        turn(base)
        assert again(capsys, "login.wrong-key-accepted", "--from", str(report))[0] == 0


def test_it_is_told_in_words_with_a_line_to_ask_it_by_hand(capsys: pytest.CaptureFixture[str]) -> None:
    with shop("3.0.5.1", "renamed-field") as base:
        run(["contract", base, "--only", "cart_read"])
        capsys.readouterr()
        assert run(["replay", DIFFERS]) == 1
    out = capsys.readouterr().out
    assert out.startswith(f"still there: {DIFFERS} in cart_read (reports/")
    assert "\ncurl -sS " in out
    assert "# Each run" not in out
    assert DEMO_KEY not in out


def test_a_line_that_makes_an_order_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    with shop("3.0.5.1", "refuses-valid-order") as base:
        run(["contract", base, "--only", "order_create", "--allow-writes"])
        capsys.readouterr()
        assert run(["replay", "contract.valid-refused", "--allow-writes"]) == 1
    out = capsys.readouterr().out
    assert "\n# Each run of the last line makes an order, if the store accepts it.\ncurl -sS " in out


def test_leave_to_write_is_not_taken_over(capsys: pytest.CaptureFixture[str]) -> None:
    with shop("3.0.5.1", "refuses-delete") as base:
        assert run(["contract", base, "--only", "order_create", "--allow-writes"]) == 1
        code, told = again(capsys, "contract.order-left-behind")
        assert (code, told["findings"][0]["state"]) == (3, "not known")
        assert any("--allow-writes" in reason for reason in told["not_asked"])
        code, told = again(capsys, "contract.order-left-behind", "--allow-writes")
        assert (code, told["findings"][0]["state"]) == (1, "still there")
        assert run(["replay", "contract.order-left-behind", "--allow-writes"]) == 1
        assert "order/delete&" in capsys.readouterr().out.splitlines()[-2]
        turn(base)
        code, told = again(capsys, "contract.order-left-behind", "--allow-writes")
        assert (code, told["findings"][0]["state"]) == (0, "gone")


def test_an_order_that_stays_is_asked_again_by_putting_it_away(capsys: pytest.CaptureFixture[str]) -> None:
    with shop("4.1.0.4") as base:
        run(["contract", base, "--only", "order_create", "--allow-writes"])
        capsys.readouterr()
        run(["replay", "contract.order-stays", "--allow-writes"])
    out = capsys.readouterr().out
    assert out.startswith("still there: contract.order-stays in order_create (reports/")
    assert "call=history_add" in out and "order_status_id=0" in out


def test_what_an_order_s_life_found_stays_or_goes(capsys: pytest.CaptureFixture[str]) -> None:
    with running_mock(MockOptions(port=0, faults=("cart-remove-ignored",))) as base:
        assert run(["contract", base, "--only", "order_life"]) == 1
        capsys.readouterr()
        assert run(["replay", "effect.cart-not-kept"]) == 1
        out = capsys.readouterr().out
        assert out.startswith("still there: effect.cart-not-kept (reports/")
        *_, before, line, _ = out.splitlines()
        assert "cart/remove" in before and "cart/products" in line
    with running_mock(MockOptions(port=0)) as healthy:
        code, told = again(capsys, "effect.cart-not-kept", healthy)
    assert (code, told["findings"][0]["state"]) == (0, "gone")


def test_what_cannot_be_asked_again_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["replay", "no.such-thing"]) == 2
    assert "neither a file nor a finding" in capsys.readouterr().err
    Path("x.json").write_text("{}")
    assert run(["replay", "x.json#login.silent-no"]) == 2
    assert run(["replay", "y.json#login.silent-no"]) == 2
    capsys.readouterr()
    with shop("3.0.5.1", "renamed-field") as base:
        run(["contract", base, "--only", "cart_read"])
        assert run(["replay", DIFFERS, "--html", "x.html"]) == 2
        (report,) = Path("reports").glob("*.json")
        assert run(["replay", str(report)]) == 2
        assert f"Name one of its findings, as in {report}#ID." in capsys.readouterr().err
        assert run(["replay", f"{report}#contract.broken-answer"]) == 2
        assert f"It has: {DIFFERS}." in capsys.readouterr().err
        for name in (
            "../evil.py::test_x",
            "test_contract.py::test_x[../y]",
            "test_evil.py::test_x",
            "test_login.py",
        ):
            document = json.loads(report.read_text())
            document["items"][0]["id"] = name
            report.write_text(json.dumps(document))
            assert run(["replay", f"{report}#{DIFFERS}"]) == 2
            assert "There is no item" in capsys.readouterr().err


@pytest.mark.parametrize("words", [("sent.json#contract.answer-differs",), (DIFFERS, "--from", "sent.json")])
def test_a_report_of_a_stranger_does_not_say_where_the_key_goes(
    words: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    with shop("3.0.5.1", "renamed-field") as base:
        run(["contract", base, "--only", "cart_read"])
        (report,) = Path("reports").glob("*.json")
        document = json.loads(report.read_text())
        document["store"]["url"] = "https://attacker.invalid/"
        Path("sent.json").write_text(json.dumps(document))
        capsys.readouterr()
        assert run(["replay", *words]) == 2
        told = capsys.readouterr().err
        assert "If you know https://attacker.invalid/, name it too" in told
        name, *more = words
        assert run(["replay", name, base, *more]) == 1  # still there, at the store that was named
