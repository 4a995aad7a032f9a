"""Cases by schemathesis: the boundaries of each operation's schema, and generated ones. Nothing is sent from here."""

from __future__ import annotations

import warnings
from contextlib import suppress
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any

import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis.errors import Unsatisfiable
from schemathesis.generation import GenerationMode
from schemathesis.generation.drivers import CoverageGenerator
from schemathesis.generation.feedback import NO_FEEDBACK
from schemathesis.generation.meta import CONTENT_TYPE_PROBES, coverage_scenario
from schemathesis.generation.overrides import Override

from cartcheck.contract.broken import Sent, is_valid, pairs
from cartcheck.contract.case import Case, Origin
from cartcheck.contract.description import has_cart
from cartcheck.contract.document import field_names
from cartcheck.contract.independent_draws import INDEPENDENT
from cartcheck.contract.same_draws import same_draws
from cartcheck.contract.small import small

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from cartcheck.contract.description import DescribedOperation
    from cartcheck.contract.document import Schema

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
            return list(self._cases(self._operations[name], self._around(operation)))

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
        """So many cases drawn by hypothesis, every other one after a change or two.

        The same for the same seed number. One where there is nothing to vary. `heed` is called with each, since drawing many
        takes its time.
        """
        operation = self._operations[name]
        if not (operation.query or field_names(operation.request_schema)):
            return [self._generated(operation, Sent({}, {}))]
        valid = self._small_schemas[name].as_strategy(generation_mode=GenerationMode.POSITIVE)
        right = valid.map(partial(_sent, operation))
        drawn: list[Sent] = []

        @seed(number)
        @settings(
            max_examples=-(-count // 2),
            database=None,
            deadline=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
            backend=INDEPENDENT,
        )
        @given(pairs(right, operation))
        def draw(pair: tuple[Sent, Sent]) -> None:
            heed()
            drawn.extend(pair)

        # Unsatisfiable: a schema of a user's own may take nothing.
        with warnings.catch_warnings(), suppress(Unsatisfiable), same_draws():
            warnings.simplefilter("ignore")
            draw()
        return [self._generated(operation, sent) for sent in drawn[:count]]

    @staticmethod
    def _generated(operation: DescribedOperation, sent: Sent) -> Case:
        positive = is_valid(sent, operation)
        return _case(operation, sent, Origin.GENERATED, str(Origin.GENERATED), positive=positive)

    @cached_property
    def _schemas(self) -> dict[str, Any]:
        return self._loaded(_simpler)

    @cached_property
    def _small_schemas(self) -> dict[str, Any]:
        return self._loaded(lambda schema: small(_simpler(schema)))

    def _loaded(self, changed: Callable[[Schema], Schema]) -> dict[str, Any]:
        """The operations as schemathesis knows them, by name, with schemas `changed` for it."""
        paths = {
            one.path: {one.method.lower(): _described(one, changed)} for one in self._operations.values()
        }
        document = {"openapi": "3.1.0", "info": {"title": "cases", "version": "1"}, "paths": paths}
        loaded = schemathesis.openapi.from_dict(document)
        loaded.config.update(base_url="http://store.invalid")
        loaded.config.phases.coverage.unexpected_methods = set()
        results: Any = loaded.get_all_operations()
        found = (result.ok() for result in results)
        return {operation.definition.raw["operationId"]: operation for operation in found}

    @staticmethod
    def _cases(operation: DescribedOperation, cases: Iterable[Any]) -> Iterator[Case]:
        for case in cases:
            if case.method.upper() == operation.method:
                sent, positive = _sent(operation, case), case.meta.generation.mode.is_positive
                yield _case(operation, sent, Origin.BOUNDARY, _label(case), positive=positive)


def _described(operation: DescribedOperation, changed: Callable[[Schema], Schema]) -> dict[str, Any]:
    """The operation as schemathesis is to know it: what is sent, and nothing of tokens or answers."""
    told: dict[str, Any] = {"operationId": operation.name, "responses": {"200": {"description": "any"}}}
    told["parameters"] = [
        {"name": one.name, "in": "query", "required": one.required, "schema": one.schema}
        for one in operation.query
    ]
    if operation.request_schema:
        good = {one.name: {"value": one.form} for one in operation.examples if not one.refused}
        content = {"schema": changed(operation.request_schema), "examples": good}
        told["requestBody"] = {"required": True, "content": {_FORM: content}}
    return told


def _simpler(schema: Any) -> Any:
    if isinstance(schema, list):
        return [_simpler(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    if "(?!" in str(schema.get("pattern", "")):
        return _ADDRESS
    # A field that no generated form has need not be ruled out; trying to takes other boundaries' place.
    loose = schema.get("x-opencart-loose")
    without = {"not"} if isinstance(loose, list) and "not" in loose else set()
    return {key: _simpler(value) for key, value in schema.items() if key not in without}


def _sent(operation: DescribedOperation, case: Any) -> Sent:
    """Nothing is left of fields and parameters that are not described, such as another `route`."""
    form = case.body if isinstance(case.body, dict) else {}
    known = {parameter.name for parameter in operation.query}
    return Sent(
        {name: value for name, value in (case.query or {}).items() if name in known},
        {name: value for name, value in form.items() if name in field_names(operation.request_schema)},
    )


def _case(operation: DescribedOperation, sent: Sent, origin: Origin, label: str, *, positive: bool) -> Case:
    return Case(
        operation=operation.name,
        origin=origin,
        label=label,
        query=sent.query,
        form=sent.form,
        needs=operation.needs,
        ships=operation.ships and has_cart(operation.needs, sent.form),
        positive=positive,
    )


def _label(case: Any) -> str:
    told = getattr(case.meta.phase.data, "description", None) or ""
    return str(told)[:120] or str(Origin.BOUNDARY)
