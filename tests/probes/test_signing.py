"""What is wrong with a refused signature is found by trying, and judged in both directions."""

from __future__ import annotations

from dataclasses import replace
from importlib import import_module
from typing import TYPE_CHECKING

import pytest

from cartcheck.errors import NotApplicable, NotReached
from cartcheck.observations.answers import SignatureMistake
from cartcheck.paths import checks_dir
from cartcheck.probes.narrowing import narrowed_recognition
from cartcheck.probes.recognition import recognition
from cartcheck.probes.signing import call_with_old_signature, signature_trials, signed_calls_from_elsewhere
from cartcheck.probes.token import call_with_made_up_token, call_without_token, first_call
from tests.probes.fake_store import FakeStore, examination_of

if TYPE_CHECKING:
    from cartcheck.findings.finding import Finding
    from cartcheck.probes.examination import Examination

judges = import_module(f"{checks_dir().name}.test_signature")


def found(examination: Examination) -> list[Finding]:
    trials = examination.ask(signature_trials)
    answer = examination.ask(first_call)
    # The store's name has addresses of one family alone.
    return list(judges.test_signature_is_accepted(trials, answer, None, None, "Default"))


def test_a_right_signature_is_let_in_and_nothing_else_is_tried() -> None:
    store = FakeStore()
    examination = examination_of(store)
    assert found(examination) == []
    assert len(store.exchanges) == 3  # two to recognise it, one call
    assert not examination.ask(call_without_token).let_in
    assert not examination.ask(call_with_made_up_token).let_in


@pytest.mark.parametrize(
    ("store", "url", "given", "mistake", "finding"),
    [
        (FakeStore(ahead=1000), "http://127.0.0.1:8000/", {}, SignatureMistake.CLOCK, "signature.clock"),
        (FakeStore(ahead=-1000), "http://127.0.0.1:8000/", {}, SignatureMistake.CLOCK, "signature.clock"),
        (
            FakeStore(seen=lambda said: replace(said, host="127.0.0.1")),
            "http://127.0.0.1:8000/",
            {},
            SignatureMistake.HOST,
            "signature.host",
        ),
        (
            FakeStore(seen=lambda said: replace(said, host="www.shop.example")),
            "https://shop.example/",
            {},
            SignatureMistake.HOST,
            "signature.host",
        ),
        (
            FakeStore(seen=lambda said: replace(said, path="/")),
            "https://shop.example/shop/",
            {},
            SignatureMistake.PATH,
            "signature.path",
        ),
        (
            FakeStore(),
            "http://127.0.0.1:8000/",
            {"key": "KEY123\n"},
            SignatureMistake.KEY,
            "signature.key-has-stray-blanks",
        ),
        (
            FakeStore(),
            "http://127.0.0.1:8000/",
            {"username": "default"},
            SignatureMistake.USERNAME,
            "signature.username-case",
        ),
    ],
)
def test_each_mistake_is_found(
    store: FakeStore, url: str, given: dict[str, str], mistake: SignatureMistake, finding: str
) -> None:
    examination = examination_of(store, url, **given)
    assert examination.ask(signature_trials)[-1].mistake is mistake
    assert [each.id for each in found(examination)] == [finding]


@pytest.mark.parametrize(
    ("store", "given"),
    [(FakeStore(), {"key": "another"}), (FakeStore(), {"username": "nobody"}), (FakeStore(listed=()), {})],
)
def test_what_cannot_be_told_apart_is_one_finding(store: FakeStore, given: dict[str, str]) -> None:
    assert [each.id for each in found(examination_of(store, **given))] == ["signature.refused"]


def test_an_old_signature_tells_the_version() -> None:
    old = examination_of(FakeStore(checks_time=False, version="4.1.0.3"))
    assert old.ask(call_with_old_signature).let_in
    assert [each.id for each in judges.test_old_signature_is_refused(old.ask(call_with_old_signature))] == [
        "signature.never-expires"
    ]
    new = examination_of(FakeStore())
    assert list(judges.test_old_signature_is_refused(new.ask(call_with_old_signature))) == []


@pytest.mark.parametrize(("checks_time", "versions"), [(True, "4.1.0.4"), (False, "4.1.0.0–4.1.0.3")])
def test_a_version_that_cookies_hide_is_told_by_an_old_signature(
    checks_time: bool, versions: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tests.dialects import stores

    hidden = stores.changed(stores.STORES["4.1.0.3"], stores.without_cookies)
    monkeypatch.setitem(stores.STORES, "hidden", hidden)
    examination = examination_of(FakeStore(checks_time=checks_time, version="hidden"))
    assert examination.ask(recognition).versions == "4.1.0.0–4.1.0.4"
    assert examination.ask(narrowed_recognition).versions == versions


def test_an_address_that_was_named_and_is_refused_is_told() -> None:
    examination = examination_of(FakeStore())
    (elsewhere,) = examination.ask(signed_calls_from_elsewhere)
    call = examination.ask(first_call)
    assert list(judges.test_signed_call_from_other_addresses((elsewhere,), call)) == []
    named = (replace(elsewhere, chosen=True),)
    assert [each.id for each in judges.test_signed_call_from_other_addresses(named, call)] == [
        "signature.source-refused"
    ]


def test_where_nothing_is_signed_nothing_is_asked() -> None:
    with pytest.raises(NotApplicable):
        examination_of(FakeStore(version="3.0.5.1")).ask(signature_trials)
    with pytest.raises(NotReached):
        examination_of(FakeStore(), key="another").ask(call_with_old_signature)
