"""A typed view of one OpenAPI description: what can be asked, what it needs, and how it may be answered."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlsplit

from cartcheck.contract.document import Schema, data_marks, enforced, is_there, read_document
from cartcheck.dialects.dialect import Effect, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

_FORM = "application/x-www-form-urlencoded"
_JSON = "application/json"
_IN_BODY = "$response.body#/"
LOGIN = "login"
_NO_JSON: Schema = {"type": "null"}
_VERDICTS = {"accepted": Verdict.ACCEPTED, "refused": Verdict.REFUSED, "no-access": Verdict.NO_ACCESS}


class Kind(StrEnum):
    """Why a store refuses: the request's own fields, something missing before it, or the shop's data.

    DATA is about a value that was sent, and another one would do; SHOP is about the shop's own set-up, and nothing that
    could be sent would do.
    """

    INPUT = "input"
    STATE = "state"
    DATA = "data"
    SHOP = "shop"


class Shown(StrEnum):
    """By what a refusal of the kind SHOP can be told from one without a reason."""

    WORDS = ""  # by its words alone
    EMPTY_LIST = "empty list"  # that stands beside it
    CART_READ = "cart_read"  # which says of the same cart that something is wrong with it


@dataclass(frozen=True, slots=True)
class Refusal:
    """A refusal the store may answer.

    `key` is the refused field, dotted where nested, "" for a plain text and "[]" for an empty answer.
    Keys and texts are templates, `custom_field{id}`, `{name} required!`, and the texts the English ones. `hides` are the
    beginnings of fields that are not looked at where this is refused. `shown` belongs to the kind SHOP; `see` tells where
    in the admin it is set. `fills` is the path, a template too, of the form's field that the key is about, where a shop's
    owner added it.
    """

    key: str
    kind: Kind
    texts: tuple[str, ...]
    hides: tuple[str, ...] = ()
    shown: Shown = Shown.WORDS
    see: str = ""
    fills: tuple[str, ...] = ()

    def is_of(self, key: str) -> bool:
        """Whether it is about this field."""
        return _fits(self.key, key)

    def says(self, text: str) -> bool:
        """Whether it is told in these words."""
        return any(_fits(template, text) for template in self.texts)


@dataclass(frozen=True, slots=True)
class Example:
    """A request to try: accepted after `needs`, or refused with the keys and texts of `refused`.

    `ships`: only where something in the cart is to be shipped.
    """

    name: str
    summary: str
    query: Mapping[str, Any]
    form: Mapping[str, Any]
    needs: tuple[str, ...]
    refused: Mapping[str, str]
    ships: bool = False

    @property
    def depends(self) -> bool:
        """Whether it is accepted only where the shop has data that a fresh one lacks."""
        return self.name.startswith("depends")


@dataclass(frozen=True, slots=True)
class Slot:
    """A value that depends on the shop's data: `path` in the query or form, where "*" is any index."""

    place: str
    path: tuple[str, ...]
    data: str


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of the query."""

    name: str
    required: bool
    schema: Schema


@dataclass(frozen=True, slots=True)
class Link:
    """What may be asked after an accepted answer: `operation`, with the value that stands in it at `path` in its `field`.

    `place` is "query", "form" or "cookie"; "", with no field and no path, where the session is all that is handed on.
    """

    operation: str
    place: str
    field: str
    path: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class DescribedOperation:
    """One operation of a description.

    `fixed` is what the path has in its query beside the route, such as 4.1's `call`. `denied` tells where the refusal
    of access stands, "" where there is none. `request_schema` is the form as it should be sent, `enforced_schema` what
    of it the store enforces; empty where no form is read. `responses` holds one schema per class of answer, for the
    decoded JSON: a page has none, so its schema is that of null. `statuses` are those that a class may come with.
    `broken` names the known defect that lets calls fail in the middle. `ships`: it is about shipping, and does nothing
    for a cart with nothing to ship. `stock`: OpenCart itself answers so; it escapes
    fields for HTML before it looks at them, and has known defects. `links` lead from an accepted answer to later calls.
    `uses_up` are the calls whose effect is gone once it was accepted.
    """

    name: str
    method: str
    route: str
    fixed: tuple[tuple[str, str], ...]
    path: str
    summary: str
    effect: Effect
    denied: str
    secured: bool
    needs: tuple[str, ...]
    refusals: tuple[Refusal, ...]
    query: tuple[Parameter, ...]
    request_schema: Schema
    enforced_schema: Schema
    examples: tuple[Example, ...]
    slots: tuple[Slot, ...]
    responses: Mapping[Verdict, Schema]
    broken: str
    statuses: Mapping[Verdict, frozenset[int]]
    ships: bool = False
    stock: bool = True
    links: tuple[Link, ...] = ()
    uses_up: tuple[str, ...] = ()

    @property
    def is_login(self) -> bool:
        """Whether it is what opens a session."""
        return self.name == LOGIN

    def reasons(self, key: str, text: str = "") -> list[Refusal]:
        """Why a field may have been refused: in other words than the known ones, for any of its reasons."""
        about = [refusal for refusal in self.refusals if refusal.is_of(key)]
        return [refusal for refusal in about if refusal.says(text)] or about

    def kinds(self, key: str, text: str = "") -> frozenset[Kind]:
        """The kinds of these reasons."""
        return frozenset(refusal.kind for refusal in self.reasons(key, text))

    def see(self, errors: Mapping[str, str]) -> str:
        """Where in the shop's admin it is set what these refusals may come of, or ""."""
        found = (one.see for key, text in errors.items() for one in self.reasons(key, text))
        return next((see for see in found if see), "")


