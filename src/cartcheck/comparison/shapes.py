"""The shape of JSON, inferred from what was seen: each path with the types that stood there. Values do not count."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

Shape = Mapping[str, frozenset[str]]

# Maps whose keys are data: codes of methods, numbers.
_KEYED = frozenset({"shipping_methods", "payment_methods", "quote"})
_NUMBER = re.compile(r"-?\d+")
# Types that say nothing against another one: PHP writes an empty map as [], and null for what is not there.
VAGUE = frozenset({"empty", "null"})


def shape_of(data: Any) -> Shape:
    """`products[].quantity` → {"text"} and so on; the whole answer stands under ""."""
    found: dict[str, set[str]] = {}
    _walk(data, "", found)
    return {path: frozenset(types) for path, types in found.items()}


def _walk(value: Any, path: str, found: dict[str, set[str]]) -> None:
    found.setdefault(path, set()).add(_type(value))
    if isinstance(value, Mapping):
        for key, inner in value.items():
            _walk(inner, _below(path, key, value), found)
    elif isinstance(value, list):
        for inner in value:
            _walk(inner, f"{path}[]", found)


def _below(path: str, key: str, parent: Mapping[str, Any]) -> str:
    name = path.rpartition(".")[2]
    keyed = name in _KEYED or (
        name == "option" and any(isinstance(inner, Mapping) for inner in parent.values())
    )
    if _NUMBER.fullmatch(key) or keyed:
        return f"{path}[]"
    return f"{path}.{key}" if path else key


def _type(value: Any) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, int | float):
        return "number"
    if isinstance(value, str):
        return "text"
    if not value:
        return "empty"
    return "map" if isinstance(value, Mapping) else "list"


def merged(shapes: Iterable[Shape]) -> Shape:
    """All that was seen of several answers."""
    found: dict[str, frozenset[str]] = {}
    for shape in shapes:
        for path, types in shape.items():
            found[path] = found.get(path, frozenset()) | types
    return found


def parent_of(path: str) -> str:
    """What a path stands in."""
    if path.endswith("[]"):
        return path[:-2]
    return path.rpartition(".")[0]


def known(types: frozenset[str]) -> frozenset[str]:
    """The types that say something."""
    return types - VAGUE


def values_at(data: Any, path: str) -> list[Any]:
    """The values at a path of a shape, in their order."""
    found = [data]
    for step in [part for name in path.split(".") for part in _steps(name)]:
        found = [inner for value in found for inner in _into(value, step)]
    return found


def _steps(name: str) -> list[str]:
    plain = name.rstrip("[]")
    return ([plain] if plain else []) + ["[]"] * name.count("[]")


def _into(value: Any, step: str) -> list[Any]:
    if step == "[]":
        return (
            list(value.values()) if isinstance(value, Mapping) else value if isinstance(value, list) else []
        )
    return [value[step]] if isinstance(value, Mapping) and step in value else []
