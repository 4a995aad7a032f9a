"""Where operations are called: routes that moved, operations that are gone or new."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartcheck.comparison.difference import Difference, Proof, Row, Severity, Task

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from cartcheck.comparison.pairs import Sides
    from cartcheck.comparison.recording import Recording, Seen
    from cartcheck.dialects.dialect import Dialect, Operation

# What stands in for an operation that is gone. Source: docs of the generations in openapi/.
_INSTEAD = {
    "login": "There is no session any more: sign every request.",
    "order_read": "There is no way to read an order by API; from 4.0 `order_load` puts one into the session, "
    "whose cart can be read.",
    "order_replace": "Load the order (`order_load`, 4.0) or send its `order_id` (4.1), and confirm it again.",
    "order_load": "Send the whole order with its `order_id` to `call=confirm`.",
    "order_delete": "Orders can only be deleted in the admin.",
    "order_comment_set": "Send `comment` with `call=confirm`.",
    "cart_edit": "Send the products as they are to be; nothing is kept between requests.",
    "cart_remove": "Send the products that are to stay; nothing is kept between requests.",
    "currency_set": "Send the cookie `currency`; the parameter `currency` is signed but not used.",
    "language_set": "Send the parameter `language` with each call.",
    "store_set": "Send the parameter `store_id` with each call.",
    "voucher_apply": "Gift vouchers were removed from OpenCart.",
    "voucher_add": "Gift vouchers were removed from OpenCart.",
    "voucher_remove": "Gift vouchers were removed from OpenCart.",
    "reward_maximum": "Apply the points; the refusal names the maximum.",
    "reward_available": "Apply the points; the refusal names what is too much.",
    "affiliate_set": "Send `affiliate_id` with the order.",
}


def route_differences(sides: Sides) -> Iterator[Difference]:
    """By the dialects of both sides; nothing where one is not known."""
    was, now = sides.before.dialect, sides.after.dialect
    if was is None or now is None or was is now:
        return
    yield from _moved(sides, was, now)
    for name, operation in was.operations.items():
        if name not in now.operations and name != "login":
            yield _gone(sides, was, operation)
    yield from _new(sides, was, now)


def _moved(sides: Sides, was: Dialect, now: Dialect) -> Iterator[Difference]:
    rows = [
        (name, where(was.operations[name]), where(now.operations[name]))
        for name in was.operations
        if name in now.operations and where(was.operations[name]) != where(now.operations[name])
    ]
    if not rows:
        return
    names = [name for name, *_ in rows]
    old = at_old_routes(sides, was)
    still = any(seen.intent in names and _answers(seen) for seen in old)
    title = f"{len(rows)} operations are called by other routes"
    if still:
        title += "; the old ones still work"
    yield Difference(
        "route.moved",
        Severity.RISKY if still else Severity.BREAKING,
        Task.ROUTES,
        title,
        "Every client." if not still else "Nobody yet: old routes are turned into new ones, for now.",
        "Call the new routes.",
        tuple(Row(*row) for row in rows),
        tuple(_proofs(sides, names, {seen.intent: seen for seen in old})),
    )


def where(operation: Operation) -> str:
    """How an operation is addressed."""
    return "&".join((operation.route, *(f"{name}={value}" for name, value in operation.query)))


def at_old_routes(sides: Sides, was: Dialect) -> list[Seen]:
    """What the new store answers to the routes of the old one."""
    known = {operation.route for operation in was.operations.values()}
    return [
        seen for seen in sides.after.seen if seen.question.startswith("old/") and seen.asked.route in known
    ]


def _answers(seen: Seen) -> bool:
    return seen.reply is not None and seen.reply.status == 200 and "json" in seen.reply.media_type


def _proofs(sides: Sides, names: list[str], old: Mapping[str, Seen]) -> Iterator[Proof]:
    """The call as it was, and what the same route answers now; the same operation now, where that was not asked."""
    chosen = [name for name in names if name in old] or names
    for name in chosen[:3]:
        yield Proof(name, _right(sides.before, name), old.get(name) or _right(sides.after, name))


def _right(recording: Recording, name: str) -> Seen | None:
    """The entry that shows an operation at its best."""
    found = [
        seen
        for seen in recording.seen
        if seen.intent == name and not seen.question.startswith(("old/", "recognise/"))
    ]
    good = [seen for seen in found if seen.question in {f"{name}/right", f"{name}/missing"}]
    return next(iter(good or found), None)


def _gone(sides: Sides, was: Dialect, operation: Operation) -> Difference:
    old = {seen.asked.route: seen for seen in at_old_routes(sides, was)}
    proof = Proof(operation.name, _right(sides.before, operation.name), old.get(operation.route))
    return Difference(
        f"route.gone.{operation.name}",
        Severity.BREAKING,
        Task.ROUTES,
        f"There is no {operation.name} any more (`{where(operation)}`)",
        f"A client that calls `{where(operation)}`.",
        _INSTEAD.get(operation.name, "Do without it."),
        (Row(operation.name, where(operation), "–"),),
        (proof,) if proof.before or proof.after else (),
    )


def _new(sides: Sides, was: Dialect, now: Dialect) -> Iterator[Difference]:
    new = [name for name in now.operations if name not in was.operations and name != "login"]
    if new:
        yield Difference(
            "route.new",
            Severity.IMPROVEMENT,
            Task.ROUTES,
            f"{len(new)} operations are new: {', '.join(new[:4])}{' and more' if len(new) > 4 else ''}",
            "Nobody.",
            "Nothing; they may be of use.",
            tuple(Row(name, "–", where(now.operations[name])) for name in new),
            tuple(Proof(name, None, seen) for name in new[:2] if (seen := _right(sides.after, name))),
        )
