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


def test_a_watch_over_tokens_has_a_bar_of_minutes(terminal: io.StringIO) -> None:
    clock = Clock()
    with Bar(console(terminal, 120), clock) as bar:
        bar.total(46)
        bar.item("A token that is not used dies.")
        bar.watching(12.5, 61, 20)
        clock.now += 60
        bar.refresh()
        assert "12/61" in terminal.getvalue()
        assert "waiting 6 min 30 s: a token that is left unused for 20 minutes" in terminal.getvalue()
        bar.item("Another.")
        terminal.truncate(0)
        bar.refresh()
    assert "12/61" not in terminal.getvalue()


def test_a_log_is_told_of_each_token_once() -> None:
    file = io.StringIO()
    progress = Lines(console(file, 120), Clock())
    for second in range(600):
        progress.watching(second / 60, 61, 5 if second < 300 else 10)
    assert file.getvalue().splitlines() == [
        "0 of at most 61 minutes: a token that is left unused for 5 minutes is asked next",
        "5 of at most 61 minutes: a token that is left unused for 10 minutes is asked next",
    ]
