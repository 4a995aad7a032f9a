"""A baseline: what is known and accepted counts no more, is shown with its reason, and is told when it is gone."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import pytest

from cartcheck.acceptances.acceptance import Acceptance, read_acceptances
from cartcheck.acceptances.writing import to_toml
from cartcheck.cli.main import run
from cartcheck.mock import DEMO_KEY, MockOptions, running_mock
from cartcheck.reports.document import check

if TYPE_CHECKING:
    from collections.abc import Iterator

NAMES = ("operation", "summary")
ENTRY = """
[[accept]]
id = "{id}"
reason = "Our own client ignores it."
date = 2026-11-22
{more}
"""


@pytest.fixture(autouse=True)
def folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("CARTCHECK_KEY", DEMO_KEY)
    monkeypatch.chdir(tmp_path)


@pytest.fixture(scope="module")
def stained() -> Iterator[str]:
    with running_mock(MockOptions(opencart="3.0.5.1", port=0, faults=("renamed-field", "any-key"))) as base:
        yield base


def contract(base: str, capsys: pytest.CaptureFixture[str], *options: str) -> tuple[int, dict[str, Any]]:
    only = ("--only", "cart_read", "--only", "currency_set")
    code = run(
        [
            "contract",
            base,
            *only,
            "--json",
            *(options if "--reports" in options else ("--no-reports", *options)),
        ]
    )
    out = capsys.readouterr().out
    document = json.loads(out) if out.startswith("{") else {}
    if document:
        check(document)
    return code, document


def baseline(identity: str, more: str = "") -> tuple[str, str]:
    Path("known.toml").write_text(ENTRY.format(id=identity, more=more), encoding="utf-8")
    return "--baseline", "known.toml"


def test_what_is_accepted_does_not_count_and_is_shown_everywhere(
    stained: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code, document = contract(stained, capsys)
    assert code == 1
    code, document = contract(stained, capsys, "--reports", "out", *baseline("contract.answer-differs"))
    assert code == 0
    assert document["exit_code"] == 0
    assert document["idle"] == []
    told = {finding["id"]: finding["accepted"] for finding in document["findings"]}
    assert told["contract.answer-differs"] == "Our own client ignores it. (2026-11-22)"
    (junit,) = sorted(Path("out").glob("*.xml"))[-1:]
    skipped = [one.get("message", "") for one in ET.parse(junit).iter("skipped")]
    assert any("Our own client ignores it. (2026-11-22)" in message for message in skipped)
    assert not [*ET.parse(junit).iter("failure")]
    (page,) = sorted(path for path in Path("out").glob("*.html") if "items" not in path.name)[-1:]
    assert (
        "What is accepted" in page.read_text()
        and "Our own client ignores it. (2026-11-22)" in page.read_text()
    )
    run(["contract", stained, "--only", "cart_read", "--no-reports", "--baseline", "known.toml"])
    out = " ".join(capsys.readouterr().out.split())
    assert "as is accepted" in out and "Our own client ignores it. (2026-11-22)" in out


def test_what_comes_new_counts(stained: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, document = contract(
        stained, capsys, *baseline("contract.answer-differs", 'operation = "currency_set"')
    )
    assert code == 1
    assert document["first"] == "contract.answer-differs"
    code, _ = contract(stained, capsys, *baseline("contract.answer-differs", 'summary = "*of another*"'))
    assert code == 1


@pytest.mark.parametrize(
    ("identity", "more", "told"),
    [
        ("contract.broken-answer", "", "Accepted, but not there (any more): contract.broken-answer."),
        (
            "contract.answer-*",
            "until = 2026-01-01",
            "Accepted until 2026-01-01, and still there: contract.answer-*.",
        ),
        ("login.silent-no", "", ""),  # nobody looked
    ],
)
def test_an_entry_that_accepts_nothing_is_told_where_it_was_looked_for(
    identity: str, more: str, told: str, stained: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code, document = contract(stained, capsys, *baseline(identity, more))
    assert code == 1
    assert document["idle"] == ([told] if told else [])


def test_an_entry_for_an_operation_is_told_where_that_is_mended(
    stained: str, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = baseline("contract.answer-differs", 'operation = "currency_set"')
    assert contract(stained, capsys, *asked)[1]["idle"] == [
        "Accepted, but not there (any more): contract.answer-differs in currency_set."
    ]
    asked = baseline("contract.answer-differs", 'operation = "voucher_apply"')  # not asked in these runs
    assert contract(stained, capsys, *asked)[1]["idle"] == []


def test_a_baseline_is_written_and_keeps_what_was_said(
    stained: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert contract(stained, capsys, "--write-baseline", "new.toml")[0] == 1
    text = Path("new.toml").read_text()
    assert 'id = "contract.answer-differs"' in text and 'operation = "cart_read"' in text
    assert run(["contract", stained, "--baseline", "new.toml"]) == 2
    assert "reason is missing" in capsys.readouterr().err
    Path("new.toml").write_text(text.replace('reason = ""', 'reason = "Known."'))
    assert run(["contract", stained, "--write-baseline", "new.toml"]) == 2
    assert "is there already" in capsys.readouterr().err
    code, _ = contract(stained, capsys, "--baseline", "new.toml", "--write-baseline", "new.toml")
    assert code == 0
    assert all(one.reason == "Known." for one in read_acceptances(Path("new.toml"), *NAMES))


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ("accept = 1", "[[accept]] and nothing else"),
        ("accept = [1]", "[[accept]] and nothing else"),
        ("[[accept", "is no TOML"),
        ('[[accept]]\nid = "login.silent-no"\nreason = "x"', "date is missing"),
        (
            '[[accept]]\nid = "login.silent-no"\nreason = "x"\ndate = 2026-01-01T00:00:00',
            "date is missing or no date",
        ),
        (
            '[[accept]]\nid = "login.silent-no"\nreason = "x"\ndate = 2026-01-01\nstore = "y"',
            "store is not understood",
        ),
        ('[[accept]]\nid = "login.silent"\nreason = "x"\ndate = 2026-01-01', "Did you mean login.silent-no"),
        ('[[accept]]\nid = "zzz*"\nreason = "x"\ndate = 2026-01-01', "no such finding"),
    ],
)
@pytest.mark.parametrize("verb", ["check", "diagnose", "contract"])
def test_a_wrong_baseline_is_wrong_usage(
    verb: str, wrong: str, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("known.toml").write_text(wrong, encoding="utf-8")
    assert run([verb, "http://127.0.0.1:9/", "--baseline", "known.toml"]) == 2
    assert told in capsys.readouterr().err


def test_a_baseline_that_is_not_there_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", "http://127.0.0.1:9/", "--baseline", "none.toml"]) == 2
    assert "cannot be read" in capsys.readouterr().err


def test_any_words_come_back_from_the_file() -> None:
    from datetime import date

    hostile = 'a "quoted" \\ line\nwith \x00\x7f\u2028 [x[y]] * and 日本'
    entry = Acceptance(
        "contract.answer-differs", hostile, date(2026, 1, 2), date(2027, 1, 2), "cart_add", hostile
    )
    Path("x.toml").write_text(to_toml([entry]), encoding="utf-8")
    assert read_acceptances(Path("x.toml"), *NAMES) == (entry,)
    assert entry.means("contract.answer-differs", "cart_add", hostile)
    assert not entry.means("contract.answer-differs", "cart_add", "a")


def test_a_store_that_cannot_work_still_cannot_where_that_is_accepted(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with running_mock(MockOptions(opencart="3.0.5.1", port=0, faults=("any-key",))) as base:
        code = run(["diagnose", base, "--json", "--no-reports", *baseline("login.wrong-key-accepted")])
    document = json.loads(capsys.readouterr().out)
    assert document["verdict"].startswith("An integration cannot work with this store now, as is accepted: ")
    assert (code, document["state"]) == (0, "cannot work")


def test_what_was_not_asked_whole_is_told_so(stained: str, capsys: pytest.CaptureFixture[str]) -> None:
    asked = baseline("contract.broken-answer")
    run(
        [
            "contract",
            stained,
            "--only",
            "cart_read",
            "--only",
            "coupon_apply",
            "--json",
            "--no-reports",
            *asked,
        ]
    )
    (told,) = json.loads(capsys.readouterr().out)["idle"]
    assert told.startswith("Accepted, but not there (any more), as far as could be asked: ")
