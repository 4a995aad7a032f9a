"""Every fault in every generation: the mock never fails, each fault does what it is for, and others are refused."""

from __future__ import annotations

from functools import cache

import pytest

from cartcheck.errors import UsageError
from cartcheck.mock import MockOptions, build_app
from cartcheck.mock.faults import all_faults, applies
from cartcheck.mock.faults.scope import is_in
from tests.mock.tour import Seen, Tour

# One of each kind: where a login, a token, an address list came, went or broke.
VERSIONS = (
    *("documented", "2.0.3.1", "2.1.0.2", "3.0.2.0", "3.0.5.1"),
    *("4.0.0.0", "4.0.2.3", "4.1.0.4"),
)
# Those whose own messages differ most.
NOISY = ("3.0.2.0", "3.0.5.1", "4.0.2.3")


@cache
def seen(version: str, *faults: str, display_errors: bool = False) -> list[Seen]:
    tour = Tour(version, faults=faults, display_errors=display_errors)
    return [answer for _, answer in tour.whole()]


@pytest.mark.parametrize("version", VERSIONS)
def test_a_tour_is_the_same_each_time(version: str) -> None:
    assert seen(version) == [answer for _, answer in Tour(version).whole()]


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("name", all_faults())
def test_a_fault_changes_answers_or_is_refused(name: str, version: str) -> None:
    if applies(name, version):
        assert seen(version, name) != seen(version)
        if version in NOISY:
            seen(version, name, display_errors=True)
        return
    with pytest.raises(UsageError, match=f"{name} is none of OpenCart {version}"):
        build_app(MockOptions(opencart=version, faults=(name,)))


@pytest.mark.parametrize(
    ("version", "inside"),
    [("2.1.0.0", True), ("2.3.0.2", True), ("2.0.3.1", False), ("3.0.0.0", False), ("documented", True)],
)
def test_a_scope_is_of_spans(version: str, inside: bool) -> None:
    assert is_in(("2.1.0.0–2.3.0.2", "documented"), version) is inside
    assert not is_in(("documented",), "2.1.0.0")
    assert not is_in(("2.1.0.0–2.3.0.2",), "documented")
