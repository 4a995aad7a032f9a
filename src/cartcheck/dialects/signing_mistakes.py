"""The signatures that each known mistake makes, so that somebody who gets 403 can find his own among them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, quote, urlsplit

from cartcheck.dialects.signature import form_of, md5, signature, string_to_sign
from cartcheck.php.form import encode
from cartcheck.php.json import json_encode

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cartcheck.dialects.signature import StringToSign
    from cartcheck.transport.exchange import Request


@dataclass(frozen=True, slots=True)
class SignedWrongly:
    """What was done, and the signature it makes."""

    mistake: str
    signature: str


def signed_wrongly(request: Request, key: str) -> tuple[SignedWrongly, ...]:
    """Every known mistake that makes a difference for this request; its query holds all but the signature."""
    said = string_to_sign(request)
    right = signature(said.text, key)
    made = [
        *_other_lines(request, said, key),
        *_other_bodies(request, said, key),
        *_other_strings(request, said, key),
        *_other_keys(said, key),
    ]
    seen = {right: ""}
    for each in made:
        seen.setdefault(each.signature, each.mistake)
    return tuple(SignedWrongly(mistake, made) for made, mistake in seen.items() if mistake)


def _other_lines(request: Request, said: StringToSign, key: str) -> Iterator[SignedWrongly]:
    host, path = said.host, said.path
    bare = host.rpartition(":")[0] if host.rpartition(":")[2].isdigit() else host
    for what, lines in (
        ("the host without its port", {"host": bare}),
        ("the host with the scheme", {"host": f"{urlsplit(request.url).scheme}://{host}"}),
        ("the path with index.php", {"path": f"{path}index.php"}),
        ("the path without its last slash", {"path": path.rstrip("/")}),
        ("the path as / although the shop is in a folder", {"path": "/"}),
        ("the user name in lower case", {"username": said.username.lower()}),
        ("the user name in upper case", {"username": said.username.upper()}),
        ("the user name beginning with a capital", {"username": said.username.capitalize()}),
    ):
        yield SignedWrongly(what, signature(replace(said, **lines).text, key))


def _other_bodies(request: Request, said: StringToSign, key: str) -> Iterator[SignedWrongly]:
    raw = request.body.decode("utf-8", "surrogateescape")
    fields = parse_qsl(raw, keep_blank_values=True)
    as_json = json_encode(form_of(request))
    for what, digest in (
        ("the digest of the body as it was sent", md5(raw)),
        ("the digest of nothing, although there is a form", md5("")),
        ('the digest of the form without escaping & " < >', md5(encode(form_of(request)))),
        ("the digest of the form with %20 for blanks", md5(_with_percent_20(fields))),
        ("the digest of the form as JSON", md5(as_json)),
        ("the form as JSON instead of a digest", as_json),
        ("the digest in upper case", said.digest.upper()),
    ):
        yield SignedWrongly(what, signature(replace(said, digest=digest).text, key))


def _with_percent_20(fields: list[tuple[str, str]]) -> str:
    return "&".join(f"{quote(name, safe='')}={quote(value, safe='')}" for name, value in fields)


def _other_strings(request: Request, said: StringToSign, key: str) -> Iterator[SignedWrongly]:
    values = [line for _, line in said.lines]
    unescaped = replace(said, digest=md5(encode(form_of(request))))
    shipped = [line for name, line in unescaped.lines if name not in {"call", "currency"}]
    recipe = replace(said, digest=json_encode(form_of(request)))
    for what, text in (
        ("no line end after the last line", said.text.removesuffix("\n")),
        ("line ends of Windows", "".join(f"{line}\r\n" for line in values)),
        ("no line ends at all", "".join(values)),
        # system/library/cart/api.php, 4.1.0.0-4.1.0.4, signs neither call nor currency, and escapes nothing.
        (
            "the class that OpenCart ships (no call, no currency)",
            "".join(f"{line}\n" for line in shipped),
        ),
        # The comment in admin/controller/sale/order.php, 4.1.0.0, leaves out the route and hashes no digest.
        ("the recipe in OpenCart's own comment", recipe.text.partition("\n")[2]),
    ):
        yield SignedWrongly(what, signature(text, key))


def _other_keys(said: StringToSign, key: str) -> Iterator[SignedWrongly]:
    yield SignedWrongly("the key with a line end copied along", signature(said.text, f"{key}\n"))
    yield SignedWrongly("the key with a blank before it", signature(said.text, f" {key}"))
    yield SignedWrongly("the key without the blanks around it", signature(said.text, key.strip()))
