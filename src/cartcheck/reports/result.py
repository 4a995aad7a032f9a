"""The result of a run: everything a report shows, and the only thing report writers read."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from cartcheck.errors import ExitCode
from cartcheck.findings.finding import Finding, Level, in_order

if TYPE_CHECKING:
    from cartcheck.claims.claim import Claim
    from cartcheck.needs.answer import NeedAnswer
    from cartcheck.transport.shown import Shown

SCHEMA_VERSION = "1.0"


class Outcome(StrEnum):
    """How one item ended. Only `clear` is good news; the last three say that nothing was learned."""

    FOUND = "found"
    CLEAR = "clear"
    NOT_APPLICABLE = "not applicable"
    NOT_REACHED = "not reached"
    HARNESS_ERROR = "harness error"


@dataclass(frozen=True, slots=True)
class Item:
    """One check or contract test. `subject` groups items (login, cors, contract …); `seconds` is its duration.

    `detail` says why it was not applicable, not reached or a harness error. `reached` tells, for a contract item, how
    many answers of each class came back: {"accepted": 12, "refused: firstname": 3, "no access": 2}.
    """

    id: str
    subject: str
    title: str
    outcome: Outcome
    seconds: float
    detail: str = ""
    findings: tuple[str, ...] = ()
    reached: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Ended:
    """An item that has ended, with its findings themselves: what pytest's report of it carries as `cartcheck`.

    `stopped` says that it was the store that kept it from judging: no answer, the budget, a wait too long.
    """

    item: Item
    findings: tuple[Finding, ...] = ()
    stopped: bool = False


@dataclass(frozen=True, slots=True)
class StoreFacts:
    """The store as it was recognised. `evidence` are sentences that say what the recognition rests on."""

    url: str
    generation: str  # "3.0", or "" when unsure
    versions: str  # "3.0.3.8–3.0.5.1", or ""
    evidence: tuple[str, ...]
    username: str = ""


@dataclass(frozen=True, slots=True)
class Result:
    """A whole run. `sent` counts all requests; `exchanges` are those that findings or items refer to.

    `started` is ISO 8601 in UTC. `problems` are sentences about things that could not be done (budget spent,
    interrupted, a check that crashed). `claims` is every promise of articles and what became of it; () if not asked.
    `needs` has an answer for each that was named. `idle` are sentences about entries of a baseline that accept nothing.
    `part` names what was examined where that is too little to say that an integration can work, "" for a whole run.
    """

    cartcheck: str
    command: str
    started: str
    seconds: float
    store: StoreFacts
    findings: tuple[Finding, ...]
    items: tuple[Item, ...]
    exchanges: tuple[Shown, ...]
    sent: int
    budget: int
    fail_on: Level
    problems: tuple[str, ...] = ()
    seed: int = 0
    examined: bool = True
    claims: tuple[Claim, ...] = ()
    needs: tuple[NeedAnswer, ...] = ()
    idle: tuple[str, ...] = ()
    part: str = ""

    @property
    def ordered(self) -> list[Finding]:
        """The findings, worst first and root causes first; those that are accepted come last."""
        return in_order(list(self.findings))

    @property
    def open(self) -> list[Finding]:
        """The findings that nobody has accepted, in order."""
        return [finding for finding in self.ordered if not finding.accepted]

    @property
    def worst(self) -> Finding | None:
        """The finding that matters most, accepted or not: what is so does not change by being accepted."""
        return min(self.ordered, key=lambda finding: finding.level.rank, default=None)

    def counts(self) -> dict[Outcome, int]:
        """How many items ended in each outcome."""
        return {outcome: sum(item.outcome is outcome for item in self.items) for outcome in Outcome}

    @property
    def unreached(self) -> list[tuple[str, int]]:
        """Why items were not reached, and how many for each reason, the most frequent first."""
        reasons = (item.detail for item in self.items if item.outcome is Outcome.NOT_REACHED)
        return Counter(reason for reason in reasons if reason).most_common()

    @property
    def exit_code(self) -> ExitCode:
        """What the run ends with: our own bug, store not examined, something found, or clear, in this order."""
        if any(item.outcome is Outcome.HARNESS_ERROR for item in self.items):
            return ExitCode.OUR_BUG
        if not self.examined:
            return ExitCode.NOT_EXAMINED
        if any(finding.level.at_least(self.fail_on) for finding in self.open):
            return ExitCode.FOUND
        return ExitCode.NOT_EXAMINED if self.unknown else ExitCode.CLEAR

    @property
    def unknown(self) -> str:
        """Why it is not known whether an integration can work although nothing was found, "" if it is known."""
        broken = next((item for item in self.items if item.outcome is Outcome.HARNESS_ERROR), None)
        if broken:
            return f"A bug of cartcheck kept checks from judging: {broken.detail}"
        if not any(item.outcome in {Outcome.CLEAR, Outcome.FOUND} for item in self.items):
            why = f": {self.unreached[0][0]}" if self.unreached else ", so nothing is known about this store."
            return f"Nothing could be tested{why}"
        unasked = (
            item for item in self.items if item.outcome is Outcome.NOT_REACHED and item.subject == "login"
        )
        first = next(unasked, None)
        if first:
            return f"It is not known whether an integration can log in: {first.detail}"
        return f"Not everything could be asked: {self.problems[0]}" if self.problems else ""

    @property
    def verdict(self) -> str:
        """The answer in one sentence."""
        worst = self.worst
        if not self.examined:
            why = worst.summary if worst else (self.problems[0] if self.problems else "no answer came")
            return f"The store could not be examined: {why}"
        if worst and worst.level is Level.ERROR and worst.id.startswith("request."):
            return f"The request that was handed in cannot work{self._known(worst)}: {worst.summary}"
        if worst and worst.level is Level.ERROR:
            now = f"An integration cannot work with this store now{self._known(worst)}"
            return f"{now}: {worst.summary}"
        if self.unknown:
            return self.unknown
        if worst and worst.level is Level.WARNING:
            can = "" if self.part else "can work with this store, but "
            later = f"An integration {can}will break sooner or later"
            return f"{later}{self._known(worst)}: {worst.summary}"
        if self.part:
            return f"Nothing keeps an integration from working in what was examined: {self.part}."
        return "An integration can work with this store."

    def _known(self, worst: Finding) -> str:
        """Whether the worst is accepted, and what of the rest is not."""
        if not worst.accepted:
            return ""
        counted = [finding for finding in self.open if finding.level.at_least(self.fail_on)]
        return f", as is accepted ({len(counted)} more not)" if counted else ", as is accepted"
