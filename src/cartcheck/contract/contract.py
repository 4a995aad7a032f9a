"""What one run knows for its contract tests: the description of the store's version, its own values, its own orders."""

from __future__ import annotations

from contextlib import contextmanager
from functools import cache, partial
from typing import TYPE_CHECKING, Any

from cartcheck.contract.answer import Answer, read_answer
from cartcheck.contract.description import DescribedOperation, load
from cartcheck.contract.drawing import Drawing, Drawn
from cartcheck.contract.limits import accepted_amount
from cartcheck.contract.own_fields import OwnFields, ask_for_own_fields, carried
from cartcheck.contract.records import RECORDS, Record, made_in
from cartcheck.contract.shop import Product, currency, product
from cartcheck.dialects.dialect import Breakage, Effect, name_of
from cartcheck.errors import BudgetSpent, NotApplicable, StoreError
from cartcheck.findings.finding import Evidence
from cartcheck.paths import openapi_dir
from cartcheck.php.values import to_int
from cartcheck.probes.recognition import dialect_of, recognition, words_of
from cartcheck.release import bounds

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from cartcheck.contract.case import Case
    from cartcheck.contract.generation import Generation
    from cartcheck.dialects.traits import Traits
    from cartcheck.probes.examination import Examination
    from cartcheck.transport.exchange import Request

# Requests: an order may be asked for twice, since a server turned the first one away as one too many. Deleting it is that,
# and as much again in a new session after a login of its own.
_TO_MAKE = 2
_TO_DELETE = 5


