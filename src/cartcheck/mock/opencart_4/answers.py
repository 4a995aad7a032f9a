"""How a 4.x shop's answers leave the house: with its headers, or broken off and without them."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from cartcheck.mock.opencart_4.visit import SentAwayError, UncaughtError, Visit4
from cartcheck.mock.surface.answer import PHP_DEFAULT, Answer
from cartcheck.mock.visit import PhpFatalError

if TYPE_CHECKING:
    from collections.abc import Callable


AnyVisit = TypeVar("AnyVisit", bound=Visit4)
_OUTPUT_BUFFER = 4096
"""PHP's `output_buffering`: what is printed beyond it sends the headers, before the shop has set its own."""
CROSS_ORIGIN = (
    ("Access-Control-Allow-Origin", "*"),
    ("Access-Control-Allow-Credentials", "true"),
    ("Access-Control-Max-Age", "1000"),
    (
        "Access-Control-Allow-Headers",
        "X-Requested-With, Content-Type, Origin, Cache-Control, Pragma, Authorization, Accept, Accept-Encoding",
    ),
    ("Access-Control-Allow-Methods", "PUT, POST, GET, OPTIONS, DELETE"),
)
"""Only sent with a body, as all headers of the shop (system/framework.php, system/library/response.php)."""
NOT_CACHED = (
    ("Cache-Control", "no-store, no-cache, must-revalidate, post-check=0, pre-check=0"),
    ("Pragma", "no-cache"),
)


def serve(
    visit: AnyVisit,
    act: Callable[[AnyVisit], Answer],
    extra: tuple[tuple[str, str], ...] = NOT_CACHED,
    always: tuple[tuple[str, str], ...] = (),
) -> Answer:
    """Act, and send what came of it; `extra` are this release's own headers, `always` those no answer lacks."""
    answer = _answer(visit, act, extra)
    if answer.status == 200 and not visit.has_session:
        answer.status = 500  # PHP's shutdown writes the session back, and dies of the missing one
    cookies = [("Set-Cookie", cookie) for cookie in visit.cookies]
    answer.headers = [("X-Powered-By", "PHP/8.2.36"), *cookies, *always, *answer.headers]
    return answer


def _answer(visit: AnyVisit, act: Callable[[AnyVisit], Answer], extra: tuple[tuple[str, str], ...]) -> Answer:
    try:
        try:
            answer = act(visit)
        except (PhpFatalError, OverflowError):
            visit.throw("TypeError", "must be of type string, array given", "index.php", 0)
            raise
    except SentAwayError:
        return Answer(302, b"", PHP_DEFAULT, [("Location", "error.html")])
    except UncaughtError as error:
        return Answer(200, f"{''.join(visit.printed)}{error}".encode("utf-8", "replace"), PHP_DEFAULT)
    printed = "".join(visit.printed).encode("utf-8", "replace")
    if len(printed) > _OUTPUT_BUFFER or not answer.body:
        return Answer(200, printed + answer.body, PHP_DEFAULT)
    answer.body = printed + answer.body
    answer.headers = [*CROSS_ORIGIN, *extra, *answer.headers]
    return answer
