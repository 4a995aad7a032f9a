"""What is to be run, as a value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cartcheck.findings.finding import Level

if TYPE_CHECKING:
    from pathlib import Path

    from cartcheck.acceptances.acceptance import Acceptance
    from cartcheck.handed.request import HandedRequest


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be run, how, and what counts as a failure.

    `command` is the call as a user could type it. `subjects` are check modules without `test_`, none for all; `keywords` is
    pytest's -k. `items` are single items, as a report names them, none for all. `only` are the operations whose contract is
    tested, an order's life by the name `order_life`, none for all; `contract_command` is the call that tests contracts
    alone, to which `--only NAME` can be added. `thorough`: what tells no cause is asked too. `seed`, `examples` and
    `processes` are those of generated cases: the number of each operation, and how many processes draw them. `handed` are
    requests of the user's own. `notes` is the file that keeps what is learnt of a token's life, None for none. `acceptances`
    are the entries of a baseline. `items_html` is where pytest-html writes its report, None for none.
    """

    command: str
    subjects: tuple[str, ...] = ()
    fail_on: Level = Level.WARNING
    items_html: Path | None = None
    seed: int = 0
    examples: int = 0
    processes: int = 1
    keywords: str = ""
    thorough: bool = True
    handed: tuple[HandedRequest, ...] = ()
    notes: Path | None = None
    acceptances: tuple[Acceptance, ...] = ()
    items: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    contract_command: str = ""
