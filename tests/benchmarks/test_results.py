"""The file of results: a section for each benchmark, of which a new one takes the place of the old."""

from pathlib import Path

import pytest

from benchmarks import __main__ as program
from benchmarks.__main__ import run, with_section


def test_a_section_takes_the_place_of_the_earlier_one_and_the_others_stay() -> None:
    results = with_section(with_section("", "speed\n\nslow\n"), "alarms\n\nnone\n")
    assert results.index("## alarms") < results.index("## speed")
    assert with_section(results, "alarms\n\nnone\n") == results
    newer = with_section(results, "speed\n\nfast\n")
    assert newer == results.replace("slow", "fast")
    assert newer.startswith("# Results\n")


def test_only_what_is_a_benchmark_is_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    results = tmp_path / "RESULTS.md"
    monkeypatch.setattr(program, "RESULTS", results)
    monkeypatch.setattr(program, "_section", lambda name: f"{name}\n\nquick\n")
    for wrong in ("nosuch", "measuring", "--help"):
        assert run(["report_size", wrong]) == 2
        told = capsys.readouterr().err
        assert told.startswith(f"There is no benchmark {wrong!r}. There are: ") and "report_size" in told
        assert not results.exists()
    assert run(["report_size"]) == 0
    assert "\n## report_size\n" in results.read_text("utf-8")
