"""Gift vouchers in a cart: what is wanted of one, and what is kept (sold until 4.0)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartcheck.mock.messages import Say
from cartcheck.mock.shop.address import Field, email_fits
from cartcheck.php.array import PhpArray
from cartcheck.php.values import greater, less

if TYPE_CHECKING:
    from collections.abc import Callable

    from cartcheck.php.array import Value

VOUCHER_FIELDS = ("to_name", "to_email", "from_name", "from_email", "voucher_theme_id", "message")
AMOUNT_MIN, AMOUNT_MAX = 1.0, 1000.0


def voucher_errors(
    field: Field,
    amount: Value,
    email_fits: Callable[[str], bool] = email_fits,
    limits: tuple[float, float] = (AMOUNT_MIN, AMOUNT_MAX),
) -> dict[str, str]:
    """The complaints by field, in the order the shop checks them; that of the amount still wants its limits."""
    least, most = limits
    outside = isinstance(amount, PhpArray) or less(amount, least) or greater(amount, most)
    checks = {
        "from_name": (1 <= len(field("from_name")) <= 64, Say.VOUCHER_FROM),
        "from_email": (email_fits(field("from_email")), Say.EMAIL),
        "to_name": (1 <= len(field("to_name")) <= 64, Say.VOUCHER_TO),
        "to_email": (email_fits(field("to_email")), Say.EMAIL),
        "amount": (not outside, Say.VOUCHER_AMOUNT),
    }
    return {name: str(message) for name, (fits, message) in checks.items() if not fits}
