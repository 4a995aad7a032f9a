"""Own routes at a mock that serves one: in peace when it is as described, and named in each way in which it is not."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from cartcheck.engine.order import Order
from cartcheck.engine.run import examine
from cartcheck.findings.catalogue import catalogue
from cartcheck.findings.finding import Level
from cartcheck.mock.options import DEMO_KEY, MockOptions
from cartcheck.mock.server import running_mock
from cartcheck.reports.result import Outcome, Result
from cartcheck.target.store_url import StoreUrl
from cartcheck.target.target import Credentials, Leave, Limits, Target

FILE = Path(__file__).parents[2] / "docs" / "own-routes.yaml"
VERSIONS = ("2.0.3.1", "2.1.0.2", "2.3.0.2", "3.0.3.9", "3.0.5.1", "4.0.1.1", "4.0.2.3", "4.1.0.4")
EXAMPLES = [
    pytest.param(kind.id, example.faults[0], id=f"{kind.id}-{example.faults[0]}")
    for kind in catalogue().values()
    if kind.id.startswith("own.")
    for example in kind.examples
]


def run(
    fault: str = "own-route",
    version: str = "3.0.5.1",
    *,
    file: Path = FILE,
    key: str = DEMO_KEY,
    writes: bool = True,
    control: bool = True,
    examples: int = 0,
) -> Result:
    options = MockOptions(opencart=version, faults=(fault,) if fault else (), control=control)
    with running_mock(options) as base:
        target = Target(
            StoreUrl.parse(base),
            Credentials("Default", key),
            Limits(budget=2000, pace=0),
            Leave(writes=writes),
            control=f"{base}_control" if control else "",
            openapi=str(file),
        )
        return examine(
            target, Order("test", ("own_routes",), examples=examples, contract_command="contract")
        )[0]


def outcomes(result: Result) -> list[Outcome]:
    return [item.outcome for item in result.items]


def described(tmp_path: Path, change: dict[str, object], *, method: str = "get", by: str = "") -> Path:
    """The example's GET or POST alone, with something changed; `by` is another method to call it by."""
    document = yaml.safe_load(FILE.read_text("utf-8"))
    operation = document["paths"]["/api/myerp/stock"][method] | change
    document["paths"] = {"/index.php?route=api/myerp/stock": {by or method: operation}}
    (tmp_path / "own.yaml").write_text(yaml.safe_dump(document))
    return tmp_path / "own.yaml"


@pytest.mark.parametrize("version", VERSIONS)
def test_a_route_as_described_is_left_in_peace(version: str) -> None:
    result = run(version=version, examples=5)
    assert [(item.title, item.outcome) for item in result.items] == [
        ("GET api/myerp/stock answers as its description says.", Outcome.CLEAR),
        ("POST api/myerp/stock answers as its description says.", Outcome.CLEAR),
    ], result.items
    assert result.findings == ()
    for item in result.items:
        reached = dict(item.reached)
        assert reached["accepted"] and reached["no access"] == 2


@pytest.mark.parametrize("version", ["2.3.0.2", "3.0.5.1", "4.0.2.3", "4.1.0.4"])
@pytest.mark.parametrize(("kind", "fault"), EXAMPLES)
def test_each_fault_is_found_and_nothing_else(kind: str, fault: str, version: str) -> None:
    result = run(fault, version)
    assert {finding.id for finding in result.findings if finding.level.at_least(Level.WARNING)} == {kind}
    assert outcomes(result) == [Outcome.FOUND, Outcome.FOUND]
    assert [finding.rerun for finding in result.findings] == ["test"]  # no --only takes a route
    (operations,) = {finding.operation for finding in result.findings}
    assert operations == "GET api/myerp/stock, POST api/myerp/stock"


def test_writing_needs_leave() -> None:
    result = run(writes=False, control=False)
    assert outcomes(result) == [Outcome.CLEAR, Outcome.NOT_APPLICABLE]
    assert "--allow-writes" in result.items[1].detail


