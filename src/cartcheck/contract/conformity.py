"""Whether data keep to a description: the class of an answer, and what is wrong with it or with a form."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from jsonschema import Draft202012Validator

from cartcheck.dialects.envelope import PERMISSION

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from jsonschema.exceptions import ValidationError

    from cartcheck.contract.description import DescribedOperation
    from cartcheck.dialects.dialect import StoreWords, Verdict

_LONGEST = 160  # characters of one message


def classify(operation: DescribedOperation, data: Any, words: StoreWords | None = None) -> Verdict | None:
    """The class whose schema a decoded answer matches; None if it matches none, or more than one."""
    told = _in_english(data, words)
    matching = [verdict for verdict in operation.responses if _answer(operation, verdict).is_valid(told)]
    return matching[0] if len(matching) == 1 else None


def errors_against(
    operation: DescribedOperation, verdict: Verdict, data: Any, words: StoreWords | None = None
) -> list[str]:
    """How a decoded answer differs from the schema of a class, one short message for each difference."""
    if verdict not in operation.responses:
        return [f"{operation.name} has no answer of the class {verdict}"]
    return _messages(_answer(operation, verdict).iter_errors(_in_english(data, words)))


def form_errors(operation: DescribedOperation, form: Mapping[str, Any]) -> list[str]:
    """What a store refuses about a form, whatever its data: empty if no field of it is refused by itself.

    The form is as PHP decodes it. Lengths count what the store sees, after HTML escaping.
    """
    return _messages(_form(operation).iter_errors(form))


@cache
def _answer(operation: DescribedOperation, verdict: Verdict) -> Draft202012Validator:
    return Draft202012Validator(operation.responses[verdict])


@cache
def _form(operation: DescribedOperation) -> Draft202012Validator:
    return Draft202012Validator(operation.enforced_schema)


def _messages(errors: Iterable[ValidationError]) -> list[str]:
    return [f"{error.json_path}: {error.message}"[:_LONGEST] for top in errors for error in _causes(top)]


def _causes(error: ValidationError) -> list[ValidationError]:
    """The differences that tell something: of alternatives, those of the one that comes closest."""
    if not error.context:
        return [error]
    branches: dict[Any, list[ValidationError]] = {}
    for inner in error.context:
        branches.setdefault(inner.schema_path[0], []).append(inner)
    nearest = min(branches.values(), key=lambda some: (-max(len(one.path) for one in some), len(some)))
    return [cause for inner in nearest for cause in _causes(inner)]


def _in_english(data: Any, words: StoreWords | None) -> Any:
    """The answer with the store's own words for denied access replaced by the shipped English ones."""
    error = data.get("error") if isinstance(data, dict) else None
    if words is None or not error:
        return data
    if (
        isinstance(error, dict)
        and isinstance(error.get("warning"), str)
        and error["warning"] in words.no_access
    ):
        return {**data, "error": {**error, "warning": PERMISSION}}
    if isinstance(error, str) and error in words.no_access:
        return {**data, "error": PERMISSION}
    return data
