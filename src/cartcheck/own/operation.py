"""One operation of a user's own OpenAPI file: how it is called, and which answers it promises."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cartcheck.contract.description import DescribedOperation
    from cartcheck.contract.document import Schema

# The one field of the schema under which a JSON body, which may be any value, is generated.
BODY = "body"


@dataclass(frozen=True)
class Promised:
    """An answer that is promised: its JSON schema by media type, None where the content is no JSON or is not told.

    No media types: nothing is told of a body.
    """

    content: Mapping[str, Schema | None]

    @property
    def is_json(self) -> bool:
        """Whether all its content is JSON."""
        return bool(self.content) and all(is_json_type(name) for name in self.content)

    def takes(self, media_type: str) -> bool:
        """Whether an answer may come as this media type."""
        return any(_covers(name, media_type) for name in self.content)

    def schema(self, media_type: str) -> Schema | None:
        """What the JSON of an answer has to match: the schema of its media type, or the first where that is wrong."""
        fitting = [schema for name, schema in self.content.items() if _covers(name, media_type)]
        return next(iter([*fitting, *self.content.values()]), None)


@dataclass(frozen=True, eq=False)
class OwnOperation:
    """An operation as its file describes it. `described` is what cases are generated from.

    `examples` are calls the file itself gives: query and body. `media_type` is that of the body, "" without one.
    `public` says that no credential is asked for, so that none is sent.
    """

    described: DescribedOperation
    examples: tuple[tuple[Mapping[str, Any], Any], ...]
    media_type: str
    public: bool
    promised: Mapping[str, Promised]

    @property
    def name(self) -> str:
        """`GET api/myerp/stock`, with what else its path says: `call=list`."""
        fixed = "".join(f"&{name}={value}" for name, value in self.described.fixed)
        return f"{self.described.method} {self.described.route}{fixed}"

    def promise(self, status: int) -> Promised | None:
        """What is promised of answers with this status, None where nothing is."""
        for key in (str(status), f"{status // 100}XX", "DEFAULT"):
            if key in self.promised:
                return self.promised[key]
        return None

    @property
    def sends_json(self) -> bool:
        """Whether its body is JSON."""
        return is_json_type(self.media_type)

    def __str__(self) -> str:
        """As reports call it."""
        return self.name


def is_json_type(media_type: str) -> bool:
    """Whether it is JSON, also a vendor's own: `application/problem+json`."""
    return media_type == "application/json" or media_type.endswith("+json")


def _covers(pattern: str, media_type: str) -> bool:
    if pattern.endswith("/*"):
        return pattern == "*/*" or media_type.startswith(pattern[:-1])
    return pattern == media_type
