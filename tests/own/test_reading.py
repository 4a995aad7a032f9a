"""A user's OpenAPI file: what is understood, and one clear line for each that cannot be used."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cartcheck.cli.main import run
from cartcheck.errors import UsageError
from cartcheck.own.operation import BODY, OwnOperation
from cartcheck.own.reading import read_own_routes
from cartcheck.target.resolve import resolve_target
from cartcheck.target.settings import NAMES_IN_FILE

OK = {"200": {"description": "fine"}}


def written(folder: Path, document: object, name: str = "own.json") -> Path:
    (folder / name).write_text(json.dumps(document))
    return folder / name


def one(folder: Path, path: str = "/api/a/b", method: str = "get", **operation: object) -> OwnOperation:
    document = {"openapi": "3.0.3", "paths": {path: {method: {"responses": OK, **operation}}}}
    (found,) = read_own_routes(written(folder, document))
    return found


@pytest.mark.parametrize(
    ("path", "route", "fixed"),
    [
        ("/api/myerp/stock", "api/myerp/stock", ()),
        ("/index.php?route=api/myerp/stock", "api/myerp/stock", ()),
        ("/index.php?route=api/erp/stock.list", "api/erp/stock.list", ()),
        ("/index.php?route=api/erp&call=list", "api/erp", (("call", "list"),)),
    ],
)
def test_both_spellings_of_a_path(
    tmp_path: Path, path: str, route: str, fixed: tuple[tuple[str, str], ...]
) -> None:
    found = one(tmp_path, path)
    assert (found.described.route, found.described.fixed) == (route, fixed)


def test_what_openapi_3_0_says_otherwise_is_understood(tmp_path: Path) -> None:
    schema = {"type": "integer", "nullable": True, "minimum": 0, "exclusiveMinimum": True}
    content = {"application/json": {"schema": schema}}
    found = one(tmp_path, responses={"2XX": {"description": "", "content": content}})
    promise = found.promise(204)
    assert promise is not None
    assert promise.schema("application/json") == {
        "type": ["integer", "null"],
        "minimum": 0,
        "exclusiveMinimum": 0,
    }
    assert found.promise(404) is None


def test_a_schema_that_contains_itself_ends(tmp_path: Path) -> None:
    again = {"$ref": "#/components/schemas/Tree"}
    tree = {"type": "object", "properties": {"children": {"type": "array", "items": again}}}
    content = {"application/json": {"schema": again}}
    document = {
        "openapi": "3.1.0",
        "paths": {"/api/a/b": {"get": {"responses": {"200": {"content": content}}}}},
        "components": {"schemas": {"Tree": tree}},
    }
    (found,) = read_own_routes(written(tmp_path, document))
    promise = found.promise(200)
    assert promise is not None
    assert promise.schema("application/json") == {
        "type": "object",
        "properties": {"children": {"type": "array", "items": {}}},
    }


def test_our_own_parameters_are_not_made_up(tmp_path: Path) -> None:
    named = [{"name": name, "in": "query", "schema": {"type": "string"}} for name in ("api_token", "code")]
    assert [each.name for each in one(tmp_path, parameters=named).described.query] == ["code"]


def test_what_only_an_answer_has_is_not_sent(tmp_path: Path) -> None:
    properties = {"id": {"type": "integer", "readOnly": True}, "code": {"type": "string", "example": "x"}}
    schema = {"type": "object", "required": ["id", "code"], "properties": properties}
    found = one(tmp_path, method="post", requestBody={"content": {"application/json": {"schema": schema}}})
    assert found.described.request_schema["properties"][BODY]["required"] == ["code"]
    assert found.examples == (({}, {BODY: {"code": "x"}}),)


def _with(**operation: object) -> dict[str, object]:
    return {"openapi": "3.0.3", "paths": {"/api/a/b": {"get": {"responses": OK, **operation}}}}


def _answering(schema: object) -> dict[str, object]:
    return _with(responses={"200": {"content": {"application/json": {"schema": schema}}}})


BAD = {
    "not YAML": ("{[", "not valid YAML"),
    "no OpenAPI": ("just a text", "no OpenAPI 3 document"),
    "a list": ("[1, 2]", "no OpenAPI 3 document"),
    "Swagger": ('swagger: "2.0"', "Swagger 2"),
    "nothing in it": ('openapi: "3.0.3"', "describes no operation"),
    "paths no map": ('{openapi: "3.0.3", paths: [1]}', "paths is not a map"),
    "remote reference": (_answering({"$ref": "https://evil.example/x.json"}), "https://evil.example/x.json"),
    "another file": (_answering({"$ref": "other.yaml#/X"}), "other.yaml#/X"),
    "dangling reference": (_answering({"$ref": "#/components/schemas/No"}), "is not there"),
    "wrong schema": (_answering({"type": "strin"}), "the schema is wrong"),
    "wrong pattern": (_answering({"type": "string", "pattern": "["}), "the pattern ["),
    "schema no map": (_answering(7), "the schema is wrong"),
    "no responses": (_with(responses={}), "describes no response"),
    "unknown status": (_with(responses={"2OO": {}}), "has the response 2OO"),
    "unknown body": (_with(requestBody={"content": {"text/xml": {}}}), "takes text/xml"),
    "unknown effect": (_with(**{"x-opencart-effect": "much"}), "x-opencart-effect"),
    "wanted header": (
        _with(parameters=[{"name": "X-A", "in": "header", "required": True}]),
        "X-A in its header",
    ),
    "parameters no list": (_with(parameters={"a": 1}), "parameters is not a list"),
    "a place in the path": ({"openapi": "3.0.3", "paths": {"/api/a/{id}": {"get": {}}}}, "names no route"),
    "a page": ({"openapi": "3.0.3", "paths": {"/index.php": {"get": {}}}}, "names no route"),
    "unknown method": ({"openapi": "3.0.3", "paths": {"/api/a/b": {"fetch": {}}}}, "has fetch"),
}


@pytest.mark.parametrize(("document", "told"), BAD.values(), ids=BAD)
def test_a_bad_file_is_one_clear_line_and_exit_2(
    tmp_path: Path, document: object, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "own.yaml"
    file.write_text(document if isinstance(document, str) else json.dumps(document))
    call = ["contract", "http://127.0.0.1:9/", "--key", "x", "--no-reports", "--openapi", str(file)]
    assert run(call) == 2
    said = capsys.readouterr().err
    assert told in said and str(file) in said
    assert len(said.strip().splitlines()) == 1


def test_a_missing_file_is_one_clear_line_and_exit_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["check", "http://127.0.0.1:9/", "--key", "x", "--openapi", str(tmp_path / "none.yaml")]) == 2
    assert "none.yaml cannot be read" in capsys.readouterr().err


def test_json_that_is_none_is_a_usage_error(tmp_path: Path) -> None:
    (tmp_path / "own.json").write_text("openapi: 3.0.3")
    with pytest.raises(UsageError, match="not valid JSON"):
        read_own_routes(tmp_path / "own.json")


def test_the_file_is_named_in_cartcheck_toml_relative_to_it(tmp_path: Path) -> None:
    config = tmp_path / "cartcheck.toml"
    config.write_text('[stores.shop]\nurl = "https://shop.example/"\nopenapi = "my-routes.yaml"\n')
    assert resolve_target("shop", {}, {}, config_path=config).openapi == str(tmp_path / "my-routes.yaml")
    assert "openapi" in NAMES_IN_FILE
