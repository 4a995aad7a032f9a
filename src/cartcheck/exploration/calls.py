"""Every operation with the examples of its description: what is accepted, what is refused, what needs a session."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cartcheck.contract.case import Case, Origin
from cartcheck.contract.document import data_marks
from cartcheck.contract.values import filled, for_nobody, foreign_to, touches_others, values_at
from cartcheck.dialects.dialect import Effect, Session, Verdict
from cartcheck.errors import NotReached
from cartcheck.exploration.asking import READ, Asking
from cartcheck.exploration.made import Made
from cartcheck.php.form import encode, parse

if TYPE_CHECKING:
    from cartcheck.contract.description import DescribedOperation, Example

# What tells of a state that a later question of the same session would change.
_FIRST = ("nothing_to_ship", "no_products", "empty_cart", "empty_session", "no_list", "no_address")
# What is asked anyway, as a step or when orders are cleared away, and orders that say no more than the first one.
_LEFT_OUT = {
    "order_create": {"accepted", "accepted_nothing", "accepted_all", "accepted_methods_here"},
    "order_delete": {"accepted"},
    "order_replace": {"refused_empty_cart"},  # forgets the shipping address, which later calls need
}
# The bulk form of 2.0-3.0, asked of every generation: whether it is still read.
_MANY = (1, 2)  # pieces of the first and of the second row
_DEMO_PRODUCT = 40  # the iPhone of the demo catalogue, in every version


@dataclass(slots=True)
class _State:
    """A session, and the calls that were accepted in it."""

    session: Session
    needs: tuple[str, ...] = ()


class Calls:
    """The operations of one store. `product` is a number of a product that can be bought."""

    def __init__(self, asking: Asking, version: str, product: int) -> None:
        self._asking = asking
        self._operations = asking.operations(version)
        self._of_the_shop: dict[str, list[Any]] = {"product_id": [product]} if product else {}
        self._known = dict(self._of_the_shop)
        self._made = Made(asking, self._operations)
        self._state: _State | None = None
        self._stepped: set[str] = set()

    def without_token(self) -> None:
        """Each operation as somebody asks it who never logged in."""
        if not self._asking.dialect.traits.guarded:
            return
        for operation in self._operations.values():
            if operation.name != "login" and self._may(operation):
                case = for_nobody(self._case(operation, operation.examples[0]), operation)
                request = self._asking.request(operation.name, None, case.query_pairs, case.form_pairs)
                purpose = f"{operation.summary}, without a credential."
                self._asking.ask(f"{operation.name}/no-token", operation.name, request, purpose, fresh=True)

    def examples(self) -> None:
        """All examples; a session goes on from one group to the next where that only takes further calls.

        What was made in the store is removed however it ends.
        """
        try:
            for needs, questions in self._groups().items():
                try:
                    self._group(needs, questions)
                except NotReached as error:
                    self._asking.explorer.problems.append(str(error))
        finally:
            self._clean_up()

    def _group(self, needs: tuple[str, ...], questions: list[tuple[DescribedOperation, Example]]) -> None:
        state = self._session_for(needs)
        self._bring(needs, state)
        for operation, example in questions:
            self._question(operation, example, state.session)
        if not needs:
            self._many(state.session)
        state.needs = needs

    def _groups(self) -> dict[tuple[str, ...], list[tuple[DescribedOperation, Example]]]:
        groups: dict[tuple[str, ...], list[tuple[DescribedOperation, Example]]] = {}
        for operation in self._operations.values():
            for example in operation.examples if operation.name != "login" and self._may(operation) else ():
                steps = [self._operations.get(need) for need in example.needs]
                if example.name in _LEFT_OUT.get(operation.name, ()):
                    continue
                if all(step is not None and self._may(step) for step in steps):
                    groups.setdefault(example.needs, []).append((operation, example))
        return {needs: sorted(found, key=_turn) for needs, found in sorted(groups.items())}

    def _session_for(self, needs: tuple[str, ...]) -> _State:
        """The session so far where it only needs further calls, else a new one."""
        state = self._state
        if state and state.needs and needs[: len(state.needs)] == state.needs:
            return state
        self._clean_up()
        self._known = dict(self._of_the_shop)
        self._state = _State(self._asking.session())
        return self._state

    def _bring(self, needs: tuple[str, ...], state: _State) -> None:
        """The calls of `needs` that were not made yet; NotReached where one is not accepted."""
        missing, state.needs = needs[len(state.needs) :], ()
        for need in missing:
            self._step(need, state.session)

    def _step(self, need: str, session: Session) -> None:
        operation = self._operations[need]
        example = next(one for one in operation.examples if one.name == "accepted")
        question = "" if need in self._stepped or need != "order_create" else "order_create/right"
        self._stepped.add(need)
        if self._ask(operation, example, session, question) is not Verdict.ACCEPTED:
            raise NotReached(f"{need} was not accepted, so what needs it was not asked.")
        if question:
            self._after_order(session)

    def _question(self, operation: DescribedOperation, example: Example, session: Session) -> None:
        self._ask(operation, example, session, f"{operation.name}/{plain(operation.name, example.name)}")

    def _after_order(self, session: Session) -> None:
        request = self._asking.request(READ, session)
        if not self._asking.dialect.traits.signed:
            self._asking.ask("order_create/cart-after", READ, request, "Read the cart after the order.")

    def _many(self, session: Session) -> None:
        if self._asking.dialect.traits.signed:
            return
        product = self._of_the_shop.get("product_id", [_DEMO_PRODUCT])[0]
        rows = {str(row): {"product_id": product, "quantity": pieces} for row, pieces in enumerate(_MANY)}
        case = Case("cart_add", Origin.EXAMPLE, "many", form={"product": rows})
        request = self._asking.request("cart_add", session, (), case.form_pairs)
        self._asking.ask("cart_add/many", "cart_add", request, "Put two products into the cart at once.")
        self._asking.ask(
            f"{READ}/all", READ, self._asking.request(READ, session), "Read the cart with all that is in it."
        )

    def _ask(
        self, operation: DescribedOperation, example: Example, session: Session, question: str
    ) -> Verdict | None:
        case = filled(self._case(operation, example), operation, self._known)
        values = {**case.query, **{str(name): value for name, value in parse(encode(case.form)).items()}}
        if touches_others(values, self._made.numbers, foreign_to(operation)):
            return None
        self._made.make_room(operation.name)
        request = self._asking.request(operation.name, session, case.query_pairs, case.form_pairs)
        purpose = f"{operation.summary}: {example.summary or 'as it should be'}."
        reply = self._asking.ask(question, operation.name, request, purpose)
        reading = self._asking.read(operation.name, reply)
        if reading is None:
            return None
        self._made.note(operation.name, reading.data)
        if reading.meaning is Verdict.ACCEPTED:
            self._learn(operation, reading.data)
        return reading.meaning

    def _learn(self, operation: DescribedOperation, data: Any) -> None:
        for path, kind in data_marks(operation.responses[Verdict.ACCEPTED]):
            # Where nothing is kept between requests, an example holds all it needs, in the form it needs it.
            wanted = kind == "order_id" or not self._asking.dialect.traits.signed
            if wanted and (values := list(values_at(data, path))):
                self._known[kind] = values

    def _clean_up(self) -> None:
        self._made.remove(self._state.session if self._state else None)

    def _case(self, operation: DescribedOperation, example: Example) -> Case:
        return Case(operation.name, Origin.EXAMPLE, example.name, example.query, example.form, example.needs)

    def _may(self, operation: DescribedOperation) -> bool:
        return operation.effect is not Effect.PERSISTENT or self._asking.target.leave.writes


def plain(operation: str, example: str) -> str:
    """The name of an example without its outcome, which may differ: `unknown_order` of `refused_unknown_order`."""
    outcome, _, rest = example.partition("_")
    if outcome == "depends":
        return rest
    name = {"none": "missing", "store": "product"}.get(rest, rest)
    if operation == "cart_add" and name == "many":
        return "described-many"
    return name or "right"


def _turn(question: tuple[DescribedOperation, Example]) -> tuple[int, int]:
    operation, example = question
    rest = example.name.partition("_")[2]
    order = 4 if example.name.startswith("accepted") else 3
    if rest in _FIRST:
        order = 2
    if operation.effect is Effect.PERSISTENT:
        order = 1 if rest in _FIRST else 5
    if operation.name == READ:
        order = 0
    last = 1 if operation.name == "order_delete" else 0
    return order, last
