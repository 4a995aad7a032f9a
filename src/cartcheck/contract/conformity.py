"""The class of an answer by its shape: which of the schemas of a description it matches."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from jsonschema import Draft202012Validator

from cartcheck.dialects.envelope import PERMISSION

if TYPE_CHECKING:
    from cartcheck.contract.description import DescribedOperation
    from cartcheck.dialects.dialect import StoreWords, Verdict


def classify(
    operation: DescribedOperation, data: Any, words: StoreWords | None = None, status: int | None = None
) -> Verdict | None:
    """The class whose schema a decoded answer matches; None if it matches none, or more than one.

    Data are None where an answer is no JSON. With the HTTP status only the classes that may come with it count.
    """
    told = _in_english(data, words)
    possible = [verdict for verdict in operation.responses if status in {None, *operation.statuses[verdict]}]
    matching = [verdict for verdict in possible if class_validator(operation, verdict).is_valid(told)]
    return matching[0] if len(matching) == 1 else None


@cache
def class_validator(operation: DescribedOperation, verdict: Verdict) -> Draft202012Validator:
    """The schema of one class of answers, ready to judge."""
    return Draft202012Validator(operation.responses[verdict])


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