def test_a_post_that_is_said_to_read_needs_no_leave(tmp_path: Path) -> None:
    file = described(tmp_path, {"x-opencart-effect": "read"}, method="post")
    assert outcomes(run(file=file, writes=False, control=False)) == [Outcome.CLEAR]


def test_a_live_store_gets_each_write_once(tmp_path: Path) -> None:
    file = described(tmp_path, {}, method="post")
    (item,) = run(file=file, control=False).items
    assert dict(item.reached) == {"accepted": 1, "no access": 2}


def test_without_an_example_valid_input_is_generated(tmp_path: Path) -> None:
    schema = {"type": "string", "enum": ["iphone", "imac"]}
    parameters = [{"name": "code", "in": "query", "required": True, "schema": schema}]
    (item,) = run(file=described(tmp_path, {"parameters": parameters}), control=False).items
    assert item.outcome is Outcome.CLEAR
    assert dict(item.reached)["accepted"]


def test_nothing_valid_accepted_is_no_good_news(tmp_path: Path) -> None:
    schema = {"type": "string", "enum": ["sold-out"]}
    parameters = [{"name": "code", "in": "query", "required": True, "schema": schema}]
    (item,) = run(file=described(tmp_path, {"parameters": parameters}), control=False).items
    assert item.outcome is Outcome.NOT_REACHED
    assert "example" in item.detail


def test_what_is_meant_for_everybody_may_be_open(tmp_path: Path) -> None:
    result = run("own-route-open", file=described(tmp_path, {"security": []}))
    assert outcomes(result) == [Outcome.CLEAR]
    assert "no access" not in dict(result.items[0].reached)


def test_what_is_said_to_be_open_is_asked_without_a_token(tmp_path: Path) -> None:
    result = run("own-route", file=described(tmp_path, {"security": []}))
    assert [finding.id for finding in result.findings] == ["own.undocumented-status"]
    assert "HTTP 401" in result.findings[0].summary


def test_a_store_without_the_route_is_told() -> None:
    result = run("")
    (finding,) = result.findings
    assert finding.id == "own.broken-answer"
    assert "no such route (HTTP 404)" in finding.summary


def test_a_login_that_fails_is_no_broken_route() -> None:
    result = run(key="wrong")
    assert outcomes(result) == [Outcome.NOT_REACHED, Outcome.NOT_REACHED]
    assert result.findings == ()


@pytest.mark.parametrize("version", ["2.3.0.2", "3.0.5.1", "4.1.0.4"])
def test_a_form_is_sent_where_one_is_described(tmp_path: Path, version: str) -> None:
    schema = {"$ref": "#/components/schemas/Stock"}
    form = {"schema": schema, "examples": {"some": {"value": {"code": "imac", "quantity": 3}}}}
    body = {"requestBody": {"content": {"application/x-www-form-urlencoded": form}}}
    result = run(version=version, file=described(tmp_path, body, method="post"))
    assert outcomes(result) == [Outcome.CLEAR], result.findings
    assert dict(result.items[0].reached)["accepted"]


@pytest.mark.parametrize(("method", "by"), [("post", "put"), ("get", "head")])
def test_other_methods_are_sent_where_they_are_described(tmp_path: Path, method: str, by: str) -> None:
    result = run(file=described(tmp_path, {}, method=method, by=by), control=False)
    assert outcomes(result) == [Outcome.CLEAR], result.findings
    found = run("own-route-open", file=described(tmp_path, {}, method=method, by=by), control=False)
    assert [finding.id for finding in found.findings] == ["own.open-without-token"]


def test_a_version_that_guards_nothing_has_no_open_routes() -> None:
    result = run("own-route-open", "4.0.0.0")
    assert outcomes(result) == [Outcome.CLEAR, Outcome.CLEAR], result.findings
