"""An answer on its way out."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

from cartcheck.php.json import json_encode

JSON = "application/json"
HTML = "text/html; charset=utf-8"
PHP_DEFAULT = "text/html; charset=UTF-8"


@dataclass(slots=True)
class Answer:
    """Status, headers and body; `delay` is how many seconds it keeps the client waiting.

    `media_type` "" sends no Content-Type.
    """

    status: int = 200
    body: bytes = b""
    media_type: str = HTML
    headers: list[tuple[str, str]] = field(default_factory=list)
    delay: float = 0.0

    @property
    def is_json(self) -> bool:
        """Whether an action of the API answered, rather than a page or an error."""
        return self.media_type == JSON

    def wire_headers(self) -> list[tuple[bytes, bytes]]:
        """The headers as ASGI wants them."""
        headers = [*self.headers, ("Content-Length", str(len(self.body)))]
        if self.media_type:
            headers.append(("Content-Type", self.media_type))
        return [_on_the_wire(header) for header in headers]


@lru_cache(maxsize=256)
def _on_the_wire(header: tuple[str, str]) -> tuple[bytes, bytes]:
    name, value = header
    return name.lower().encode(), value.encode("latin-1", "replace")


def json_answer(value: object) -> Answer:
    """What an action of the API sends; `json_encode` gives nothing at all for text that is no UTF-8."""
    try:
        return Answer(200, json_encode(value).encode(), JSON)
    except UnicodeEncodeError:
        return Answer(200, b"", JSON)
