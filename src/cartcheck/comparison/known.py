"""Changes between releases that a walk cannot see, with their source: told for the releases that cross them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cartcheck.comparison.difference import Difference, Row, Severity, Task
from cartcheck.release import Release, bounds, release

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cartcheck.comparison.pairs import Sides

_B, _R, _I = Severity.BREAKING, Severity.RISKY, Severity.IMPROVEMENT


@dataclass(frozen=True, slots=True)
class Known:
    """A behaviour that came with `since` and went with `until` ("" = still there), and what its coming means.

    `gone` says what its going means, "" where that goes without saying. `seen_as` are the ids of differences that say
    the same where they could be seen.
    """

    name: str
    since: str
    severity: Severity
    task: Task
    title: str
    breaks: str
    remedy: str
    source: str
    until: str = ""
    gone: str = ""
    gone_remedy: str = "Nothing; a workaround can go."
    gone_severity: Severity = _I
    seen_as: tuple[str, ...] = ()


KNOWN = (
    Known(
        "list-of-addresses",
        "2.1.0.1",
        _B,
        Task.ACCESS,
        "There is a list of allowed addresses, and it is empty after the upgrade",
        "Every client: nobody gets in until its address is entered.",
        "Enter each client's address at System > Users > API; at login 2.1 looks at the list of the shop's default API "
        "user, from 2.2 on at that of the key's owner.",
        "catalog/controller/api/login.php, 2.1.0.2 and 2.2.0.0",
    ),
    Known(
        "new-key",
        "2.1.0.1",
        _B,
        Task.ACCESS,
        "Passwords of API users do not carry over as keys",
        "Every client.",
        "Make a key at System > Users > API and give it to each client.",
        "catalog/model/account/api.php, 2.1.0.2",
    ),
    Known(
        "stale-cookie",
        "3.0.0.0",
        _R,
        Task.ACCESS,
        "A session cookie counts wherever `api_token` is missing",
        "A client that sends an old `OCSESSID` cookie back without `api_token`.",
        "Keep no cookies between runs; send `api_token` with every call.",
        "catalog/controller/startup/session.php, 3.0.3.0",
        until="4.1.0.0",
    ),
    Known(
        "nested-custom-fields",
        "3.0.2.0",
        _B,
        Task.REQUESTS,
        "Custom fields are nested: `custom_field[account][…]`, `custom_field[address][…]`",
        "A client that sends custom fields of customers or addresses.",
        "Nest them as above.",
        "catalog/controller/api/{customer,payment,shipping}.php, 3.0.2.0",
        until="3.0.3.8",
        gone="Custom fields are flat again: `custom_field[…]`",
        gone_remedy="Send them without `[account]` and `[address]`.",
        gone_severity=_B,
    ),
    Known(
        "short-sessions",
        "3.0.3.7",
        _R,
        Task.BEHAVIOUR,
        "A token dies after 24 minutes without a call (PHP's `session.gc_maxlifetime`); before, it lived up to an hour",
        "A client that pauses between calls.",
        "Log in again whenever a call is answered without access.",
        "system/library/session/db.php, 3.0.3.7",
        until="4.0.0.0",
        gone="A token lives an hour without a call, not 24 minutes",
        gone_remedy="Nothing.",
        seen_as=("session.life",),
    ),
    Known(
        "time-zone-trap",
        "3.0.3.7",
        _R,
        Task.BEHAVIOUR,
        "In a shop whose time zone is west of UTC, tokens are dead at once",
        "Every client of such a shop.",
        "Upgrade to 3.0.4.0 or newer, or set System > Settings > Local > Time Zone to UTC.",
        "system/library/session/db.php, 3.0.3.9",
        until="3.0.4.0",
        gone="Tokens live as long west of UTC as elsewhere",
    ),
    Known(
        "custom-field-names",
        "4.0.0.0",
        _B,
        Task.REFUSALS,
        "Refused custom fields are named `custom_field_<id>`, not `custom_field<id>`",
        "A client that shows errors of custom fields.",
        "Read the new name.",
        "catalog/controller/api/sale/customer.php, 4.0.2.3",
    ),
    Known(
        "forwarded-address",
        "4.0.0.0",
        _R,
        Task.ACCESS,
        "The whole header `X-Forwarded-For` is taken for the caller's address",
        "A client behind a proxy: two addresses in the header match no entry of the list.",
        "List what the login error names, or let the proxy send one address; any client may name an allowed address, too.",
        "system/startup.php, 4.0.2.3",
        until="4.1.0.0",
    ),
    Known(
        "renamed-setting",
        "4.0.2.0",
        _R,
        Task.BEHAVIOUR,
        "Whether a payment address is needed hangs on another setting (`config_checkout_payment_address`)",
        "A client of a shop that had switched it: payment methods may want the address, or no longer.",
        "Look at System > Settings > Option > Checkout; set the payment address where the list of methods asks for it.",
        "catalog/controller/api/sale/payment_method.php, 4.0.2.3",
    ),
    Known(
        "address-id",
        "4.0.2.2",
        _B,
        Task.REQUESTS,
        "Addresses want `payment_address_id` and `shipping_address_id`, 0 will do",
        "A client that leaves them out: it is sent to error.html, and nothing is set.",
        "Send them with 0.",
        "catalog/controller/api/sale/{payment,shipping}_address.php, 4.0.2.2",
        until="4.1.0.0",
        seen_as=("request.payment_address_set", "request.shipping_address_set"),
    ),
    Known(
        "lost-first-name",
        "4.0.2.2",
        _R,
        Task.BEHAVIOUR,
        "Where the payment address is switched on, the payer's first name is lost and no order can be made",
        "A client of a shop that asks for the payment address.",
        "Switch System > Settings > Option > Checkout > Payment Address off.",
        "catalog/controller/api/sale/payment_address.php, 4.0.2.3",
        until="4.1.0.0",
    ),
    Known(
        "currency-cookie",
        "4.1.0.0",
        _R,
        Task.REQUESTS,
        "The currency comes from the cookie `currency` only; the signed parameter `currency` is not used",
        "A client that asks for prices in another currency.",
        "Send `Cookie: currency=EUR`, and the parameter as well, for the signature.",
        "catalog/controller/startup/currency.php, 4.1.0.4",
    ),
    Known(
        "harmful-cookies",
        "4.1.0.0",
        _R,
        Task.BEHAVIOUR,
        "Products of each request are added to the cart of the session cookie",
        "A client with a cookie jar: its orders grow from call to call.",
        "Send no `OCSESSID` cookie back.",
        "catalog/controller/api/cart.php, 4.1.0.4",
    ),
    Known(
        "status-zero",
        "4.1.0.1",
        _R,
        Task.REQUESTS,
        "An order without `order_status_id` gets status 0 and is hidden under “Missing Orders”",
        "A client that leaves the status to the shop.",
        "Always send `order_status_id`.",
        "catalog/controller/api/order.php, 4.1.0.1",
    ),
    Known(
        "time-window",
        "4.1.0.4",
        _B,
        Task.ACCESS,
        "The signed time must be within 450 seconds of the store's clock",
        "A client whose clock is wrong, or that signs in advance.",
        "Keep the client's clock by NTP and sign just before sending.",
        "catalog/controller/startup/api.php, 4.1.0.4",
        seen_as=("verdict.no-access",),
    ),
    Known(
        "zero-cost",
        "4.1.0.4",
        _B,
        Task.REQUESTS,
        "A shipping method with zero cost or tax class is refused, and a payment method is needed",
        "A client that sends free shipping, or an order without a payment method.",
        "Send a payment method with each order, and a cost and tax class with the shipping method.",
        "catalog/controller/api/{shipping,payment}_method.php, 4.1.0.4",
    ),
    Known(
        "forwarded-must-be-address",
        "4.1.0.4",
        _I,
        Task.ACCESS,
        "A forwarded address counts only if it is an IP address",
        "Nobody but who sent something else.",
        "Nothing.",
        "system/helper/general.php, 4.1.0.4",
    ),
    Known(
        "guarded-case",
        "4.1.0.4",
        _I,
        Task.ACCESS,
        "Every spelling of an API route is guarded; from 4.0.1.0 to 4.1.0.3 not all were",
        "Nobody.",
        "Nothing; older stores should be upgraded.",
        "catalog/controller/startup/api.php, 4.1.0.4",
    ),
)


def known_differences(sides: Sides, seen: set[str]) -> Iterator[Difference]:
    """What the releases are known to differ in; nothing where they are not known well enough to tell.

    `seen` are the ids of differences that were seen.
    """
    before, after = _ends(sides.before.version), _ends(sides.after.version)
    if not before or not after or before[-1] >= after[0]:
        return
    for one in KNOWN:
        if any(name.startswith(one.seen_as) for name in seen) and one.seen_as:
            continue
        had, has = _holds(one, before), _holds(one, after)
        if has and had is False:
            yield _came(one)
        elif had and has is False and one.gone:
            yield _went(one)


def _ends(versions: str) -> tuple[Release, ...]:
    """Nothing where that is no range of releases."""
    try:
        return tuple(map(release, bounds(versions)))
    except ValueError:
        return ()


def _holds(one: Known, versions: tuple[Release, ...]) -> bool | None:
    """Whether all versions of a span have it; None if some have and some have not."""
    until = release(one.until) if one.until else None
    held = {release(one.since) <= end and (until is None or end < until) for end in versions}
    return held.pop() if len(held) == 1 else None


def _came(one: Known) -> Difference:
    row = Row(f"from {one.since} on", "–", one.title)
    return Difference(
        f"known.{one.name}",
        one.severity,
        one.task,
        one.title,
        one.breaks,
        one.remedy,
        (row,),
        source=one.source,
    )


def _went(one: Known) -> Difference:
    row = Row(f"from {one.until} on", one.title, one.gone)
    breaks = one.breaks if one.gone_severity is not _I else "Nobody."
    return Difference(
        f"known.{one.name}.gone",
        one.gone_severity,
        one.task,
        one.gone,
        breaks,
        one.gone_remedy,
        (row,),
        source=one.source,
    )
