"""The lives of carts and orders at one store, within bounds; of what is broken, the shortest chain of requests."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from cartcheck.contract.breach import Breach, BreachKind
from cartcheck.contract.contract import contract
from cartcheck.contract.life import Life
from cartcheck.contract.machine import Bounds, Enough, live, raise_broken
from cartcheck.contract.removal import removed
from cartcheck.contract.shop import Product
from cartcheck.contract.steps import Part, steps_of
from cartcheck.contract.talk import Talk, is_accepted
from cartcheck.errors import CartcheckError, NotApplicable, NotReached

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Callable, Iterator, Sequence

    from cartcheck.contract.answer import Answer
    from cartcheck.contract.contract import Contract
    from cartcheck.contract.failure import Failure
    from cartcheck.contract.steps import Step
    from cartcheck.probes.examination import Examination

_LIVES = 6  # at a mock
_STEPS = 20  # of one life: all of them once, and some more
# Requests of one part, and those to shorten the life that shows what is broken: at a mock, and at a live store.
_ENOUGH = {True: (400, 600), False: (60, 120)}


@dataclass(frozen=True, slots=True)
class Broken:
    """A broken effect with the numbers of the exchanges of the shortest life that showed it, and how often it was seen."""

    breach: Breach
    chain: tuple[int, ...]
    times: int


def lived(examination: Examination, part: Part, reached: Counter[str]) -> Iterator[Broken | Failure]:
    """What is broken, and the records that stay; `reached` counts the classes of the answers while they come.

    Raises NotApplicable where it must not be asked, NotReached where the life did not get far; whatever stops it in the
    middle is raised after what was found until then.
    """
    lives = Lives(examination.ask(contract), part, reached)
    stopped: BaseException | None = None
    try:
        lives.run()
    except BaseException as error:  # noqa: BLE001  # whatever it is, orders that were made must go, and it is raised again
        stopped = error
    left = lives.clean_up()
    yield from lives.broken
    yield from left
    if stopped is not None:
        raise stopped
    examination.transport.stop.heed()
    lives.check_reached()


class Lives:
    """The lives of one part of the steps: a scene of the machine."""

    def __init__(self, known: Contract, part: Part, reached: Counter[str]) -> None:
        self._contract = known
        self._examination = known.examination
        self._part = Part.WHOLE if part is Part.ORDER and known.thorough else part
        self.steps: Sequence[Step] = ()
        self._reached = reached
        self._accepted: set[str] = set()
        self._life: Life | None = None
        self._found: dict[tuple[BreachKind, str], Broken] = {}
        self._stopped: CartcheckError | None = None
        self._over = False
        self._before = 0

    @property
    def broken(self) -> list[Broken]:
        """What is broken, in the order in which it was first seen."""
        return list(self._found.values())

    def run(self) -> None:
        """Live; NotApplicable, and nothing is sent, where leave to write is missing."""
        known = self._contract
        if self._part is not Part.CART and not known.may_write:
            raise NotApplicable("This makes an order in the shop, so it needs leave: --allow-writes.")
        self._learn_shop()
        known.learn_own_fields("order_create")
        self.steps = steps_of(known, self._part)
        self._before = self._examination.transport.sent
        try:
            live(self._bounds(), self)
        except Enough:
            if self._stopped is not None:
                raise self._stopped from None

    def _learn_shop(self) -> None:
        """A product to buy; where none stays in a cart, one that a cart took, so that this can be shown."""
        known = self._contract
        try:
            known.learn_shop()
        except NotReached:
            if self._part is not Part.CART or not known.vanished:
                raise
            known.product = Product(known.vanished[0], ships=False, in_stock=False)
            known.known["product_id"] = [known.vanished[0]]

    def _bounds(self) -> Bounds:
        thorough = self._contract.thorough
        return Bounds(
            lives=(_LIVES if thorough else 1) + self._examination.examples,
            steps=_STEPS,
            times=2 if thorough else 1,
            seed=self._examination.seed,
            shortens=not self._contract.spares,
        )

    def begin(self) -> Life:
        """A life in a new session; no more of them where the order of the last one could not be removed."""
        product = self._contract.product
        if product is None or (self._contract.deletes and self._contract.own["order_id"]):
            raise self._enough()
        talk = Talk(self._contract, product, self._report, self._count)
        self._life = Life(talk, watchful=self._contract.thorough)
        return self._life

    def take(self, life: Life, step: Step) -> None:
        """Within the bounds, and no further than the store goes along."""
        first, more = _ENOUGH[self._contract.thorough]
        if self._examination.transport.sent - self._before >= first + (more if self._found else 0):
            raise self._enough()
        self._guarded(lambda: life.take(step))

    def check(self, life: Life) -> None:
        """The same."""
        self._guarded(life.check)

    def _guarded(self, act: Callable[[], None]) -> None:
        try:
            act()
        except CartcheckError as error:
            self._stopped = error
            raise self._enough() from error

    def _enough(self) -> Enough:
        self._over = True
        return Enough()

    def end(self, life: Life) -> None:
        """Nothing more is sent from here once it is over: the clean-up follows."""
        if not self._over:
            life.end()

    def _count(self, call: str, answer: Answer) -> None:
        if is_accepted(answer):
            self._accepted.add(call)
        self._reached.update(answer.classes)

    def _report(self, breach: Breach) -> None:
        chain = tuple(range(self._life.began if self._life else 0, self._examination.transport.sent + 1))
        key = breach.kind, breach.what
        known = self._found.get(key)
        shorter = known is None or len(chain) < len(known.chain)
        self._found[key] = Broken(breach, chain, 1) if known is None or shorter else known
        self._found[key] = replace(self._found[key], times=known.times + 1 if known else 1)
        if breach.kind is BreachKind.DELETED and not self._examination.target.control:
            raise self._enough()  # a shorter life would leave another order in the shop
        raise_broken(breach)

    def clean_up(self) -> list[Failure]:
        """Remove the records that were made; those that stay, and fields of the shop's own that were asked for."""
        left = removed(self._contract, self._life.talk.session if self._life else None)
        return [*left, *self._contract.own_fields.told()]

    def check_reached(self) -> None:
        """NotReached, with the reason, where the life did not get to what it is about."""
        wanted = "cart_add" if self._part is Part.CART else "order_create"
        if wanted not in self._accepted and not self._found:
            told = self._life.talk.refusal if self._life else "nothing was asked"
            raise NotReached(f"{_GOAL[wanted]}: {told}.")


_GOAL = {"cart_add": "Nothing could be put into a cart", "order_create": "No order could be made"}
