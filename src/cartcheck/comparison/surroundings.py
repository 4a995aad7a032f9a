"""What stands around the API: what browsers may do, cookies, how long a token lives, how fast answers come."""

from __future__ import annotations

from statistics import median
from typing import TYPE_CHECKING

from cartcheck.comparison.difference import Difference, Proof, Row, Severity, Task

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cartcheck.comparison.pairs import Pair, Sides
    from cartcheck.comparison.recording import Recording, Seen

_CORS = "access-control-"
_LEAST_PAIRS = 20
_LEAST_SECONDS = 0.1
_LEAST_FACTOR = 2.0
_LEAST_SHARE = 0.8


def cors_differences(sides: Sides) -> Iterator[Difference]:
    """What a page of another origin may do."""
    was, now = _browser(sides.before), _browser(sides.after)
    if not was or not now or _facts(was) == _facts(now) or _broken(sides):
        return
    before, after = _facts(was), _facts(now)
    rows = tuple(
        Row(name, before.get(name, "–"), after.get(name, "–"))
        for name in dict.fromkeys((*before, *after))  # a recording of another tool may have no preflight
        if before.get(name) != after.get(name)
    )
    could, can = (_allowed(facts) for facts in (before, after))
    lost = any(was > now for was, now in zip(could, can, strict=True))
    won = not lost and any(was < now for was, now in zip(could, can, strict=True))
    severity = Severity.BREAKING if lost else Severity.IMPROVEMENT if won else Severity.RISKY
    yield Difference(
        "cors",
        severity,
        Task.SURROUNDINGS,
        "Browsers may do less from another origin than before"
        if lost
        else f"Browsers may do {'more' if won else 'other things'} from another origin",
        "A client that runs in a browser on another origin."
        if severity is not Severity.IMPROVEMENT
        else "Nobody.",
        "Call from a server, or add the headers in the web server."
        if severity is not Severity.IMPROVEMENT
        else "Nothing.",
        rows,
        tuple(Proof("browser", first, second) for first, second in zip(was, now, strict=False)),
    )


def _broken(sides: Sides) -> bool:
    """Whether the page's call is broken on one side alone, so that its headers are somebody else's."""
    pair = sides.by_question.get("browser/call")
    return pair is not None and pair.was.breakage != pair.now.breakage and "blocked" in pair.now.breakage


def _browser(recording: Recording) -> list[Seen]:
    """The call and the preflight question of a page, by name or by their headers."""
    named = [seen for seen in recording.seen if seen.question.startswith("browser/") and seen.reply]
    if named or recording.walked:
        return named
    origin = [
        seen for seen in recording.seen if seen.intent == "login" and seen.reply and _has(seen, "origin")
    ]
    plain = [seen for seen in origin if seen.asked.method != "OPTIONS"]
    preflights = [seen for seen in origin if _has(seen, "access-control-request-method")]
    return [*plain[:1], *preflights[:1]]


def _allowed(facts: dict[str, str]) -> tuple[bool, bool]:
    return (
        facts["a page may read answers"] == "yes",
        facts.get("a preflight question is answered") == "yes",
    )


def _has(seen: Seen, header: str) -> bool:
    return any(name.lower() == header for name, _ in seen.asked.headers)


def _facts(seen: list[Seen]) -> dict[str, str]:
    facts: dict[str, str] = {}
    for one in seen:
        which = "preflight" if one.asked.method == "OPTIONS" else "answer"
        assert one.reply is not None
        for header in ("allow-origin", "allow-credentials", "allow-methods", "allow-headers"):
            facts[f"{which}: {_CORS}{header}"] = one.reply.header(_CORS + header) or "–"
        if which == "preflight":
            passes = one.reply.status < 300 and facts[f"{which}: {_CORS}allow-origin"] != "–"
            facts["a preflight question is answered"] = "yes" if passes else "no"
    plain = facts.get(f"answer: {_CORS}allow-origin", "–")
    facts["a page may read answers"] = "yes" if plain != "–" else "no"
    return facts


def cookie_differences(sides: Sides) -> Iterator[Difference]:
    """The cookies that are set, and their attributes."""
    was, now = (_cookies(side) for side in _same(sides))
    rows = tuple(
        Row(name, was.get(name, "–"), now.get(name, "–"))
        for name in sorted({*was, *now})
        if was.get(name) != now.get(name)
    )
    if rows and sides.before.dialect and sides.after.dialect:
        names = was.keys() ^ now.keys()
        yield Difference(
            "cookies",
            Severity.RISKY if names else Severity.COSMETIC,
            Task.SURROUNDINGS,
            "Other cookies are set" if names else "Cookies have other attributes",
            "A client that names a cookie, or handles cookies by itself.",
            "Keep cookies by a cookie jar and do not depend on their names.",
            rows,
            tuple(pair.proof for pair in sides.pairs if "set-cookie" in _headers(pair))[:1],
        )


