"""What a client's request brings in its fields: other names than this version's, a text where PHP wants an array."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartcheck.dialects.mistakes.asked import is_placeholder
from cartcheck.dialects.mistakes.slip import Mistake, Slip
from cartcheck.php.array import PhpArray

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from cartcheck.dialects.dialect import Dialect, Operation
    from cartcheck.dialects.mistakes.asked import Asked
    from cartcheck.target.target import Credentials

# What login fields are called in other versions, and by people who guess.
_OTHER_NAMES = frozenset(
    (
        *("username", "user", "name", "api_username", "password", "pass", "passwd", "key", "api_key", "apikey"),
        *("apiKey", "token", "api_token", "secret", "email"),
    )
)  # fmt: skip
# Fields that PHP must make an array of, and how they are written then; by the operations that read them.
_ARRAYS: Mapping[str, Mapping[str, str]] = {
    "cart_add": {"product": "product[0][product_id]=40&product[0][quantity]=1"},
    "voucher_add": {"voucher": "voucher[0][code]=…&voucher[0][amount]=…"},
}
_ARRAYS_OF_4_1: Mapping[str, str] = {
    "product": "product[0][product_id]=40&product[0][quantity]=1",
    "shipping_method": "shipping_method[name]=…&shipping_method[code]=flat.flat&shipping_method[cost]=…",
    "payment_method": "payment_method[name]=…&payment_method[code]=cod.cod",
}


def filled_wrongly(
    asked: Asked, operation: Operation, dialect: Dialect, credentials: Credentials | None
) -> Iterator[Mistake]:
    """At most one mistake in what the fields are called and hold."""
    if asked.handed.body_unknown:
        return
    if operation.name == "login":
        yield from _login(asked, dialect, credentials)
    else:
        yield from _scalars(asked, operation, dialect)


def _login(asked: Asked, dialect: Dialect, credentials: Credentials | None) -> Iterator[Mistake]:
    wanted = dialect.traits.fields
    given = {str(name) for name in asked.meant}
    missing = [name for name in wanted if name not in given and not _is_optional(name, dialect, credentials)]
    others = sorted(given & _OTHER_NAMES - set(wanted))
    facts = {"wanted": " and ".join(wanted), "missing": " and ".join(missing), "given": ", ".join(others)}
    if missing and others:
        yield Mistake(Slip.FIELD_NAMES, f"{asked.shown}: it sends {facts['given']}.", facts)
    elif missing:
        yield Mistake(
            Slip.FIELDS_MISSING, f"{asked.shown}: {facts['missing']} is not among its fields.", facts
        )
    elif credentials:
        yield from _other_credentials(asked, dialect, credentials)


def _is_optional(name: str, dialect: Dialect, credentials: Credentials | None) -> bool:
    """Whether the name that this version takes when none is sent is the right one."""
    default = dialect.traits.default_username
    return name == "username" and bool(default) and (credentials is None or credentials.username == default)


def _other_credentials(asked: Asked, dialect: Dialect, credentials: Credentials) -> Iterator[Mistake]:
    secret = dialect.traits.fields[-1]
    given = asked.meant.get(secret, "")
    if not isinstance(given, str) or is_placeholder(given) or given == credentials.key:
        return
    facts = {"secret": secret, "how": _difference(given, credentials.key)}
    yield Mistake(Slip.OTHER_KEY, f"{asked.shown}: its {secret} {facts['how']}.", facts)


def _difference(given: str, right: str) -> str:
    if not given:
        return "is empty"
    if given.strip() == right.strip():
        return "has blanks or line ends around it"
    if given.lower() == right.lower():
        return "has other capital letters"
    if right.startswith(given) or right.endswith(given):
        return f"is cut off: {len(given)} characters of {len(right)}"
    if given.replace(" ", "+") == right or given.replace("&amp;", "&") == right:
        return "was changed by URL or HTML encoding"
    return f"is another one: {len(given)} characters, not {len(right)}"


def _scalars(asked: Asked, operation: Operation, dialect: Dialect) -> Iterator[Mistake]:
    for name, right in _arrays(operation, dialect).items():
        value = asked.meant.get(name)
        if value is not None and not isinstance(value, PhpArray):
            facts = {"field": name, "right": right}
            yield Mistake(Slip.SCALAR, f"{asked.shown}: {name} is sent as a plain value.", facts)
            return


def _arrays(operation: Operation, dialect: Dialect) -> Mapping[str, str]:
    """The fields of an operation that must be arrays in this version."""
    if dialect.traits.signed:
        return _ARRAYS_OF_4_1
    return _ARRAYS.get(operation.name, {}) if dialect.traits.bulk_forms else {}
