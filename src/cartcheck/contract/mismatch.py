"""How an answer differs from the schema of its class: which member is missing, unexpected or of another type."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from jsonschema import Draft202012Validator

from cartcheck.contract.conformity import class_validator

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from jsonschema.exceptions import ValidationError

    from cartcheck.contract.description import DescribedOperation
    from cartcheck.dialects.dialect import Verdict

MISSING = "missing"
UNEXPECTED = "unexpected"

_TYPES = {dict: "a map", list: "a list", str: "text", bool: "a boolean", int: "a number", float: "a number"}
_TYPE_WORDS = {
    "object": "a map",
    "array": "a list",
    "string": "text",
    "boolean": "a boolean",
    "integer": "a whole number",
    "number": "a number",
    "null": "null",
}


@dataclass(frozen=True, slots=True)
class Mismatch:
    """One difference. `member` is its path, with [] for any index: `products[].quantity`."""

    member: str
    what: str

    def __str__(self) -> str:
        return f"`{self.member or 'the answer'}` is {self.what}"


def never_given(verdict: Verdict) -> Mismatch:
    """The difference of an answer whose class a call has no answers of."""
    return Mismatch("", f"of the class “{verdict}”, which this call never gives")


def mismatches(operation: DescribedOperation, verdict: Verdict, data: Any) -> Iterator[Mismatch]:
    """The distinct differences from the schema of a class."""
    if verdict not in operation.responses:
        yield never_given(verdict)
        return
    yield from differences(class_validator(operation, verdict), data)


def differences(validator: Draft202012Validator, data: Any) -> Iterator[Mismatch]:
    """The distinct differences from any schema."""
    errors = validator.iter_errors(data)
    found = dict.fromkeys(one for error in errors for cause in _causes(error) for one in _told(cause))
    yield from _renamed(list(found))


def _renamed(found: list[Mismatch]) -> list[Mismatch]:
    """The same, with a missing and an unexpected member of one map told as what they are: a member renamed."""
    missing = [one for one in found if one.what == MISSING]
    unexpected = [one for one in found if one.what == UNEXPECTED]
    if len(missing) != 1 or len(unexpected) != 1 or _parent(missing[0]) != _parent(unexpected[0]):
        return found
    renamed = Mismatch(
        missing[0].member, f"missing, and `{unexpected[0].member.rpartition('.')[2]}` stands there"
    )
    return [renamed, *(one for one in found if one not in {missing[0], unexpected[0]})]


def _parent(mismatch: Mismatch) -> str:
    return mismatch.member.rpartition(".")[0]


def _causes(error: ValidationError) -> list[ValidationError]:
    """Of alternatives, the differences from the one that comes closest."""
    if not error.context:
        return [error]
    branches: dict[Any, list[ValidationError]] = {}
    for inner in error.context:
        branches.setdefault(inner.schema_path[0], []).append(inner)
    nearest = min(branches.values(), key=lambda some: (-max(len(one.path) for one in some), len(some)))
    return [cause for inner in nearest for cause in _causes(inner)]


def _told(error: Any) -> Iterator[Mismatch]:
    member = _member(error.absolute_path)
    if error.validator == "required":
        missing = [name for name in error.validator_value if name not in error.instance]
        yield from (Mismatch(_below(member, name), MISSING) for name in missing)
    elif error.validator == "additionalProperties" and isinstance(error.instance, dict):
        yield from (Mismatch(_below(member, name), UNEXPECTED) for name in _additional(error))
    elif error.validator == "type":
        yield Mismatch(member, f"{_name(error.instance)} instead of {_names(error.validator_value)}")
    else:
        yield Mismatch(member, _other(error))


def _additional(error: Any) -> list[str]:
    known = Draft202012Validator({"propertyNames": {"enum": list(error.schema.get("properties", {}))}})
    return [name for name in error.instance if not known.is_valid({name: None})]


def _member(path: Iterable[str | int]) -> str:
    told = ""
    for step in path:
        told = f"{told}[]" if isinstance(step, int) else _below(told, step)
    return told


def _below(member: str, name: str) -> str:
    return f"{member}.{name}" if member else name


def _name(value: Any) -> str:
    return "null" if value is None else _TYPES[type(value)]


def _names(kinds: str | list[str]) -> str:
    return " or ".join(_TYPE_WORDS[kind] for kind in ([kinds] if isinstance(kinds, str) else kinds))


def _other(error: ValidationError) -> str:
    return {
        "minLength": "empty or too short",
        "maxItems": "not empty",
        "minItems": "empty",
        "minProperties": "empty",
        "pattern": "not of the usual form",
        "not": "not what may stand there",
        "const": "another value than the only one",
        "enum": "none of the known values",
    }.get(str(error.validator), f"against the rule `{error.validator}`")
