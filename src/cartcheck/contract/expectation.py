"""What is to be expected of a request before it is answered: is what the store sees of it valid by the description?"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, Any

from jsonschema import Draft202012Validator

from cartcheck.contract.seen import Seen, as_parameter, forms_seen, query_seen

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from jsonschema.exceptions import ValidationError

    from cartcheck.contract.description import DescribedOperation
    from cartcheck.transport.exchange import Request

Fields = frozenset[str]


class Validity(StrEnum):
    """Valid and invalid only where every way a store may see the request agrees."""

    VALID = "valid"
    INVALID = "invalid"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Expectation:
    """The validity of a request, and the fields that make it so.

    `wrong` are the fields a store must name, one set for each way the request could have been meant; `suspect` are all
    it may name. The field "" is the form as a whole. `misshapen` says that a map or list stands where a text belongs, or
    the other way round.
    """

    validity: Validity
    wrong: tuple[Fields, ...] = ()
    suspect: Fields = frozenset()
    misshapen: bool = False

    def without(self, beginning: str) -> Expectation:
        """The same where the store does not look at the fields that begin so."""
        if self.validity is not Validity.INVALID:
            return self
        left = tuple(
            frozenset(field for field in fields if not field.startswith(beginning)) for fields in self.wrong
        )
        if all(left):
            return replace(self, wrong=left)
        return replace(self, validity=Validity.UNSURE, wrong=())


def expectation(described: Sequence[DescribedOperation], request: Request) -> Expectation:
    """What to expect of a request, by the operation as each version the store may be describes it."""
    views = [view for operation in described for view in _views(operation, request)]
    if all(not view.strict for view in views):
        return Expectation(Validity.VALID)
    suspect = frozenset(field for view in views for some in view.strict for field in some)
    misshapen = _is_misshapen(described[0], request)
    if all(view.enforced for view in views):
        return Expectation(Validity.INVALID, _common(view.enforced for view in views), suspect, misshapen)
    return Expectation(Validity.UNSURE, (), suspect, misshapen)


@dataclass(frozen=True, slots=True)
class _View:
    """The wrong fields of one way to see a request: by the schema as it should be sent, and as it is enforced."""

    strict: tuple[Fields, ...]
    enforced: tuple[Fields, ...]


def _views(operation: DescribedOperation, request: Request) -> Iterator[_View]:
    wrong = _wrong_parameters(operation, query_seen(request))
    for form in forms_seen(request, operation.request_schema, escaped=operation.stock):
        strict = _wrong(operation, form, wrong, enforced=False)
        yield _View(strict, _wrong(operation, form, wrong, enforced=True) if strict else ())


def _wrong_parameters(operation: DescribedOperation, query: Seen) -> Fields:
    found: set[str] = set()
    validators = parameter_validators(operation)
    for parameter in operation.query:
        name = parameter.name
        if name not in query:
            found |= {name} if parameter.required else set()
        elif not validators[name].is_valid(as_parameter(query[name], parameter.schema)):
            found.add(name)
    return frozenset(found)


@cache
def parameter_validators(operation: DescribedOperation) -> Mapping[str, Draft202012Validator]:
    """Of an operation's parameters in the query, by name."""
    return {one.name: Draft202012Validator(one.schema) for one in operation.query}


def _wrong(
    operation: DescribedOperation, form: Seen, parameters: Fields, *, enforced: bool
) -> tuple[Fields, ...]:
    alternatives = _alternatives(validator(operation, enforced=enforced).iter_errors(form))
    if not alternatives:
        return (parameters,) if parameters else ()
    return tuple(fields | parameters for fields in alternatives)


@cache
def validator(operation: DescribedOperation, *, enforced: bool) -> Draft202012Validator:
    """Of an operation's forms, as they should be sent or as the store enforces it."""
    return Draft202012Validator(operation.enforced_schema if enforced else operation.request_schema)


def _is_misshapen(operation: DescribedOperation, request: Request) -> bool:
    if any(isinstance(query_seen(request).get(parameter.name), dict) for parameter in operation.query):
        return True
    form = next(forms_seen(request, operation.request_schema, escaped=operation.stock))
    return any(_wrong_shape(error) for error in validator(operation, enforced=False).iter_errors(form))


def _wrong_shape(error: Any) -> bool:
    if error.context:
        return any(_wrong_shape(inner) for inner in error.context)
    if error.validator != "type":
        return False
    return isinstance(error.instance, dict | list) or not {"object", "array"}.isdisjoint(
        _names(error.validator_value)
    )


def _names(types: str | list[str]) -> list[str]:
    return [types] if isinstance(types, str) else types


def _alternatives(errors: Iterable[ValidationError]) -> tuple[Fields, ...]:
    """The wrong fields; of a choice between schemas, those by each of them."""
    found: tuple[Fields, ...] = ()
    for error in errors:
        choices = _branches(error) if error.context and not error.absolute_path else ((_fields(error)),)
        found = tuple(one | other for one in found or (frozenset(),) for other in choices)
    return found


def _branches(error: ValidationError) -> tuple[Fields, ...]:
    return tuple(frozenset().union(*map(_fields, some)) for some in _by_branch(error).values())


def _by_branch(error: ValidationError) -> dict[Any, list[ValidationError]]:
    branches: dict[Any, list[ValidationError]] = {}
    for inner in error.context or ():
        branches.setdefault(inner.schema_path[0], []).append(inner)
    return branches


def _fields(error: Any) -> Fields:
    if error.absolute_path:
        return frozenset({str(error.absolute_path[0])})
    if error.validator == "required":
        return frozenset(name for name in error.validator_value if name not in error.instance)
    return frozenset({""})


def _common(views: Iterable[tuple[Fields, ...]]) -> tuple[Fields, ...]:
    """What is wrong in every view: of each alternative, the fields that all views have."""
    first, *rest = views
    for alternatives in rest:
        first = tuple(mine & frozenset().union(*alternatives) for mine in first)
    return tuple(fields for fields in first if fields) or (frozenset(),)
