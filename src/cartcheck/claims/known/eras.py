"""What can be done where OpenCart has nothing: the same for all that a version lacks.

Source: OpenCart 2.0.3.1 and 3.0.5.1, catalog/controller/api/*.php (each looks for api_id itself); 4.0.2.3 and 4.1.0.4,
catalog/controller/startup/api.php (the check that stands before routes below api/).
"""

from __future__ import annotations

from cartcheck.claims.stand import Stands, absent

OWN_TO_3_0 = (
    "Install a REST extension made for this version, or write a controller of your own under catalog/controller/api/; "
    "anybody may call what stands there, so it must look for $this->session->data['api_id'] itself."
)
OWN_4_0_0 = "Upgrade to 4.0.2.3 or newer before adding anything: in 4.0.0.0 nothing looks at who calls a route below api/."
OWN_4_0 = (
    "Install a REST extension made for this version, or write a controller of your own under catalog/controller/api/; "
    "OpenCart lets only calls with a good token through to it."
)
OWN_4_1 = (
    "Install a REST extension made for 4.1, or write a controller of your own outside api/, for below it 4.1 lets "
    "nothing through but order and subscription; it must see for itself who calls, as nothing else does."
)
UPGRADE_3_0 = "Upgrade to 3.0.3.0 or newer, where the login works."
NOBODY = "The route is there, but nobody can log in to these versions: every login ends in a database error."
NOBODY_4_0_0 = "Nobody can log in, and nobody needs to: the routes of 4.0.0.0 answer anyone."


def nowhere(to_3_0: str, in_4_0_0: str, in_4_0: str, in_4_1: str) -> Stands:
    """What no version has; the texts say what comes nearest to it."""
    return (
        absent("2.0.0.0", "3.0.5.1", to_3_0, OWN_TO_3_0),
        absent("4.0.0.0", "4.0.0.0", in_4_0_0, OWN_4_0_0),
        absent("4.0.1.0", "4.0.2.3", in_4_0, OWN_4_0),
        absent("4.1.0.0", "4.1.0.4", in_4_1, OWN_4_1),
    )
