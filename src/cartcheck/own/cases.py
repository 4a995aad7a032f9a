"""Which calls a user's own operation is tried with: the file's examples, the boundaries of its schema, generated ones."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hypothesis.errors import HypothesisException
from schemathesis.errors import SchemathesisError

from cartcheck.contract.case import Case, Origin
from cartcheck.contract.generation import Generation
from cartcheck.contract.plan import spread
from cartcheck.dialects.dialect import Effect
from cartcheck.errors import NotReached
from cartcheck.own.operation import BODY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cartcheck.own.operation import OwnOperation
    from cartcheck.probes.examination import Examination

_QUICK = 8  # boundary cases of an operation at a live store; none where each changes the shop's data


def cases_for(examination: Examination, operation: OwnOperation) -> list[Case]:
    """The cases in the order they are sent, the first of them valid; NotReached where none can be made."""
    given = [
        Case(operation.name, Origin.EXAMPLE, "example of the file", query, body)
        for query, body in operation.examples
    ]
    try:
        generated = list(_generated(examination, operation))
    except (HypothesisException, SchemathesisError) as error:
        generated = []
        if not given:
            raise NotReached(
                f"Nothing can be generated from its schemas: {str(error)[:200]}.", "Give it an example."
            ) from error
    valid = given or [case for case in generated if case.positive][:1]
    if not valid:
        raise NotReached("Nothing valid could be generated from its schemas.", "Give it an example.")
    rest = _kept(examination, operation, generated)
    return list({case.wire: case for case in reversed([*valid, *rest])}.values())[::-1]


def _kept(examination: Examination, operation: OwnOperation, cases: list[Case]) -> list[Case]:
    """All at a mock and where generated cases were asked for; at a live store a few, and none that write."""
    if examination.target.control or examination.examples:
        return cases
    if operation.described.effect is Effect.PERSISTENT:
        return []
    return spread(cases, operation.described)[:_QUICK]


def _generated(examination: Examination, operation: OwnOperation) -> Iterator[Case]:
    generation = Generation([operation.described])
    name = operation.described.name
    cases = generation.boundaries(name)
    if examination.examples:
        heed = examination.transport.stop.heed
        cases = [*cases, *generation.generated(name, examination.examples, examination.seed, heed)]
    elif not any(case.positive for case in cases):
        cases = [*cases, *generation.generated(name, 2, examination.seed)]
    for case in cases:
        yield _as_sent(operation, case)


def _as_sent(operation: OwnOperation, case: Case) -> Case:
    """The case under its operation's name; valid only if it is so on the wire, where forms lose what is empty."""
    lost = _is_lost(dict(case.query)) or (not operation.sends_json and _is_lost(dict(case.form)))
    return Case(
        operation.name,
        case.origin,
        case.label,
        case.query,
        case.form,
        positive=case.positive and not lost,
    )


def _is_lost(value: Any) -> bool:
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return any(one is None or one in ({}, []) or _is_lost(one) for one in inner)


def body_of(case: Case) -> Any:
    """The JSON body of a case."""
    return case.form.get(BODY)