@dataclass(frozen=True, slots=True)
class Description:
    """A description: its title, the OpenCart versions it is for, and its operations by name."""

    title: str
    versions: str
    operations: Mapping[str, DescribedOperation]


def load(path: Path, version: str = "") -> Description:
    """Read a description, as it holds for one OpenCart version, or for the newest it covers."""
    document = read_document(path, version)
    usual = {"security": document.get("security", []), "stock": document.get("x-opencart-stock", True)}
    found = [
        _operation(key, method, {**usual, **raw})
        for key, methods in document["paths"].items()
        for method, raw in methods.items()
        if is_there(raw.get("x-opencart-since", ""), version)
    ]
    return Description(
        document["info"]["title"], document["info"]["version"], {one.name: one for one in found}
    )


def _operation(path: str, method: str, raw: Any) -> DescribedOperation:
    form = raw.get("requestBody", {}).get("content", {}).get(_FORM, {})
    schema = form.get("schema", {})
    parameters = raw.get("parameters", [])
    (_, route), *fixed = parse_qsl(urlsplit(path).query)
    answers = list(_answers(raw))
    return DescribedOperation(
        name=raw["operationId"],
        method=method.upper(),
        route=route,
        fixed=tuple(fixed),
        path=path,
        summary=raw["summary"],
        effect=Effect(raw["x-opencart-effect"]),
        denied=raw.get("x-opencart-denied", "") if raw["security"] else "",
        secured=bool(raw["security"]),
        needs=tuple(raw["x-opencart-needs"]),
        refusals=tuple(_refusals(raw["x-opencart-refusals"])),
        query=tuple(Parameter(one["name"], one.get("required", False), one["schema"]) for one in parameters),
        request_schema=schema,
        enforced_schema=enforced(schema),
        examples=tuple(_examples(raw, parameters, form.get("examples", {}))),
        slots=tuple(_slots(parameters, schema)),
        responses=_by_verdict(answers),
        broken=raw.get("x-opencart-broken", ""),
        statuses={
            verdict: frozenset(status for known, status, _ in answers if known is verdict)
            for verdict in dict.fromkeys(verdict for verdict, _, _ in answers)
        },
        ships=raw.get("x-opencart-ships", False),
        stock=raw["stock"],
        links=tuple(_links(raw["responses"])),
        uses_up=tuple(raw.get("x-opencart-uses-up", ())),
    )


def _refusals(raw: Any) -> Iterator[Refusal]:
    for key, entries in raw.items():
        for entry in entries if not key.startswith("x-") else ():
            yield Refusal(
                key,
                Kind(entry["kind"]),
                tuple(entry["texts"]),
                tuple(entry.get("hides", ())),
                Shown(entry.get("shown", "")),
                entry.get("see", ""),
                tuple(entry.get("fills", ())),
            )


