"""A user's OpenAPI file as plain data: references inside the file resolved; UsageError for all that cannot be used."""

from __future__ import annotations

import datetime
import json
import re
from typing import TYPE_CHECKING, Any

import yaml

from cartcheck.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_MOST = 100_000  # values in a document with its references resolved; real ones have some thousands


def read_own_document(path: Path) -> Any:
    """The document. A schema that contains itself is followed down to itself, and takes anything there."""
    document = _parsed(path)
    version = document.get("openapi") if isinstance(document, dict) else None
    if not isinstance(version, str) or not version.startswith("3."):
        older = isinstance(document, dict) and "swagger" in document
        told = "is Swagger 2" if older else "is no OpenAPI 3 document: it does not begin with `openapi: 3.…`"
        raise UsageError(f"{path} {told}.", "Write it as OpenAPI 3.0 or 3.1.")
    try:
        return _Resolver(path, document, old=version.startswith("3.0")).resolved(document, ())
    except RecursionError:
        raise UsageError(f"{path} is nested too deeply.") from None


def _parsed(path: Path) -> Any:
    try:
        text = path.read_text("utf-8-sig")
        return json.loads(text) if path.suffix == ".json" else yaml.load(text, Loader=_LOADER)  # noqa: S506 - both safe
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise UsageError(f"{path} is not UTF-8 text.") from error
    except (ValueError, yaml.YAMLError, RecursionError) as error:
        kind = "JSON" if path.suffix == ".json" else "YAML"
        raise UsageError(f"{path} is not valid {kind}: {' '.join(str(error).split())}.") from error


class _Resolver:
    """Puts what a `$ref` points at in its place, and writes what OpenAPI 3.0 says otherwise as 3.1 does."""

    def __init__(self, path: Path, document: Any, *, old: bool) -> None:
        self._path = path
        self._document = document
        self._old = old
        self._left = _MOST

    def resolved(self, node: Any, inside: tuple[str, ...]) -> Any:
        self._left -= 1
        if self._left < 0:
            raise UsageError(f"{self._path} is too large with its references resolved.")
        if isinstance(node, list):
            return [self.resolved(item, inside) for item in node]
        if isinstance(node, datetime.date):  # YAML reads unquoted dates as such
            return node.isoformat()
        if not isinstance(node, dict):
            return node
        if isinstance(node.get("$ref"), str):
            return self._target(node["$ref"], inside)
        self._look_at_pattern(node)
        told = {str(key): self.resolved(value, inside) for key, value in node.items()}
        return _as_in_3_1(told) if self._old else told

    def _target(self, reference: str, inside: tuple[str, ...]) -> Any:
        if not reference.startswith("#/"):
            raise UsageError(
                f"{self._path} refers to {reference}: only references inside the file, #/…, are followed.",
                "Put what it refers to into the file.",
            )
        if reference in inside:
            return {}
        node = self._document
        for step in reference[2:].split("/"):
            name = step.replace("~1", "/").replace("~0", "~")
            if not isinstance(node, dict) or name not in node:
                raise UsageError(f"{self._path} refers to {reference}, which is not there.")
            node = node[name]
        return self.resolved(node, (*inside, reference))

    def _look_at_pattern(self, node: dict[Any, Any]) -> None:
        pattern = node.get("pattern")
        if not isinstance(pattern, str):
            return
        try:
            re.compile(pattern)
        except re.error as error:
            raise UsageError(f"{self._path}: the pattern {pattern} cannot be used: {error}.") from error


def _as_in_3_1(node: dict[str, Any]) -> dict[str, Any]:
    for bound, limit in (("exclusiveMinimum", "minimum"), ("exclusiveMaximum", "maximum")):
        if isinstance(node.get(bound), bool):
            node = {key: value for key, value in node.items() if key != bound} | (
                {bound: node[limit]} if node[bound] and limit in node else {}
            )
    if node.get("nullable") is not True:
        return node
    rest = {key: value for key, value in node.items() if key != "nullable"}
    if isinstance(rest.get("type"), str) and "enum" not in rest:
        return {**rest, "type": [rest["type"], "null"]}
    return {"anyOf": [rest, {"type": "null"}]}
