"""Cases: from both sides of each limit, the same for the same seed, and nothing in them that is not described."""

import subprocess
import sys

import pytest

from cartcheck.contract.case import Origin
from cartcheck.contract.description import load
from cartcheck.contract.document import field_names
from cartcheck.contract.expectation import Validity, expectation
from cartcheck.contract.generation import Generation
from cartcheck.contract.names import operation_titles
from cartcheck.contract.plan import examples_of, spread
from cartcheck.dialects.registry import dialects
from cartcheck.paths import openapi_dir
from tests.contract.trials import NEW, request

GENERATION = Generation(NEW.values())


def validities(cases, name):
    return {expectation([NEW[name]], request(case)).validity for case in cases}


@pytest.mark.parametrize("name", NEW)
def test_boundaries_are_described(name):
    cases = GENERATION.boundaries(name)
    assert all(set(case.form) <= field_names(NEW[name].request_schema) for case in cases)
    assert all(set(case.query) <= {one.name for one in NEW[name].query} for case in cases)
    assert all(case.origin is Origin.BOUNDARY and case.label for case in cases)


@pytest.mark.parametrize("name", ["customer_set", "payment_address_set", "voucher_add", "order_read"])
def test_boundaries_lie_on_both_sides(name):
    assert {Validity.VALID, Validity.INVALID} <= validities(GENERATION.boundaries(name), name)


def test_the_same_seed_gives_the_same_cases():
    first, again, other = (Generation(NEW.values()).generated("customer_set", 15, seed) for seed in (3, 3, 4))
    assert [case.wire for case in first] == [case.wire for case in again]
    assert [case.wire for case in first] != [case.wire for case in other]
    assert validities(first + other, "customer_set") >= {Validity.VALID, Validity.INVALID}


def test_calls_without_fields_can_be_generated_too():
    assert {case.wire for case in GENERATION.generated("cart_read", 5, 1)} == {((), (), ())}


def test_examples_keep_to_the_schema_they_stand_in():
    for name, operation in NEW.items():
        for case in examples_of(operation):
            if not case.refused and not case.depends:
                assert validities([case], name) == {Validity.VALID}, case


def test_the_first_cases_of_a_spread_look_at_different_fields():
    first = spread(GENERATION.boundaries("customer_set"), NEW["customer_set"])[:8]
    assert len({case.label for case in first}) == 8
    assert {case.positive for case in first} == {True, False}


def test_items_are_named_after_the_operations():
    titles = operation_titles()
    described = [load(openapi_dir() / dialect.description).operations for dialect in dialects()]
    assert set(titles) == {name for operations in described for name in operations}
    first = {name: operation for operations in reversed(described) for name, operation in operations.items()}
    assert dict(titles) == {name: first[name].summary for name in titles}


def test_listing_the_checks_loads_no_generator():
    code = (
        "import sys; from cartcheck.findings.catalogue import catalogue; catalogue();"
        "sys.exit(bool({'schemathesis', 'hypothesis', 'jsonschema', 'yaml', 'requests'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
