"""How to get to a request by hand: the shell lines that log in, prepare the session and sign, and then the request."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cartcheck.transport.curl import curl_line
from cartcheck.transport.shell import Shell

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from cartcheck.target.target import Network
    from cartcheck.transport.exchange import Exchange, Request
    from cartcheck.transport.redaction import Redactor

# The number of a row of the cart, by which later calls name it; each session gets others.
_ROW = re.compile(r"\b(key|cart_id)=([1-9][0-9]{0,9})(?=[&'\"]|$)")
_MADE_UP = ("[WRONG_KEY]", "[MADE_UP_TOKEN]")  # values of our own, and no secrets
_QUIETLY = " > /dev/null"
_ENCODED = "sed 's/+/%2B/g; s:/:%2F:g; s/=/%3D/g'"


def retraced(
    exchange: Exchange, earlier: Sequence[Exchange], redactor: Redactor, network: Network
) -> tuple[str, str]:
    """The lines before, "" for none, and the curl line; both are to be run in one shell."""
    shell = Shell(redactor)
    line = _signed_now(exchange.request, curl_line(exchange, redactor, network, shell))
    prepares = list(_preparing(earlier, redactor, shell))
    lines = [*(curl_line(step, redactor, network, shell) for step in prepares), line]
    rows: dict[int, str] = {}
    *steps, line = (_by_row(one, prepares[:at], rows) for at, one in enumerate(lines))
    before = [*_making_up(redactor, shell), *_signing(exchange.request, shell)]
    before += _fetching(exchange, earlier, redactor, network, shell)
    before += [_reading(step, told, rows) for step, told in zip(prepares, steps, strict=True)]
    return "\n".join(before), line


def _making_up(redactor: Redactor, shell: Shell) -> Iterator[str]:
    """A line for each key or token that nobody was given: without it an empty one would be sent, which is another case."""
    for pseudonym, name in shell.variables.items():
        if pseudonym in _MADE_UP:
            yield f"{name}='{redactor.secret(pseudonym)}'"


def _preparing(earlier: Iterable[Exchange], redactor: Redactor, shell: Shell) -> Iterator[Exchange]:
    """The requests that prepared a session: they carry one of the secrets that stand in the shell's variables."""
    values = [redactor.secret(pseudonym) for pseudonym in shell.variables]
    for one in earlier:
        if one.request.prepares and any(_carries(one, value) for value in values if value):
            yield one


def _carries(exchange: Exchange, value: str) -> bool:
    sent = (exchange.request.url, *(text for _, text in exchange.request.headers))
    return any(value in text for text in sent)


def _fetching(
    exchange: Exchange, earlier: Sequence[Exchange], redactor: Redactor, network: Network, shell: Shell
) -> Iterator[str]:
    """A line for each secret that the store gave: the request that it was given for, and what to take of the answer."""
    wanted: dict[int, list[tuple[str, str]]] = {}
    for pseudonym, name in [*shell.variables.items()]:
        value = redactor.secret(pseudonym)
        for one in earlier if value else ():
            if one.number < exchange.number and (taken := _taken(one, value)):
                wanted.setdefault(one.number, []).append((name, taken))
                break
    by_number = {one.number: one for one in earlier}
    for number, named in sorted(wanted.items()):
        asking = curl_line(by_number[number], redactor, network, shell, fetches=True)
        if len(named) == 1:
            yield f"{named[0][0]}=$({asking} | {named[0][1]})"
            continue
        yield f"LOGIN=$({asking})"
        yield from (f"{name}=$(printf '%s' \"$LOGIN\" | {taken})" for name, taken in named)


def _taken(exchange: Exchange, value: str) -> str:
    """What takes a value out of an answer with its headers, "" if it is not there."""
    if exchange.reply is None:
        return ""
    if value in exchange.reply.text and (
        member := re.search(rf'"(\w+)"\s*:\s*"{re.escape(value)}"', exchange.reply.text)
    ):
        return rf"""sed -n 's/.*"{member[1]}" *: *"\([^"]*\)".*/\1/p'"""
    for header in exchange.reply.all_headers("set-cookie"):
        name, _, content = header.partition(";")[0].partition("=")
        if content == value and re.fullmatch(r"\w+", name):
            return rf"tr -d '\r' | sed -n 's/^[Ss]et-[Cc]ookie: {name}=\([^;]*\).*/\1/p' | tail -n 1"
    return ""


def _signing(request: Request, shell: Shell) -> Iterator[str]:
    """The time, and the signature over it, as 4.1 wants them: HMAC-SHA1 in Base64, encoded for a URL."""
    if not request.signed or "signature=" not in request.url:
        return
    text, key = request.signed
    *lines, _time, _end = text.split("\n")
    words = " ".join(shell.word(line) for line in lines)
    yield "TIME=$(date +%s)"
    yield (
        f"SIGNATURE=$(printf '%s\\n' {words} \"$TIME\" | openssl dgst -sha1 -hmac {shell.word(key)} -binary | base64 | "
        f"{_ENCODED})"
    )


def _signed_now(request: Request, line: str) -> str:
    if not request.signed:
        return line
    return re.sub(r"\btime=\d+", lambda _: "time='\"$TIME\"'", line, count=1)


def _by_row(line: str, prepares: Sequence[Exchange], rows: dict[int, str]) -> str:
    """The line with a row of the cart that an earlier answer told read from it; `rows` keeps which tells it by what name."""

    def read(match: re.Match[str]) -> str:
        for one in reversed(prepares):
            said = one.reply.text if one.reply else ""
            if member := re.search(rf'"(cart_id|key)"\s*:\s*"?{match[2]}\b', said):
                rows[one.number] = member[1]
                return f"{match[1]}='\"$ROW\"'"
        return match[0]

    return _ROW.sub(read, line)


def _reading(step: Exchange, line: str, rows: dict[int, str]) -> str:
    if step.number not in rows:
        return line + _QUIETLY
    return rf"""ROW=$({line} | sed -n 's/.*"{rows[step.number]}" *: *"\{{0,1\}}\([0-9]*\).*/\1/p')"""
