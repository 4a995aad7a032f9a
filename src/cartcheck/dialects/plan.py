"""Which question to ask next: each answer rules generations out, so that three are enough for any store."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartcheck.dialects.envelope import field_errors
from cartcheck.dialects.impressions import (
    error_text,
    is_forbidden,
    is_page,
    looks_like_4,
    php_sessions,
    refused_by,
    separator,
    sets_cookie,
    usable,
)
from cartcheck.dialects.signs import Question, Signs

if TYPE_CHECKING:
    from collections.abc import Callable

_Q = Question


def _always(_signs: Signs) -> bool:
    return True


def _old_login(signs: Signs) -> bool:
    """2.0 and 2.1 say what is wrong; from 2.2 on the answer is `[]`."""
    return bool(field_errors(usable(signs[_Q.LOGIN])))


def _no_login(signs: Signs) -> bool:
    """4.x does not have this route."""
    return is_page(signs[_Q.LOGIN]) or is_forbidden(signs[_Q.LOGIN])


def _sessions_are_unclear(signs: Signs) -> bool:
    """A store in maintenance answers 503 to all but its API, so nothing else is asked without need."""
    own = php_sessions(signs)
    return own is None or (own and not sets_cookie(signs, "currency"))


def _tells_by_status(signs: Signs) -> bool:
    """No OpenCart answers 400 and 401; the API that articles promise does."""
    return bool(refused_by(signs[_Q.LOGIN], 400) and refused_by(signs[_Q.ORDER], 401))


def _is_unclear_4(signs: Signs) -> bool:
    if is_forbidden(signs[_Q.ACCOUNT_LOGIN]):
        return not looks_like_4(signs)
    return not separator(signs)


# Asked so far, what has to be so, the question that is next. The first row that fits counts; no row: enough is known.
_PLAN: tuple[tuple[frozenset[Question], Callable[[Signs], bool], Question], ...] = (
    (frozenset(), _always, _Q.LOGIN),
    (frozenset({_Q.LOGIN}), _old_login, _Q.CURRENCY),
    (frozenset({_Q.LOGIN}), _no_login, _Q.ACCOUNT_LOGIN),
    (frozenset({_Q.LOGIN}), _always, _Q.ORDER),
    (
        frozenset({_Q.LOGIN, _Q.ORDER}),
        lambda signs: bool(error_text(signs[_Q.ORDER])) and _sessions_are_unclear(signs),
        _Q.MENU,
    ),
    (
        frozenset({_Q.LOGIN, _Q.ORDER}),
        lambda signs: not (error_text(signs[_Q.ORDER]) or _tells_by_status(signs)),
        _Q.ACCOUNT_LOGIN,
    ),
    (
        frozenset({_Q.LOGIN, _Q.ACCOUNT_LOGIN}),
        lambda signs: is_page(signs[_Q.ACCOUNT_LOGIN]),
        _Q.SALE_CART,
    ),
    (frozenset({_Q.LOGIN, _Q.ACCOUNT_LOGIN}), _is_unclear_4, _Q.CART_WIDGET),
)


def next_question(signs: Signs) -> Question | None:
    """The question that tells most after these answers, or None when nothing more is to be learned."""
    asked = frozenset(signs)
    return next((ask for before, fits, ask in _PLAN if before == asked and fits(signs)), None)
