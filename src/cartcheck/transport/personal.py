"""Personal data in what is to be mailed: found by the names of fields and by their look, gone wherever they stand.

Names, e-mail addresses, telephone numbers, postal and IP addresses, comments and custom fields of customers. What the
diagnosis needs is kept: the store's own host, the API user's name, and the addresses that findings name.
"""

from __future__ import annotations

import html
import json
import re
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, quote, quote_plus, urlsplit

from cartcheck.php.form import serialise
from cartcheck.php.multipart import parse_multipart

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cartcheck.transport.exchange import Reply, Request

_NAME = re.compile(
    r"(?:(?:payment|shipping|from|to|customer|billing|delivery)_)?"
    r"(?:first_?name|last_?name|full_?name|e?-?mail|telephone|phone|mobile|fax|company|address(?:_[12])?|city|postcode"
    r"|zip|zone|tax_?id|vat|comment|message|ip|forwarded_ip|user_agent|accept_language|birth\w*|invoice_no)"
    r"|(?:from|to|customer)_name|custom_field\w*",
    re.IGNORECASE,
)
_EMAIL = re.compile(r"[\w.+-]{1,64}(?:@|%40)[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")
_TELEPHONE = re.compile(r"(?:\+|%2[bB])\d(?:[\d ()/-]|%20){6,20}\d")
_BEGINNING = re.compile(r"(?<![^\W_])\S|(?<=%[0-9A-Fa-f]{2})\S|(?<=\\n)\S")
_SEARCHED = 400_000  # characters of one body
_SHORTEST = 3  # characters; what is shorter is replaced only where it stands alone
_MOST = 3_000  # values


class PersonalData:
    """The personal data of a run's exchanges. `keep` are texts that the diagnosis needs."""

    def __init__(self, keep: Iterable[str] = ()) -> None:
        self._keep = {text.lower() for text in keep}
        self._values: dict[str, str] = {}
        self._forms: dict[str, str] = {}
        self._by_beginning: dict[str, list[str]] | None = None

    def observe(self, request: Request, reply: Reply | None) -> None:
        """Learns the personal data of an exchange."""
        for name, value in _named(request, reply):
            self._learn(name, value)
        self._by_beginning = None

    def text(self, text: str) -> str:
        """The text without them."""
        if text in self._values:
            return self._values[text]
        text = _EMAIL.sub(lambda match: self._kept(match[0], "[email]"), self._replaced(text))
        return _TELEPHONE.sub(lambda match: self._kept(match[0], "[telephone]"), text)

    def _learn(self, name: str, value: str) -> None:
        value = value.strip()
        if (
            value
            and value.lower() not in self._keep
            and len(self._values) < _MOST
            and not _says_nothing(value)
        ):
            kind = name.partition("[")[0].lower()
            number = sum(told.startswith(f"[{kind}-") for told in self._values.values()) + 1
            self._values.setdefault(value, f"[{kind}-{number}]")

    def _kept(self, found: str, instead: str) -> str:
        return found if found.lower() in self._keep else instead

    def _replaced(self, text: str) -> str:
        """Each value where it stands as a word, the longest first; only places where a word can begin are looked at."""
        starting, pieces, end = self._beginnings(), list[str](), 0
        for match in _BEGINNING.finditer(text) if starting else ():
            at = match.start()
            if at < end:
                continue
            form = next((f for f in starting.get(text[at : at + _SHORTEST], ()) if _stands(f, text, at)), "")
            if form:
                pieces += [text[end:at], self._forms[form]]
                end = at + len(form)
        return "".join((*pieces, text[end:]))

    def _beginnings(self) -> dict[str, list[str]]:
        """How values are written, by their first characters, the longest first."""
        if self._by_beginning is None:
            self._by_beginning = {}
            self._forms = {form: told for value, told in self._values.items() for form in _forms(value)}
            for form in sorted(self._forms, key=len, reverse=True):
                if len(form) >= _SHORTEST:
                    self._by_beginning.setdefault(form[:_SHORTEST], []).append(form)
        return self._by_beginning


def _stands(form: str, text: str, at: int) -> bool:
    """Whether a form stands there and the word ends with it."""
    after = text[at + len(form) : at + len(form) + 1]
    return text.startswith(form, at) and not (after.isalnum() and form[-1].isalnum())


def _says_nothing(value: str) -> bool:
    return value.isdigit() and len(value) < _SHORTEST


def _forms(value: str) -> set[str]:
    """How a value is written in a form, a URL, a page, JSON."""
    as_json = json.dumps(value)[1:-1]
    plain = {value, html.escape(value), html.escape(value, quote=False), as_json, as_json.replace("/", "\\/")}
    return plain | {json.dumps(value, ensure_ascii=False)[1:-1]} | {
        encode(each) for each in (value, html.escape(value)) for encode in (quote, quote_plus, _quoted)
    }  # fmt: skip


def _quoted(text: str) -> str:
    return quote(text, safe="")


def _named(request: Request, reply: Reply | None) -> Iterator[tuple[str, str]]:
    kind = request.header("content-type")
    pairs = parse_qsl(urlsplit(request.url).query, keep_blank_values=True)
    body = request.body[:_SEARCHED].decode("utf-8", "replace")
    if kind.lower().startswith("multipart/"):
        pairs += serialise(parse_multipart(request.body, kind))
    else:
        pairs += parse_qsl(body, keep_blank_values=True)
    yield from ((name, value) for name, value in pairs if _is_personal(name))
    yield from _members(_json_in(body))
    if reply:
        yield from _members(_json_in(reply.body[:_SEARCHED].decode("utf-8", "replace")))


def _is_personal(name: str) -> bool:
    """By the last word of a form's field: `voucher[0][to_name]`, `custom_field[account][1]`."""
    steps = [step for step in re.split(r"[\[\]]+", name) if step]
    return any(_NAME.fullmatch(step) for step in steps)


def _json_in(text: str) -> Any:
    """The JSON in a text, also behind PHP messages."""
    for start in (match.start() for match in re.finditer(r"[{\[]", text[:20_000])):
        try:
            return json.JSONDecoder().raw_decode(text, start)[0]
        except (ValueError, RecursionError):
            continue
    return None


def _members(data: Any, *, personal: bool = False) -> Iterator[tuple[str, str]]:
    """The values under personal names; messages about such fields, under `error`, are none."""
    if isinstance(data, list):
        for each in data:
            yield from _members(each, personal=personal)
    if isinstance(data, dict):
        for name, value in data.items():
            if name == "error":
                continue
            if isinstance(value, dict | list):
                yield from _members(value, personal=personal or bool(_NAME.fullmatch(name)))
            elif (personal or _NAME.fullmatch(name)) and isinstance(value, str | int) and value is not True:
                yield name, str(value)
