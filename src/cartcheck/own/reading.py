"""From a user's OpenAPI file to its operations; UsageError names the place of whatever cannot be used."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlsplit

from jsonschema import Draft202012Validator
from jsonschema.exceptions import SchemaError

from cartcheck.contract.description import DescribedOperation, Parameter
from cartcheck.dialects.dialect import Effect
from cartcheck.errors import UsageError
from cartcheck.own.document import read_own_document
from cartcheck.own.operation import BODY, OwnOperation, Promised, is_json_type
from cartcheck.transport.exchange import FORM

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from cartcheck.contract.document import Schema

_METHODS = ("get", "head", "post", "put", "patch", "delete")
_READING = ("get", "head")
_BESIDES = {"summary", "description", "servers", "parameters"}
_STATUS = re.compile(r"[1-5](?:\d\d|XX)|DEFAULT")
# The store's credentials and the route: a run sends them itself.
_OURS = {"route", "api_token", "token", "username", "store_id", "language", "currency", "time", "signature"}
_ROUTE = re.compile(r"[A-Za-z0-9_]+(?:/[A-Za-z0-9_]+)+(?:[.|][A-Za-z0-9_]+)?")


def read_own_routes(path: Path) -> tuple[OwnOperation, ...]:
    """The operations of the file, in its order; UsageError says in one line what is wrong with it."""
    return tuple(_Reader(path).operations(read_own_document(path)))


class _Reader:
    """Every complaint names the file and the place."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def operations(self, document: Any) -> list[OwnOperation]:
        usual = document.get("security", [{}])
        found = []
        for path, item in self._map(document.get("paths", {}), "paths").items():
            route, fixed = self._route(path)
            shared = self._map(item, path)
            for method, raw in shared.items():
                if method in _METHODS:
                    place = f"{method.upper()} {path}"
                    told = {"security": usual, **self._map(raw, place)}
                    found.append(self._operation(told, shared, place, (method, route, fixed)))
                elif method not in _BESIDES and not method.startswith("x-"):
                    raise self._wrong(f"{path} has {method}", f"Methods are {', '.join(_METHODS)}.")
        if not found:
            raise self._wrong("describes no operation")
        return found

    def _route(self, path: str) -> tuple[str, tuple[tuple[str, str], ...]]:
        """`/index.php?route=api/myerp/stock&call=list` or `/api/myerp/stock`, taken apart."""
        parts = urlsplit(path)
        pairs = parse_qsl(parts.query, keep_blank_values=True)
        named = dict(pairs).get("route")
        route = parts.path.strip("/") if named is None and parts.path != "/index.php" else named or ""
        if not _ROUTE.fullmatch(route):
            raise self._wrong(
                f"has the path {path}, which names no route",
                "Write it as /index.php?route=api/myerp/stock or /api/myerp/stock; fields belong into the query.",
            )
        return route, tuple(pair for pair in pairs if pair[0] != "route")

    def _operation(
        self, raw: Any, item: Any, place: str, called: tuple[str, str, tuple[tuple[str, str], ...]]
    ) -> OwnOperation:
        method, route, fixed = called
        query = self._query(raw, item, place)
        media_type, schema, bodies = self._body(raw, place)
        described = DescribedOperation(
            name="own",
            method=method.upper(),
            route=route,
            fixed=fixed,
            path="/own",
            summary=str(raw.get("summary", "")),
            effect=self._effect(raw, method, place),
            denied="",
            secured=raw["security"] != [],
            needs=(),
            refusals=(),
            query=tuple(parameter for parameter, _ in query),
            request_schema=schema,
            enforced_schema=schema,
            examples=(),
            slots=(),
            responses={},
            broken="",
            statuses={},
        )
        usual = {parameter.name: given for parameter, given in query if given is not None}
        return OwnOperation(
            described,
            examples=_examples(described, usual, bodies),
            media_type=media_type,
            public=raw["security"] == [],
            promised=self._promised(raw, place),
        )

    def _effect(self, raw: Any, method: str, place: str) -> Effect:
        said = raw.get("x-opencart-effect", Effect.READ if method in _READING else Effect.PERSISTENT)
        try:
            return Effect(said)
        except ValueError:
            raise self._wrong(
                f"{place}: x-opencart-effect is {said!r}", "It is read, session or persistent."
            ) from None

    def _query(self, raw: Any, item: Any, place: str) -> list[tuple[Parameter, Any]]:
        """The parameters of the query, with a value the file itself gives or None."""
        listed = [
            *self._list(item.get("parameters", []), place),
            *self._list(raw.get("parameters", []), place),
        ]
        named = {(one.get("name"), one.get("in")): one for one in (self._map(one, place) for one in listed)}
        found = []
        for (name, where), one in named.items():
            if where != "query" and one.get("required"):
                raise self._wrong(
                    f"{place} wants {name} in its {where}", "Only parameters of the query can be sent."
                )
            if where == "query" and name not in _OURS:
                schema = self._schema(one.get("schema", {}), f"{place}, parameter {name}")
                required = one.get("required") is True
                found.append((Parameter(str(name), required, schema), _given(one, schema)))
        return found

    def _body(self, raw: Any, place: str) -> tuple[str, Schema, list[Any]]:
        """The media type of the body, the schema of its fields, and the bodies the file itself gives."""
        content = self._map(
            self._map(raw.get("requestBody", {}), place).get("content", {}), f"{place}, requestBody"
        )
        for name, told in content.items():
            media_type = _plain(name)
            if media_type == FORM or is_json_type(media_type):
                told_map = self._map(told, f"{place}, {name}")
                schema = _without(self._schema(told_map.get("schema", {}), f"{place}, {name}"), "readOnly")
                bodies = [
                    each["value"] for each in _named(told_map) if isinstance(each, dict) and "value" in each
                ]
                given = bodies or [one for one in [_given(told_map, schema)] if one is not None]
                if media_type == FORM:
                    return media_type, schema, [one for one in given if isinstance(one, dict)]
                wrapped = {"type": "object", "properties": {BODY: schema}, "required": [BODY]}
                return media_type, wrapped, [{BODY: one} for one in given]
        if content:
            raise self._wrong(
                f"{place} takes {', '.join(content)}", f"A body can be sent as {FORM} or as JSON."
            )
        return "", {}, []

    def _promised(self, raw: Any, place: str) -> Mapping[str, Promised]:
        responses = self._map(raw.get("responses", {}), f"{place}, responses")
        promised = {}
        for status, told in responses.items():
            if status.startswith("x-"):
                continue
            if not _STATUS.fullmatch(status.upper()):
                raise self._wrong(
                    f"{place} has the response {status}", "Write a status such as 200, 4XX or default."
                )
            content = self._map(
                self._map(told, f"{place}, {status}").get("content", {}), f"{place}, {status}"
            )
            promised[status.upper()] = Promised(
                {
                    _plain(name): self._answer(each, name, f"{place}, {status}")
                    for name, each in content.items()
                }
            )
        if not promised:
            raise self._wrong(f"{place} describes no response")
        return promised

    def _answer(self, told: Any, name: str, place: str) -> Schema | None:
        if not is_json_type(_plain(name)):
            return None
        schema: Schema = _without(self._schema(self._map(told, place).get("schema", {}), place), "writeOnly")
        return schema

    def _schema(self, schema: Any, place: str) -> Schema:
        if isinstance(schema, bool):
            return {} if schema else {"not": {}}
        try:
            Draft202012Validator.check_schema(schema)
        except SchemaError as error:
            raise self._wrong(f"{place}: the schema is wrong: {error.message[:200]}") from None
        return self._map(schema, place)

    def _map(self, value: Any, place: str) -> dict[str, Any]:
        if not isinstance(value, dict):
            raise self._wrong(f"{place} is not a map")
        return value

    def _list(self, value: Any, place: str) -> list[Any]:
        if not isinstance(value, list):
            raise self._wrong(f"{place}: parameters is not a list")
        return value

    def _wrong(self, what: str, next_step: str = "") -> UsageError:
        return UsageError(f"{self._path}: {what}.", next_step)


