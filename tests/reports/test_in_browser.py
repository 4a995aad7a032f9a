"""In a real browser nothing of a hostile store runs, in either report; and the payloads would run if we let them."""

import re
from dataclasses import replace
from html import escape
from pathlib import Path

import pytest

from cartcheck.reports.html import to_html
from cartcheck.reports.result import Item, Outcome
from tests.reports.browser import dumped
from tests.reports.hostile import ALL, HOSTILE, PAYLOADS, TEXTS
from tests.reports.made_up_items import items_page
from tests.reports.page_reader import Element, named, read, with_class
from tests.reports.samples import REFUSED, REFUSED_ITEMS

pytestmark = pytest.mark.needs("chromium")
POLICY = re.compile(r"<meta http-equiv=\"Content-Security-Policy\".*?>")


def _opened(folder: Path, page: str) -> str:
    path = folder / "page.html"
    path.write_text(page, encoding="utf-8", errors="replace")
    return dumped(path)


def _nothing_ran(dom: str) -> None:
    title = named(dom, "title")[0].text
    assert title != "pwned"
    elements = read(dom)
    assert not [element for element in elements if element.attributes.get("id") == "pwned"]
    assert not [name for element in elements for name in element.attributes if name.startswith("on")]


WATCH = """<script>
setInterval(() => document.querySelectorAll('iframe').forEach((frame, number) => {
    const page = frame.contentDocument
    const ran = page?.title === 'pwned' || page?.getElementById('pwned')
    if (ran) document.getElementById(`ran-${number}`).textContent = 'ran'
}), 10)
</script>"""


def _unprotected(number: int, payload: str) -> str:
    quote = payload[0] if payload[0] in "'\"" else ""
    body = f"<input value={quote}{payload}{quote}>" if quote else payload
    page = escape(f"<!DOCTYPE html><title>t</title><main><pre><table><tr><td>{body}")
    return f'<p id="ran-{number}"></p><iframe srcdoc="{page}"></iframe>'


def test_each_payload_works_where_nobody_escapes(tmp_path: Path) -> None:
    frames = "".join(_unprotected(number, payload) for number, payload in enumerate(PAYLOADS))
    dom = _opened(tmp_path, f"<!DOCTYPE html>{WATCH}{frames}")
    ran = dict(zip(PAYLOADS, (element.text for element in named(dom, "p")), strict=True))
    assert [payload for payload, result in ran.items() if result != "ran"] == []


def test_the_report_shows_every_attack_and_runs_none(tmp_path: Path) -> None:
    dom = _opened(tmp_path, to_html(HOSTILE))
    _nothing_ran(dom)
    assert len(with_class(dom, "finding")) == len(TEXTS)
    for payload in PAYLOADS:
        assert payload in with_class(dom, "problems")[0].text


def test_escaping_alone_suffices_in_the_report(tmp_path: Path) -> None:
    page, policies = POLICY.subn("", to_html(HOSTILE))
    assert policies == 1
    _nothing_ran(_opened(tmp_path, page))


def test_the_policy_alone_lets_no_script_run_in_the_report(tmp_path: Path) -> None:
    page = to_html(REFUSED).replace("<main", ALL + "<main", 1)
    assert named(_opened(tmp_path, page), "title")[0].text != "pwned"


def _rows(dom: str) -> list[Element]:
    return [row for row in with_class(dom, "collapsible") if "data-id" in row.attributes]


def _hostile_items() -> tuple[Item, ...]:
    return tuple(
        Item(f"{number}{text}", text, text, list(Outcome)[number % 5], 0.1, text, (text,))
        for number, text in enumerate(TEXTS)
    )


@pytest.fixture(scope="module")
def hostile_items(tmp_path_factory: pytest.TempPathFactory) -> str:
    return items_page(tmp_path_factory.mktemp("hostile"), _hostile_items())


def test_the_items_report_shows_every_attack_and_runs_none(hostile_items: str, tmp_path: Path) -> None:
    dom = _opened(tmp_path, hostile_items)
    _nothing_ran(dom)
    rows = _rows(dom)
    assert len(rows) == len(TEXTS)
    shown = "".join(row.text for row in rows)
    assert all(payload in shown for payload in PAYLOADS)


def test_escaping_alone_suffices_in_the_items_report(hostile_items: str, tmp_path: Path) -> None:
    page, policies = POLICY.subn("", hostile_items)
    assert policies == 1
    _nothing_ran(_opened(tmp_path, page))


def test_the_policy_alone_lets_no_script_run_in_the_items_report(hostile_items: str, tmp_path: Path) -> None:
    page = hostile_items.replace("<main", ALL + "<main", 1)
    assert named(_opened(tmp_path, page), "title")[0].text != "pwned"


def test_the_items_report_draws_its_rows_worst_first(tmp_path: Path) -> None:
    dom = _opened(tmp_path, items_page(tmp_path, REFUSED_ITEMS))
    outcomes = [cell.text for cell in with_class(dom, "col-result")]
    assert outcomes == ["found"] * 3 + ["not reached"] * 6 + ["not applicable"] + ["clear"] * 9
    expanded = {button.attributes["aria-expanded"] for button in with_class(dom, "toggle")}
    assert expanded == {"false"}
    assert with_class(dom, "sortable")[0].attributes["aria-sort"] == "ascending"


PRESS = """<script>
const focused = () => `${document.activeElement.textContent} ${document.activeElement.ariaExpanded}`
const told = []
document.querySelector('button.toggle').click()
setTimeout(() => {
    told.push(focused())
    document.querySelector('[data-test-result="passed"]').click()
    document.querySelector('[data-column-type="subject"] button').click()
    setTimeout(() => { document.title = [...told, focused()] })
})
</script>"""


def test_rows_open_and_filters_and_heads_work_by_button(tmp_path: Path) -> None:
    page = POLICY.sub("", items_page(tmp_path, REFUSED_ITEMS)).replace("</body>", f"{PRESS}</body>")
    dom = _opened(tmp_path, page)
    cells = [cell for cell in with_class(dom, "col-result") if cell.text == "found"]
    assert len(with_class(dom, "col-result")) == 10
    assert len([cell for cell in cells if "collapsed" not in cell.attributes["class"]]) == 1
    subjects = [cell.text for cell in with_class(dom, "col-subject")]
    assert subjects == sorted(subjects)
    assert named(dom, "title")[0].text == "found true,Subject null"


def test_the_plain_fallback_still_shows_rows(tmp_path: Path) -> None:
    item = replace(REFUSED_ITEMS[5], id="<img src=x onerror=\"document.title='pwned'\">")
    dom = _opened(tmp_path, items_page(tmp_path, (item,), moved=True))
    assert len(_rows(dom)) == 1
    assert named(dom, "title")[0].text != "pwned"
