"""The report one can mail: one HTML page without scripts and with a content security policy."""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from cartcheck.reports import wording
from cartcheck.reports.page import Page
from cartcheck.reports.visible import visible

if TYPE_CHECKING:
    from cartcheck.reports.result import Result

TEMPLATES = Path(__file__).with_name("templates")

# `System > Users > API`: one word, then one or more capitalised words after each arrow.
_WORD = r"[A-Z][\w&/-]*"
_ADMIN_PATH = re.compile(rf"{_WORD}(?: [>\u203a] {_WORD}(?: {_WORD})*)+")


def to_html(result: Result, items: str = "", json: str = "") -> str:
    """The page. `items` and `json` are the names of files beside it that it links; "" for none."""
    page = Page.of(result)
    style = stylesheet("base.css", "report.css")
    links = {"items_page": quote(items), "document": quote(json)}
    template = environment().get_template("report.html.j2")
    inline = {"style": Markup(style), "style_hash": csp_hash(style)}  # noqa: S704 - our own file
    return template.render(page=page, result=result, links=links, **inline)


@cache
def environment() -> Environment:
    """Jinja2 with everything escaped and every hidden character made visible, wherever a text comes from."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_finalize,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {
        "admin_paths": admin_paths,
        "codes": codes,
        "duration": wording.duration,
        "how_sure": wording.how_sure,
        "moment": wording.moment,
        "plural": wording.plural,
        "recognised_as": wording.recognised_as,
        "slug": wording.slug,
    }
    made.globals["meanings"] = wording.MEANINGS
    return made


def _finalize(value: object) -> object:
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def stylesheet(*names: str) -> str:
    """Style sheets of the templates folder as one text."""
    return "".join((TEMPLATES / name).read_text(encoding="utf-8") for name in names)


def csp_hash(content: str) -> str:
    """The CSP source that lets exactly this inline style or script through."""
    digest = hashlib.sha256(content.encode("utf-8")).digest()
    return f"sha256-{base64.b64encode(digest).decode('ascii')}"


def admin_paths(text: str) -> Markup:
    """The text, escaped, with places in the store's admin, such as System > Users > API, set as paths."""
    parts, end = [], 0
    for match in _ADMIN_PATH.finditer(text):
        parts += [escape(visible(text[end : match.start()])), _path(match.group())]
        end = match.end()
    return Markup("").join([*parts, escape(visible(text[end:]))])


def codes(text: str) -> Markup:
    """The text, escaped, with what stands between backticks set as code."""
    code, plain = Markup("<code>{}</code>"), Markup("{}")
    parts = enumerate(text.split("`"))
    return Markup("").join((code if number % 2 else plain).format(visible(part)) for number, part in parts)


def _path(text: str) -> Markup:
    steps = [Markup("<b>{}</b>").format(visible(step)) for step in re.split(" [>\u203a] ", text)]
    return Markup('<span class="path">{}</span>').format(Markup(" <i>\u203a</i> ").join(steps))
