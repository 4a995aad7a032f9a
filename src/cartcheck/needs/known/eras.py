"""What is the same for many needs.

Source: OpenCart 3.0.2.0, catalog/controller/api/login.php and catalog/model/account/api.php (a login ends in a database
error); 4.0.0.0, catalog/controller/startup/api.php (a refused call goes on) and catalog/controller/api/account/login.php.
"""

from __future__ import annotations

from cartcheck.needs.way import Way, Ways, impossible, limited

OWN_TO_4_0 = (
    "Install an extension made for this version, write a controller of your own under catalog/controller/api/, or go to the "
    "shop's database."
)
OWN_4_1 = "Install an extension made for 4.1, write a controller of your own outside api/, or go to the shop's database."
UPGRADE_3_0 = "Upgrade to 3.0.3.0 or newer, where the login works."
UPGRADE_4_0 = "Upgrade to 4.0.1.0 or newer, where the login works and calls are guarded."


def nobody_3_0() -> Way:
    """The versions in which the login itself is broken."""
    return impossible("3.0.0.0", "3.0.2.0", UPGRADE_3_0, "Nobody can log in to these versions.")


def open_4_0(*routes: str, limits: str = "") -> Way:
    """The version that answers anybody: it works, but no shop should run so."""
    told = f"Anybody may call it, with no login at all. {limits}".strip()
    return limited("4.0.0.0", "4.0.0.0", *routes, limits=told, instead=UPGRADE_4_0)


def nowhere(to_4_0: str, in_4_1: str) -> Ways:
    """What no version has; the texts say what comes nearest to it."""
    return (
        impossible("2.0.0.0", "4.0.2.3", OWN_TO_4_0, to_4_0),
        impossible("4.1.0.0", "4.1.0.4", OWN_4_1, in_4_1),
    )
