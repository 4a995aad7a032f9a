"""`cartcheck compare` as a user meets it: exit codes, one line when all is well, accepted changes, reports."""

import json
from functools import cache
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from cartcheck.cli.main import run
from cartcheck.mock.options import DEMO_KEY
from tests.comparison.walks import archive

_ACCEPT = """
[[accept]]
id = "verdict.accepted"
reason = "Our keys have no blanks."
date = 2026-11-22
[[accept]]
id = "cookies"
reason = "We keep a jar."
date = 2026-11-22
until = {until}
"""


@pytest.fixture(autouse=True)
def sides(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("CARTCHECK_KEY", DEMO_KEY)
    monkeypatch.chdir(tmp_path)
    for name, version in (("before.har", "3.0.3.9"), ("after.har", "3.0.5.1")):
        Path(name).write_text(json.dumps(_archive(version)), encoding="utf-8")


@cache
def _archive(version: str) -> dict:
    return archive(version, writes=False)


def test_one_line_when_all_is_well(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["compare", "before.har", "before.har", "--fail-on", "any"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 1


@pytest.mark.parametrize(("fail_on", "code"), [("breaking", 0), ("risky", 1), ("any", 1)])
def test_fail_on_moves_the_line(fail_on: str, code: int) -> None:
    assert run(["compare", "before.har", "after.har", "--fail-on", fail_on]) == code


def test_what_breaks_fails() -> None:
    assert run(["compare", "after.har", "before.har"]) == 1


def test_accepted_changes_do_not_fail(capsys: pytest.CaptureFixture[str]) -> None:
    Path("known.toml").write_text(_ACCEPT.format(until="9999-12-31"), encoding="utf-8")
    arguments = ["compare", "before.har", "after.har", "--accept", "known.toml"]
    assert run([*arguments, "--fail-on", "risky"]) == 0
    assert "2 accepted" in capsys.readouterr().out


def test_an_acceptance_ends(capsys: pytest.CaptureFixture[str]) -> None:
    Path("known.toml").write_text(_ACCEPT.format(until="2026-01-01"), encoding="utf-8")
    assert run(["compare", "before.har", "after.har", "--accept", "known.toml", "--fail-on", "any"]) == 1
    told = capsys.readouterr()
    assert "1 accepted" in told.out
    assert "Accepted until 2026-01-01, and still there: cookies." in told.err


def test_an_acceptance_of_what_is_not_there_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    Path("known.toml").write_text(_ACCEPT.format(until="9999-12-31"), encoding="utf-8")
    assert run(["compare", "before.har", "before.har", "--accept", "known.toml"]) == 0
    assert "Accepted, but not there (any more): cookies." in capsys.readouterr().err


@pytest.mark.parametrize(
    "wrong", ["accept = 1", '[[accept]]\nid = "x"', "[[accept", '[[accept]]\nid="x"\nreason="y"\ndate="soon"']
)
def test_a_wrong_acceptance_is_wrong_usage(wrong: str) -> None:
    Path("known.toml").write_text(wrong, encoding="utf-8")
    assert run(["compare", "before.har", "after.har", "--accept", "known.toml"]) == 2


def test_all_reports_are_written(capsys: pytest.CaptureFixture[str]) -> None:
    files = {"--html": "a.html", "--markdown": "a.md", "--junit": "a.xml"}
    options = [part for pair in files.items() for part in pair]
    assert run(["compare", "before.har", "after.har", "--fail-on", "any", "--json", *options]) == 1
    document = json.loads(capsys.readouterr().out)
    ids = [one["id"] for one in document["differences"]]
    assert ids == ["verdict.accepted", "cookies", "known.time-zone-trap.gone"]
    assert document["counts"] == {"breaking": 0, "risky": 1, "cosmetic": 1, "improvement": 1}
    suite = ET.parse("a.xml").getroot()[0]
    assert (suite.get("tests"), suite.get("failures")) == ("3", "3")
    for name in ("a.html", "a.md"):
        assert all(one in Path(name).read_text("utf-8") for one in ids)


def test_a_live_store_or_a_mock_may_be_a_side() -> None:
    assert run(["compare", "after.har", "mock:3.0.5.1", "--fail-on", "any"]) == 0
    assert run(["compare", "mock:9.9", "mock:3.0.5.1"]) == 2
