"""The HTML report: says what is needed, in an order and a form that everybody can read, and holds no script."""

import re
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings

from cartcheck.claims.claim import claims_of
from cartcheck.findings.finding import Evidence
from cartcheck.reports.html import admin_paths, csp_hash, to_html
from cartcheck.reports.result import Item, Outcome, Result, StoreFacts
from tests.reports.hostile import HOSTILE
from tests.reports.page_reader import named, read, with_class
from tests.reports.samples import HEALTHY, IP_NOT_LISTED, NO_CORS, REFUSED, SHORT_SESSION, WEAK_COOKIE
from tests.reports.strategies import RESULTS

EMPTY = replace(HEALTHY, items=(), findings=(), exchanges=(), store=StoreFacts("http://x/", "", "", ()))
UNEXAMINED = replace(EMPTY, examined=False, problems=("The budget of 10 requests is spent.",))
BREAKS = replace(REFUSED, findings=(SHORT_SESSION, NO_CORS, WEAK_COOKIE))
ALL = [REFUSED, HEALTHY, BREAKS, EMPTY, UNEXAMINED, HOSTILE]


def _text(page: str) -> str:
    return re.sub(r"\s+", " ", named(page, "body")[0].text)


@pytest.mark.parametrize(
    ("result", "state"),
    [
        (REFUSED, "Cannot work"),
        (BREAKS, "Will break"),
        (HEALTHY, "Can work"),
        (EMPTY, "Could not be examined"),
        (UNEXAMINED, "Could not be examined"),
    ],
)
def test_the_verdict_stands_on_top_with_word_and_shape(result: Result, state: str) -> None:
    page = to_html(result)
    header = next(element for element in read(page) if element.name == "header")
    assert result.verdict in re.sub(r"\s+", " ", header.text)
    assert with_class(page, "state")[0].text.strip() == state
    assert f"<title>{state}: " in page
    assert re.search(r'<p class="state"><svg class="shape" .*<use href="#shape-\w+"/>', page)


def test_the_root_cause_comes_first_with_everything_about_it() -> None:
    page = to_html(REFUSED)
    first = named(page, "article")[0]
    assert IP_NOT_LISTED.summary in first.text
    for text in (
        *IP_NOT_LISTED.alternatives,
        IP_NOT_LISTED.cause,
        IP_NOT_LISTED.versions,
        IP_NOT_LISTED.rerun,
    ):
        assert text in first.text
    assert "Almost certain, 98 %" in first.text
    assert "username=Default&key=(redacted)" in first.text
    assert '"ip":"Warning: Your IP 203.0.113.9 is not allowed' in first.text
    assert "curl -sS 'https://shop.example.com/index.php?route=api/login'" in first.text
    assert with_class(page, "path")[0].text == "System › Users › API"


def test_other_findings_follow_by_level() -> None:
    summaries = [each.text for each in named(to_html(REFUSED), "h4")]
    assert summaries == [WEAK_COOKIE.summary, NO_CORS.summary, SHORT_SESSION.summary]


def test_a_store_in_order_has_nothing_to_do_first() -> None:
    headings = [each.text for each in named(to_html(HEALTHY), "h2")]
    assert headings == [
        "What was not reached, and why",
        "What was found",
        "What is in order",
        "What was asked",
    ]


def test_reasons_why_items_were_not_reached_are_grouped() -> None:
    (reasons,) = with_class(to_html(REFUSED), "reasons")
    locked_out = next(item.detail for item in REFUSED.items if item.outcome is Outcome.NOT_REACHED)
    assert reasons.text.count(locked_out) == 1
    assert not with_class(to_html(replace(REFUSED, items=())), "reasons")


def test_good_news_is_told_by_subject() -> None:
    page = to_html(REFUSED)
    assert "It is an OpenCart store of a known generation." in with_class(page, "clear")[0].text
    assert "This computer's address is allowed." not in with_class(page, "clear")[0].text


def test_what_advice_limits_is_not_told_as_in_order() -> None:
    """Of one subject, the same item with and without a finding of its own."""
    for findings, told in (((), True), ((NO_CORS.id,), False)):
        item = Item("cors.py::test_it", "cors", "Any page can call.", Outcome.CLEAR, 0.1, findings=findings)
        page = to_html(replace(HEALTHY, items=(*HEALTHY.items, item)))
        assert (item.title in with_class(page, "clear")[0].text) is told
        assert item.title in _text(page)


def test_every_item_is_listed_with_its_reason_and_what_it_reached() -> None:
    text = _text(to_html(HEALTHY))
    for item in HEALTHY.items:
        assert item.title in text
        assert item.detail in text
    assert "31 accepted, 44 refused: product_id, 2 no access" in text
    assert "2 found" in text


def test_the_facts_of_the_run_are_told() -> None:
    text = _text(to_html(HEALTHY))
    for fact in (
        "412 of 1,000 allowed",
        "1 min 12 s",
        "22 November 2026, 10:02 UTC",
        HEALTHY.command,
        "seed 7",
    ):
        assert fact in text
    assert "OpenCart 3.0 (3.0.3.8–3.0.5.1)" in text
    assert all(sentence in text for sentence in HEALTHY.store.evidence)


def test_what_could_not_be_done_is_said_on_top_and_below() -> None:
    text = _text(to_html(UNEXAMINED))
    assert "Not all could be done: 1 problem." in text
    assert "What could not be done" in text
    assert "Nothing was asked." in text


