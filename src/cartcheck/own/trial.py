"""An own route, tried: each case with the store's credential, then one without and one with a made-up one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from cartcheck.contract.failure import Failure, FailureKind, Group, by_cause
from cartcheck.dialects.dialect import Breakage, Effect
from cartcheck.errors import CartcheckError, NotApplicable, NotReached, StoreError
from cartcheck.own.judge import OwnAnswer, judge, judge_without_access
from cartcheck.own.reading import read_own_routes
from cartcheck.probes.recognition import dialect_of
from cartcheck.probes.session import new_session, without_access
from cartcheck.probes.token import must_let_in

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterator

    from cartcheck.contract.case import Case
    from cartcheck.dialects.dialect import Session
    from cartcheck.own.operation import OwnOperation
    from cartcheck.probes.examination import Examination


def own_routes(examination: Examination) -> tuple[OwnOperation, ...]:
    """The operations of the user's file, none without one; a probe, asked once. UsageError where it can't be used."""
    file = examination.target.openapi
    return read_own_routes(Path(file)) if file else ()


def tried(examination: Examination, operation: OwnOperation, reached: Counter[str]) -> Iterator[Group]:
    """The failures of an operation, by cause; `reached` counts the classes of the answers while they come.

    Raises NotApplicable where leave to write is missing, and NotReached where nothing valid was accepted and nothing
    was found; whatever stops it in the middle is raised after what was found until then.
    """
    if operation.described.effect is Effect.PERSISTENT and not examination.target.leave.writes:
        raise NotApplicable("This changes the shop's data, so it needs leave: --allow-writes.")
    trial = _Trial(examination, operation, reached)
    stopped: CartcheckError | None = None
    try:
        trial.run()
    except CartcheckError as error:
        stopped = error
    yield from by_cause(trial.failures)
    if stopped is not None:
        raise stopped
    if not trial.failures and not reached.get("accepted"):
        raise NotReached(
            f"No valid call was accepted: {', '.join(reached)}.", "Give it an example that suits this shop."
        )


class _Trial:
    """The state of one operation's trial."""

    def __init__(self, examination: Examination, operation: OwnOperation, reached: Counter[str]) -> None:
        self._examination = examination
        self._operation = operation
        self._reached = reached
        self._dialect = dialect_of(examination)
        self.failures: list[Failure] = []

    def run(self) -> None:
        """Send everything; only an open route gets one call less."""
        # Loads schemathesis.
        from cartcheck.own.cases import cases_for

        session = None if self._operation.public else self._session()
        cases = cases_for(self._examination, self._operation)
        answers = [self._tried(case, session) for case in cases]
        if not self._operation.public and self._dialect.traits.guarded:
            self._without_access(cases[0], answers[0])

    def _session(self) -> Session:
        must_let_in(self._examination)
        return new_session(self._examination, f"for {self._operation}")

    def _tried(self, case: Case, session: Session | None) -> OwnAnswer:
        answer = self._ask(case, session, f"Own route {self._operation}: {case.label}.")
        self.failures += judge(self._operation, answer)
        return answer

    def _without_access(self, case: Case, let_in: OwnAnswer) -> None:
        crashes = self._dialect.traits.denies_by_crash
        for how, session in without_access(self._examination):
            answer = self._ask(case, session, f"Own route {self._operation}: {how}.", how)
            found = list(judge_without_access(self._operation, answer, let_in, crashes=crashes))
            self.failures += found
            if any(failure.kind is FailureKind.OPEN for failure in found):
                return  # who gets in without a token gets in with any

    def _ask(self, case: Case, session: Session | None, purpose: str, how: str = "") -> OwnAnswer:
        from cartcheck.own.calls import request_for

        for _ in range(2):  # the transport waits as Retry-After asks
            request = request_for(
                self._operation, case, self._dialect, self._examination.target.store, session
            )
            number, reply = self._examination.send(request, purpose)
            answer = OwnAnswer(case, reply, number, how)
            if reply.status != 429 and answer.breakage is not Breakage.LIMITED:
                outcome = "no access" if how and not answer.succeeded else answer.outcome
                self._reached[outcome] += 1
                return answer
        raise StoreError(
            "The store's server turned our calls away as too many.", "Run again with a slower --pace."
        )
