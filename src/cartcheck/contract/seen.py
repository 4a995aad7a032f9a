"""What a store sees of a request: PHP's reading of it, then OpenCart's input filter."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from cartcheck.php.array import PhpArray, is_list
from cartcheck.php.form import parse, parse_query
from cartcheck.php.values import is_numeric, to_float, to_int

if TYPE_CHECKING:
    from cartcheck.contract.document import Schema
    from cartcheck.transport.exchange import Request

# htmlspecialchars(…, ENT_COMPAT, 'UTF-8') on every name and value, and a trim around it from 3.0.5.0 on
# (system/library/request.php, 3.0.4.1 and 3.0.5.1).
_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"})
_BLANKS = " \t\n\r\0\x0b"

Seen = Mapping[str, Any]


def forms_seen(request: Request, schema: Schema, *, escaped: bool = True) -> Iterator[Seen]:
    """The form as a store may see it: untrimmed, and trimmed if that makes a difference; `escaped` for HTML or not.

    Some checks trim by themselves before 3.0.5.0.
    """
    posted = parse(request.body)
    untrimmed, trimmed = (_shaped(_filtered(posted, trims, escaped), schema) for trims in (False, True))
    yield untrimmed
    if trimmed != untrimmed:
        yield trimmed


def query_seen(request: Request) -> Seen:
    """The query as PHP reads it, unfiltered: what it holds is cast to integers where it matters."""
    return {str(key): _plain(value) for key, value in parse_query(urlsplit(request.url).query).items()}


def as_parameter(value: Any, schema: Schema) -> Any:
    """A value of the query as its schema is meant: PHP casts it where an integer is asked for."""
    return to_int(value) if schema.get("type") == "integer" else value


def _plain(value: Any) -> Any:
    if isinstance(value, PhpArray):
        return {str(key): _plain(inner) for key, inner in value.items()}
    return value


def _filtered(value: Any, trims: bool, escaped: bool) -> Any:
    if isinstance(value, PhpArray):
        return {
            _text(str(key), trims, escaped): _filtered(inner, trims, escaped) for key, inner in value.items()
        }
    return _text(value, trims, escaped)


def _text(value: str, trims: bool, escaped: bool) -> str:
    # htmlspecialchars answers "" to what is no UTF-8, as ENT_SUBSTITUTE is not among its flags here.
    if any("\udc80" <= letter <= "\udcff" for letter in value):
        return ""
    seen = value.translate(_ESCAPES) if escaped else value
    return seen.strip(_BLANKS) if trims else seen


def _shaped(value: Any, schema: Schema) -> Any:
    """PHP's one kind of array as the schema's list or map, and text that is a number as such where only numbers go."""
    if isinstance(value, str):
        numbers_only = not _is_for(schema, "string") and (
            _is_for(schema, "number") or _is_for(schema, "integer")
        )
        return to_float(value) if numbers_only and is_numeric(value) else value
    if (
        _is_for(schema, "array")
        and not _is_for(schema, "object")
        and is_list([_number(key) for key in value])
    ):
        return [_shaped(inner, _inner(schema, "items")) for inner in value.values()]
    return {key: _shaped(inner, _property(schema, key)) for key, inner in value.items()}


def _number(key: str) -> object:
    return int(key) if key.isascii() and key.isdigit() else key


def _is_for(schema: Schema, name: str) -> bool:
    kinds = schema.get("type", ())
    return name == kinds or name in kinds


def _property(schema: Schema, name: str) -> Schema:
    for part in _parts(schema):
        if name in part.get("properties", {}):
            found: Schema = part["properties"][name]
            return found
    return next(
        (_inner(part, "additionalProperties") for part in _parts(schema) if "additionalProperties" in part),
        {},
    )


def _parts(schema: Schema) -> Iterator[Schema]:
    yield schema
    for keyword in ("allOf", "anyOf", "oneOf"):
        for inner in schema.get(keyword, ()):
            yield from _parts(inner)


def _inner(schema: Schema, keyword: str) -> Schema:
    found = schema.get(keyword, {})
    return found if isinstance(found, Mapping) else {}
