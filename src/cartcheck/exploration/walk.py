"""The whole walk over one store, in an order that does not change, and what is kept of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cartcheck.dialects.registry import dialect_for
from cartcheck.dialects.signs import Question
from cartcheck.errors import NotReached, StoreError
from cartcheck.exploration import access
from cartcheck.exploration.asking import Asking
from cartcheck.exploration.calls import Calls
from cartcheck.exploration.explorer import Explorer, Mark
from cartcheck.exploration.old_routes import old_routes
from cartcheck.probes.recognition import recognition
from cartcheck.probes.storefront import products_on
from cartcheck.release import bounds
from cartcheck.transport.exchange import Request

if TYPE_CHECKING:
    from collections.abc import Callable

    from cartcheck.dialects.dialect import Dialect
    from cartcheck.observations.recognition import Recognition
    from cartcheck.probes.examination import Examination


UNKNOWN = (
    "The store was not recognised, so nothing more was asked. `cartcheck diagnose` names what is in the way."
)


@dataclass(frozen=True, slots=True)
class Explored:
    """A walk that has ended: the marks by exchange, who the store is, and what could not be asked.

    `interrupted` says that the user ended it.
    """

    marks: dict[int, Mark]
    store: dict[str, Any]
    problems: tuple[str, ...]
    interrupted: bool = False


def explore(
    examination: Examination, version: str = "", told: Callable[[str], None] = lambda _question: None
) -> Explored:
    """Walk over a store. `version` is the release it is known to be, "" to go by what is seen.

    Raises StoreUnreachable where no answer came at all.
    """
    explorer, interrupted = Explorer(examination, told), False
    seen = examination.ask(recognition)
    if seen.unanswered:
        raise seen.unanswered
    _mark_recognition(explorer)
    dialect = dialect_for(version) if version and seen.dialect else seen.dialect
    if dialect is None:
        explorer.problems.append(UNKNOWN)
    else:
        try:
            _walk(Asking(explorer, dialect, seen.words), version or bounds(seen.versions)[1])
        except (NotReached, StoreError) as error:
            explorer.problems.append(str(error))
        except KeyboardInterrupt:
            explorer.problems.append("It was interrupted, so the rest was not asked.")
            interrupted = True
    problems = tuple(dict.fromkeys(explorer.problems))
    return Explored(explorer.marks, _store(seen, dialect, version), problems, interrupted)


def _walk(asking: Asking, version: str) -> None:
    product = _product(asking)
    calls = Calls(asking, version, product)
    calls.without_token()
    session = asking.session("login/right")
    access.logins(asking)
    access.carriers(asking, session)
    access.browser(asking, session)
    old_routes(asking, session)
    calls.examples()
    session = asking.session()
    access.elsewhere(asking, session)
    access.burst(asking, session)
    access.waits(asking)


def _product(asking: Asking) -> int:
    """A product of the shop: one that was named, or one that its home page shows; 0 for that of the demo catalogue."""
    if asking.target.products:
        return asking.target.products[0]
    request = Request("GET", asking.target.store.route("common/home"), idempotent=True, keep_cookies=False)
    reply = asking.explorer.ask(Mark("", ""), request, "Look for a product of this shop.", fresh=True)
    shown = products_on(reply) if reply else []
    return 0 if not shown or 40 in shown else min(shown)


def _mark_recognition(explorer: Explorer) -> None:
    questions = {f"Recognise the store: {question}.": question for question in Question}
    for exchange in explorer.examination.transport.exchanges:
        question = questions.get(exchange.purpose)
        if question is not None:
            intent = "login" if question in {Question.LOGIN, Question.ACCOUNT_LOGIN} else "recognise"
            explorer.marks[exchange.number] = Mark(f"recognise/{question.route}", intent)


def _store(seen: Recognition, dialect: Dialect | None, version: str) -> dict[str, Any]:
    told: dict[str, Any] = {"opencart": version or seen.versions}
    if dialect is not None:
        told["generation"] = dialect.generation
        words = {
            "no_access": sorted(seen.words.no_access),
            "bad_credentials": sorted(seen.words.bad_credentials),
        }
        told["words"] = words
    if seen.trouble is not None:
        told["trouble"] = str(seen.trouble)
    return told
