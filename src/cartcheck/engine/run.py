"""One run: the checks under pytest against a target, and the result they make."""

from __future__ import annotations

import time
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import cartcheck
from cartcheck.contract.merging import one_per_cause
from cartcheck.engine.accepting import accepting, idle
from cartcheck.engine.part import LIFE, part_of
from cartcheck.engine.pytest_run import run_pytest
from cartcheck.engine.recorder import Recorder
from cartcheck.engine.redacting import redacted
from cartcheck.errors import CartcheckError
from cartcheck.findings.catalogue import subject_of
from cartcheck.observations.recognition import Recognition
from cartcheck.probes.claims import claims
from cartcheck.probes.examination import Examination
from cartcheck.probes.narrowing import narrowed_recognition
from cartcheck.probes.needs import needs
from cartcheck.probes.recognition import recognition
from cartcheck.reports.result import Result, StoreFacts
from cartcheck.transport.transport import Transport

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cartcheck.engine.order import Order
    from cartcheck.findings.finding import Finding
    from cartcheck.reports.progress import RunProgress
    from cartcheck.target.target import Target
    from cartcheck.transport.shown import Shown
    from cartcheck.transport.stop import Stop


_DIAGNOSE = "The store was not recognised. `cartcheck diagnose` names what is in the way."


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
        run_pytest(examination, order, recorder)
        examination.end()
        result = _result(examination, order, recorder, started)  # may ask the store which version it is
    return replace(result, seconds=round(time.monotonic() - clock, 2)), transport


def _result(examination: Examination, order: Order, recorder: Recorder, started: datetime) -> Result:
    """What the run found; its seconds are not known yet."""
    transport, today = examination.transport, started.date()
    seen = _recognised(examination)
    merged = [_with_rerun(finding, order) for finding in one_per_cause(recorder.findings)]
    findings = accepting(merged, order.acceptances, today)
    items = tuple(recorder.items.values())
    return Result(
        cartcheck=cartcheck.__version__,
        command=order.command,
        started=started.isoformat(timespec="seconds"),
        seconds=0.0,
        store=_store_facts(examination, seen),
        findings=tuple(findings),
        items=items,
        exchanges=_shown(transport, recorder.findings),
        sent=transport.sent,
        budget=examination.target.limits.budget,
        fail_on=order.fail_on,
        problems=(*recorder.problems, *examination.advice, *_why_unknown(examination, merged)),
        seed=order.seed,
        examined=seen.dialect is not None,
        needs=redacted(examination.known(needs) or (), transport.redacted),
        idle=idle(findings, items, order.acceptances, today),
        claims=redacted(examination.known(claims) or (), transport.redacted),
        part=part_of(order),
    )


def _store_facts(examination: Examination, seen: Recognition) -> StoreFacts:
    target = examination.target
    return StoreFacts(
        url=str(target.store),
        generation=seen.dialect.generation if seen.dialect else "",
        versions=seen.versions,
        evidence=redacted(seen.evidence, examination.transport.redacted),
        username=target.credentials.username if target.credentials else "",
    )


def _why_unknown(examination: Examination, findings: Sequence[Finding]) -> Iterator[str]:
    """What is in the way of a store that was not recognised, where no finding tells it: contracts alone were asked."""
    seen = examination.known(recognition)
    if findings or seen is None or seen.dialect is not None:
        return
    unanswered = seen.unanswered
    yield examination.transport.redacted(str(unanswered)) if unanswered else _DIAGNOSE


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
        return finding.operations
    return (LIFE,) if subject == LIFE.replace("_", " ") else ()


def _shown(transport: Transport, findings: list[Finding]) -> tuple[Shown, ...]:
    numbers = {
        evidence.exchange for finding in findings for evidence in finding.evidence if evidence.exchange
    }
    return tuple(transport.shown(number) for number in sorted(numbers))
