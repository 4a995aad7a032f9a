"""How a client's request brings its fields: PHP fills `$_POST` from forms sent by POST, and OpenCart reads nothing else.

Source: system/library/request.php of 2.0.3.1–4.1.0.4; measured on each generation.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartcheck.dialects.mistakes.asked import NO_FIELDS
from cartcheck.dialects.mistakes.slip import Mistake, Slip
from cartcheck.transport.exchange import FORM

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cartcheck.dialects.dialect import Operation
    from cartcheck.dialects.mistakes.asked import Asked

_MULTIPART = "multipart/form-data"
# Operations that do something useful without a field.
_NEED_NO_FIELDS = frozenset(
    (
        "order_create",
        "order_replace",
        "order_delete",
        "order_load",
        "coupon_apply",
        "voucher_apply",
        "reward_apply",
    )
)
_CREDENTIALS = frozenset({"username", "password", "key", "api_key", "apikey", "user", "pass"})


def sent_wrongly(asked: Asked, operation: Operation) -> Iterator[Mistake]:
    """At most one mistake: the first that keeps the fields from being read."""
    if operation.method != "POST":  # nothing is read of a body
        return
    login = operation.name == "login"
    fields = set(asked.query) & _CREDENTIALS if login else set[str]()
    if asked.request.method != "POST":
        yield from _not_posted(asked, operation, fields)
    elif asked.handed.body_unknown:
        return
    elif asked.request.body and (not asked.form or asked.json is not None):
        yield _unread(asked)
    elif login and not asked.form and fields:
        yield Mistake(Slip.IN_QUERY, f"{asked.shown}: {_listed(fields)} in the URL, nothing in the body.")


def _not_posted(asked: Asked, operation: Operation, credentials: set[str]) -> Iterator[Mistake]:
    method = asked.request.method
    extra = credentials or {name for name in asked.query if _is_field(name)}
    brings = bool(asked.request.body) or asked.handed.body_unknown
    needs = operation.name not in _NEED_NO_FIELDS and not operation.query
    if not (brings or needs or (extra and operation.query)):
        return
    where = "in the URL" if extra else ("in a body" if brings else "nowhere")
    told = f"{asked.shown}: the fields are {where}, and the method is {method}."
    facts = {"method": method, "where": where}
    yield Mistake(Slip.BY_GET if method == "GET" else Slip.METHOD, told, facts)


def _is_field(name: str) -> bool:
    return name not in NO_FIELDS and "token" not in name and not name.startswith("amp;")


def _unread(asked: Asked) -> Mistake:
    if asked.json is not None:
        names = _listed(set(asked.json)) if isinstance(asked.json, dict) else "a list"
        said = f"{asked.shown}: the body is JSON ({names}), Content-Type {asked.kind or 'missing'}."
        return Mistake(Slip.JSON_BODY, said)
    said = f"{asked.shown}: Content-Type {asked.kind or 'missing'}, {_looks(asked)}."
    return Mistake(Slip.BODY_TYPE, said, {"kind": asked.kind or "no type", "looks": _looks(asked)})


def _looks(asked: Asked) -> str:
    body = asked.request.body.lstrip()
    if body.startswith(b"--") and b"content-disposition" in body[:300].lower():
        named = "boundary=" in asked.request.header("content-type").lower()
        return "but the body is multipart" + (
            " with another boundary" if named else " and no boundary is named"
        )
    if asked.kind == _MULTIPART:
        return "but the body is urlencoded" if b"=" in body else "but the body is no form"
    return "but the body is urlencoded" if b"=" in body and asked.kind != FORM else "but the body is no form"


def _listed(names: set[str]) -> str:
    return ", ".join(sorted(str(name)[:30] for name in names)[:8])