def _plain(media_type: str) -> str:
    return media_type.partition(";")[0].strip().lower()


def _named(told: Any) -> list[Any]:
    """The values of `examples` where it is a map of OpenAPI, or the list of a JSON schema."""
    examples = told.get("examples", ())
    return list(examples.values() if isinstance(examples, dict) else examples)


def _given(told: Any, schema: Any) -> Any:
    """The first example of a parameter or body, of its schema, or put together from those of its properties."""
    for value in (told.get("example"), *(one.get("value") for one in _named(told) if isinstance(one, dict))):
        if value is not None:
            return value
    for value in (schema.get("example"), *_named(schema), schema.get("default")):
        if value is not None:
            return value
    inner = {
        name: _given({}, one) for name, one in schema.get("properties", {}).items() if isinstance(one, dict)
    }
    known = {name: value for name, value in inner.items() if value is not None}
    return known if known and set(schema.get("required", ())) <= set(known) else None


def _examples(
    described: DescribedOperation, usual: Mapping[str, Any], bodies: list[Any]
) -> tuple[tuple[Mapping[str, Any], Any], ...]:
    """Whole calls: none where something that is required has no example."""
    if any(one.required and one.name not in usual for one in described.query):
        return ()
    if described.request_schema:
        return tuple((usual, body) for body in bodies)
    return ((usual, {}),) if usual or not described.query else ()


def _without(schema: Any, mark: str) -> Any:
    """The schema without the properties of that mark: `readOnly` ones are not sent, `writeOnly` ones not answered."""
    if isinstance(schema, list):
        return [_without(item, mark) for item in schema]
    if not isinstance(schema, dict):
        return schema
    told = {name: _without(value, mark) for name, value in schema.items()}
    properties = schema.get("properties")
    if not isinstance(properties, dict):
        return told
    gone = set(_marked(properties, mark))
    told["properties"] = {name: value for name, value in told["properties"].items() if name not in gone}
    if isinstance(schema.get("required"), list):
        told["required"] = [name for name in schema["required"] if name not in gone]
    return told


def _marked(properties: Mapping[str, Any], mark: str) -> Iterator[str]:
    for name, one in properties.items():
        if isinstance(one, dict) and one.get(mark) is True:
            yield name