def test_an_item_links_the_finding_about_its_operation() -> None:
    finding = replace(NO_CORS, id="contract.extra-field")
    findings = tuple(
        replace(finding, operation=name, summary=f"{name} says more.") for name in ("cart_add", "cart_edit")
    )
    items = tuple(
        Item(
            f"c.py::test_{name}",
            "contract",
            f"{name} keeps its contract.",
            Outcome.FOUND,
            0.1,
            "",
            (finding.id,),
        )
        for name in ("cart_add", "cart_edit", "login")
    )
    page = to_html(replace(HEALTHY, findings=findings, items=items))
    rows = [named(row, "a") for row in re.findall(r"<tr><td.*?</tr>", page, re.S)]
    assert [[link.text for link in links] for links in rows] == [
        ["cart_add says more."],
        ["cart_edit says more."],
        ["cart_add says more.", "cart_edit says more."],
    ]
    assert rows[1][0].attributes["href"] == "#finding-contract.extra-field-2"


def test_an_exchange_stands_once_and_is_linked_from_elsewhere() -> None:
    page = to_html(REFUSED)
    assert page.count('id="exchange-4"') == 1
    assert page.count('href="#exchange-4"') == 1


def test_evidence_without_a_kept_exchange_is_told_all_the_same() -> None:
    lost = replace(NO_CORS, evidence=(Evidence("It was seen.", 99),))
    assert "It was seen." in _text(to_html(replace(HEALTHY, findings=(lost,))))


@pytest.mark.parametrize("result", ALL)
def test_links_lead_somewhere_and_ids_are_unique(result: Result) -> None:
    elements = read(to_html(result))
    ids = [element.attributes["id"] for element in elements if "id" in element.attributes]
    assert len(ids) == len(set(ids))
    targets = {e.attributes["href"][1:] for e in elements if e.attributes.get("href", "").startswith("#")}
    assert targets <= set(ids)


@pytest.mark.parametrize("result", ALL)
def test_headings_are_in_order_and_landmarks_are_there(result: Result) -> None:
    page = to_html(result)
    levels = [int(heading.name[1]) for heading in named(page, "h1", "h2", "h3", "h4", "h5", "h6")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    for landmark in ("header", "main", "footer"):
        assert len(named(page, landmark)) == 1
    assert named(page, "html")[0].attributes["lang"] == "en"
    assert all("label" in " ".join(section.attributes) for section in named(page, "section"))


@pytest.mark.parametrize("result", ALL)
def test_nothing_in_the_page_can_run_or_load(result: Result) -> None:
    page = to_html(result)
    elements = read(page)
    assert not named(
        page, "script", "iframe", "img", "object", "embed", "base", "link", "form", "video", "template"
    )
    assert not [e for e in elements for name in e.attributes if name.startswith("on") or name == "style"]
    style = page[page.index("<style>") + 7 : page.index("</style>")]
    policy = f"default-src 'none'; style-src '{csp_hash(style)}'; base-uri 'none'; form-action 'none'"
    assert named(page, "meta")[1].attributes == {"http-equiv": "Content-Security-Policy", "content": policy}
    assert "url(" not in style
    assert "@import" not in style


def test_what_a_line_makes_each_time_is_said_next_to_it() -> None:
    notice = "Each run of the last line makes an order, if the store accepts it."
    making, *rest = REFUSED.exchanges
    page = to_html(replace(REFUSED, exchanges=(replace(making, notice=notice), *rest)))
    assert [element.text for element in with_class(page, "notice")] == [notice]
    assert re.search(rf"{notice}</p>\s*<pre>", page)
    assert not with_class(to_html(REFUSED), "notice")


def test_template_syntax_of_the_store_is_text() -> None:
    assert "{{ 7 * 7 }}{% raw %}{{ result.__class__ }}" in _text(to_html(HOSTILE))


def test_links_have_no_store_text() -> None:
    for link in named(to_html(HOSTILE, "a.html", "a.json"), "a"):
        assert re.fullmatch(r"#[\w.-]+|a\.html|a\.json", link.attributes["href"])


def test_places_in_the_admin_are_set_as_paths() -> None:
    set_as_path = str(admin_paths("Open System > Settings > Edit, tab <Server>, not Users."))
    assert set_as_path == (
        'Open <span class="path"><b>System</b> <i>›</i> <b>Settings</b> <i>›</i> <b>Edit</b></span>'
        ", tab &lt;Server&gt;, not Users."
    )
    assert str(admin_paths("if a > b then c")) == "if a &gt; b then c"


@settings(deadline=None, max_examples=40)
@given(RESULTS)
def test_any_result_makes_a_page(result: Result) -> None:
    page = to_html(result)
    page.encode("utf-8")
    assert not named(page, "script")


def test_ten_thousand_items_make_a_page_one_can_open() -> None:
    items = tuple(
        Item(
            f"contract.py::test[{n}]",
            f"subject {n % 12}",
            f"Answer {n} is as described.",
            list(Outcome)[n % 4],
            0.01,
        )
        for n in range(10_000)
    )
    assert len(to_html(replace(HEALTHY, items=items))) < 3_000_000


def test_every_promise_is_told_with_what_the_store_does_and_what_can_be_done() -> None:
    result = replace(HEALTHY, claims=claims_of("3.0.5.1", {}))
    text = _text(to_html(result))
    assert "3 of 23 promises are kept." in text
    for claim in result.claims:
        assert all(part in text for part in (claim.call, claim.promise, claim.does))
        assert claim.remedy.partition(" > ")[0] in text  # places in the admin are set as paths
    assert "What articles promise" not in _text(to_html(HEALTHY))
