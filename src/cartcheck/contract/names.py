"""The operations of all descriptions, by name: what test items there are, known without reading any YAML."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from cartcheck.dialects.registry import dialects
from cartcheck.paths import openapi_dir

if TYPE_CHECKING:
    from collections.abc import Mapping

# Loading the YAML of a description takes some 40 ms; this runs whenever the checks are listed. A route stands in the
# description itself, or in a file that several share, under the name of its operation or a longer one.
_OPERATION = re.compile(
    r"^ +operationId: (?P<name>\w+)$(?:\n^ +tags: .*$)?\n^ +summary: (?P<title>.+)$"
    r'|^  /\S+: \{\$ref: "(?P<file>[\w/.-]+)#/(?P<entry>\w+)"[^}\n]*\}$',
    re.MULTILINE,
)
_ENTRY = re.compile(r"^(\w+):.*$", re.MULTILINE)


def operation_titles() -> Mapping[str, str]:
    """Every operation that any generation has, with what it is for; the first to have one gives it its title."""
    found: dict[str, str] = {}
    for file in (dialect.description for dialect in dialects()):
        for name, title in _described(file) if (openapi_dir() / file).is_file() else ():
            found.setdefault(name, title)
    return found


def _described(file: str) -> list[tuple[str, str]]:
    told = _OPERATION.finditer((openapi_dir() / file).read_text("utf-8"))
    return [_shared(one["file"])[one["entry"]] if one["file"] else _named(one) for one in told]


@cache
def _shared(file: str) -> Mapping[str, tuple[str, str]]:
    """The operations of a shared file by entry."""
    text = (openapi_dir() / file).read_text("utf-8")
    entries = {match.start(): match[1] for match in _ENTRY.finditer(text)}
    found = {}
    for one in _OPERATION.finditer(text):
        found[entries[max(start for start in entries if start < one.start())]] = _named(one)
    return found


def _named(operation: re.Match[str]) -> tuple[str, str]:
    return operation["name"], operation["title"].strip("\"' ")
