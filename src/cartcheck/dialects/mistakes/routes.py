"""Where a client's request goes: an operation of this version, or why it gets nowhere."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import urlencode, urlsplit

from cartcheck.dialects.mistakes.slip import Mistake, Slip
from cartcheck.dialects.registry import dialects

if TYPE_CHECKING:
    from cartcheck.dialects.dialect import Dialect, Operation
    from cartcheck.dialects.mistakes.asked import Asked

_LOGIN = "login"


def placed(asked: Asked, dialect: Dialect) -> tuple[Operation | None, Mistake | None]:
    """The operation that is meant, None where this version has none, and the mistake in naming it."""
    if asked.handed.cut_by_shell:
        return _meant(asked, dialect), Mistake(
            Slip.SHELL_CUTS_URL, f"{asked.shown}: its URL ends at the first &."
        )
    if any(name.startswith("amp;") for name, _ in asked.sent_query):
        names = ", ".join(name for name, _ in asked.sent_query if name.startswith("amp;"))
        said = f"{asked.shown}: parameters are called {names[:100]}."
        return _meant(asked, dialect), Mistake(Slip.ESCAPED_AMPERSAND, said)
    route = asked.query.get("route", "")
    if not route:
        return _without_route(asked, dialect)
    exact = [one for one in _operations(dialect) if _names(one, route, asked, dialect)]
    if exact:
        coded = (one for one in exact if ("code", asked.query.get("code", "")) in one.query)
        return next(coded, exact[0]), None
    return _otherwise(asked, dialect, route)


def _operations(dialect: Dialect) -> tuple[Operation, ...]:
    return tuple(dialect.operations.values())


def _names(operation: Operation, route: str, asked: Asked, dialect: Dialect) -> bool:
    if any(name == "call" and asked.query.get(name) != value for name, value in operation.query):
        return False
    return operation.route in _readings(route, dialect)


def _readings(route: str, dialect: Dialect) -> set[str]:
    """The route, and as the version reads it where it is lenient."""
    usual = {route, route.removesuffix("/index"), route.removesuffix(".index")}
    return usual | {read(route) for read in dialect.traits.also_reads}


def _plain(route: str) -> str:
    """The route without what versions write differently: separators, case, blanks and slashes around it."""
    for mark in ("%7C", "|", "."):
        route = route.replace(mark, "/")
    return route.strip("/ ").lower().removesuffix("/index")


def _otherwise(asked: Asked, dialect: Dialect, route: str) -> tuple[Operation | None, Mistake | None]:
    plain = _plain(route)
    here = next((one for one in _operations(dialect) if _plain(one.route) == plain and not one.query), None)
    if here:
        return here, _written_otherwise(asked, here, route)
    if any(
        _plain(one.route) == plain for one in _operations(dialect)
    ):  # 4.1: the route is right, the call is not
        return None, _unknown_call(asked, dialect)
    longer = (
        one for one in _operations(dialect) if plain.startswith(f"{_plain(one.route)}/") and "=" in plain
    )
    if one := next(longer, None):
        said = f"{asked.shown}: what stands behind {one.route} in the route is not read."
        return one, Mistake(Slip.SPELLING, said, {"route": route, "right": one.route})
    return _of_another_version(asked, dialect, plain)


def _written_otherwise(asked: Asked, here: Operation, route: str) -> Mistake:
    slip = Slip.SEPARATOR if _only_separators(route, here.route) else Slip.SPELLING
    return Mistake(
        slip, f"{asked.shown}: this version writes {here.route}.", {"route": route, "right": here.route}
    )


def _only_separators(given: str, right: str) -> bool:
    given, right = (text.replace("%7C", "/").replace("|", "/").replace(".", "/") for text in (given, right))
    return given == right


def _unknown_call(asked: Asked, dialect: Dialect) -> Mistake | None:
    call = asked.query.get("call", "")
    if not call:
        return None  # the signature's check tells which parameters are missing
    calls = sorted({value for one in _operations(dialect) for name, value in one.query if name == "call"})
    said = f"{asked.shown}: there is no such call."
    return Mistake(Slip.UNKNOWN_CALL, said, {"call": call[:40], "calls": ", ".join(calls)})


def _of_another_version(
    asked: Asked, dialect: Dialect, plain: str
) -> tuple[Operation | None, Mistake | None]:
    released = (other for other in dialects() if other.versions)
    others = [(other, one) for other in released for one in _operations(other) if _plain(one.route) == plain]
    facts = {"route": asked.query["route"][:80], "generation": dialect.generation}
    if not others:
        said = f"{asked.shown}: no version of OpenCart that cartcheck knows has this route."
        return None, Mistake(Slip.UNKNOWN_ROUTE, said, facts)
    other, one = others[0]
    facts["of"] = ", ".join(dict.fromkeys(each.generation for each, _ in others))
    right = dialect.operations.get(one.name)
    if one.name == _LOGIN:
        return right, _login_elsewhere(asked, right, facts)
    if one.query:  # 4.1's one route stands for many operations
        right = _by_call(asked, other, dialect)
    said = f"{asked.shown}: that is a route of {facts['of']}."
    facts["right"] = _told(right) if right else "nothing: this version has no such operation"
    return right, Mistake(Slip.OTHER_ROUTE, said, facts)


def _login_elsewhere(asked: Asked, right: Operation | None, facts: dict[str, str]) -> Mistake:
    said = f"{asked.shown}: that is the login of {facts['of']}."
    if right is None:
        return Mistake(Slip.NO_LOGIN, said, facts)
    return Mistake(Slip.LOGIN_ROUTE, said, facts | {"right": right.route})


def _by_call(asked: Asked, other: Dialect, dialect: Dialect) -> Operation | None:
    call = asked.query.get("call", "")
    name = next((one.name for one in _operations(other) if ("call", call) in one.query), "")
    return dialect.operations.get(name)


def _told(operation: Operation) -> str:
    return "&".join((f"route={operation.route}", *(f"{name}={value}" for name, value in operation.query)))


def _without_route(asked: Asked, dialect: Dialect) -> tuple[Operation | None, Mistake | None]:
    path = urlsplit(asked.request.url).path
    tail = "api/" + path.partition("/api/")[2] if "/api/" in path else ""
    right = _meant(asked, dialect, tail)
    facts = {"path": path[:100], "right": f"index.php?{_told(right)}" if right else "index.php?route=…"}
    return right, Mistake(Slip.NO_ROUTE, f"{asked.shown}: its path is {path[:100]}.", facts)


def _meant(asked: Asked, dialect: Dialect, route: str = "") -> Operation | None:
    """The operation that a damaged URL means."""
    query = {**asked.query, "route": route or asked.query.get("route", "")}
    request = replace(asked.request, url=f"http://-/?{urlencode(query)}")
    again = replace(asked.handed, request=request, cut_by_shell=False)
    return placed(type(asked)(again), dialect)[0] if query["route"] else None
