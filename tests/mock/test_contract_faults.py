"""The faults that break the contract: enough of them, each tagged where it is declared."""

from __future__ import annotations

from cartcheck.mock.faults import all_faults, contract_faults
from cartcheck.mock.faults.breach import Breach


def test_there_are_enough_and_many_are_silent() -> None:
    ways = list(contract_faults().values())
    assert len(ways) >= 45
    assert ways.count(Breach.SILENT) >= 12
    assert ways.count(Breach.OPEN) >= 12


def test_each_of_a_module_about_the_contract_says_how_it_breaks_it() -> None:
    about = {
        name
        for name, function in all_faults().items()
        if function.__module__.rpartition(".")[2].startswith("contract_")
    }
    assert about
    assert about <= contract_faults().keys()


def test_those_that_only_stand_in_front_break_no_contract() -> None:
    assert not {"slow", "cors-open", "store-language", "own-route"} & contract_faults().keys()
