"""What PHP's print_r makes of a flat map of texts, read back: 2.0.0.0 answers so when an order is deleted."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cartcheck.transport.exchange import Reply

_DUMP = re.compile(rb"Array\n\(\n(?P<rows>(?:    \[\w+\] => [^\n]*\n)*)\)\n")
_ROW = re.compile(r"^    \[(\w+)\] => (.*)$", re.MULTILINE)


def without_dump(reply: Reply) -> Reply | None:
    """The reply as if it were JSON; None if it is no such dump."""
    dump = _DUMP.fullmatch(reply.body)
    if dump is None:
        return None
    data = dict(_ROW.findall(dump["rows"].decode("utf-8", "replace")))
    return replace(reply, body=json.dumps(data).encode())
