"""Answers and errors of the documented API, and its paged lists."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, TypeAlias

from cartcheck.mock.generations.documented.fields import Fields
from cartcheck.mock.surface.answer import JSON, Answer

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from cartcheck.php.array import PhpArray

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


def page_of(name: str, found: Sequence[Any], query: PhpArray, show: Callable[[Any], Json]) -> Json:
    """The page that the query asks for."""
    fields = Fields(query)
    page = fields.whole("page", least=1, default=1)
    limit = fields.whole("limit", least=1, most=LIMIT_MOST, default=LIMIT_DEFAULT)
    check(fields)
    start = (page - 1) * limit
    shown = [show(one) for one in found[start : start + limit]]
    return {name: shown, "page": page, "limit": limit, "total": len(found)}


def check(fields: Fields) -> None:
    """Refuse the call if a field was wrong."""
    if fields.errors:
        raise RefusedError(400, fields.errors)


def missing(what: str) -> RefusedError:
    """The refusal for a thing that isn't there."""
    return RefusedError(404, f"{what} could not be found!")
