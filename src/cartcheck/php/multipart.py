"""PHP's reading of `multipart/form-data` into `$_POST`; files go to `$_FILES`, so they are left out here.

PHP 8.2, main/rfc1867.c.
"""

from __future__ import annotations

import re
from itertools import takewhile

from cartcheck.php.array import PhpArray
from cartcheck.php.form import MAX_INPUT_VARS, register

_BOUNDARY = re.compile(r"boundary=(?:\"([^\"]*)\"|([^;,]*))", re.IGNORECASE)
_DISPOSITION = re.compile(rb"^content-disposition:\s*form-data\s*;(.*)$", re.IGNORECASE)
_PARAMETER = re.compile(rb"\b(name|filename)=(?:\"((?:\\.|[^\"\\])*)\"|([^;\s]*))", re.IGNORECASE)


def parse_multipart(body: bytes, content_type: str) -> PhpArray:
    """What `$_POST` holds after a multipart body; nothing when the boundary is missing or never appears."""
    result = PhpArray()
    found = _BOUNDARY.search(content_type)
    if not found:
        return result
    boundary = b"--" + (found[1] or found[2] or "").encode("latin-1")
    parts = (b"\r\n" + body).split(b"\r\n" + boundary)[1 : MAX_INPUT_VARS + 1]
    for part in takewhile(lambda part: not part.startswith(b"--"), parts):
        parameters, value = _split(part)
        if b"name" not in parameters:
            break
        if b"filename" not in parameters:
            register(result, _name(parameters[b"name"]), value.decode("utf-8", "surrogateescape"))
    return result


def _split(part: bytes) -> tuple[dict[bytes, bytes], bytes]:
    """The parameters of a part's Content-Disposition, and its content."""
    headers, _, value = part.partition(b"\r\n\r\n")
    for line in headers.split(b"\r\n"):
        disposition = _DISPOSITION.match(line)
        if disposition:
            found = _PARAMETER.findall(disposition[1])
            return {name.lower(): quoted or bare for name, quoted, bare in found}, value
    return {}, value


def _name(quoted: bytes) -> str:
    return re.sub(rb"\\([\"\\])", rb"\1", quoted).decode("utf-8", "surrogateescape")
