"""A comparison as JSON and as JUnit XML."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import cartcheck
from cartcheck.reports.comparison_evidence import Evidence
from cartcheck.reports.comparison_text import verdict
from cartcheck.reports.visible import one_line, steering_escaped, visible

if TYPE_CHECKING:
    from cartcheck.comparison.comparison import Comparison
    from cartcheck.comparison.difference import Difference, Severity
    from cartcheck.comparison.recording import Recording, Seen


SCHEMA_VERSION = "1.0"


def to_json(comparison: Comparison) -> str:
    """One object, as `comparison.schema.json` beside this file has it."""
    evidence = Evidence(comparison)
    document = {
        "schema_version": SCHEMA_VERSION,
        "cartcheck": cartcheck.__version__,
        "before": _store(comparison.before),
        "after": _store(comparison.after),
        "verdict": verdict(comparison),
        "compared": comparison.compared,
        "counts": {str(severity): count for severity, count in comparison.counts().items()},
        "differences": [_difference(each, evidence) for each in comparison.differences],
        "problems": list(comparison.problems),
    }
    return steering_escaped(json.dumps(document, indent=2, ensure_ascii=False))


def _store(recording: Recording) -> dict[str, str]:
    return {"name": recording.name, "opencart": recording.version, "generation": recording.generation}


def _difference(difference: Difference, evidence: Evidence) -> dict[str, Any]:
    return {
        "id": difference.id,
        "severity": str(difference.severity),
        "task": str(difference.task),
        "title": difference.title,
        "breaks": difference.breaks,
        "remedy": difference.remedy,
        "rows": [{"where": row.where, "before": row.before, "after": row.after} for row in difference.rows],
        "evidence": [
            {
                "question": proof.question,
                "before": _side(evidence, proof.before),
                "after": _side(evidence, proof.after),
            }
            for proof in difference.proofs
        ],
        "source": difference.source,
        "accepted": difference.accepted,
    }


def _side(evidence: Evidence, seen: Seen | None) -> dict[str, Any] | None:
    side = evidence.side(seen)
    return asdict(side) if side else None


def to_junit(comparison: Comparison, fail_on: Severity | None) -> str:
    """A case for each difference; it fails from the severity on that fails the run. None fails at any."""
    suite = ET.Element("testsuite", name="cartcheck compare")
    failures = 0
    for difference in comparison.differences:
        case = ET.SubElement(
            suite, "testcase", classname=f"cartcheck.{difference.task}", name=one_line(difference.id)
        )
        case.set("time", "0")
        if difference.accepted:
            ET.SubElement(case, "skipped", message=one_line(difference.accepted))
        elif fails(difference, fail_on):
            failures += 1
            failure = ET.SubElement(
                case, "failure", message=one_line(difference.title), type=str(difference.severity)
            )
            failure.text = visible(_told(difference))
        else:
            ET.SubElement(case, "system-out").text = visible(_told(difference))
    if not comparison.differences:
        ET.SubElement(suite, "testcase", classname="cartcheck", name="no difference", time="0")
    suite.set("tests", str(len(suite)))
    suite.set("failures", str(failures))
    suite.set("errors", "0")
    root = ET.Element("testsuites", name="cartcheck")
    root.append(suite)
    ET.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def fails(difference: Difference, fail_on: Severity | None) -> bool:
    """Whether an open difference fails a run that is to fail from that severity on."""
    return not difference.accepted and (fail_on is None or difference.severity.rank <= fail_on.rank)


def _told(difference: Difference) -> str:
    rows = [f"{row.where}: {row.before} → {row.after}" for row in difference.rows]
    return "\n".join(
        [difference.title, f"Breaks: {difference.breaks}", f"Change: {difference.remedy}", *rows]
    )
