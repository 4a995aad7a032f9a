"""A case as a request: authorised as the store's generation wants it."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

from cartcheck.own.cases import body_of
from cartcheck.php.form import encode
from cartcheck.transport.exchange import FORM, Request

if TYPE_CHECKING:
    from cartcheck.contract.case import Case
    from cartcheck.dialects.dialect import Dialect, Session
    from cartcheck.own.operation import OwnOperation
    from cartcheck.target.store_url import StoreUrl


def request_for(
    operation: OwnOperation, case: Case, dialect: Dialect, store: StoreUrl, session: Session | None
) -> Request:
    """The request; without a session it brings nothing that tells who calls, no cookies either."""
    described = operation.described
    fixed = described.fixed
    if dialect.traits.signed and "call" not in dict(fixed):
        fixed = (*fixed, ("call", ""))  # 4.1 wants one with every route below api/ (startup/api.php, 4.1.0.4)
    bare = Request(
        described.method,
        store.route(described.route, (*fixed, *case.query_pairs)),
        idempotent=described.method in {"GET", "HEAD"},
    )
    request = dialect.authorise(_with_body(bare, operation, case), session)
    return request if session else replace(request, keep_cookies=False)


def _with_body(request: Request, operation: OwnOperation, case: Case) -> Request:
    if operation.sends_json:
        body = json.dumps(body_of(case)).encode()
        return replace(request.with_header("Content-Type", operation.media_type), body=body)
    if operation.media_type or request.method == "POST":
        return replace(request.with_header("Content-Type", FORM), body=encode(case.form).encode())
    return request
