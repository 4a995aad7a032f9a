"""An answer of a contract test: its class, the keys it refuses, and how it differs from what the description promises."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cartcheck.contract.conformity import classify
from cartcheck.contract.mismatch import Mismatch, mismatches
from cartcheck.dialects.dialect import Breakage, StoreWords, Verdict
from cartcheck.dialects.impressions import is_error_page, shows_stop

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cartcheck.contract.description import DescribedOperation
    from cartcheck.dialects.dialect import Dialect, Reading
    from cartcheck.transport.exchange import Reply

EMPTY = "[]"  # the key of a refusal without words, as in the descriptions


@dataclass(frozen=True)
class Answer:
    """An answer, judged by its body. `errors` maps refused keys to words, with "[]" for an empty answer.

    `error_page` says that 4.x sent the caller away to error.html, as it does at whatever PHP complains about, or told where
    it stopped, as it does with Display Errors on.
    """

    verdict: Verdict
    errors: Mapping[str, str]
    reading: Reading
    exchange: int
    status: int = 200
    error_page: bool = False
    mismatches: tuple[Mismatch, ...] = field(default=())

    @property
    def crashed(self) -> bool:
        """Whether PHP stopped in the middle of it."""
        return self.error_page or self.reading.breakage is Breakage.SERVER_ERROR

    @property
    def classes(self) -> list[str]:
        """What was reached by it, as reports count it."""
        if self.verdict is Verdict.BROKEN:
            return [f"broken: {self.reading.breakage}"]
        if self.verdict is Verdict.REFUSED:
            return [f"refused: {key}" if key else "refused" for key in self.errors]
        return [str(self.verdict)]

    @property
    def said(self) -> str:
        """The answer in one line."""
        if set(self.errors) == {EMPTY}:
            return "an empty answer, []"
        return self.reading.said


def read_answer(
    dialect: Dialect, described: Sequence[DescribedOperation], reply: Reply, exchange: int, words: StoreWords
) -> Answer:
    """Read a reply to an operation, as each version the store may be describes it: the one that fits best counts."""
    reading = dialect.read(described[0].name, reply, words)
    if reading.verdict is Verdict.BROKEN:
        stopped = is_error_page(reply) or (reading.data is None and shows_stop(reply.text))
        return Answer(reading.verdict, reading.errors, reading, exchange, reply.status, stopped)
    return min(
        (_as_described(operation, reading, exchange, reply.status, words) for operation in described),
        key=lambda answer: len(answer.mismatches),
    )


def _as_described(
    operation: DescribedOperation, reading: Reading, exchange: int, status: int, words: StoreWords
) -> Answer:
    known = StoreWords(words.no_access | frozenset(reading.errors.values()))
    denied = reading.verdict is Verdict.NO_ACCESS
    fitting = classify(operation, reading.data, known if denied else words, status)
    verdict = reading.verdict if denied else fitting or reading.verdict
    if verdict is Verdict.NO_ACCESS and not operation.secured:
        verdict = Verdict.REFUSED  # a login: no access is what it is to refuse
    if reading.data == [] and (verdict is Verdict.REFUSED or not fitting):
        return Answer(Verdict.REFUSED, {EMPTY: ""}, reading, exchange, status)
    wrong = (
        ()
        if fitting
        else (*mismatches(operation, verdict, reading.data), *_other_status(operation, verdict, status))
    )
    return Answer(verdict, reading.errors, reading, exchange, status, mismatches=wrong)


def _other_status(operation: DescribedOperation, verdict: Verdict, status: int) -> Iterator[Mismatch]:
    """The status, if no answer of this class comes with it; refusals of access come with whatever a server makes of them."""
    known = operation.statuses.get(verdict, frozenset())
    if known and status not in known and verdict is not Verdict.NO_ACCESS:
        told = " or ".join(map(str, sorted(known)))
        yield Mismatch("", f"sent with HTTP {status} instead of {told}")
