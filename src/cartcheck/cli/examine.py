"""`cartcheck check`, `diagnose` and `contract`: ask a store and report."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cartcheck.cli.options import (
    contract_options,
    diagnosis_options,
    needs_options,
    only_option,
    store_options,
)

if TYPE_CHECKING:
    from cartcheck.acceptances.acceptance import Acceptance
    from cartcheck.engine.order import Order
    from cartcheck.handed.request import HandedRequest
    from cartcheck.target.store_url import StoreUrl
    from cartcheck.target.target import Target


@click.command("check")
@store_options
@diagnosis_options
@contract_options
@needs_options
def check(**given: Any) -> int:
    """Recognise a store, test all that is safe there, report."""
    return _examine("check", given)


@click.command("diagnose")
@store_options
@diagnosis_options
@needs_options
def diagnose(**given: Any) -> int:
    """Only what keeps a program from working, in at most 12 requests."""
    return _examine("diagnose", given)


@click.command("contract")
@store_options
@contract_options
@only_option
def contract(**given: Any) -> int:
    """Only the contract tests: every operation by itself, and orders from the cart to their end."""
    return _examine("contract", given)


VERBS = {"check": check, "diagnose": diagnose, "contract": contract}


def _list_needs() -> int:
    from cartcheck.needs.need import NEEDS

    for need in NEEDS:
        click.echo(f"{need.id:<18} to {need.says}")
    return 0


def _examine(verb: str, given: dict[str, Any]) -> int:
    from cartcheck.cli.examining import Reporting, examine_and_report
    from cartcheck.cli.targeting import target_said
    from cartcheck.errors import UsageError

    if given.get("needs") == ("list",):
        return _list_needs()
    target = target_said(given["store"], given)
    order = order_said(verb, given, target)
    if given["dry_run"]:
        from cartcheck.cli.dry_run import print_dry_run

        print_dry_run(target, order, given["opencart"] or "3.0.5.1", as_json=given["as_json"])
        return 0
    if given["opencart"]:
        raise UsageError(
            "--opencart is for --dry-run: a run finds out the store's version itself.", "Leave it out."
        )
    reporting = Reporting(
        folder=_folder(given),
        as_json=given["as_json"],
        har=given["har"],
        markdown=given["markdown"],
        sarif=given["sarif"],
        bundle=given.get("bundle"),
        baseline=given["write_baseline"],
    )
    return int(examine_and_report(target, order, reporting).exit_code)


def order_said(verb: str, given: dict[str, Any], target: Target) -> Order:
    """What the options of a verb ask for; UsageError, before anything is sent, where they are wrong."""
    from cartcheck.engine.order import Order
    from cartcheck.errors import UsageError
    from cartcheck.findings.finding import Level

    if target.control and not target.control.startswith(f"{target.store.origin}/"):
        raise UsageError(
            f"--control {target.control} is not at the store {target.store.origin}.", "It is for a mock."
        )
    if target.openapi and verb != "diagnose":
        _look_at(target.openapi)
    folder = _folder(given)
    return Order(
        command=_command(verb, given, target.store.base),
        subjects=_subjects(verb),
        thorough=verb != "diagnose",
        fail_on=Level(given["fail_on"]),
        seed=given.get("seed", 0),
        examples=given.get("examples", 0),
        processes=given.get("processes", 1),
        handed=_handed(given, target.store),
        notes=folder / f"{target.store.slug}-token-life.json" if folder else None,
        acceptances=_accepted(given),
        only=given.get("only", ()),
        contract_command=_command("contract", _of_contract(given), target.store.base),
    )


def _folder(given: dict[str, Any]) -> Path | None:
    return None if given["no_reports"] else given["folder"]


def _subjects(verb: str) -> tuple[str, ...]:
    """The subjects of a verb, () for all."""
    from cartcheck.engine.part import CONTRACTS, diagnosis

    if verb == "diagnose":
        return diagnosis()
    return CONTRACTS if verb == "contract" else ()


def _look_at(openapi: str) -> None:
    """UsageError, before anything is sent, where the file cannot be used."""
    from cartcheck.own.reading import read_own_routes

    read_own_routes(Path(openapi))


def _handed(given: dict[str, Any], store: StoreUrl) -> tuple[HandedRequest, ...]:
    if not given.get("request"):
        return ()
    from cartcheck.handed.file import read_requests

    return read_requests(given["request"], store)


def _accepted(given: dict[str, Any]) -> tuple[Acceptance, ...]:
    """The entries of the baseline; UsageError, before anything is sent, where a file cannot be used."""
    from cartcheck.engine.accepting import accepted_in
    from cartcheck.errors import UsageError

    path, written = given["baseline"], given["write_baseline"]
    if written and written.exists() and written != path:
        raise UsageError(
            f"{written} is there already.", "Name it with --baseline too, so that its reasons are kept."
        )
    return accepted_in(path) if path else ()


def _of_contract(given: dict[str, Any]) -> dict[str, Any]:
    """What was said that `cartcheck contract` takes too, but for which operations."""
    taken = {parameter.name for parameter in contract.params} - {"only"}
    return {name: value for name, value in given.items() if name in taken}


def _command(verb: str, given: dict[str, Any], store: str) -> str:
    """The call as it can be printed: without the key, also where it was pasted with the address, and without codes."""
    said: list[str] = ["cartcheck", verb, store]
    for name, value in given.items():
        if name in _UNSAID or value is None or value is False or value in ("", ()):
            continue
        if name == "proxy":
            said += ["--proxy", re.sub(r"//[^/]*@", "//", value)]  # its password stays out
            continue
        said += _option(name, value)
    return shlex.join(part for part in said if part)


_UNSAID = {"store", "key", "coupon", "voucher", "custom_fields", "write_baseline"}
_SPELLED = {"folder": "--reports", "sources": "--source", "products": "--product", "as_json": "--json"}
_DEFAULTS: dict[str, Any] = {
    "fail_on": "warning",
    "folder": Path("reports"),
    "examples": 0,
    "seed": 0,
    "processes": 1,
}


def _option(name: str, value: Any) -> list[str]:
    if _DEFAULTS.get(name) == value:
        return []
    flag = _SPELLED.get(name, "--" + name.replace("_", "-"))
    if value is True:
        return [flag]
    if name == "needs":
        return [flag, ",".join(value)]
    values = value if isinstance(value, tuple) else (value,)
    return [part for each in values for part in (flag, str(each))]
