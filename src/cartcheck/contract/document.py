"""An OpenAPI document as plain data: references resolved, version differences applied, marks found."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

import yaml

from cartcheck.release import release

if TYPE_CHECKING:
    from pathlib import Path

Schema = Mapping[str, Any]

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_LOOSE = "x-opencart-loose"
_UNTIL = "x-opencart-until"


def read_document(path: Path, version: str = "") -> Any:
    """The document without `$ref`, as it holds for one OpenCart version, or for the newest one.

    A reference may lead into another file, whose path is relative to the file it stands in.
    """
    return _Resolver(version).file(path.resolve())


class _Resolver:
    """Puts what a `$ref` points at in its place, with the keywords beside it. There are no cycles."""

    def __init__(self, version: str) -> None:
        self._version = release(version) if version else ()
        self._known: dict[tuple[Path, str], Any] = {}

    def file(self, path: Path) -> Any:
        return self._resolved(_parsed(path.read_text("utf-8")), path)

    def _resolved(self, node: Any, file: Path) -> Any:
        if isinstance(node, list):
            return [self._resolved(item, file) for item in node]
        if not isinstance(node, dict):
            return node
        beside = {key: self._resolved(value, file) for key, value in node.items() if key != "$ref"}
        if isinstance(node.get("$ref"), str):
            joined = {**self._target(node["$ref"], file), **beside}
            return self._for_version(joined) if _UNTIL in beside else joined
        return self._for_version(beside)

    def _target(self, reference: str, file: Path) -> Any:
        name, _, pointer = reference.partition("#/")
        there = (file.parent / name).resolve() if name else file
        if (there, pointer) not in self._known:
            node = _parsed(there.read_text("utf-8"))
            for step in pointer.split("/"):
                node = node[step]
            self._known[there, pointer] = self._resolved(node, there)
        return self._known[there, pointer]

    def _for_version(self, node: dict[str, Any]) -> dict[str, Any]:
        for until, patch in node.get(_UNTIL, {}).items():
            if self._version and self._version <= release(until):
                node = {**node, **patch}
        return node


@cache  # a store of unsure version is held against two of the same document
def _parsed(text: str) -> Any:
    return yaml.load(text, Loader=_LOADER)  # noqa: S506 - both loaders are safe ones


def is_there(since: str, version: str) -> bool:
    """Whether something that came with a version is there in another, or in the newest."""
    return not version or not since or release(since) <= release(version)


def enforced(schema: Any) -> Any:
    """The schema without what the store does not enforce: all of it, or the keywords `x-opencart-loose` names."""
    if isinstance(schema, list):
        return [enforced(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    loose = schema.get(_LOOSE, ())
    return (
        {} if loose is True else {key: enforced(value) for key, value in schema.items() if key not in loose}
    )


def data_marks(schema: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], str]]:
    """Every value that depends on the shop's data: its path, "*" for any key or index, and what it is."""
    if "x-opencart-data" in schema:
        yield path, schema["x-opencart-data"]
    for name, inner in schema.get("properties", {}).items():
        yield from data_marks(inner, (*path, name))
    for keyword in ("additionalProperties", "items"):
        if isinstance(schema.get(keyword), dict):
            yield from data_marks(schema[keyword], (*path, "*"))
    for keyword in ("allOf", "anyOf", "oneOf"):
        for inner in schema.get(keyword, ()):
            yield from data_marks(inner, path)


def field_names(schema: Any) -> set[str]:
    """The fields a schema describes at its top, in all of its alternatives."""
    parts = [inner for keyword in ("allOf", "anyOf", "oneOf") for inner in schema.get(keyword, ())]
    return set(schema.get("properties", ())).union(*map(field_names, parts))
