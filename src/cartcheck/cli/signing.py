"""A signature as the terminal shows it: ten lines, the digest and where it comes from, and a curl line that runs."""

from __future__ import annotations

import shlex
import time
from dataclasses import astuple, dataclass
from typing import TYPE_CHECKING

import click

from cartcheck.dialects.dialect import Signer
from cartcheck.dialects.mistakes.wrong_signatures import wrong_signatures
from cartcheck.dialects.query import query_of, without
from cartcheck.dialects.signature import body_as_read, signed, string_to_sign
from cartcheck.errors import UsageError
from cartcheck.target.store_url import StoreUrl
from cartcheck.transport.exchange import FORM, Request, post_form

if TYPE_CHECKING:
    from cartcheck.dialects.signature import StringToSign


@dataclass(frozen=True, slots=True)
class Wanted:
    """The request that is to be signed, as the command line has it; `at` is Unix seconds, None for now."""

    store: str
    route: str
    call: str
    username: str
    store_id: str
    language: str
    currency: str
    fields: tuple[str, ...] = ()
    body: str | None = None
    host: str | None = None
    at: int | None = None


def print_signature(wanted: Wanted, key: str, *, mistakes: bool) -> None:
    """Everything about it; the key itself is never printed."""
    at = int(time.time()) if wanted.at is None else wanted.at
    _check_text(wanted)
    request = signed(_request(wanted), Signer(wanted.username, key, lambda: at))
    said = string_to_sign(request)
    _print_string(said, request)
    click.echo(f"Signature       {dict(query_of(request))['signature']}")
    click.echo("                (Base64 of the raw HMAC-SHA1 of that string, with the API key as the key)\n")
    click.echo(_curl(request))
    if mistakes:
        _print_mistakes(request, key)


def _check_text(wanted: Wanted) -> None:
    """UsageError for bytes that are no UTF-8, which Python takes from the command line as lone surrogates."""
    texts = (each for value in astuple(wanted) for each in (value if isinstance(value, tuple) else (value,)))
    for text in texts:
        if isinstance(text, str) and not text.isascii() and text.encode("utf-8", "ignore").decode() != text:
            raise UsageError(
                f"{text!a} is no UTF-8 text.", "Urlencode other bytes, as --body takes them: %FF."
            )


def _request(wanted: Wanted) -> Request:
    query = (
        ("call", wanted.call),
        ("store_id", wanted.store_id),
        ("language", wanted.language),
        ("currency", wanted.currency),
    )
    url = StoreUrl.parse(wanted.store).route(wanted.route, query)
    if wanted.body is not None and wanted.fields:
        raise UsageError("--body and --data cannot be used together.", "Use one of them.")
    if wanted.body is None:
        request = post_form(url, tuple(_field(text) for text in wanted.fields))
    else:
        request = Request("POST", url, (("Content-Type", FORM),), wanted.body.encode())
    return request.with_header("Host", wanted.host) if wanted.host else request


def _field(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals:
        raise UsageError(f"--data {text!r} has no equals sign.", "Write --data NAME=VALUE.")
    return name, value


def _print_string(said: StringToSign, request: Request) -> None:
    click.echo("String to sign: ten lines, each ended by one line feed (\\n), the last one too\n")
    for number, (name, line) in enumerate(said.lines, 1):
        click.echo(f"  {number:2}  {name:<9} {line}")
    click.echo("\nBody digest     is the MD5 of what PHP and OpenCart make of the form:")
    click.echo(f"                {body_as_read(request) or '(nothing)'}\n")


def _curl(request: Request) -> str:
    words = ["curl", "-sS", "-X", "POST", shlex.quote(request.url)]
    for name, value in request.headers:
        words += ["-H", shlex.quote(f"{name}: {value}")]
    words += ["--data-raw", shlex.quote(request.body.decode())]
    return " ".join(words)


def _print_mistakes(request: Request, key: str) -> None:
    click.echo("\nIf yours is one of these, this is what is wrong:\n")
    for each in wrong_signatures(without(request, "signature"), key):
        click.echo(f"  {each.signature}  {each.mistake}")
