"""An API session in which an operation is tried: opened, brought into the state it needs, and asked."""

from __future__ import annotations

from dataclasses import replace
from secrets import token_hex
from typing import TYPE_CHECKING, Any

from cartcheck.contract.asked import Asked
from cartcheck.contract.basket import pieces_in
from cartcheck.contract.case import Case, Origin
from cartcheck.contract.choices import with_choices
from cartcheck.contract.description import Shown
from cartcheck.contract.document import data_marks
from cartcheck.contract.expectation import expectation
from cartcheck.contract.records import MADE_BY, change, deletion
from cartcheck.contract.seen import query_seen
from cartcheck.contract.values import filled, foreign_to, is_own, touches_others, values_at
from cartcheck.dialects.dialect import Effect, Verdict
from cartcheck.errors import CartcheckError, NotReached, StoreUnreachable
from cartcheck.findings.finding import Evidence
from cartcheck.php.form import parse
from cartcheck.php.values import to_int
from cartcheck.probes.session import new_session
from cartcheck.probes.token import must_let_in

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cartcheck.contract.answer import Answer
    from cartcheck.contract.contract import Contract
    from cartcheck.contract.description import DescribedOperation
    from cartcheck.contract.records import Record
    from cartcheck.contract.shop import Product
    from cartcheck.dialects.dialect import Session
    from cartcheck.transport.exchange import Request


_SHIPPING = "shipping_"  # how the fields begin that a store looks at only where something is shipped