class Contract:
    """The contract of the store under examination. `described` holds an operation as each end of the version range has it.

    `known` are the shop's own values by kind, `own_fields` form fields that its owner added; `vanished` are products that
    a cart took and did not show, `stumbled` broken answers that came while a product was looked for. `own` are the numbers
    of the records this run made and has not removed, by their name, such as `order_id`; `kept` those that it could only put
    away, `told` those of them that were reported; `untold` says of each record whose number the store did not tell what is
    known. `shown_by` is the exchange that last told of a record: that which made it, or was to remove it. `made` holds what
    to know of the last record that a call made.
    """

    def __init__(self, examination: Examination) -> None:
        self.examination = examination
        self.dialect = dialect_of(examination)
        self.words = words_of(examination)
        self._versions = examination.ask(recognition).versions
        self.described = _described(self.dialect.description, self._versions)
        self.known: dict[str, list[Any]] = _known(examination, self.dialect.traits)
        self.own_fields = OwnFields(examination.target.custom_fields)
        self.product: Product | None = None
        self.vanished: list[int] = []
        self.stumbled: list[tuple[Case, Answer]] = []
        self.own: dict[str, set[int]] = {record.number: set() for record in RECORDS}
        self.kept: dict[str, set[int]] = {record.number: set() for record in RECORDS}
        self.told: set[tuple[str, int]] = set()
        self.untold: list[Evidence] = []
        self.shown_by: dict[tuple[str, int], int] = {}
        self.made: dict[str, dict[str, list[Any]]] = {}
        self._drawing: Drawing | None = None

    @property
    def may_write(self) -> bool:
        """Whether operations that change the shop's data may run."""
        return self.examination.target.leave.writes

    @property
    def ships(self) -> bool:
        """Whether the shop sells something that is to be shipped; so it is taken until a product is known."""
        return self.product is None or self.product.ships

    @property
    def deletes(self) -> bool:
        """Whether orders can be deleted."""
        return "order_delete" in self.described

    @property
    def remakes(self) -> bool:
        """Whether an order can be made anew in place of an earlier one: 4.1, the stock one that deletes none, does so."""
        return not self.deletes and self.described["order_create"][0].stock

    @property
    def spares(self) -> bool:
        """Whether a record that was made is used again, for none can be removed; a mock may have any number."""
        return not (self.deletes or self.remakes or self.thorough)

    def needed(self, needs: tuple[str, ...]) -> tuple[str, ...]:
        """Of the calls that come before another, those that this shop has a use for."""
        return tuple(need for need in needs if self.ships or not self.described[need][0].ships)

    @property
    def thorough(self) -> bool:
        """Whether all boundaries are tried: at a mock, and where generated cases were asked for."""
        return bool(self.examination.target.control or self.examination.examples)

    @property
    def demo(self) -> bool:
        """Whether the shop sells the demo catalogue: a mock does."""
        return bool(self.examination.target.control)

    @property
    def generation(self) -> Generation:
        """The generator of cases; loaded only now, for schemathesis takes its time."""
        return _generation(self.dialect.description, self._versions)

    def boundaries(self, name: str) -> list[Case]:
        """The cases at the limits of an operation's schema."""
        if self.examination.processes == 1:
            return self.generation.boundaries(name)
        return self._drawn_ahead(name).boundaries

    def generated(self, name: str) -> list[Case]:
        """As many generated cases of an operation as the run was asked for."""
        asked = self.examination
        if asked.processes == 1:
            return self.generation.generated(name, asked.examples, asked.seed, asked.transport.stop.heed)
        return self._drawn_ahead(name).generated

    def _drawn_ahead(self, name: str) -> Drawn:
        """The cases by as many processes as the run was asked for; none of them is this one."""
        asked = self.examination
        if self._drawing is None:
            draw = partial(_drawn, self.dialect.description, self._versions)
            self._drawing = Drawing(draw, asked.examples, asked.seed, asked.processes)
            asked.at_end.append(self._drawing.close)
        names = [each for each, (one, *_) in self.described.items() if self._may_be_asked(one)]
        following = names[names.index(name) + 1 :] if name in names else ()
        return self._drawing.cases(name, following, asked.transport.stop.heed)

    def _may_be_asked(self, operation: DescribedOperation) -> bool:
        return operation.effect is not Effect.PERSISTENT or self.may_write

    def ask(self, request: Request, name: str, purpose: str) -> Answer:
        """Send a request to an operation and read its answer."""
        answer = self._answer(request, name, purpose)
        if answer.reading.breakage is Breakage.LIMITED:  # the transport waits as Retry-After asks
            answer = self._answer(request, name, purpose)
        if answer.reading.breakage is Breakage.LIMITED:
            raise StoreError(
                "The store's server turned our calls away as too many.", "Run again with a slower --pace."
            )
        told = answer.reading.data
        if self.described[name][0].is_login and isinstance(told, dict):
            token = str(told.get(self.dialect.traits.token, ""))
            self.examination.transport.learn_secret("token", token)
        return answer

    def _answer(self, request: Request, name: str, purpose: str) -> Answer:
        number, reply = self.examination.send(request, purpose)
        return read_answer(self.dialect, self.described[name], reply, number, self.words)

    def note(self, case: Case, answer: Answer) -> None:
        """Remember a record that was made, and forget an order that was deleted."""
        data = answer.reading.data  # also where a PHP message stood before it
        if made := made_in(case.operation, data):
            record, number = made
            if number:
                self.use(record, number)
                self.shown_by[record.number, number] = answer.exchange
            else:
                self.untold.append(Evidence(record.untold, answer.exchange))
        elif case.operation == "order_delete" and isinstance(data, dict) and "success" in data:
            self.own["order_id"].discard(to_int(str(case.query.get("order_id", ""))))
            self._reserve()

    def _reserve(self) -> None:
        self.examination.transport.reserved = _TO_DELETE * sum(map(len, self.own.values()))

    def make_room(self) -> None:
        """BudgetSpent, and nothing must be made, where the budget does not reach to remove it again."""
        if self.examination.transport.remaining < _TO_MAKE + _TO_DELETE:
            raise BudgetSpent(
                "Too little of the budget is left to make an order and delete it again.",
                "Allow more with --budget.",
            )

    def use(self, record: Record, number: int) -> None:
        """Remember a record of this run that is to be removed."""
        self.own[record.number].add(number)
        self._reserve()

    def keep(self, record: Record, number: int) -> None:
        """Remember a record that cannot be removed and was put away."""
        self.own[record.number].discard(number)
        self.kept[record.number].add(number)
        self._reserve()

    def ours(self) -> Mapping[str, set[int]]:
        """The numbers of all records that this run made and that may still be there."""
        return {name: self.own[name] | self.kept[name] for name in self.own}

    @contextmanager
    def still_naming(self, name: str, number: int) -> Iterator[None]:
        """A record of this run may be asked for in here though it was deleted: to see that it is gone."""
        self.kept[name].add(number)
        try:
            yield
        finally:
            self.kept[name].discard(number)

    def learn_shop(self) -> None:
        """Find a product to buy, once; NotReached where none is known."""
        self.product = self.examination.ask(own_product)
        self.known["product_id"] = [self.product.number]
        if self.product.pieces:
            self.known["quantity"] = [self.product.pieces]

    def learn_amount(self) -> None:
        """Find an amount for a gift voucher, once; the description's own where the shop told no limits."""
        amount = self.examination.ask(voucher_amount)
        if amount:
            self.known["amount"] = [amount]

    def learn_own_fields(self, name: str) -> None:
        """Learn which fields the shop's owner added, once, for an operation that does not say what it lacks."""
        operations = [one for one, *_ in self.described.values()]
        if name in self.described and carried(self.described[name][0], operations):
            self.examination.ask(own_fields_asked)


