"""`st run`, schemathesis' own command, at a mock: by the same description, with a credential that the store takes.

The document is given to it whole, without references into other files, and with a fixed seed; it goes on after a failure, as
ours does. Its stateful phase is left out: on a healthy mock it takes four fifths of the time and covers one of 29 links.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.examined import mock_at
from cartcheck.contract.document import read_document
from cartcheck.dialects.registry import dialects
from cartcheck.mock.options import MockOptions
from cartcheck.mock.server import running_mock
from cartcheck.paths import openapi_dir
from cartcheck.probes.examination import Examination
from cartcheck.probes.session import session_if_any
from cartcheck.transport.transport import Transport

if TYPE_CHECKING:
    from collections.abc import Iterator

Failure = tuple[str, str, str]
"""The operation, the check, and of an answer against its schema what is wrong with it."""

_POLL = 0.2  # seconds
_ARGUMENTS = (
    *("--phases", "examples,coverage,fuzzing", "--seed", "1"),
    *("--continue-on-failure", "--no-shrink", "--report", "ndjson", "--report-ndjson-path", "events.ndjson"),
)


@dataclass(frozen=True)
class Run:
    """What a run failed with; `cases` counts them up to the first failure that was looked for, or all."""

    failures: frozenset[Failure]
    cases: int
    found: bool


def run_schemathesis(
    opencart: str, fault: str = "", known: frozenset[Failure] = frozenset(), *, examples: int = 2
) -> Run:
    """Runs until it is done, or with a fault until it fails with something else than what is known.

    `examples` are generated for each operation.
    """
    options = MockOptions(opencart=opencart, control=True)
    with running_mock(options) as base, tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _prepare(folder, opencart, base, fault)
        command = [str(Path(sys.executable).with_name("st")), "run", "store.json", "--url", base.rstrip("/")]
        process = subprocess.Popen(
            [*command, *_ARGUMENTS, "--max-examples", str(examples)],
            cwd=folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            return _followed(process, folder / "events.ndjson", known if fault else None)
        finally:
            process.kill()
            process.wait()


def _prepare(folder: Path, opencart: str, base: str, fault: str) -> None:
    """The description and a session's token, taken before the fault is there."""
    dialect = next(each for each in dialects() if opencart in (*each.versions, each.generation))
    version = opencart if dialect.versions else ""
    document = read_document(openapi_dir() / dialect.description, version)
    (folder / "store.json").write_text(json.dumps(document, default=str))
    target = mock_at(base)
    with Transport(target) as transport:
        examination = Examination(target, transport)
        session = session_if_any(examination)
        if fault:
            examination.control({"faults": [fault]})
    (folder / "schemathesis.toml").write_text(
        "".join(_credential(document, session.token if session else ""))
    )


def _credential(document: Any, token: str) -> Iterator[str]:
    schemes = document.get("components", {}).get("securitySchemes", {})
    for name in schemes if token and len(schemes) == 1 else ():
        yield f'[auth.openapi.{name}]\napi_key = "{token}"\n'


def _followed(process: subprocess.Popen[bytes], events: Path, known: frozenset[Failure] | None) -> Run:
    """Reads what is told while it runs; `known` is None where all failures are wanted."""
    failures: set[Failure] = set()
    cases = done = 0
    while True:
        running = process.poll() is None
        text = events.read_bytes() if events.exists() else b""
        whole = text[: text.rfind(b"\n") + 1]
        for line in whole[done:].splitlines():
            for failed in failures_told(json.loads(line)):
                cases += 1
                failures |= failed
                if known is not None and not failed <= known:
                    return Run(frozenset(failures), cases, found=True)
        done = len(whole)
        if not running:
            return Run(frozenset(failures), cases, found=False)
        time.sleep(_POLL)


def failures_told(event: Any) -> Iterator[set[Failure]]:
    """The failures of each case of a scenario that has ended."""
    recorder = event.get("ScenarioFinished", {}).get("recorder", {})
    for case in recorder.get("cases", {}):
        checks = recorder.get("checks", {}).get(case, [])
        yield {_failure(recorder["label"], each) for each in checks if each["status"] == "failure"}


def _failure(label: str, check: Any) -> Failure:
    told = check["failure_info"]["failure"]
    what = str(told.get("message", "")).partition("\n")[0] if "schema" in check["name"] else ""
    return label, check["name"], what
