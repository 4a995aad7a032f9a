"""The examples of the descriptions keep to what the descriptions say."""

from jsonschema import Draft202012Validator

from cartcheck.contract.description import DescribedOperation, Example, Kind
from tests.openapi.descriptions import every_operation


def _is_valid(operation: DescribedOperation, example: Example) -> bool:
    query = (Draft202012Validator(one.schema).is_valid(example.query[one.name]) for one in operation.query)
    return Draft202012Validator(operation.enforced_schema).is_valid(dict(example.form)) and all(query)


@every_operation
def test_what_is_refused_for_its_own_sake_is_invalid_and_all_else_is_valid(
    name: str, operation: DescribedOperation
) -> None:
    assert [one.name for one in operation.examples if not _keeps_to_its_reasons(operation, one)] == []


def _keeps_to_its_reasons(operation: DescribedOperation, example: Example) -> bool:
    reasons = [operation.kinds(key, text) for key, text in example.refused.items()]
    if any(kinds == {Kind.INPUT} for kinds in reasons):
        return not _is_valid(operation, example)
    return any(Kind.INPUT in kinds for kinds in reasons) or _is_valid(operation, example)


@every_operation
def test_what_is_accepted_is_as_it_should_be_sent(name: str, operation: DescribedOperation) -> None:
    schema = Draft202012Validator(operation.request_schema)
    accepted = [example for example in operation.examples if not example.refused]
    assert [example.name for example in accepted if not schema.is_valid(dict(example.form))] == []


@every_operation
def test_an_example_is_named_after_what_becomes_of_it(name: str, operation: DescribedOperation) -> None:
    for example in operation.examples:
        fate = example.name.partition("_")[0]
        assert fate == "depends" or fate == ("refused" if example.refused else "accepted")


@every_operation
def test_refusals_of_examples_are_declared(name: str, operation: DescribedOperation) -> None:
    for example in operation.examples:
        for key, text in example.refused.items():
            declared = [refusal for refusal in operation.refusals if refusal.is_of(key)]
            assert any(refusal.says(text) or not refusal.texts for refusal in declared), example.name


@every_operation
def test_refusals_are_shown_by_examples(name: str, operation: DescribedOperation) -> None:
    shown = [key for example in operation.examples for key in example.refused]
    hidden = [refusal for refusal in operation.refusals if not any(map(refusal.is_of, shown))]
    assert all(
        {Kind.DATA, Kind.SHOP} & operation.kinds(one.key) for one in hidden
    )  # what only a shop's own set-up makes
