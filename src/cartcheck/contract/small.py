"""A schema narrowed to small values of what is described: hypothesis spends its time on the rest, and a store ignores it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cartcheck.contract.document import Schema

_MOST = 3  # entries of a map or list whose schema sets no limit
_ALTERNATIVES = ("anyOf", "oneOf")
_BESIDE = ("allOf", "if", "$ref", *_ALTERNATIVES)  # may name further fields
_MERGED = {"type", "required", "properties", "title", "description"}


def small(schema: Schema) -> dict[str, Any]:
    """The schema without fields that it does not name, with short maps and lists: what it takes, the given one takes."""
    given = _in_one(schema)
    narrowed = {name: _inner(name, value) for name, value in given.items()}
    if "properties" in given:
        closed = not any(name in given for name in _BESIDE)
        return {"additionalProperties": False, **narrowed} if closed else narrowed
    for name in _ALTERNATIVES:
        if name in given:
            narrowed[name] = [_narrowed(one) for one in given[name]]
    if isinstance(given.get("additionalProperties"), dict):
        narrowed = {"maxProperties": max(_MOST, given.get("minProperties", 0)), **narrowed}
    if "array" in given.get("type", ()) and "prefixItems" not in given:
        narrowed = {"items": {"type": "string"}, "maxItems": max(_MOST, given.get("minItems", 0)), **narrowed}
    return narrowed


def _in_one(schema: Schema) -> dict[str, Any]:
    """The schema with all fields at its top, where the parts of an `allOf` do nothing but name different fields."""
    own = {name: value for name, value in schema.items() if name != "allOf"}
    parts = [own, *schema.get("allOf", ())]
    fields = [name for part in parts for name in part.get("properties", ())]
    if len(parts) == 1 or len(fields) != len(set(fields)) or not all(map(_only_names_fields, parts)):
        return dict(schema)
    return {
        "type": "object",
        "required": [name for part in parts for name in part.get("required", ())],
        "properties": {name: one for part in parts for name, one in part.get("properties", {}).items()},
    }


def _only_names_fields(part: Any) -> bool:
    keywords = {name for name in part if not name.startswith("x-")} if isinstance(part, dict) else {"?"}
    return keywords <= _MERGED and part.get("type", "object") == "object"


def _inner(name: str, value: Any) -> Any:
    if name == "properties":
        return {field: _narrowed(schema) for field, schema in value.items()}
    return _narrowed(value) if name in ("additionalProperties", "items") else value


def _narrowed(schema: Any) -> Any:
    return small(schema) if isinstance(schema, dict) else schema
