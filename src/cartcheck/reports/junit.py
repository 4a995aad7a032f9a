"""The result as JUnit XML, for Jenkins, GitLab and the like: a suite per subject, a case per item."""

from __future__ import annotations

from collections import Counter
from itertools import groupby
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from cartcheck.reports.matching import by_id, found_by
from cartcheck.reports.result import Outcome
from cartcheck.reports.visible import one_line, visible

if TYPE_CHECKING:
    from cartcheck.findings.finding import Finding
    from cartcheck.reports.matching import ById
    from cartcheck.reports.result import Item, Result

_SKIPPED = (Outcome.NOT_APPLICABLE, Outcome.NOT_REACHED)


def to_junit(result: Result) -> str:
    """An XML document. A finding below `fail_on` does not fail its case, but is told in its output.

    Nor does one that is accepted: its case is skipped, with the reason.
    """
    root = ET.Element("testsuites", name="cartcheck")
    known = by_id(result.ordered)
    by_subject = sorted(result.items, key=lambda item: item.subject)
    for subject, items in groupby(by_subject, key=lambda item: item.subject):
        root.append(_suite(subject, list(items), result, known))
    for name in ("tests", "failures", "errors"):  # Jenkins allows no "skipped" here
        root.set(name, str(sum(int(suite.get(name, "0")) for suite in root)))
    root.set("time", f"{result.seconds:.3f}")
    ET.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def _suite(subject: str, items: list[Item], result: Result, known: ById) -> ET.Element:
    suite = ET.Element("testsuite", name=one_line(subject), timestamp=one_line(result.started)[:19])
    suite.append(_properties(result))
    titles = Counter(item.title for item in items)
    suite.extend(_case(item, result, known, unique=titles[item.title] == 1) for item in items)
    suite.set("tests", str(len(items)))
    for name, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
        suite.set(name, str(len(suite.findall(f"testcase/{tag}"))))
    suite.set("time", f"{sum(item.seconds for item in items):.3f}")
    return suite


def _properties(result: Result) -> ET.Element:
    told = {
        "store": result.store.url,
        "opencart": result.store.versions or result.store.generation,
        "cartcheck": result.cartcheck,
        "verdict": result.verdict,
    }
    properties = ET.Element("properties")
    for name, value in told.items():
        ET.SubElement(properties, "property", name=name, value=one_line(value))
    return properties


def _case(item: Item, result: Result, known: ById, *, unique: bool) -> ET.Element:
    name = item.title if unique else f"{item.title} [{item.id}]"
    case = ET.Element("testcase", classname=f"cartcheck.{one_line(item.subject)}", name=one_line(name))
    case.set("time", f"{item.seconds:.3f}")
    if item.outcome is Outcome.HARNESS_ERROR:
        _child(case, "error", item.detail, item.detail, "harness error")
    elif item.outcome in _SKIPPED:
        ET.SubElement(case, "skipped", message=one_line(f"{item.outcome}: {item.detail}"))
    elif item.outcome is Outcome.FOUND:
        _found(case, item, found_by(item, known), result)
    return case


def _found(case: ET.Element, item: Item, found: list[Finding], result: Result) -> None:
    counted = [finding for finding in found if finding.level.at_least(result.fail_on)]
    grave = [finding for finding in counted if not finding.accepted]
    text = "\n\n".join(_told(finding) for finding in grave or found) or item.detail
    if counted and not grave:
        accepted = "; ".join(f"{finding.id}: {finding.accepted}" for finding in counted)
        ET.SubElement(case, "skipped", message=one_line(f"accepted: {accepted}"))
    elif grave or not found:
        summary = grave[0].summary if grave else item.detail
        _child(case, "failure", summary, text, grave[0].id if grave else "found")
    else:
        ET.SubElement(case, "system-out").text = visible(text)


def _told(finding: Finding) -> str:
    steps = [f"{number}. {step}" for number, step in enumerate(finding.remedy, 1)]
    return "\n".join([f"{finding.level}: {finding.summary} ({finding.id})", finding.cause, *steps])


def _child(case: ET.Element, tag: str, message: str, text: str, kind: str) -> None:
    ET.SubElement(case, tag, message=one_line(message), type=one_line(kind)).text = visible(text)
