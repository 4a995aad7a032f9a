"""The JUnit XML has the shape that CI servers read, for every result."""

from dataclasses import replace
from xml.etree import ElementTree as ET

from hypothesis import given, settings

from cartcheck.findings.finding import Level
from cartcheck.reports.junit import to_junit
from cartcheck.reports.result import Item, Outcome, Result
from tests.reports.hostile import HOSTILE
from tests.reports.samples import HEALTHY, REFUSED
from tests.reports.strategies import RESULTS

# The attributes and children of the surefire and Jenkins schemas that we use; the first set must be there.
SHAPE = {
    "testsuites": ({"name", "tests", "failures", "errors", "time"}, {"testsuite"}),
    "testsuite": (
        {"name", "tests", "failures", "errors", "skipped", "time", "timestamp"},
        {"properties", "testcase"},
    ),
    "properties": (set(), {"property"}),
    "property": ({"name", "value"}, set()),
    "testcase": ({"classname", "name", "time"}, {"failure", "error", "skipped", "system-out"}),
    "failure": ({"message", "type"}, set()),
    "error": ({"message", "type"}, set()),
    "skipped": ({"message"}, set()),
    "system-out": (set(), set()),
}


def _has_shape(element: ET.Element) -> None:
    attributes, children = SHAPE[element.tag]
    assert set(element.attrib) == attributes
    for child in element:
        assert child.tag in children
        _has_shape(child)


def _counts_right(suite: ET.Element) -> None:
    cases = suite.findall("testcase")
    assert int(suite.attrib["tests"]) == len(cases)
    for name, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
        assert int(suite.attrib[name]) == sum(case.find(tag) is not None for case in cases)
    assert all(len(case) <= 1 for case in cases)


def _case(result: Result, title: str) -> ET.Element:
    root = ET.fromstring(to_junit(result))
    return next(case for case in root.iter("testcase") if case.attrib["name"] == title)


@settings(deadline=None, max_examples=60)
@given(RESULTS)
def test_every_result_is_valid_and_counted_right(result: Result) -> None:
    root = ET.fromstring(to_junit(result).encode("utf-8"))
    _has_shape(root)
    for suite in root:
        _counts_right(suite)
    assert int(root.attrib["tests"]) == len(result.items)


def test_hostile_text_is_text() -> None:
    root = ET.fromstring(to_junit(HOSTILE).encode("utf-8"))
    _has_shape(root)
    assert "<script>" in "".join(root.itertext())


def test_a_finding_at_the_threshold_fails_with_its_remedy() -> None:
    failure = _case(REFUSED, "This computer's address is allowed.")[0]
    assert failure.tag == "failure"
    assert failure.attrib["type"] == "login.ip-not-listed"
    assert failure.attrib["message"].startswith("The key is right")
    assert "1. Open System > Users > API" in (failure.text or "")


def test_a_finding_below_the_threshold_passes_and_is_told() -> None:
    case = _case(REFUSED, "A page of another origin can call the API.")
    assert [child.tag for child in case] == ["system-out"]
    assert "cors.none" in (case[0].text or "")


def test_the_threshold_is_the_run_s_own() -> None:
    strict = replace(REFUSED, fail_on=Level.ADVICE)
    assert _case(strict, "A page of another origin can call the API.")[0].tag == "failure"


def test_nothing_learned_is_skipped_with_the_reason() -> None:
    skipped = _case(REFUSED, "A signed request is accepted.")[0]
    assert skipped.tag == "skipped"
    assert skipped.attrib["message"] == "not applicable: Requests are signed from 4.1 on."


def test_our_own_failure_is_an_error() -> None:
    broken = Item(
        "x.py::test_x",
        "login",
        "It works.",
        Outcome.HARNESS_ERROR,
        0.1,
        "ZeroDivisionError: division by zero",
    )
    error = _case(replace(HEALTHY, items=(broken,)), "It works.")[0]
    assert (error.tag, error.attrib["message"]) == ("error", "ZeroDivisionError: division by zero")


def test_titles_that_are_the_same_are_told_apart() -> None:
    twins = tuple(Item(f"x.py::test_x[{n}]", "login", "It works.", Outcome.CLEAR, 0.1) for n in (1, 2))
    names = [
        case.attrib["name"]
        for case in ET.fromstring(to_junit(replace(HEALTHY, items=twins))).iter("testcase")
    ]
    assert names == ["It works. [x.py::test_x[1]]", "It works. [x.py::test_x[2]]"]
