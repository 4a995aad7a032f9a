"""What real stores answered to the questions of recognition, kept as small data, and ways in which edges change it.

`data/answers.json`: untouched stores of each version on PHP 8.2, with Display Errors off and ("noisy") on. Pages are cut to
their title and the routes they link to, PHP messages to three. What 2.0–2.2, 3.0.2.0–3.0.3.6 and 4.0.0–4.0.1 print in
noisy answers is what PHP 8.2 has to say; older PHP says `Notice: Undefined index`.
"""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from cartcheck.dialects.plan import next_question
from cartcheck.dialects.signs import Question
from cartcheck.transport.exchange import Reply

if TYPE_CHECKING:
    from collections.abc import Callable

Answers = dict[Question, Reply]


def _reply(status: int, headers: list[list[str]], body: str) -> Reply:
    return Reply(status, tuple((name, value) for name, value in headers), body.encode(), 0.01)


_FILE = Path(__file__).parent / "data" / "answers.json"
STORES: dict[str, Answers] = {
    store: {Question[name]: _reply(*answer) for name, answer in answers.items()}
    for store, answers in json.loads(_FILE.read_text("utf-8")).items()
}
GENERATIONS = {
    "2.0": "2.0",
    "2.1": "2.1",
    "2.2": "2.2–2.3",
    "2.3": "2.2–2.3",
    "3.0": "3.0",
    "4.0.0": "4.0.0",
    "4.0.1": "4.0.1",
    "4.0.2": "4.0.2",
    "4.1": "4.1",
}


def generation_of(store: str) -> str:
    """The generation of a version such as `4.0.2.3 noisy`."""
    return next(told for start, told in reversed(GENERATIONS.items()) if store.startswith(start))


def asked(answers: Answers) -> Answers:
    """The answers to the questions that would be asked."""
    signs: Answers = {}
    while question := next_question(signs):
        signs[question] = answers[question]
    return signs


def changed(answers: Answers, change: Callable[[Reply], Reply]) -> Answers:
    """The answers as an edge or a setting changes each of them."""
    return {question: change(reply) for question, reply in answers.items()}


def without_cookies(reply: Reply) -> Reply:
    """An edge that keeps cookies back."""
    return replace(reply, headers=tuple(pair for pair in reply.headers if pair[0] != "set-cookie"))


def with_cors(reply: Reply) -> Reply:
    """An edge that reflects every origin."""
    kept = tuple(pair for pair in reply.headers if not pair[0].startswith("access-control-"))
    added = (("access-control-allow-origin", "https://cartcheck.invalid"),)
    return replace(reply, headers=(*kept, *added))


def without_cors(reply: Reply) -> Reply:
    """An edge that lets no such header through."""
    return replace(reply, headers=tuple(p for p in reply.headers if not p[0].startswith("access-control-")))


def with_blog(reply: Reply) -> Reply:
    """A blog beside the shop, with PHP's own session."""
    return replace(
        reply, headers=(*reply.headers, ("set-cookie", "PHPSESSID=0123456789abcdef0123456789; path=/"))
    )


def with_soft_404(reply: Reply) -> Reply:
    """A host that serves pages of all kinds as 200."""
    return replace(reply, status=200) if reply.status == 404 else reply


def in_turkish(reply: Reply) -> Reply:
    """Another language: every text is another one."""
    body = reply.body
    for english, other in (
        (b"Incorrect API Key!", b"API anahtar\xc4\xb1 yanl\xc4\xb1\xc5\x9f!"),
        (b"You do not have permission to access the API!", b"API eri\xc5\x9fim izniniz yok!"),
        (b"You do not have permission to access this page.", b"Bu sayfaya eri\xc5\x9fim izniniz yok."),
        (
            b"No match for Username and\\/or Password.",
            b"Kullan\xc4\xb1c\xc4\xb1 ad\xc4\xb1 yanl\xc4\xb1\xc5\x9f.",
        ),
        (b"The page you requested cannot be found!", b"Sayfa bulunamad\xc4\xb1!"),
    ):
        body = body.replace(english, other)
    return replace(reply, body=body)


def behind_theme(reply: Reply) -> Reply:
    """A theme whose pages link to nothing by method."""
    if b"<!DOCTYPE" not in reply.body:
        return reply
    head = reply.body.partition(b"<!DOCTYPE")[0]
    return replace(
        reply, body=head + b"<!DOCTYPE html><html><head><title>404</title></head><body></body></html>"
    )


EDGES = (
    without_cookies,
    with_cors,
    without_cors,
    with_blog,
    with_soft_404,
    in_turkish,
    behind_theme,
)
