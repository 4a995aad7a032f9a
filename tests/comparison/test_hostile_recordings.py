"""Recordings come from strangers: whatever stands in one is text, in the terminal as in every file."""

import json
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from cartcheck.cli.main import run
from tests.comparison.walks import archive

STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
ATTACK = "\x1b]0;pwned\x07\x9b31m\u202e<b>]]>|`[x](javascript:x)\n\n# heading"
FILES = {"--html": "a.html", "--markdown": "a.md", "--junit": "a.xml"}


@cache
def _recorded() -> str:
    return json.dumps(archive("3.0.5.1", writes=False))


def _with(name: str, change: Callable[[str], Any]) -> str:
    """The recording, each text under that name changed."""

    def changed(value: Any, under: str = "") -> Any:
        if isinstance(value, dict):
            return {key: changed(each, key) for key, each in value.items()}
        if isinstance(value, list):
            return [changed(each, under) for each in value]
        return change(value) if isinstance(value, str) and under == name else value

    return json.dumps(changed(json.loads(_recorded())))


def _compared(text: str, *more: str) -> int:
    Path("usual.har").write_text(_recorded(), encoding="utf-8")
    Path("hostile.har").write_text(text, encoding="utf-8")
    files = [word for pair in FILES.items() for word in pair]
    return run(["compare", "usual.har", "hostile.har", *files, *more])


@pytest.fixture(autouse=True)
def here(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("CARTCHECK_KEY", "a-key-of-the-api-user")
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize("name", ["opencart", "_intent", "method", "value", "text", "_purpose"])
@pytest.mark.parametrize("more", [(), ("--json",)])
def test_no_text_of_a_recording_steers_a_terminal_or_a_file(
    name: str, more: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert _compared(_with(name, lambda text: f"{text[:9]}{ATTACK}{text[9:]}"), *more) in {0, 1}
    told = capsys.readouterr()
    left = [Path(file).read_text("utf-8") for file in FILES.values()]
    assert not [STEERING.search(text) for text in (told.out, told.err, *left) if STEERING.search(text)]


def test_nor_does_a_note_or_the_name_of_an_operation(capsys: pytest.CaptureFixture[str]) -> None:
    document = json.loads(_with("_intent", lambda text: text and text + ATTACK))
    document["log"]["_cartcheck"]["problems"] = [ATTACK]
    Path("hostile.har").write_text(json.dumps(document), encoding="utf-8")
    run(["compare", "hostile.har", "hostile.har"])
    run(["replay", "hostile.har", "mock:3.0.5.1"])
    told = "".join(capsys.readouterr())
    assert "pwned" in told
    assert not STEERING.search(told)


def test_markdown_takes_no_markup_of_a_recording() -> None:
    _compared(_with("opencart", lambda text: text + ATTACK))
    page = Path("a.md").read_text("utf-8")
    title = page.splitlines()[0]
    assert "\\[x\\](javascript:x) # heading" in title
    assert "<b>" not in title


def test_answers_that_are_nested_without_end_are_no_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert _compared(_with("text", lambda _: "[" * 100_000)) == 1
    assert "bug" not in "".join(capsys.readouterr())


def test_a_recording_without_the_question_of_a_browser_can_be_compared(
    capsys: pytest.CaptureFixture[str],
) -> None:
    document = json.loads(_recorded())
    del document["log"]["_cartcheck"]
    assert _compared(json.dumps(document)) in {0, 1}
    assert "bug" not in "".join(capsys.readouterr())
