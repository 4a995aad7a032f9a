"""A shell line that signs a 4.1 request and sends it: a signature lasts 450 seconds, so none can be printed."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

from cartcheck.dialects.signature import string_to_sign

if TYPE_CHECKING:
    from cartcheck.transport.exchange import Request

_LONGEST_FORM = 500  # characters; a longer one is read from a file


def signed_line(request: Request) -> str:
    """For a POSIX shell with openssl and curl; the key is read from $CARTCHECK_KEY."""
    said = [line for name, line in string_to_sign(request).lines if name != "time"]
    lines = " ".join((*map(shlex.quote, said), '"$TIME"'))
    made = (
        f"printf '%s\\n' {lines} | openssl dgst -sha1 -hmac \"$CARTCHECK_KEY\" -binary | openssl base64 | "
        "sed 's/+/%2B/g'"
    )
    url = f'{shlex.quote(f"{request.url}&time=")}"$TIME"\'&signature=\'"$SIGNATURE"'
    return f"TIME=$(date +%s); SIGNATURE=$({made}); curl -sS {url} {_data(request)}"


def _data(request: Request) -> str:
    form = request.body.decode("utf-8", "surrogateescape")
    if len(form) > _LONGEST_FORM:
        return "--data-binary @FILE-WITH-THE-FORM"
    return f"--data-raw {shlex.quote(form)}"
