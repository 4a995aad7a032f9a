"""Faults of the look at who calls: a signature, the age of one, the address of a login."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartcheck.mock.faults import breaks, fault_of
from cartcheck.mock.faults.breach import Breach
from cartcheck.mock.faults.scope import ADDRESS_LIST_AT_LOGIN, SIGNATURE_WITH_TIME, SIGNATURES
from cartcheck.mock.generations.opencart_4_1.signature import REQUIRED, signature_of
from cartcheck.mock.generations.opencart_4_1.visit import Visit
from cartcheck.release import release

if TYPE_CHECKING:
    from cartcheck.mock.faults import Proceed
    from cartcheck.mock.store import Store
    from cartcheck.mock.surface.answer import Answer
    from cartcheck.mock.surface.request import Request


@breaks(Breach.SILENT)
@fault_of(SIGNATURES)
def signature_not_checked(store: Store, request: Request, proceed: Proceed) -> Answer:
    """A signature has to be there, but whose it is nobody looks at."""
    if request.call and request.get.keys() >= set(REQUIRED):
        request.get.put("signature", signature_of(_visit(store, request)))
    return proceed(request)


@breaks(Breach.SILENT)
@fault_of(SIGNATURE_WITH_TIME)
def old_signature_accepted(store: Store, request: Request, proceed: Proceed) -> Answer:
    """A signed call is taken however old it is, as before 4.1.0.4."""
    if request.call and request.get.keys() >= set(REQUIRED):
        right = request.get["signature"] == signature_of(_visit(store, request))
        request.get.put("time", str(int(store.clock.now())))
        if right:
            request.get.put("signature", signature_of(_visit(store, request)))
    return proceed(request)


@breaks(Breach.SILENT)
@fault_of(ADDRESS_LIST_AT_LOGIN)
def login_from_anywhere(store: Store, request: Request, proceed: Proceed) -> Answer:
    """A login is let in from any address, listed or not."""
    if request.is_login and store.api_user.whitelist:
        request.peer = store.api_user.whitelist[0]
    return proceed(request)


def _visit(store: Store, request: Request) -> Visit:
    return Visit(store, release(store.options.opencart), request)
