"""The signatures that each known mistake makes, so that somebody who gets 403 can find his own among them."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import combinations
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, quote, urlsplit

from cartcheck.dialects.mistakes.slip import Slip
from cartcheck.dialects.query import query_of
from cartcheck.dialects.signature import StringToSign, form_of, md5, signature, string_to_sign
from cartcheck.php.array import PhpArray
from cartcheck.php.form import encode
from cartcheck.php.json import json_encode
from cartcheck.php.opencart_input import clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cartcheck.transport.exchange import Request

Lines = Callable[[StringToSign], list[str]]


@dataclass(frozen=True, slots=True)
class WrongSignature:
    """The signature that a mistake makes; `mistake` says what was done, in words."""

    mistake: str
    signature: str


@dataclass(frozen=True, slots=True)
class Draft:
    """A signature in the making: the lines, which of them are written how, and the key."""

    said: StringToSign
    key: str
    lines: Lines = lambda said: [line for _, line in said.lines]
    end: str = "\n"
    last_end: bool = True

    @property
    def signature(self) -> str:
        """What it comes to."""
        text = self.end.join(self.lines(self.said))
        return signature(text + (self.end if self.last_end else ""), self.key)


@dataclass(frozen=True, slots=True)
class Step:
    """One known mistake: what it is, in words, which part of a signature it spoils, and how."""

    slip: Slip
    words: str
    part: str
    change: Callable[[Draft], Draft]


def wrong_signatures(request: Request, key: str) -> tuple[WrongSignature, ...]:
    """Every known mistake that makes a difference for this request; its query holds all but the signature."""
    draft = Draft(string_to_sign(request), key)
    seen = {draft.signature: ""}
    for step in common_steps(request, draft.said, key):
        seen.setdefault(step.change(draft).signature, step.words)
    return tuple(WrongSignature(words, made) for made, words in seen.items() if words)


def mistakes_in(request: Request, said: StringToSign, key: str, given: str) -> tuple[Step, ...]:
    """The fewest known mistakes that together make the given signature; none if no three of them do.

    `said` is what would be right; `request` has the values that were sent.
    """
    draft, common = Draft(said, key), tuple(common_steps(request, said, key))
    every = (*common, *_rare_steps(request, said))
    for steps in (*_one_by_one(every), *combinations(every, 2)):
        if _make(draft, steps) == given:
            return steps
    # What people combine freely is what the common steps say; rare ones would make too many triples.
    return next((steps for steps in combinations(common, 3) if _make(draft, steps) == given), ())


def _one_by_one(steps: Iterable[Step]) -> Iterator[tuple[Step, ...]]:
    return ((step,) for step in steps)


def _make(draft: Draft, steps: tuple[Step, ...]) -> str:
    if len({step.part for step in steps}) < len(steps):
        return ""
    for step in steps:
        draft = step.change(draft)
    return draft.signature


def common_steps(request: Request, said: StringToSign, key: str) -> Iterator[Step]:
    """What is known from people who got 403."""
    yield from _other_lines(request, said)
    yield from _other_digests(request, said)
    yield from _other_strings(request, said)
    yield from _other_keys(key)


def _said(part: str, value: str) -> Callable[[Draft], Draft]:
    return lambda draft: replace(draft, said=replace(draft.said, **{part: value}))


def _written(lines: Lines) -> Callable[[Draft], Draft]:
    return lambda draft: replace(draft, lines=lines)


def _other_lines(request: Request, said: StringToSign) -> Iterator[Step]:
    host, path = said.host, said.path
    bare = host.rpartition(":")[0] if host.rpartition(":")[2].isdigit() else host
    scheme = urlsplit(request.url).scheme
    name = said.username
    for slip, part, words, value in (
        (Slip.HOST, "host", "the host without its port", bare),
        (Slip.HOST, "host", "the host with the scheme", f"{scheme}://{host}"),
        (Slip.HOST, "host", "the host with another www", _other_www(host)),
        (Slip.HOST, "host", "the host with the port of its scheme", f"{bare}:{443 if scheme == 'https' else 80}"),
        (Slip.HOST, "host", "the host with a slash behind it", f"{host}/"),
        (Slip.PATH, "path", "the path with index.php", f"{path}index.php"),
        (Slip.PATH, "path", "the path without its last slash", path.rstrip("/")),
        (Slip.PATH, "path", "the path as / although the shop is in a folder", "/"),
        (Slip.PATH, "path", "the path with index.php and the query", f"{path}index.php?route={said.route}"),
        (Slip.USERNAME, "username", "the user name in lower case", name.lower()),
        (Slip.USERNAME, "username", "the user name in upper case", name.upper()),
        (Slip.USERNAME, "username", "the user name beginning with a capital", name.capitalize()),
        (Slip.USERNAME, "username", "the user name as the URL has it", dict(query_of(request)).get("username", "")),
    ):  # fmt: skip
        yield Step(slip, words, part, _said(part, value))


def _other_www(host: str) -> str:
    return host.removeprefix("www.") if host.startswith("www.") else f"www.{host}"


def _other_digests(request: Request, said: StringToSign) -> Iterator[Step]:
    raw = request.body.decode("utf-8", "surrogateescape")
    fields = parse_qsl(raw, keep_blank_values=True)
    form = form_of(request)
    as_json = json_encode(form)
    spaced = _spaced_json(as_json)
    for slip, words, digest in (
        (Slip.ESCAPING, 'the digest of the form without escaping & " < >', md5(encode(_trimmed(form_of(request))))),
        (Slip.TRIM, "the digest of the form without trimming its values", md5(encode(_escaped(form_of(request))))),
        (Slip.ESCAPING, "the digest of the form neither escaped nor trimmed", md5(encode(form))),
        (Slip.DIGEST, "the digest of the body as it was sent", md5(raw)),
        (Slip.DIGEST, "the digest of nothing, although there is a form", md5("")),
        (Slip.DIGEST, "the digest of the form with %20 for blanks", md5(_with_percent_20(fields))),
        (Slip.DIGEST, "the digest of the form with its fields sorted", md5(encode(_sorted(clean(form_of(request)))))),
        (Slip.DIGEST, "the digest of the form as JSON", md5(as_json)),
        (Slip.DIGEST, "the digest of the form as JSON with blanks in it", md5(spaced)),
        (Slip.DIGEST, "the form as JSON instead of a digest", as_json),
        (Slip.DIGEST, "the form itself instead of a digest", encode(clean(form_of(request)))),
        (Slip.DIGEST, "the digest in upper case", said.digest.upper()),
    ):  # fmt: skip
        yield Step(slip, words, "digest", _said("digest", digest))


def _with_percent_20(fields: list[tuple[str, str]]) -> str:
    return "&".join(f"{quote(name, safe='')}={quote(value, safe='')}" for name, value in fields)


def _trimmed(form: PhpArray) -> PhpArray:
    for name, value in list(form.items()):
        form.put(name, _trimmed(value) if isinstance(value, PhpArray) else value.strip(" \t\n\r\0\v"))
    return form


def _escaped(form: PhpArray) -> PhpArray:
    escapes = str.maketrans({"&": "&amp;", '"': "&quot;", "<": "&lt;", ">": "&gt;"})
    for name, value in list(form.items()):
        form.put(name, _escaped(value) if isinstance(value, PhpArray) else value.translate(escapes))
    return form


def _sorted(form: PhpArray) -> PhpArray:
    ordered = PhpArray()
    for name, value in sorted(form.items(), key=lambda pair: str(pair[0])):
        ordered.put(name, value)
    return ordered


def _spaced_json(text: str) -> str:
    try:
        return json.dumps(json.loads(text))
    except (ValueError, RecursionError):
        return text


def _other_strings(request: Request, said: StringToSign) -> Iterator[Step]:
    # system/library/cart/api.php, 4.1.0.0-4.1.0.4, signs neither call nor currency, and escapes nothing.
    raw_digest = md5(encode(form_of(request)))
    recipe_digest = json_encode(form_of(request))
    end = Slip.LINE_ENDS
    yield Step(end, "no line end after the last line", "end", lambda d: replace(d, last_end=False))
    yield Step(end, "line ends of Windows", "end", lambda d: replace(d, end="\r\n"))
    yield Step(end, "no line ends at all", "end", lambda d: replace(d, end="", last_end=False))
    yield Step(
        Slip.RECIPE,
        "the class that OpenCart ships (no call, no currency)",
        "whole",
        lambda d: replace(d, said=replace(d.said, digest=raw_digest), lines=_without("call", "currency")),
    )
    # The comment in admin/controller/sale/order.php, 4.1.0.0, leaves out the route and hashes no digest.
    yield Step(
        Slip.RECIPE,
        "the recipe in OpenCart's own comment",
        "whole",
        lambda d: replace(d, said=replace(d.said, digest=recipe_digest), lines=_without("route")),
    )
    for name, _ in said.lines:
        yield Step(Slip.ORDER, f"the line {name} left out", "lines", _written(_without(name)))


def _without(*names: str) -> Lines:
    return lambda said: [line for name, line in said.lines if name not in names]


def _other_keys(key: str) -> Iterator[Step]:
    for words, other in (
        ("the key with a line end copied along", f"{key}\n"),
        ("the key with a blank before it", f" {key}"),
        ("the key without the blanks around it", key.strip()),
    ):
        yield Step(Slip.KEY, words, "key", lambda draft, other=other: replace(draft, key=other))  # type: ignore[misc]


def _rare_steps(request: Request, said: StringToSign) -> Iterator[Step]:
    """Lines in another order, and values that are not those of the URL."""
    names = [name for name, _ in said.lines]
    for one in range(len(names)):
        for other in range(len(names)):
            if one != other:
                yield _moved(names, one, other)
    as_sent = [name for name, _ in query_of(request)]
    yield _ordered("the lines in the order of the URL", sorted(names, key=_rank(as_sent)))
    yield _ordered("the lines in the order of the alphabet", sorted(names))
    for first, second in combinations(names, 2):
        swapped = [{first: second, second: first}.get(name, name) for name in names]
        yield _ordered(f"the lines {first} and {second} in each other's place", swapped)
    for part, others in _OTHER_VALUES.items():
        for value in others:
            words = f"{part} {value or '(nothing)'} although the URL says {getattr(said, part)}"
            yield Step(Slip.VALUES, words, part, _said(part, value))


def _rank(order: list[str]) -> Callable[[str], int]:
    return lambda name: order.index(name) if name in order else len(order)


def _moved(names: list[str], one: int, other: int) -> Step:
    rest = [name for name in names if name != names[one]]
    return _ordered(f"the line {names[one]} in another place", [*rest[:other], names[one], *rest[other:]])


def _ordered(words: str, names: list[str]) -> Step:
    return Step(Slip.ORDER, words, "lines", _written(lambda said: [getattr(said, name) for name in names]))


# What stands in examples and set-ups, signed without being sent.
_OTHER_VALUES = {
    "store_id": ("", "0", "1", "2"),
    "language": ("", "en-gb", "en", "en-us", "en_GB", "de-de", "fr-fr", "es-es", "1"),
    "currency": ("", "USD", "EUR", "GBP", "usd", "eur", "gbp"),
    "route": (
        "",
        "api/account/login",
        "api/login",
        "api/api",
        "api/order",
        "/api/order",
        "index.php?route=api/order",
    ),
    "call": ("", "cart", "confirm", "product_add"),
}
