"""One run: the checks under pytest against a target, and the result they make."""

from __future__ import annotations

import gc
import os
import re
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from difflib import get_close_matches
from tempfile import gettempdir
from typing import TYPE_CHECKING

import pytest

import cartcheck
from cartcheck.contract.merging import one_per_cause
from cartcheck.contract.names import operation_titles
from cartcheck.engine.accepting import accepting, idle
from cartcheck.engine.given import EXAMINATION
from cartcheck.engine.part import LIFE, part_of, subjects
from cartcheck.engine.recorder import Recorder
from cartcheck.engine.redacting import redacted
from cartcheck.errors import CartcheckError, UsageError
from cartcheck.findings.catalogue import subject_of
from cartcheck.findings.finding import Finding, Level
from cartcheck.observations.recognition import Recognition
from cartcheck.paths import checks_dir
from cartcheck.probes.claims import claims
from cartcheck.probes.examination import Examination
from cartcheck.probes.narrowing import narrowed_recognition
from cartcheck.probes.needs import needs
from cartcheck.probes.recognition import recognition
from cartcheck.reports.result import Result, StoreFacts
from cartcheck.transport.transport import Transport

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from cartcheck.acceptances.acceptance import Acceptance
    from cartcheck.handed.request import HandedRequest
    from cartcheck.reports.items_report import ItemsReport
    from cartcheck.reports.progress import RunProgress
    from cartcheck.target.target import Target
    from cartcheck.transport.shown import Shown
    from cartcheck.transport.stop import Stop


