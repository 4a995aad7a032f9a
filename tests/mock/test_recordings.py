"""The mock says, over a real socket, what real stores said: every entry of every recording."""

from __future__ import annotations

import json

import pytest
from tests.mock.replay import RECORDED_KEY, RECORDINGS, Replay

from cartcheck.mock import MockOptions, running_mock

FILES = sorted(RECORDINGS.glob("3.*/*.har")) + sorted(RECORDINGS.glob("noisy/3.*/*.har"))


@pytest.mark.parametrize(
    "path", FILES, ids=lambda path: "/".join(path.relative_to(RECORDINGS).with_suffix("").parts)
)
def test_each_entry_is_answered_as_recorded(path) -> None:
    log = json.loads(path.read_text("utf-8"))["log"]
    options = MockOptions(
        opencart=log["_store"]["opencart"],
        key=RECORDED_KEY,
        control=True,
        display_errors="noisy" in path.parts,
    )
    with running_mock(options) as base:
        replay = Replay(base)
        for number, entry in enumerate(log["entries"]):
            was, now = replay.play(entry)
            assert now == was, f"entry {number}: {entry.get('comment', '')} {entry['request']['url']}"


def test_there_are_recordings() -> None:
    assert len(FILES) == 15
