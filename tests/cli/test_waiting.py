"""A long wait for tokens to expire shows what it does while it does it, and says how to go on when it is stopped."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

from cartcheck.mock import DEMO_KEY, MockOptions, running_mock

if TYPE_CHECKING:
    from pathlib import Path


def test_a_wait_is_told_while_it_lasts_and_a_stopped_one_how_to_go_on(tmp_path: Path) -> None:
    errors = tmp_path / "stderr"
    with running_mock(MockOptions(opencart="3.0.5.1", port=0)) as base:
        notes = tmp_path / f"{base.split('/')[2].replace(':', '-')}-token-life.json"
        notes.write_text(
            f'{{"store": "{base}", "unused": [{{"minutes": 5, "let_in": true, "at": "2099-01-01T00:00:00+00:00"}}]}}'
        )
        command = (sys.executable, "-m", "cartcheck", "diagnose", base, "--wait-for-expiry")
        with errors.open("w") as err:
            program = subprocess.Popen(
                (*command, "--reports", str(tmp_path), "--json"),
                stdout=subprocess.PIPE,
                stderr=err,
                env={**os.environ, "CARTCHECK_KEY": DEMO_KEY},
                text=True,
            )
            until = time.monotonic() + 60
            while "of at most 61 minutes" not in errors.read_text():
                assert program.poll() is None and time.monotonic() < until, errors.read_text()
                time.sleep(0.05)
            program.send_signal(signal.SIGINT)
            out, _ = program.communicate(timeout=60)
    assert "The same command within a day goes on from there" in out
    assert str(notes) in out
    assert program.returncode == 3