_OBJECTS = 50_000  # new ones between two looks for garbage; Python's own 700 take 6 % of a contract run


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be run: the subjects (check modules without `test_`; none: all), how, what is a failure.

    `items_html` is where pytest-html writes its report, None for none. `keywords` is pytest's -k. `thorough` asks what
    tells no cause too. So many `processes` draw generated cases. `handed` are requests of the user's own. `notes` is the
    file that keeps what is learnt of a token's life, None for none. `acceptances` are the entries of a baseline: findings
    that are known and accepted. `items` are the items to be run, as a report names them, none for all. `only` are the
    operations whose contract is tested, an order's life by the name `order_life`, none for all; `contract_command` is the
    call that tests contracts alone: with them it asks one thing again.
    """

    command: str
    subjects: tuple[str, ...] = ()
    fail_on: Level = Level.WARNING
    items_html: Path | None = None
    seed: int = 0
    examples: int = 0
    processes: int = 1
    keywords: str = ""
    thorough: bool = True
    handed: tuple[HandedRequest, ...] = ()
    notes: Path | None = None
    acceptances: tuple[Acceptance, ...] = ()
    items: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    contract_command: str = ""


def examine(
    target: Target, order: Order, progress: RunProgress | None = None, stop: Stop | None = None
) -> tuple[Result, Transport]:
    """Runs the checks until they end or `stop` says so. The transport comes back for its recording; it is closed already."""
    started, clock = datetime.now(UTC), time.monotonic()
    recorder = Recorder(progress)
    on_wait = progress.waiting if progress else None
    with Transport(target, on_wait=on_wait, stop=stop) as transport:
        examination = Examination(
            target,
            transport,
            progress.watching if progress else None,
            thorough=order.thorough,
            notes=order.notes,
            examples=order.examples,
            seed=order.seed,
            processes=order.processes,
            handed=order.handed,
        )
        _run_pytest(examination, order, recorder)
        examination.end()
        facts, examined = _store_facts(examination)
        merged = [_with_rerun(finding, order) for finding in one_per_cause(recorder.findings)]
        findings = accepting(merged, order.acceptances, started.date())
        items = tuple(recorder.items.values())
        result = Result(
            cartcheck=cartcheck.__version__,
            command=order.command,
            started=started.isoformat(timespec="seconds"),
            seconds=round(time.monotonic() - clock, 2),
            store=facts,
            findings=tuple(findings),
            items=items,
            exchanges=_shown(transport, recorder.findings),
            sent=transport.sent,
            budget=target.limits.budget,
            fail_on=order.fail_on,
            problems=(*recorder.problems, *examination.advice),
            seed=order.seed,
            examined=examined,
            needs=redacted(examination.known(needs) or (), transport.redacted),
            idle=idle(findings, items, order.acceptances, started.date()),
            claims=redacted(examination.known(claims) or (), transport.redacted),
            part=part_of(order),
        )
    return result, transport


def _run_pytest(examination: Examination, order: Order, recorder: Recorder) -> None:
    root = checks_dir()
    arguments = [
        *_wanted(order),
        *("-c", os.devnull, "--rootdir", str(root), "--import-mode=importlib"),
        *("-p", "cartcheck", "-p", "no:cacheprovider", "-p", "no:terminal", "-p", "no:logging"),
        "--capture=no",  # or the progress would not be seen while an item runs
        # Half of a short run's time: rewritten asserts, plugins nobody needs here.
        *("--assert=plain", *_without(*_UNUSED)),
        *(("-k", order.keywords) if order.keywords else ()),
        *_items_report_arguments(order.items_html),
    ]
    items_report = _items_report(order.items_html)
    with _undisturbed(), _seldom_collected():
        code = pytest.main(arguments, plugins=[recorder, _Given(examination), *items_report])
    if code in {pytest.ExitCode.INTERNAL_ERROR, pytest.ExitCode.USAGE_ERROR}:
        recorder.our_bug("pytest", f"pytest ended with {pytest.ExitCode(code).name}.")
    for report in items_report:
        if report.problem:
            recorder.our_bug("items report", report.problem)


_UNUSED = (
    *("unraisableexception", "threadexception", "faulthandler", "recwarn"),
    *("unittest", "doctest", "pastebin", "junitxml", "setuponly", "setupplan", "stepwise", "legacypath"),
)


def _without(*plugins: str) -> Iterator[str]:
    for plugin in plugins:
        yield from ("-p", f"no:{plugin}")


def _wanted(order: Order) -> list[str]:
    """What pytest is to run: modules, or single tests."""
    if order.items:
        return [_item_named(name) for name in order.items]
    if not order.only:
        return [str(path) for path in _modules(order.subjects)]
    contracts, life = _modules(("contract", LIFE))
    known = {**{name: f"{contracts}::test_{name}" for name in operation_titles()}, LIFE: str(life)}
    for name in order.only:
        if name not in known:
            near = get_close_matches(name, known, 3) or sorted(known)
            raise UsageError(f"There is no operation {name!r}.", f"There are: {', '.join(near)}.")
    return [known[name] for name in order.only]


def _item_named(name: str) -> str:
    """A test of ours, of which a report tells: nothing else in a file that a stranger may have sent is run."""
    module, mark, test = name.partition("::")
    there = {path.name: path for path in subjects().values()}
    if module not in there or not mark or not re.fullmatch(r"test_\w+(\[[^\]/]*\])?", test):
        raise UsageError(
            f"There is no item {name!r}.", "Give a report that this version of cartcheck has written."
        )
    return f"{there[module]}::{test}"


def _items_report(path: Path | None) -> list[ItemsReport]:
    if path is None:
        return []
    from cartcheck.reports.items_report import ItemsReport

    return [ItemsReport(path.name.replace("-items.html", ".html"))]


class _Given:
    """Hands the examination to the plugin before it looks for options."""

    def __init__(self, examination: Examination) -> None:
        self._examination = examination

    @pytest.hookimpl(tryfirst=True)
    def pytest_configure(self, config: pytest.Config) -> None:
        """Runs before the plugin's own."""
        config.stash[EXAMINATION] = self._examination
        config.option.tbstyle = (
            "native"  # a finding's traceback is seen by nobody, and pytest's own takes long to make
        )


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Keeps the user's pytest settings and other people's plugins out of our run."""
    kept = {name: os.environ.pop(name, None) for name in ("PYTEST_ADDOPTS", "PYTEST_PLUGINS")}
    own = {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "HYPOTHESIS_STORAGE_DIRECTORY": gettempdir()}
    kept |= {name: os.environ.get(name) for name in own}
    os.environ.update(own)
    try:
        yield
    finally:
        for name, value in kept.items():
            os.environ.pop(name, None)
            if value is not None:
                os.environ[name] = value


@contextmanager
def _seldom_collected() -> Iterator[None]:
    """Looks for garbage in circles less often: generated cases make many objects, hardly any of them in a circle."""
    usual = gc.get_threshold()
    gc.set_threshold(_OBJECTS, *usual[1:])
    try:
        yield
    finally:
        gc.set_threshold(*usual)


def _items_report_arguments(path: Path | None) -> tuple[str, ...]:
    if path is None:
        return ()
    return ("-p", "metadata", "-p", "html", "--html", str(path), "--self-contained-html")


def _modules(wanted: Sequence[str]) -> list[Path]:
    there = subjects()
    unknown = [name for name in wanted if name not in there]
    if unknown:
        raise UsageError(f"There are no checks named {unknown[0]!r}.", f"There are: {', '.join(there)}.")
    return [there[name] for name in wanted or there]


def _store_facts(examination: Examination) -> tuple[StoreFacts, bool]:
    target = examination.target
    username = target.credentials.username if target.credentials else ""
    seen = _recognised(examination)
    generation = seen.dialect.generation if seen.dialect else ""
    evidence = redacted(seen.evidence, examination.transport.redacted)
    facts = StoreFacts(str(target.store), generation, seen.versions, evidence, username)
    return facts, seen.dialect is not None


def _recognised(examination: Examination) -> Recognition:
    """The store as closely as it is known; a run that was stopped asks nothing more."""
    for probe in (narrowed_recognition, recognition):
        with suppress(CartcheckError, KeyboardInterrupt):
            return examination.ask(probe)
    return Recognition(None)


def _with_rerun(finding: Finding, order: Order) -> Finding:
    if finding.rerun:
        return finding
    names = _asked_by(finding)
    if names and order.contract_command:
        only = " ".join(f"--only {name}" for name in names)
        return replace(finding, rerun=f"{order.contract_command} {only}")
    return replace(finding, rerun=order.command)


def _asked_by(finding: Finding) -> Sequence[str]:
    """What `only` has to name for it to be found again; nothing where it is found by other checks."""
    subject = subject_of(finding.id)
    if subject == "contract" and finding.operation:
        return finding.operation.split(", ")
    return (LIFE,) if subject == LIFE.replace("_", " ") else ()


def _shown(transport: Transport, findings: list[Finding]) -> tuple[Shown, ...]:
    numbers = {
        evidence.exchange for finding in findings for evidence in finding.evidence if evidence.exchange
    }
    return tuple(transport.shown(number) for number in sorted(numbers))
