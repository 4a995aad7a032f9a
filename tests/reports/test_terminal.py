"""The terminal summary: complete, within the width, plain where colours are unwanted, and deaf to the store's text."""

import io
import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from rich.cells import cell_len

from cartcheck.claims.claim import claims_of
from cartcheck.findings.finding import Evidence
from cartcheck.reports.result import Result
from cartcheck.reports.terminal import console, print_summary
from tests.reports.hostile import HOSTILE
from tests.reports.samples import HEALTHY, NO_CORS, REFUSED
from tests.reports.strategies import RESULTS

REPORTS = {"html": Path("reports/shop.html"), "json": Path("reports/shop.json")}


def _printed(result: Result, width: int = 80, reports: dict[str, Path] | None = None) -> str:
    file = io.StringIO()
    print_summary(result, console(file, width), reports)
    return file.getvalue()


def test_a_store_that_refuses() -> None:
    assert (
        _printed(REFUSED, 80, REPORTS)
        == """
✖ An integration cannot work with this store now: The key is right, but this
  computer's address 203.0.113.9 is not allowed.
  https://shop.example.com/, OpenCart 3.0.3.8–3.0.5.1, 38 requests of 1,000 in
  14 s

  error    The key is right, but this computer's address 203.0.113.9 is not
           allowed.
           OpenCart lets an API user in only from addresses that stand on that
           user's own list, and compares them as text. The words “Incorrect API
           Key!” in the same answer are a mistake of OpenCart: it sets them in
           the branch where the key was found to be right.
           1. Open System > Users > API in the store's admin and edit the user
              Default.
           2. On the tab IP Addresses choose Add IP, enter 203.0.113.9 without
              blanks, and save.
           3. Ask again: cartcheck check https://shop.example.com/ --only login
           login.ip-not-listed

  warning  The session cookie is sent without the Secure flag over https.
           -> Set session.cookie_secure = On in the php.ini of the store.
           session.cookie-flags

  advice   A web page of another origin cannot call this API.
           -> Call the API from a server, not from a page in a browser.
           cors.none

  note     A token that rests for 24 minutes is gone.
           -> Log in again when a call answers the permission error.
           token.short-life

  asked    19 items: 3 found, 9 clear, 1 not applicable, 6 not reached
           5 items not reached: Not asked, because the login was refused.
           1 item not reached: Not asked: it would make an order. Allow it with
           --allow-writes.
  html     reports/shop.html
  json     reports/shop.json
"""
    )


def test_a_store_in_order_says_so() -> None:
    assert "✔ An integration can work with this store." in _printed(HEALTHY)


def test_a_part_of_the_checks_in_order_is_told_as_a_part() -> None:
    printed = " ".join(_printed(replace(HEALTHY, part="the contract tests")).split())
    told = "✔ Nothing keeps an integration from working in what was examined: the contract tests."
    assert told in printed
    assert "can work" not in printed


def test_a_finding_of_the_contract_names_its_operation() -> None:
    finding = replace(NO_CORS, operation="cart_add", count=12)
    assert "cors.none in cart_add, seen 12 times" in _printed(replace(HEALTHY, findings=(finding,)))


def test_what_a_step_says_stands_below_is_there() -> None:
    evidence = (Evidence("Order 17 is still there."),)
    finding = replace(NO_CORS, remedy=("Delete the orders named below.",), evidence=evidence)
    assert "Order 17 is still there." in _printed(replace(HEALTHY, findings=(finding,)))
    finding = replace(finding, remedy=("Delete the orders.",))
    assert "Order 17" not in _printed(replace(HEALTHY, findings=(finding,)))


def test_a_run_that_learned_nothing_says_why() -> None:
    empty = replace(HEALTHY, items=(), findings=(), examined=False, problems=("The budget is spent.",))
    printed = _printed(empty)
    assert "? The store could not be examined: The budget is spent." in printed
    assert "problem  The budget is spent." in printed
    assert "asked    nothing" in printed


@pytest.mark.parametrize("width", [60, 80, 120, 200])
@pytest.mark.parametrize("result", [REFUSED, HEALTHY, HOSTILE])
def test_lines_fit_and_have_no_trailing_blanks(result: Result, width: int) -> None:
    for line in _printed(result, width, REPORTS).splitlines():
        assert cell_len(line) <= min(width, 110)
        assert line == line.rstrip()


def test_store_text_is_neither_markup_nor_escape_sequence() -> None:
    printed = _printed(HOSTILE, 200)
    assert "[bold red]markup[/] :bomb: [link=file:///etc/passwd]x[/link]" in printed
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", printed)


def test_colour_only_in_a_terminal_that_wants_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert "\x1b[1;31m" in _printed(REFUSED)
    monkeypatch.setenv("NO_COLOR", "1")
    assert not re.search(r"\x1b\[[0-9;]*3\dm", _printed(REFUSED))


def test_an_ascii_terminal_gets_ascii_signs() -> None:
    raw = io.BytesIO()
    file = io.TextIOWrapper(raw, encoding="ascii", errors="replace")
    print_summary(HEALTHY, console(file, 80))
    file.flush()
    assert b"ok An integration can work" in raw.getvalue()


@settings(deadline=None, max_examples=30)
@given(RESULTS)
def test_any_result_can_be_printed(result: Result) -> None:
    _printed(result, 60).encode("utf-8")


def test_promises_with_the_same_fate_stand_together() -> None:
    text = _printed(replace(HEALTHY, claims=claims_of("3.0.5.1", {})), 110)
    assert "3 of 23 promises about the API are kept." in text
    assert "not there: GET api/category; GET api/category/info&category_id=…" in text
    assert text.count("No call knows categories.") == 1
    kept = _printed(replace(HEALTHY, claims=claims_of("", {})), 110)
    assert "23 of 23 promises about the API are kept." in kept
    assert "kept:" not in kept
    assert "promises" not in _printed(HEALTHY, 110)
