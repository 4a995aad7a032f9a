"""No store keeps a run busy: any amount of whatever our patterns begin with are read in a time that grows with them."""

from __future__ import annotations

import json
import signal
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from cartcheck.dialects.body import php_messages, read_body
from cartcheck.dialects.dialect import StoreWords
from cartcheck.dialects.registry import dialects
from cartcheck.dialects.signs import Question
from cartcheck.target.target import Network
from cartcheck.transport.exchange import Exchange, Reply, Request
from cartcheck.transport.har import har
from cartcheck.transport.redaction import Redactor
from cartcheck.transport.showing import show

if TYPE_CHECKING:
    from collections.abc import Iterator

_SIZE = 400_000  # bytes: what is quadratic takes hours at this size already
# Seconds. What is linear takes a fraction of one.
_PATIENCE = 60

_PREFIXES = [
    *("<", "x<", "<a", "<title", "<title>", "<br />", "<br /> ", " ", "[", '{"a":', "1", "\\", "\\u0041"),
    *("Warning: ", "Warning: a in ", "Warning: a : eval()'d code ", "Error: a in <b>/x</b> on line "),
    *("Error:  ", "Error: a in b on line 7", "PHP ", " in ", " on line 7"),
    *("?key[", "?key[a", "&key%5B", "?key=", "key=a&", "%26key[", "%2541", "&amp;key[", "&#65;"),
    *(
        "content-disposition:;",
        "content-disposition: a; name=key\n",
        "content-disposition:;name=key[",
        "a" * 21,
    ),
    *("content-disposition:;name=key;", "content-disposition:;name=key\r\n\r\n", "content-disposition:; "),
    *('"error":{"key":"a"', '"error":{"key":"aaaaaaaaaaaaaaaaaaaa"},', '"key" ', '"key":"', '"key":"\\'),
    *("1.", ":", "a,", "é", "\xff", "\0", "[key-", "0123456789abcdef"),
]


@pytest.fixture(autouse=True)
def patience() -> Iterator[None]:
    """Fails instead of hanging; Python's regular expressions look for signals."""

    def give_up(*_: object) -> None:
        raise TimeoutError(f"not done after {_PATIENCE} seconds")

    before = signal.signal(signal.SIGALRM, give_up)
    signal.alarm(_PATIENCE)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


def _repeated(prefix: str, size: int = _SIZE) -> str:
    return prefix * (size // len(prefix))


def _exchange(body: bytes, *headers: tuple[str, str]) -> Exchange:
    reply = Reply(200, headers, body, 0.1)
    return Exchange(1, Request("GET", "http://shop.example/"), reply, datetime(2026, 11, 22, tzinfo=UTC))


def _redactor() -> Redactor:
    redactor = Redactor()
    redactor.learn("CARTCHECK_KEY", "aaaaaaaaaaaa")
    return redactor


@pytest.mark.parametrize("prefix", _PREFIXES)
def test_body_is_read(prefix: str) -> None:
    for text in (_repeated(prefix), "Warning: " + _repeated(prefix)):
        read_body(Reply(200, (), text.encode(), 0.1))
    said = json.dumps({"error": {"ip": _repeated(prefix)}}).encode()
    for dialect in dialects():
        if dialect.traits.has_login:
            dialect.read_login(Reply(200, (), said, 0.1), StoreWords())
    for body in (said, _repeated(prefix).encode()):
        signs = dict.fromkeys(Question, Reply(200, (), body, 0.1))
        assert not any(dialect.recognise(signs) for dialect in dialects() if dialect.generation != "2.1")


@pytest.mark.parametrize("prefix", _PREFIXES)
def test_exchange_is_observed_and_shown(prefix: str) -> None:
    line = _repeated(prefix, 65_000).replace("\n", " ")
    names = ("location", "set-cookie", "cookie", "date", "retry-after", "content-type", "authorization")
    exchange = _exchange(_repeated(prefix).encode(), *((name, line) for name in names))
    redactor = _redactor()
    redactor.observe(exchange)
    show(exchange, (exchange,), redactor, Network())
    har([exchange], redactor)


@pytest.mark.parametrize("prefix", _PREFIXES)
def test_text_is_redacted(prefix: str) -> None:
    Redactor().text(_repeated(prefix, 150_000))
    _redactor().text(_repeated(prefix, 100_000))  # more than is ever shown of a body


def test_thousands_of_secrets_are_no_burden() -> None:
    redactor = _redactor()
    for start in range(10):
        names = (f'"key":"{start:04}{number:016}"' for number in range(7_000))
        redactor.observe(_exchange(",".join(names).encode()))
    har([_exchange(b"0" * 150_000)], redactor)


def test_secret_of_megabytes_does_not_widen_what_is_searched() -> None:
    redactor = _redactor()
    redactor.observe(_exchange(b'{"key":"' + b"a" * _SIZE))
    assert redactor.beginning("b" * 100_000, 1_000) == "b" * 1_000


@pytest.mark.parametrize("error", [{"a": "b"}, ["a"], "a"])
def test_deep_errors_are_no_json(error: Any) -> None:
    for _ in range(400):
        error = {"a": error}
    assert read_body(Reply(200, (), json.dumps({"error": error}).encode(), 0.1)).data is None


def test_long_list_of_messages_before_json_is_taken_out() -> None:
    message = (
        "<br />\n<b>Warning</b>:  Undefined array key 1 in <b>/var/www/a.php</b> on line <b>12345</b><br />\n"
    )
    told, rest = php_messages(message * 20_000 + '{"success":"x"}')
    assert (set(told), rest) == (
        {"Warning: Undefined array key 1 in /var/www/a.php on line 12345"},
        '{"success":"x"}',
    )