def _headers(pair: Pair) -> set[str]:
    replies = [seen.reply for seen in (pair.before, pair.after) if seen.reply]
    return {name for reply in replies for name, _ in reply.headers}


def _same(sides: Sides) -> tuple[list[Seen], list[Seen]]:
    """What both sides were asked alike and took for an answer of the API."""
    good = [pair for pair in sides.calls if pair.was.breakage == pair.now.breakage == ""]
    return [pair.before for pair in good], [pair.after for pair in good]


def _cookies(seen: Iterable[Seen]) -> dict[str, str]:
    found: dict[str, set[str]] = {}
    for one in seen:
        for header in one.reply.all_headers("set-cookie") if one.reply else ():
            pair, *attributes = header.split(";")
            names = {each.partition("=")[0].strip().lower() for each in attributes}
            found.setdefault(pair.partition("=")[0].strip(), set()).update(names)
    return {name: ", ".join(sorted(attributes)) or "no attributes" for name, attributes in found.items()}


def life_differences(sides: Sides) -> Iterator[Difference]:
    """Whether a token still counts after a rest."""
    waits = [pair for pair in sides.pairs if pair.question.startswith("wait/")]
    changed = [pair for pair in waits if pair.was.verdict != pair.now.verdict]
    comparable = [pair for pair in changed if pair.was.breakage == pair.now.breakage]
    if not comparable or any(pair.was.breakage != pair.now.breakage for pair in sides.calls[:5]):
        return
    shorter = any(pair.was.verdict == "accepted" for pair in comparable)
    yield Difference(
        "session.life",
        Severity.RISKY if shorter or sides.same_generation else Severity.IMPROVEMENT,
        Task.BEHAVIOUR,
        "A token dies sooner when it is left unused"
        if shorter
        else "A token lives longer when it is left unused",
        "A client that pauses between calls." if shorter else "A client that relies on tokens to die.",
        "Log in again whenever a call is answered without access, and after long pauses."
        if shorter
        else "Nothing in the client; find out who prolonged it.",
        tuple(Row(f"after {pair.case} minutes", pair.was.verdict, pair.now.verdict) for pair in comparable),
        tuple(pair.proof for pair in comparable),
    )


def order_differences(sides: Sides) -> Iterator[Difference]:
    """What becomes of the cart when it was made an order."""
    pair = sides.by_question.get("order_create/cart-after")
    if pair is None or pair.was.verdict != pair.now.verdict or not pair.was.data or not pair.now.data:
        return
    was, now = ("emptied" if not data.get("products") else "kept" for data in (pair.was.data, pair.now.data))
    if was != now:
        emptied = now == "emptied"
        yield Difference(
            "order.cart-after",
            Severity.RISKY,
            Task.BEHAVIOUR,
            f"The cart is {now} when the order is made",
            "A client that goes on with the same cart, for instance to repeat the order."
            if emptied
            else "A client that makes several orders in one session: a repeat contains the old products.",
            "Fill the cart again for each order."
            if emptied
            else "Empty the cart, or log in again, before the next order.",
            (Row("the cart after the order", was, now),),
            (pair.proof,),
        )


def latency_differences(sides: Sides) -> Iterator[Difference]:
    """How fast answers come: told only where nearly all are slower, by much and by a factor, so that noise is not."""
    if not sides.walked:
        return
    timed = [
        (pair.before.reply.seconds, pair.after.reply.seconds)
        for pair in sides.calls
        if pair.before.reply and pair.after.reply and pair.was.breakage == pair.now.breakage
    ]
    was, now = ([pair[side] for pair in timed] for side in (0, 1))
    slower, faster = clearly_slower(was, now), clearly_slower(now, was)
    if not (slower or faster):
        return
    yield Difference(
        "latency.slower" if slower else "latency.faster",
        Severity.RISKY if slower else Severity.IMPROVEMENT,
        Task.SURROUNDINGS,
        f"Answers take {median(now):.2f} s instead of {median(was):.2f} s",
        "A client with a short time-out." if slower else "Nobody.",
        "Raise time-outs, and find out what slows the store down." if slower else "Nothing.",
        (Row("half of the answers come within", f"{median(was):.2f} s", f"{median(now):.2f} s"),),
        (),
    )


def clearly_slower(was: list[float], now: list[float]) -> bool:
    """Whether nearly every answer, and the usual one by a factor of two and a tenth of a second, takes longer."""
    if len(was) < _LEAST_PAIRS:
        return False
    usual, then = median(was), median(now)
    share = sum(after > _LEAST_FACTOR * before for before, after in zip(was, now, strict=True)) / len(was)
    return then - usual >= _LEAST_SECONDS and then >= _LEAST_FACTOR * usual and share >= _LEAST_SHARE
