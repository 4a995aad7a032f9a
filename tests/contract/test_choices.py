"""Options of a product: read off its page, and chosen wherever a form names the product."""

from __future__ import annotations

from typing import Any

import pytest

from cartcheck.contract.case import Case, Origin
from cartcheck.contract.choices import choices_on, with_choices
from cartcheck.mock.shop.setup import Setup
from cartcheck.reports.result import Outcome
from tests.contract.trials import run

# As OpenCart 3.0.5.1 and 4.0.2.3 write them, cut down to what counts.
PAGE = """
<select name="option[226]" id="input-option226"><option value=""> --- Please Select --- </option>
  <option value="15">Red <option value="16">Blue</option></select>
<select name="sort"><option value="x">by name</option></select>
<input type="radio" name="option[218]" value="5" /><input type="radio" name="option[218]" value="6" />
<input type="checkbox" name="option[223][]" value="8" /><input type="checkbox" name="option[223][]" value="9" />
<input type="text" name="option[208]" value="test" /><textarea name="option[209]"></textarea>
<input type="hidden" name="option[222]" value="" /><input type="text" name="option[219]" value="2011-02-20" />
<input type="text" name="quantity" value="2" />
"""
CHOICES = {"226": "15"}


def _case(form: Any, **more: Any) -> Case:
    return Case("cart_add", Origin.EXAMPLE, "test", {}, form, **more)


def test_the_first_choice_of_each_option_is_taken() -> None:
    assert choices_on(PAGE) == {
        "226": "15",
        "218": "5",
        "223": ["8"],
        "208": "test",
        "209": "1",
        "222": "1",
        "219": "2011-02-20",
    }


@pytest.mark.parametrize(
    "page", ["", "<html", '<select name="option[7]">', "<!doctype", "\x00<a", "<![CDATA[x"]
)
def test_a_page_that_shows_none(page: str) -> None:
    assert not choices_on(page)


@pytest.mark.parametrize(
    ("form", "wanted"),
    [
        ({"product_id": 30}, {"product_id": 30, "option": CHOICES}),
        ({"product_id": "30", "option": {"226": "16"}}, {"product_id": "30", "option": {"226": "16"}}),
        ({"product": {"0": {"product_id": 30}}}, {"product": {"0": {"product_id": 30, "option": CHOICES}}}),
    ],
)
def test_our_product_is_bought_with_its_choices(form: Any, wanted: Any) -> None:
    assert with_choices(_case(form), 30, CHOICES).form == wanted


@pytest.mark.parametrize(
    "form", [{"product_id": 40}, {}, {"product_id": 30, "option": "text"}, {"key": "30"}]
)
def test_other_forms_stay_as_they_are(form: Any) -> None:
    case = _case(form)
    assert with_choices(case, 30, CHOICES) is case
    assert with_choices(case, 30, {}) is case


@pytest.mark.parametrize("key", ["option.226", "option_226", "product_0_option_226"])
def test_what_is_to_be_refused_for_its_options_stays_so(key: str) -> None:
    case = _case({"product_id": 30}, refused=frozenset({key}))
    assert with_choices(case, 30, CHOICES) is case


@pytest.mark.parametrize(
    "version", ["2.0.3.1", "2.3.0.2", "3.0.5.1", "4.0.0.0", "4.0.2.1", "4.0.2.3", "4.1.0.4"]
)
def test_a_cart_with_options_of_every_type_is_as_described(version: str) -> None:
    every_type = Setup(products=frozenset({42}))
    result = run(keywords="cart_read", opencart=version, control=False, setup=every_type)
    assert {item.outcome for item in result.items} == {Outcome.CLEAR}
    assert not [finding for finding in result.findings if finding.id.startswith("contract.")]
