"""All descriptions, and what their tests ask of each operation and each answer."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from cartcheck.contract.description import DescribedOperation, Description, load
from cartcheck.contract.document import read_document
from cartcheck.paths import openapi_dir

FILES = sorted(openapi_dir().glob("*.yaml"))
SHARED = sorted((openapi_dir() / "shared").glob("*.yaml"))
LOADED: dict[str, Description] = {file.stem: load(file) for file in FILES}

_OPERATIONS = [
    (name, operation) for name, description in LOADED.items() for operation in description.operations.values()
]

every_description = pytest.mark.parametrize("file", FILES, ids=[file.stem for file in FILES])
every_operation = pytest.mark.parametrize(
    ("name", "operation"), _OPERATIONS, ids=[f"{name}-{operation.name}" for name, operation in _OPERATIONS]
)


@cache
def raw(file: Path) -> Any:
    """A file as it stands there, references and all."""
    return yaml.load(file.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))


@cache
def resolved(file: Path) -> Any:
    """A description with what its references point at in their place."""
    return read_document(file)


def pairs(node: Any) -> Iterator[tuple[str, Any]]:
    """Every key with its value, at any depth."""
    for key, value in (
        node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    ):
        yield key, value
        yield from pairs(value)


def alternatives(operation: DescribedOperation) -> list[Any]:
    """The schemas of an operation's answers, each by itself."""
    return [one for schema in operation.responses.values() for one in schema.get("oneOf", [schema])]
