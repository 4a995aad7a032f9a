"""Answers and errors of the documented API, and its paged lists."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from cartcheck.mock.surface.answer import JSON, Answer

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from cartcheck.mock.generations.documented.fields import Fields

Json: TypeAlias = dict[str, Any]
LIMIT_DEFAULT, LIMIT_MOST = 20, 100


class RefusedError(Exception):
    """The call is refused: status, and `error` as it is answered."""

    def __init__(self, status: int, error: str | dict[str, str]) -> None:
        super().__init__(status, error)
        self.status = status
        self.error = error


def answer(status: int, data: Json) -> Answer:
    """JSON; text that is no UTF-8 can't be told, and is an error of the store's."""
    headers = [("Cache-Control", "no-store")]
    if status == 401:
        headers.append(("WWW-Authenticate", 'ApiToken realm="api"'))
    try:
        return Answer(status, json.dumps(data, ensure_ascii=False).encode(), JSON, headers)
    except UnicodeEncodeError:
        return Answer(500, b'{"error": "Internal server error"}', JSON, headers)


@dataclass(frozen=True, slots=True)
class Page:
    """The page of a list that a query asks for."""

    page: int
    limit: int

    @classmethod
    def read(cls, fields: Fields) -> Page:
        """The page; what is wrong about it is remembered by the fields."""
        page = fields.whole("page", least=1, default=1)
        return cls(page, fields.whole("limit", least=1, most=LIMIT_MOST, default=LIMIT_DEFAULT))

    def of(self, name: str, found: Sequence[Any], show: Callable[[Any], Json]) -> Json:
        """What stands on it."""
        start = (self.page - 1) * self.limit
        shown = [show(one) for one in found[start : start + self.limit]]
        return {name: shown, "page": self.page, "limit": self.limit, "total": len(found)}


def check(fields: Fields) -> None:
    """Refuse the call if a field was wrong."""
    if fields.errors:
        raise RefusedError(400, fields.errors)


def missing(what: str) -> RefusedError:
    """The refusal for a thing that isn't there, by the field that should tell it: `product_id` for a product."""
    return RefusedError(404, {f"{what}_id": f"The {what} could not be found!"})
