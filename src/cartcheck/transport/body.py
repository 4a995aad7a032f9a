"""Reading the body of an answer: no more than allowed; what came is kept when the rest does not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from urllib3.exceptions import HTTPError, ReadTimeoutError

if TYPE_CHECKING:
    from urllib3 import HTTPResponse

_CHUNK = 64 * 1024


@dataclass(frozen=True, slots=True)
class Body:
    """What could be read. `cut`: there was more, or should have been. `late`: why no more came in time."""

    data: bytes
    cut: bool = False
    late: ReadTimeoutError | None = None


def read_body(raw: HTTPResponse, limit: int) -> Body:
    """At most `limit` decoded bytes. The connection is given back when all was read, closed else."""
    data = bytearray()
    body = _read_into(data, raw, limit)
    if body.cut:
        raw.close()
    else:
        raw.release_conn()
    return body


def _read_into(data: bytearray, raw: HTTPResponse, limit: int) -> Body:
    # read1 hands out what has arrived; read and stream (urllib3 2.8) lose the part of an incomplete chunk.
    try:
        while piece := raw.read1(_CHUNK, decode_content=True):
            data += piece
            if len(data) > limit:
                return Body(bytes(data[:limit]), cut=True)
    except ReadTimeoutError as error:
        return Body(bytes(data), cut=True, late=error)
    except (HTTPError, OSError):
        return Body(bytes(data), cut=True)
    return Body(bytes(data))
