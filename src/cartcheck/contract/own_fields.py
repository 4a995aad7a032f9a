"""Fields that a shop's owner added and requires: refusals name them, and from then on each form holds them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cartcheck.contract.document import field_names
from cartcheck.contract.failure import Failure, FailureKind
from cartcheck.contract.session import ApiSession
from cartcheck.dialects.dialect import Verdict
from cartcheck.errors import NotReached

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cartcheck.contract.answer import Answer
    from cartcheck.contract.case import Case
    from cartcheck.contract.contract import Contract
    from cartcheck.contract.description import DescribedOperation

_MOST = 50  # a store that asks for ever more is not followed
_NAMED = 3  # in one sentence; all of them stand in the evidence
# What no version looks at more closely, but where the owner gave a text field a pattern: then only he knows a value.
_VALUE = "1"


@dataclass(frozen=True, slots=True)
class OwnField:
    """A field of the shop's own by its path in a form, such as ("custom_field", "7")."""

    path: tuple[str, ...]
    value: str

    @property
    def name(self) -> str:
        """How a form names it: `custom_field[7]`."""
        first, *rest = self.path
        return first + "".join(f"[{step}]" for step in rest)

    def put_into(self, form: Mapping[str, Any]) -> Mapping[str, Any]:
        """The form with it, if it says nothing of it; what stands in its way is left as it is."""
        return _with(form, self.path, self.value)


class OwnFields:
    """Those that this run learned. `given` are values by number for those that take only some."""

    def __init__(self, given: Mapping[int, str]) -> None:
        self._given = given
        self._known: dict[tuple[str, ...], OwnField] = {}
        self._untold: list[Failure] = []

    def learn(self, operations: Iterable[DescribedOperation], answer: Answer) -> bool:
        """Whether a refusal names such fields that were not known before."""
        if answer.verdict is not Verdict.REFUSED:
            return False
        told: dict[str, str] = {}
        for key, said in answer.errors.items():
            paths = [path for one in operations for path in _named(one, key) if path not in self._known]
            if paths and len(self._known) < _MOST:
                new = {path: OwnField(path, self._given.get(int(path[-1]), _VALUE)) for path in paths}
                self._known |= new
                told[" or ".join(field.name for field in new.values())] = said
        if told:
            self._untold.append(_failure(told, answer.exchange))
        return bool(told)

    def told(self) -> list[Failure]:
        """What was learned since this was last asked."""
        told, self._untold = self._untold, []
        return told

    def filled(self, case: Case, operation: DescribedOperation) -> Case:
        """The case with the fields that are known, as far as its operation reads them."""
        if not self._known:
            return case
        read = field_names(operation.request_schema)
        form = case.form
        for field in self._known.values():
            form = field.put_into(form) if field.path[0] in read else form
        return case if form is case.form else case.with_values(case.query, form)


def carried(operation: DescribedOperation, others: Iterable[DescribedOperation]) -> bool:
    """Whether it reads such fields and does not name those that are missing, as other calls do."""
    own = {refusal.fills[0] for refusal in operation.refusals if refusal.fills}
    named = {refusal.fills[0] for other in others for refusal in other.refusals if refusal.fills}
    return bool((named - own) & field_names(operation.request_schema))


def ask_for_own_fields(contract: Contract) -> None:
    """Make the calls that name what is missing, with the usual data, so that what they say is learned.

    Raises NotReached where such a field does not take what it is filled with.
    """
    for name, (operation, *_) in contract.described.items():
        if any(refusal.fills for refusal in operation.refusals):
            session = ApiSession(contract, name)
            session.prepare(())
            usual = session.usual(name, "the usual data")
            answer = session.ask(usual, "Look which fields of its own the shop asks for.")
            if answer and any(path for key in answer.errors for path in _named(operation, key)):
                see = operation.see(answer.errors)
                raise NotReached(f"{name}, on which this builds, did not work: {answer.said}.", f"See {see}.")


def _failure(told: Mapping[str, str], exchange: int) -> Failure:
    first, rest = list(told)[:_NAMED], len(told) - _NAMED
    names = ", ".join(first) + (f" and {rest} more" if rest > 0 else "")
    text = "; ".join(f"{name}: “{said}”" for name, said in told.items())
    return Failure(FailureKind.OWN_FIELD, names, f"{text}.", exchange, facts={"field": names})


def _named(operation: DescribedOperation, key: str) -> Iterator[tuple[str, ...]]:
    for refusal in operation.refusals:
        number = re.search(r"\d{1,9}$", key)
        if refusal.fills and refusal.is_of(key) and number:
            yield tuple(number[0] if step == "{id}" else step for step in refusal.fills)


def _with(form: Mapping[str, Any], path: tuple[str, ...], value: str) -> Mapping[str, Any]:
    step, *rest = path
    if not rest:
        return form if step in form else {**form, step: value}
    inner = form.get(step, {})
    return {**form, step: _with(inner, tuple(rest), value)} if isinstance(inner, Mapping) else form
