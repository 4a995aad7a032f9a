"""Hidden and steering characters become visible; ordinary text of any language stays as it is."""

import unicodedata

import pytest
from hypothesis import given

from cartcheck.reports.visible import one_line, visible
from tests.reports.strategies import TEXT


@pytest.mark.parametrize(
    ("hidden", "shown"),
    [
        ("\x1b[31mred", "␛[31mred"),
        ("a\x00b\x7f", "a␀b␡"),
        ("\x9b31m", "⟨U+009B⟩31m"),
        ("exe\u202etxt", "exe⟨U+202E⟩txt"),
        ("\ufeff{}", "⟨U+FEFF⟩{}"),
        ("\ud800", "⟨U+D800⟩"),
        ("a\r\nb\rc", "a\nb␍c"),
    ],
)
def test_hidden_characters_get_a_sign(hidden: str, shown: str) -> None:
    assert visible(hidden) == shown


@pytest.mark.parametrize(
    "text", ["Ключ не подходит", "نمی‌خواهم", "密钥错误", "क्‍ष", "👩‍👧", "a\tb\nc", "<b>&amp;"]
)
def test_ordinary_text_stays(text: str) -> None:
    assert visible(text) == text


def test_one_line_has_no_line_breaks() -> None:
    assert one_line(" a\n\t b\r\nc ") == "a b c"


@given(TEXT)
def test_nothing_steers_a_terminal_or_stops_a_file(text: str) -> None:
    shown = visible(text)
    shown.encode("utf-8")
    assert not [c for c in shown if unicodedata.category(c) == "Cc" and c not in "\t\n"]
    assert visible(shown) == shown
