"""What the HTML report shows, sorted: the root cause, the other findings, what is clear, what was asked."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from cartcheck.claims.stand import State as ClaimState
from cartcheck.findings.finding import Level
from cartcheck.reports.matching import by_id, found_by
from cartcheck.reports.result import Outcome
from cartcheck.reports.wording import State, anchor, state_of

if TYPE_CHECKING:
    from cartcheck.claims.claim import Claim
    from cartcheck.findings.finding import Finding
    from cartcheck.reports.matching import ById
    from cartcheck.reports.result import Item, Result
    from cartcheck.transport.shown import Shown

_GRAVE = (Level.ERROR, Level.WARNING)


@dataclass(frozen=True, slots=True)
class Proof:
    """A sentence of evidence with its exchange; `shown` tells that the exchange stands further up already."""

    text: str
    exchange: Shown | None
    shown: bool


@dataclass(frozen=True, slots=True)
class Entry:
    """A finding with the place it stands at and its evidence. `rerun` is "" where it would run everything again."""

    finding: Finding
    anchor: str
    rerun: str
    proofs: tuple[Proof, ...]


@dataclass(frozen=True, slots=True)
class Subject:
    """The items of one subject. `counts` leaves out outcomes that did not happen."""

    name: str
    items: tuple[Item, ...]
    counts: tuple[tuple[Outcome, int], ...]

    @property
    def clear(self) -> list[str]:
        """The titles of what was seen to hold; where advice was found, its finding says better what is so."""
        return [item.title for item in self.items if item.outcome is Outcome.CLEAR and not item.findings]


@dataclass(frozen=True, slots=True)
class Promised:
    """The promises of one subject. `counts` leaves out states that did not happen."""

    name: str
    claims: tuple[Claim, ...]
    counts: tuple[tuple[ClaimState, int], ...]


@dataclass(frozen=True, slots=True)
class Page:
    """The report's content, in the order of reading. `first` is the worst finding, if it is a fault."""

    state: State
    lead: str
    reason: str
    first: Entry | None
    others: tuple[tuple[Level, tuple[Entry, ...]], ...]
    accepted: tuple[Entry, ...]
    subjects: tuple[Subject, ...]
    counts: tuple[tuple[Outcome, int], ...]
    promised: tuple[Promised, ...]
    entries: dict[Finding, Entry]
    known: ById

    @classmethod
    def of(cls, result: Result) -> Page:
        """The page of a result."""
        entries = _entries(result)
        told = [entry for entry in entries if not entry.finding.accepted]
        first = told[0] if told and told[0].finding.level in _GRAVE else None
        others = groupby(told[1:] if first else told, key=lambda entry: entry.finding.level)
        lead, colon, reason = result.verdict.partition(": ")
        return cls(
            state_of(result),
            lead + colon.strip(),
            reason,
            first,
            tuple((level, tuple(group)) for level, group in others),
            tuple(entry for entry in entries if entry.finding.accepted),
            _subjects(result),
            tuple(result.counts().items()),
            _promised(result),
            {entry.finding: entry for entry in entries},
            by_id(entry.finding for entry in entries),
        )

    def found_by(self, item: Item) -> list[Entry]:
        """Where the findings of an item stand."""
        return [self.entries[finding] for finding in found_by(item, self.known)]

    @property
    def clear(self) -> list[Subject]:
        """The subjects with good news."""
        return [subject for subject in self.subjects if subject.clear]


def _entries(result: Result) -> list[Entry]:
    exchanges = {exchange.number: exchange for exchange in result.exchanges}
    shown: set[int] = set()
    seen: Counter[str] = Counter()
    entries = []
    for finding in result.ordered:
        proofs = []
        for evidence in finding.evidence:
            proofs.append(Proof(evidence.text, exchanges.get(evidence.exchange), evidence.exchange in shown))
            shown.add(evidence.exchange)
        place = anchor(finding.id)
        seen[place] += 1
        number = f"-{seen[place]}" if seen[place] > 1 else ""
        rerun = finding.rerun if finding.rerun != result.command else ""
        entries.append(Entry(finding, place + number, rerun, tuple(proofs)))
    return entries


def _subjects(result: Result) -> tuple[Subject, ...]:
    by_subject: dict[str, list[Item]] = {}
    for item in result.items:
        by_subject.setdefault(item.subject, []).append(item)
    return tuple(_subject(name, items) for name, items in by_subject.items())


def _subject(name: str, items: list[Item]) -> Subject:
    counts = {outcome: sum(item.outcome is outcome for item in items) for outcome in Outcome}
    return Subject(name, tuple(items), tuple((outcome, count) for outcome, count in counts.items() if count))


def _promised(result: Result) -> tuple[Promised, ...]:
    by_subject: dict[str, list[Claim]] = {}
    for claim in result.claims:
        by_subject.setdefault(claim.subject, []).append(claim)
    return tuple(_of_subject(name, claims) for name, claims in by_subject.items())


def _of_subject(name: str, claims: list[Claim]) -> Promised:
    counts = Counter(claim.state for claim in claims)
    return Promised(
        name, tuple(claims), tuple((state, counts[state]) for state in ClaimState if counts[state])
    )
