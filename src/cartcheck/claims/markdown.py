"""The promises and what each version does, as the page docs/claims.md: `python -m cartcheck.claims.markdown`."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from cartcheck.claims.claim import stands_of
from cartcheck.claims.known import KNOWN
from cartcheck.claims.promise import PROMISES
from cartcheck.claims.stand import State

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cartcheck.claims.promise import Promise
    from cartcheck.claims.stand import Stand

_HEAD = """# What articles promise of OpenCart's API, and what each version does

Articles about OpenCart's API, and REST extensions after them, describe one with lists of products, orders and customers and
with telling status codes ([its description](../openapi/documented.yaml)). No release of OpenCart has it. This page says of
each promise what each version does instead. `cartcheck check URL` says it of one store, and asks it a few harmless questions
to make sure: an extension may keep what OpenCart does not.

✔ kept · ≠ not kept, but there is something for it · – there is nothing for it

This page is generated (`make docs`) from [the tables](../src/cartcheck/claims/known/), which name the source files; do not
edit it by hand.
"""
_SIGNS = {State.KEPT: "✔", State.NOT_KEPT: "≠", State.NOT_THERE: "–"}
# The newest release of each line, as the columns of the overview.
_COLUMNS = ("2.0.3.1", "2.1.0.2", "2.2.0.0", "2.3.0.2", "3.0.3.6", "3.0.5.1", "4.0.1.1", "4.0.2.3", "4.1.0.4")


def page() -> str:
    """The whole page."""
    sections = (line for promise in PROMISES for line in _section(promise))
    return "\n".join((_HEAD, *_overview(), *sections))


def _overview() -> Iterator[str]:
    yield f"| promise | {' | '.join(_COLUMNS)} |"
    yield f"|---|{':-:|' * len(_COLUMNS)}"
    for promise in PROMISES:
        signs = " | ".join(_SIGNS[_stand(promise, version).state] for version in _COLUMNS)
        yield f"| [{_title(promise)}](#{promise.id}) | {signs} |"
    yield ""


def _section(promise: Promise) -> Iterator[str]:
    yield f'## <a id="{promise.id}"></a>{_title(promise)}'
    yield ""
    if promise.call:
        yield from (promise.says, "")
    yield from ("| versions | | what they do | what can be done |", "|---|:-:|---|---|")
    for stand in KNOWN[promise.id]:
        yield f"| {stand.versions} | {_SIGNS[stand.state]} | {_cell(stand.does)} | {_cell(stand.remedy)} |"
    yield ""


def _title(promise: Promise) -> str:
    return f"`{promise.call}`" if promise.call else promise.says.rstrip(".")


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _stand(promise: Promise, version: str) -> Stand:
    (stand,) = stands_of(promise.id, version)
    return stand


if __name__ == "__main__":
    sys.stdout.write(page())