def _slots(parameters: list[Any], schema: Any) -> Iterator[Slot]:
    for parameter in parameters:
        for path, data in data_marks(parameter["schema"], (parameter["name"],)):
            yield Slot("query", path, data)
    for path, data in data_marks(schema):
        yield Slot("form", path, data)


def _answers(raw: Any) -> Iterator[tuple[Verdict, int, Schema]]:
    """The classes an operation may answer; no access only where some is asked for."""
    for status, response in raw["responses"].items():
        for media_type, content in response.get("content", {}).items():
            schema = content["schema"]
            for one in schema.get("oneOf", [schema]):
                verdict = _VERDICTS.get(one.get("x-opencart-class"))
                if verdict and (raw["security"] or verdict is not Verdict.NO_ACCESS or media_type == _JSON):
                    yield verdict, int(status), _NO_JSON if one.get("type") == "string" else one


def _links(responses: Any) -> Iterator[Link]:
    """The links of all answers, one for each value that is handed on."""
    for link in (one for answer in responses.values() for one in answer.get("links", {}).values()):
        told = {**link.get("parameters", {}), **_of_form(link.get("requestBody", {}))}
        given = {target: text for target, text in told.items() if str(text).startswith(_IN_BODY)}
        for target, expression in given.items():
            place, _, field = target.partition(".")
            path = tuple(expression.removeprefix(_IN_BODY).split("/"))
            yield Link(link["operationId"], place, field, path)
        if not given:
            yield Link(link["operationId"], "", "", ())


def _of_form(fields: Mapping[str, Any]) -> dict[str, Any]:
    return {f"form.{name}": value for name, value in fields.items()}


def _by_verdict(answers: list[tuple[Verdict, int, Schema]]) -> dict[Verdict, Schema]:
    schemas: dict[Verdict, list[Schema]] = {}
    for verdict, _, schema in answers:
        if schema not in schemas.setdefault(verdict, []):
            schemas[verdict].append(schema)
    return {verdict: some[0] if len(some) == 1 else {"oneOf": some} for verdict, some in schemas.items()}


def _examples(raw: Any, parameters: list[Any], forms: Any) -> Iterator[Example]:
    """Examples of form and query with one name belong together; if one is silent, its `accepted` is taken."""
    queries = {one["name"]: one.get("examples", {}) for one in parameters}
    usual_query = {name: some["accepted"]["value"] for name, some in queries.items()}
    usual_form = forms.get("accepted", {}).get("value", {})
    for name in dict.fromkeys([*forms, *(key for some in queries.values() for key in some)]):
        told = {parameter: some[name] for parameter, some in queries.items() if name in some}
        query = usual_query | {parameter: one["value"] for parameter, one in told.items()}
        form = forms.get(name, {}).get("value", usual_form)
        yield _example(name, raw, [forms.get(name, {}), *told.values()], query, form)
    for name, extra in raw.get("x-opencart-examples", {}).items():
        yield _example(name, raw, [extra], usual_query, extra.get("form", {}))
    if not (forms or queries or "x-opencart-examples" in raw):
        yield _example("accepted", raw, [], {}, {})


def _example(name: str, raw: Any, parts: list[Any], query: Any, form: Any) -> Example:
    merged = {key: value for part in parts for key, value in part.items()}
    needs = tuple(merged.get("x-opencart-needs", raw["x-opencart-needs"]))
    refused = merged.get("x-opencart-refused", {})
    ships = merged.get("x-opencart-ships", raw.get("x-opencart-ships", False) and has_cart(needs, form))
    return Example(name, merged.get("summary", ""), query, form, needs, refused, ships)


def has_cart(needs: Iterable[str], form: Mapping[str, Any]) -> bool:
    """Whether there is a cart when a call is made: by a call before it, or along with its form, as 4.1 wants it."""
    return "cart_add" in needs or "product" in form


def _fits(template: str, text: str) -> bool:
    return _pattern(template).fullmatch(text) is not None


@cache  # every answer is held against every text
def _pattern(template: str) -> re.Pattern[str]:
    return re.compile(re.sub(r"\\\{\w+\\\}", ".+", re.escape(template)), re.DOTALL)
