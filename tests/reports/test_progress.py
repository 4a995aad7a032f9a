"""Progress: a bar in a terminal, few plain lines elsewhere, and waits are told in both."""

import io

import pytest

from cartcheck.reports.progress import Bar, Lines, run_progress
from cartcheck.reports.terminal import console


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


def test_a_log_gets_a_line_now_and_then() -> None:
    file, clock = io.StringIO(), Clock()
    with Lines(console(file, 80), clock) as progress:
        progress.total(30)
        for number in range(30):
            clock.now += 1
            progress.item(f"Question {number}.")
            progress.done()
    assert file.getvalue().splitlines() == [f"{n + 1} of 30: Question {n}." for n in (4, 9, 14, 19, 24, 29)]


def test_a_log_is_told_of_waits_but_not_of_the_pace() -> None:
    file = io.StringIO()
    progress = Lines(console(file, 80), Clock())
    progress.waiting(0.25, "The pace is 4 requests a second.")
    progress.waiting(30, "The store sent Retry-After\n\x1b[2J.")
    assert file.getvalue() == "waiting 30 s: The store sent Retry-After ␛[2J.\n"


def test_without_a_terminal_there_is_no_bar() -> None:
    assert isinstance(run_progress(console(io.StringIO(), 80)), Lines)


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> io.StringIO:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm")
    return io.StringIO()


def test_the_bar_shows_items_and_counts_a_wait_down(terminal: io.StringIO) -> None:
    clock = Clock()
    out = console(terminal, 100)
    assert isinstance(run_progress(out), Bar)
    with Bar(out, clock) as bar:
        bar.total(46)
        bar.item("The [red]key[/red] is accepted.\x1b[2J")
        bar.done()
        bar.refresh()
        assert "The [red]key[/red] is accepted.␛[2J" in terminal.getvalue()
        assert "1/46" in terminal.getvalue()
        bar.waiting(30, "The store sent Retry-After.")
        clock.now += 9.5
        bar.refresh()
    assert "waiting 21 s: The store sent Retry-After." in terminal.getvalue()
