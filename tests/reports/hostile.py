"""A store that answers with attacks: every text of the result tries to run a script, to break out or to mislead."""

from __future__ import annotations

from cartcheck.claims.claim import Basis, Claim
from cartcheck.claims.stand import State
from cartcheck.findings.finding import Evidence, Finding, Level
from cartcheck.reports.result import Item, Outcome, Result, StoreFacts
from cartcheck.transport.shown import Shown

_RUN = "document.title='pwned'"
MARK = "<b id=pwned>pwned</b>"

# Each of these runs, or makes an element with the id `pwned`, where it stands in a page as it is.
PAYLOADS = (
    f"<script>{_RUN}</script>",
    f'<img src=x onerror="{_RUN}">',
    f'<svg onload="{_RUN}"></svg>',
    f'<style onload="{_RUN}">*{{display:none}}</style>',
    f'<iframe srcdoc="<script>parent.{_RUN}</script>"></iframe>',
    f'<details open ontoggle="{_RUN}">x</details>',
    f'<video><source onerror="{_RUN}"></video>',
    f"</pre></td></table></details></main>{MARK}",
    f'" onmouseover="{_RUN}" autofocus onfocus="{_RUN}" id="pwned',
    f"' onmouseover='{_RUN}' autofocus onfocus='{_RUN}' id='pwned",
    f"--> {MARK}",
    f"]]> {MARK}",
    f"</title></style></script>{MARK}",
    f"</template></noscript>{MARK}",
    f"<base href='https://attacker.example/'>{MARK}",
    f"<meta http-equiv=refresh content='0;url=data:text/html,pwned'>{MARK}",
)
# These are harmless as markup, and mislead or run elsewhere: as a link, a template, in a terminal.
MISLEADING = (
    f"javascript:{_RUN}",
    "{{ 7 * 7 }}{% raw %}{{ result.__class__ }}",
    "\x1b[2J\x1b[31m\x1b]0;pwned\x07red",
    "\x9b31mC1",
    "[bold red]markup[/] :bomb: [link=file:///etc/passwd]x[/link]",
    "a\u202etxt.exe\u2066b\u200bc",
    "\ud800 lone",
    "<!-- open",
)
TEXTS = (*PAYLOADS, *MISLEADING)
ALL = "\n".join(TEXTS)


def _finding(number: int, text: str) -> Finding:
    return Finding(
        id=f"{number}{text}",
        level=list(Level)[number % 4],
        summary=text,
        cause=text,
        remedy=(text, f"Open System > {text} > Users"),
        evidence=(Evidence(text, number + 1),),
        confidence=0.5,
        alternatives=(text,),
        versions=text,
        source=text,
        operation=text,
        count=2,
        precedence=number,
        rerun=text,
    )


def _exchange(number: int, text: str) -> Shown:
    headers = ((text, text),)
    return Shown(number + 1, text, text, text, text, text, headers, text, 200, headers, text, 1.0, text, text)


def _item(number: int, text: str) -> Item:
    outcome = list(Outcome)[number % 5]
    return Item(
        f"{number}{text}", f"{number % 7}{text}", text, outcome, 0.1, text, (f"{number}{text}",), ((text, 3),)
    )


def _claim(number: int, text: str) -> Claim:
    state = list(State)[number % 4]
    return Claim(
        f"{number}{text}",
        f"{number % 5}{text}",
        text,
        text,
        state,
        text,
        f"Open System > {text}",
        Basis.ASKED,
        1,
    )


HOSTILE = Result(
    cartcheck=ALL,
    command=ALL,
    started=ALL,
    seconds=1.0,
    store=StoreFacts(ALL, ALL, ALL, TEXTS, ALL),
    findings=tuple(_finding(number, text) for number, text in enumerate(TEXTS)),
    items=tuple(_item(number, text) for number, text in enumerate(TEXTS)),
    exchanges=tuple(_exchange(number, text) for number, text in enumerate(TEXTS)),
    sent=1,
    budget=2,
    fail_on=Level.WARNING,
    problems=TEXTS,
    seed=3,
    claims=tuple(_claim(number, text) for number, text in enumerate(TEXTS)),
)