class ApiSession:
    """One session for one operation. `known` are the shop's own values, as far as they were learned.

    `disturbed` says that the operation was asked since the session was prepared, `spent` that it was not always refused,
    `taken` which calls were accepted, and `see` where in the admin it is set what the first refusal of it came of, if that
    is known. `purpose` says what it is for, where that is not the contract of the operation.
    """

    def __init__(self, contract: Contract, name: str, purpose: str = "") -> None:
        self._contract = contract
        self._described = contract.described[name]
        self._session: Session | None = None
        self._state: tuple[str, ...] | None = None
        self.name = name
        self._purpose = purpose or f"the contract of {name}"
        self.known: dict[str, list[Any]] = dict(contract.known)
        self.disturbed = self.spent = False
        self.taken: set[str] = set()
        self._used_up: set[str] = set()
        self.see = ""

    def prepare(self, needs: tuple[str, ...], *, anew: bool = False) -> None:
        """A session in which the calls of `needs` were accepted, in this order; NotReached where one was not."""
        needs = self._contract.needed(needs)
        if self._state != needs or not self._has_order(needs) or anew:
            self._open()
            missing = needs
        elif self._used_up:
            self._remove_orders()
            missing = tuple(need for need in needs if need in self._used_up)
        else:
            return
        for need in missing:
            self._take(need)
        self._state, self.disturbed, self.spent = needs, False, False
        self._used_up.clear()

    def _has_order(self, needs: tuple[str, ...]) -> bool:
        """Whether the order that was made for these needs is still there, if there had to be one."""
        own = self._contract.own["order_id"]
        return "order_create" not in needs or to_int(self.known.get("order_id", [0])[0]) in own

    def _open(self) -> None:
        self._remove_orders()
        must_let_in(self._contract.examination)
        self._session = new_session(self._contract.examination, f"for {self._purpose}")
        self._state = None
        self.taken = set()

    def _remove_orders(self) -> None:
        """Where orders can go, those of this run do: what they hold of the stock may be missing for the next one."""
        if not (self._contract.deletes or self._contract.remakes):
            return
        record = MADE_BY["order_create"]
        for number in sorted(self._contract.own[record.number]):
            self.remove(record, number)

    def _take(self, need: str) -> None:
        if self._contract.spares and need in self._contract.made:
            self._use_again(MADE_BY[need])
            return
        operation = self._contract.described[need][0]
        lasts = operation.effect is Effect.PERSISTENT
        what = f"Make what {self.name} needs" if lasts else f"Prepare {self.name}"
        case = self.usual(need, f"needed by {self.name}")
        # A line that makes an order is none to be run by hand without a thought.
        answer = self.ask(case, f"{what}: {operation.summary}.", prepares=not lasts)
        if answer is None or answer.verdict is not Verdict.ACCEPTED:
            said = answer.said if answer else "it would touch what is not our own"
            see = operation.see(answer.errors) if answer else ""
            raise NotReached(
                f"{need}, which has to come before {self.name}, did not work: {said}.",
                f"See {see}." if see else "",
            )
        if not self._has_order((need,)):
            raise NotReached("The store did not tell the number of the order that it made.")

    def _use_again(self, record: Record) -> None:
        """The last record that this run made, instead of another that would stay as well."""
        made = self._contract.made[record.made_by]
        self.known |= made
        number = to_int(made[record.number][0])
        self._contract.use(record, number)
        if record.again:
            case = change(record, self._changing(record), number, record.again)
            self._done(case, f"Use {record.noun.lower()} {number} once more.")

    def usual(self, name: str, label: str) -> Case:
        """The description's usual example of an operation, filled with the shop's own values."""
        operation = self._contract.described[name][0]
        example = next(one for one in operation.examples if one.name == "accepted")
        return self._filled(Case(name, Origin.EXAMPLE, label, example.query, example.form), operation)

    def _filled(self, case: Case, operation: DescribedOperation) -> Case:
        """The case with the shop's own values; an e-mail address that must be new is another one each time."""
        self.known["new_email"] = [f"cartcheck-{token_hex(6)}@example.com"]
        return filled(case, operation, self.known)

    def send(self, case: Case) -> tuple[Asked, Answer] | None:
        """The case, filled with the shop's own values, and its answer; None if it would touch foreign records."""
        operation = self._described[0]
        sent = self._filled(case, operation)
        seen = self._request(sent)
        answer = self._put(sent, f"Contract of {self.name}: {case.label}.", seen=seen)
        if answer is None:
            return None
        self.disturbed = True
        self.spent |= answer.verdict is not Verdict.REFUSED
        expected = expectation(self._described, seen)
        if not self._contract.ships:
            expected = expected.without(_SHIPPING)
        product = self._contract.product
        ours = is_own(sent, operation, self.known) and (product is None or _has_enough(product, sent))
        ships = product is not None and product.ships and self._buys(sent, operation, product.number)
        faulty = self._cart_is_faulty(operation, answer)
        return Asked(sent, operation, expected, ours, ships, faulty, self._contract.demo), answer

    def _cart_is_faulty(self, operation: DescribedOperation, answer: Answer) -> bool:
        """Whether the store itself finds fault with the cart, where a refusal may be about that."""
        reasons = (one for key, text in answer.errors.items() for one in operation.reasons(key, text))
        if answer.verdict is not Verdict.REFUSED or all(one.shown is not Shown.CART_READ for one in reasons):
            return False
        read = self.ask(Case("cart_read", Origin.EXAMPLE, ""), "Look whether the cart is why it was refused.")
        return read is not None and isinstance(read.reading.data, dict) and "error" in read.reading.data

    @staticmethod
    def _buys(case: Case, operation: DescribedOperation, product: int) -> bool:
        """Whether a product is in the cart: by a call before, or along with the form."""
        slots = [slot for slot in operation.slots if slot.place == "form" and slot.data == "product_id"]
        sent = (str(value) for slot in slots for value in values_at(case.form, slot.path))
        return "cart_add" in case.needs or str(product) in sent

    def ask(self, case: Case, purpose: str, *, prepares: bool = False) -> Answer | None:
        """The answer to a case as it stands; None, and nothing is sent, if it would touch foreign records.

        `prepares`: what is asked later in the session depends on it.
        """
        return self._put(case, purpose, prepares=prepares)

    def look(self, case: Case, purpose: str) -> Answer | None:
        """The same of a case that no contract test sends: where it breaks, that of its call tells so."""
        answer = self.ask(case, purpose, prepares=True)
        if answer is not None and answer.verdict is Verdict.BROKEN:
            self._contract.stumbled.append((case, answer))
        return answer

    def _put(
        self, case: Case, purpose: str, *, seen: Request | None = None, prepares: bool = False
    ) -> Answer | None:
        """The answer to a case, as this shop wants it; None, and nothing is sent, if it would touch foreign records.

        It is asked once more where the shop asks for fields of its own. `seen` is the request of the case, if known.
        """
        operation = self._contract.described[case.operation][0]
        wanted = self._contract.own_fields.filled(self._with_choices(self._in_own_order(case)), operation)
        request = seen if seen and wanted is case else self._request(wanted)
        request = replace(request, prepares=True) if prepares else request
        values = {**query_seen(request), **{str(name): value for name, value in parse(request.body).items()}}
        if touches_others(values, self._contract.ours(), foreign_to(operation)):
            return None
        answer = self._asked(self._marked(request, case.operation, values), case.operation, purpose)
        if self._contract.own_fields.learn(self._contract.described[case.operation], answer):
            return self._put(case, purpose, prepares=prepares)
        self._contract.note(case, answer)
        self.see = self.see or (operation.see(answer.errors) if case.operation == self.name else "")
        if answer.verdict is Verdict.ACCEPTED:
            self.taken.add(case.operation)
            self._used_up.update(operation.uses_up)
            self._learn(case, answer.reading.data)
        return answer

    def _marked(self, request: Request, name: str, values: Mapping[str, Any]) -> Request:
        """The request, with a mark where another record is made each time it is sent, and none made anew."""
        record = MADE_BY.get(name)
        if record is None or (self._contract.remakes and to_int(str(values.get(record.number, "")))):
            return replace(request, names=self._named(values))
        return replace(request, makes=record.one[0].lower() + record.one[1:])

    def _named(self, values: Mapping[str, Any]) -> str:
        """The record of this run that a request is about and that is removed at the end, if any."""
        record = MADE_BY["order_create"]
        number = to_int(str(values.get(record.number, "")))
        removed = self._contract.deletes and number in self._contract.own[record.number]
        return f"{record.noun} {number}" if removed else ""

    def _asked(self, request: Request, name: str, purpose: str) -> Answer:
        if name not in MADE_BY:
            return self._contract.ask(request, name, purpose)
        self._contract.make_room()
        try:
            return self._contract.ask(request, name, purpose)
        except StoreUnreachable as error:
            text = f"{MADE_BY[name].one} may have been made: its answer never came. {error.message}"
            self._contract.untold.append(Evidence(text, self._sent))
            raise

    def _with_choices(self, case: Case) -> Case:
        """With a choice of options where the shop's product is not sold without."""
        product = self._contract.product
        return with_choices(case, product.number, product.choices) if product else case

    def _in_own_order(self, case: Case) -> Case:
        """Where orders cannot be deleted, the one that was made is made anew instead of another beside it."""
        contract = self._contract
        kept = contract.ours()["order_id"] if contract.remakes and not contract.deletes else set()
        if case.operation != "order_create" or not kept or to_int(str(case.form.get("order_id", ""))):
            return case
        return case.with_values(case.query, {**case.form, "order_id": max(kept)})

    def remove_anew(self, record: Record, number: int) -> bool:
        """The same in a session of its own, where the last one may be of no use any more."""
        try:
            self._session = new_session(
                self._contract.examination, f"to remove {record.noun.lower()} {number}"
            )
        except CartcheckError:
            return False
        return self.remove(record, number)

    def remove(self, record: Record, number: int) -> bool:
        """Whether a record of this run is gone now, or put away; not asked for outside a session.

        Where none can be deleted an order gets the status 0, which gives its products back to the stock.
        """
        if self._session is None:
            return False
        before = self._sent
        if self._contract.deletes:
            done = self._done(deletion(number), f"Delete order {number}, which this run made.")
        else:
            away = change(record, self._changing(record), number, record.form)
            done = self._done(away, f"Put {record.noun.lower()} {number} away.")
            self._contract.keep(record, number)
        if self._sent > before:
            self._contract.shown_by[record.number, number] = self._sent
        return done

    @property
    def _sent(self) -> int:
        """The number of the run's last exchange."""
        return self._contract.examination.transport.sent

    def _changing(self, record: Record) -> DescribedOperation:
        return self._contract.described[record.put_away_by][0]

    def _done(self, case: Case, purpose: str) -> bool:
        try:
            answer = self.ask(case, purpose)
        except CartcheckError:
            return False
        return answer is not None and Verdict.ACCEPTED in {answer.verdict, answer.reading.meaning}

    def _request(self, case: Case) -> Request:
        dialect, store = self._contract.dialect, self._contract.examination.target.store
        return dialect.request(store, case.operation, self._session, case.query_pairs, case.form_pairs)

    def _learn(self, case: Case, data: Any) -> None:
        """Take over the values of the shop that an answer tells: rows of the cart, methods, the order."""
        for path, kind in data_marks(self._contract.described[case.operation][0].responses[Verdict.ACCEPTED]):
            values = list(values_at(data, path))
            if values:
                self.known[kind] = values
        if record := MADE_BY.get(case.operation):
            self.known |= {name: [case.form[name]] for name in record.tells if name in case.form}
            kinds = (record.number, *record.tells)
            made = {kind: self.known[kind] for kind in kinds if kind in self.known}
            self._contract.made |= {case.operation: made} if record.number in made else {}


def _has_enough(product: Product, case: Case) -> bool:
    """Whether the shop has as much of the product as a case asks for, as far as it told."""
    return product.in_stock and (
        product.stock is None or pieces_in(case.form, product.number) <= product.stock
    )
