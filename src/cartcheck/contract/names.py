"""The operations of all descriptions, by name: what test items there are, known without reading any YAML."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cartcheck.paths import openapi_dir

if TYPE_CHECKING:
    from collections.abc import Mapping

# Loading the YAML of a description takes some 40 ms; this runs whenever the checks are listed.
_OPERATION = re.compile(r"^ +operationId: (\w+)$(?:\n^ +tags: .*$)?\n^ +summary: (.+)$", re.MULTILINE)


def operation_titles() -> Mapping[str, str]:
    """Every operation that any generation has, with what it is for."""
    texts = (path.read_text(encoding="utf-8") for path in sorted(openapi_dir().glob("opencart-*.yaml")))
    return {name: title.strip("\"' ") for text in texts for name, title in _OPERATION.findall(text)}
