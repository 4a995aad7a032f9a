"""Cases by schemathesis: the boundaries of each operation's schema, and generated ones. Nothing is sent from here."""

from __future__ import annotations

import warnings
from contextlib import suppress
from functools import cached_property
from typing import TYPE_CHECKING, Any

import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from hypothesis.errors import Unsatisfiable
from schemathesis.generation import GenerationMode
from schemathesis.generation.drivers import CoverageGenerator
from schemathesis.generation.feedback import NO_FEEDBACK
from schemathesis.generation.meta import CONTENT_TYPE_PROBES, coverage_scenario
from schemathesis.generation.overrides import Override

from cartcheck.contract.case import Case, Origin
from cartcheck.contract.same_draws import same_draws

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from cartcheck.contract.description import DescribedOperation

_FORM = "application/x-www-form-urlencoded"
_MODES = [GenerationMode.POSITIVE, GenerationMode.NEGATIVE]

# schemathesis 4.32 takes a minute to bring a pattern with look-ahead to a given length. What is generated in its place is
# judged by the description's own pattern all the same.
_ADDRESS = {"type": "string", "pattern": r"^[a-z0-9]{1,12}(\.[a-z0-9]{1,8})?@[a-z0-9]{1,12}\.[a-z]{2,6}$"}


class Generation:
    """Generates cases for the operations of one description."""

    def __init__(self, operations: Iterable[DescribedOperation]) -> None:
        self._operations = {operation.name: operation for operation in operations}
        self._boundaries: dict[str, list[Case]] = {}

    def boundaries(self, name: str) -> list[Case]:
        """The cases at and around the limits of an operation's schema; always the same."""
        if name not in self._boundaries:
            self._boundaries[name] = self._at_limits(name)
        return self._boundaries[name]

    def _at_limits(self, name: str) -> list[Case]:
        operation = self._schemas[name]
        with same_draws():
            return list(self._cases(name, self._around(operation), Origin.BOUNDARY))

    @staticmethod
    def _around(operation: Any) -> Iterator[Any]:
        generator = CoverageGenerator(
            operation=operation,
            generation_modes=_MODES,
            generation_config=operation.schema.config.generation_for(operation=operation, phase="coverage"),
            auth_storage=None,
            override=Override(),
            feedback=NO_FEEDBACK,
        )
        return (case for case in generator if coverage_scenario(case) not in CONTENT_TYPE_PROBES)

    def generated(
        self, name: str, count: int, number: int, heed: Callable[[], None] = lambda: None
    ) -> list[Case]:
        """So many cases drawn by hypothesis, half of them meant to be refused; the same for the same seed number.

        `heed` is called with each, since drawing many takes its time.
        """
        strategies = [self._schemas[name].as_strategy(generation_mode=mode) for mode in _MODES]
        drawn: list[Any] = []

        @seed(number)
        @settings(
            max_examples=count,
            database=None,
            deadline=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(st.one_of(strategies))
        def draw(case: Any) -> None:
            heed()
            drawn.append(case)

        # Unsatisfiable: nothing can be made wrong about a call without fields.
        with warnings.catch_warnings(), suppress(Unsatisfiable), same_draws():
            warnings.simplefilter("ignore")
            draw()
        return list(self._cases(name, drawn, Origin.GENERATED))

    @cached_property
    def _schemas(self) -> dict[str, Any]:
        document = {
            "openapi": "3.1.0",
            "info": {"title": "cases", "version": "1"},
            "paths": {one.path: {one.method.lower(): _described(one)} for one in self._operations.values()},
        }
        loaded = schemathesis.openapi.from_dict(document)
        loaded.config.update(base_url="http://store.invalid")
        loaded.config.phases.coverage.unexpected_methods = set()
        results: Any = loaded.get_all_operations()
        found = (result.ok() for result in results)
        return {operation.definition.raw["operationId"]: operation for operation in found}

    def _cases(self, name: str, cases: Iterable[Any], origin: Origin) -> Iterator[Case]:
        operation = self._operations[name]
        for case in cases:
            if case.method.upper() == operation.method:
                yield _case(operation, case, origin)


def _described(operation: DescribedOperation) -> dict[str, Any]:
    """The operation as schemathesis is to know it: what is sent, and nothing of tokens or answers."""
    told: dict[str, Any] = {"operationId": operation.name, "responses": {"200": {"description": "any"}}}
    told["parameters"] = [
        {"name": one.name, "in": "query", "required": one.required, "schema": one.schema}
        for one in operation.query
    ]
    if operation.request_schema:
        good = {one.name: {"value": one.form} for one in operation.examples if not one.refused}
        content = {"schema": _simpler(operation.request_schema), "examples": good}
        told["requestBody"] = {"required": True, "content": {_FORM: content}}
    return told


def _simpler(schema: Any) -> Any:
    if isinstance(schema, list):
        return [_simpler(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    if "(?!" in str(schema.get("pattern", "")):
        return _ADDRESS
    return {key: _simpler(value) for key, value in schema.items()}


def _case(operation: DescribedOperation, case: Any, origin: Origin) -> Case:
    """Our case: nothing is left of fields and parameters that are not described, such as another `route`."""
    sent = case.body if isinstance(case.body, dict) else {}
    form = {name: value for name, value in sent.items() if name in field_names(operation.request_schema)}
    known = {parameter.name for parameter in operation.query}
    query = {name: value for name, value in (case.query or {}).items() if name in known}
    return Case(
        operation=operation.name,
        origin=origin,
        label=_label(case, origin),
        query=query,
        form=form,
        needs=operation.needs,
        ships=operation.ships and "cart_add" in operation.needs,
        positive=case.meta.generation.mode.is_positive,
    )


def field_names(schema: Any) -> set[str]:
    """The fields a schema describes at its top, in all of its alternatives."""
    parts = [inner for keyword in ("allOf", "anyOf", "oneOf") for inner in schema.get(keyword, ())]
    return set(schema.get("properties", ())).union(*map(field_names, parts))


def _label(case: Any, origin: Origin) -> str:
    told = getattr(case.meta.phase.data, "description", None) or ""
    return str(told)[:120] if origin is Origin.BOUNDARY and told else str(origin)
