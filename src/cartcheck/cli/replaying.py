"""A replay as it is asked for: the recording read, sent, compared with itself and reported."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from cartcheck.cli.comparing import Wanted, check_files, report
from cartcheck.cli.exploring import asking_with_progress, target_named
from cartcheck.comparison.comparison import compare
from cartcheck.comparison.recording import read_log, recording_of
from cartcheck.errors import ExitCode, NotReached, UsageError
from cartcheck.exploration.asking import Asking
from cartcheck.exploration.explorer import Explorer
from cartcheck.exploration.made import Made
from cartcheck.exploration.replaying import Replay, check_entries, played_log, replayed_log, with_questions
from cartcheck.probes.examination import Examination
from cartcheck.probes.recognition import recognition
from cartcheck.reports.visible import one_line

if TYPE_CHECKING:
    from pathlib import Path

    from cartcheck.comparison.recording import Recording
    from cartcheck.target.target import Target


def replay_and_report(file: Path, store: str | None, wanted: Wanted, given: dict[str, Any]) -> int:
    """The exit code, as that of a comparison, 3 also where a part was sent only and nothing was found in it."""
    check_files(wanted)
    log = read_log(file)
    check_entries(log)
    recorded = recording_of([(file.stem, log)], file.name)
    if recorded.dialect is None:
        raise UsageError(
            f"{file} holds no call of an OpenCart API.", "Record one with `cartcheck record URL -o FILE`."
        )
    seen = [(one.question, one.intent) for one in recorded.seen]
    log = with_questions(log, seen, recorded.generation)
    with target_named(store, given) as (target, _):
        replay, archive, versions = _played(log, [intent for _, intent in seen], target, given, recorded)
    for why in replay.left_out:
        click.echo(f"  not sent: {one_line(why)}", err=True)
    if not replay.played:
        if replay.stopped:
            raise NotReached("Nothing of the recording was sent.", replay.stopped)
        raise UsageError("Nothing of the recording was sent.", "Allow its calls with --allow-writes.")
    before = recording_of([(file.stem, played_log(log, replay))], file.name)
    after = recording_of([(file.stem, replayed_log(log, replay, archive, versions))], str(target.store))
    code = report(compare(before, after), wanted)
    return int(ExitCode.NOT_EXAMINED) if replay.stopped and code == ExitCode.CLEAR else code


def _played(
    log: Any, intents: list[str], target: Target, given: dict[str, Any], recorded: Recording
) -> tuple[Replay, dict[str, Any], str]:
    """What was played, all that was sent, and which versions the store may be."""
    if target.credentials is None or recorded.dialect is None:
        raise UsageError("No key was given.", "Set $CARTCHECK_KEY.")
    writes = bool(given.get("allow_writes"))
    with asking_with_progress(target) as (transport, progress):
        examination = Examination(target, transport)
        seen = examination.ask(recognition)
        if seen.unanswered:
            raise seen.unanswered
        explorer = Explorer(examination, progress.item)
        asking = Asking(explorer, recorded.dialect, recorded.words)
        made = Made(asking, asking.operations())
        replay = Replay(transport, target.credentials, target.store.base, recorded.dialect, writes, made)
        try:
            replay.play(log["entries"], intents)
        finally:
            for problem in explorer.problems:
                click.echo(f"  {one_line(problem)}", err=True)
        return replay, transport.har(), seen.versions