def _known(examination: Examination, traits: Traits) -> dict[str, list[Any]]:
    given = examination.credentials
    target = examination.target
    for kind, code in (("coupon", target.coupon), ("voucher", target.voucher)):
        examination.transport.learn_secret(kind, code)
    said = (given.username, given.key)[-len(traits.fields) :]
    known = {name: [value] for name, value in zip(traits.fields, said, strict=True)}
    named = {"currency": currency(examination), "coupon": target.coupon, "voucher": target.voucher}
    return known | {kind: [value] for kind, value in named.items() if value}


@cache
def _generation(file: str, versions: str) -> Generation:
    from cartcheck.contract.generation import Generation  # heavy

    return Generation(operations[0] for operations in _described(file, versions).values())


def _drawn(file: str, versions: str, name: str, count: int, seed: int) -> Drawn:
    """What a process of `Drawing` does."""
    generation = _generation(file, versions)
    return Drawn(generation.boundaries(name), generation.generated(name, count, seed) if count else [])


@cache
def _described(file: str, versions: str) -> Mapping[str, tuple[DescribedOperation, ...]]:
    path = openapi_dir() / file
    ends = [load(path, version).operations for version in dict.fromkeys(bounds(versions))]
    return {name: _distinct([end[name] for end in ends]) for name in ends[0] if name in ends[-1]}


def _distinct(operations: list[DescribedOperation]) -> tuple[DescribedOperation, ...]:
    """The operations, those that ask and answer alike only once."""
    kept: list[DescribedOperation] = []
    for one in operations:
        kept += [] if any(_are_alike(one, other) for other in kept) else [one]
    return tuple(kept)


def _are_alike(one: DescribedOperation, other: DescribedOperation) -> bool:
    if [refusal.fills for refusal in one.refusals] != [refusal.fills for refusal in other.refusals]:
        return False
    return (one.request_schema, one.responses) == (other.request_schema, other.responses)


def contract(examination: Examination) -> Contract:
    """The run's contract; a probe, asked once. NotApplicable where nobody has described the generation yet."""
    dialect = dialect_of(examination)
    if not (openapi_dir() / dialect.description).is_file():
        raise NotApplicable(f"{name_of(dialect)} is not described yet, so there is nothing to test against.")
    return Contract(examination)


def has_call(examination: Examination, name: str) -> bool:
    """Whether the recognised generation has an operation of that name."""
    versions = examination.ask(recognition).versions
    return name in _described(dialect_of(examination).description, versions)


def own_product(examination: Examination) -> Product:
    """A product of the shop; a probe, asked once."""
    return product(examination.ask(contract))


def voucher_amount(examination: Examination) -> float | int | None:
    """What a gift voucher of the shop may cost; a probe, asked once."""
    return accepted_amount(examination.ask(contract))


def own_fields_asked(examination: Examination) -> None:
    """Make the calls that name missing fields of the shop's own; a probe, asked once."""
    ask_for_own_fields(examination.ask(contract))
