"""The options that every verb shares which asks a store."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

Command = TypeVar("Command", bound=Callable[..., Any])


def _separate(_context: click.Context, _option: click.Parameter, said: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in said.split(",") if part.strip())


_ALLOW_WRITES = (
    "Allow orders to be made, and products and customers where the API makes them; what can be is removed."
)

_STORE = (
    click.argument("store", metavar="URL", required=False),
    click.option("--username", help="The API user's name; else $CARTCHECK_USERNAME, else `Default`."),
    click.option("--key", help="The API user's key. Better: $CARTCHECK_KEY, a cartcheck.toml or the prompt."),
    click.option("--config", type=click.Path(path_type=Path), help="The cartcheck.toml to read."),
)
_LIMITS = (
    click.option("--budget", type=int, help="How many requests at most (default 1000)."),
    click.option(
        "--pace", type=float, help="Requests a second (default 4; 0 = as fast as the store answers)."
    ),
    click.option("--connect-timeout", type=float, metavar="SECONDS", help="Default 10."),
    click.option("--read-timeout", type=float, metavar="SECONDS", help="Default 30."),
)
_NETWORK = (
    click.option("--no-verify", is_flag=True, help="Do not verify the TLS certificate."),
    click.option("--ca-bundle", type=click.Path(), help="A file of certificates to trust."),
    click.option("--proxy", help="The proxy to go through; else $HTTPS_PROXY."),
    click.option(
        "--source", "sources", multiple=True, metavar="ADDRESS", help="Also ask from this local address."
    ),
)
_LEAVE = (
    click.option("--allow-writes", is_flag=True, help=_ALLOW_WRITES),
    click.option("--wait-for-expiry", is_flag=True, help="Watch tokens until they expire; an hour at most."),
    click.option(
        "--control", metavar="URL", default="", help="The /_control URL of a mock: its clock is moved."
    ),
    click.option("--dry-run", is_flag=True, help="Print what would be sent, and send nothing to the store."),
    click.option(
        "--opencart", metavar="VERSION", help="With --dry-run: the version to suppose (default 3.0.5.1)."
    ),
)
_REPORT = (
    click.option("--fail-on", type=click.Choice(["error", "warning", "advice", "note"]), default="warning",
                 show_default=True, help="The level from which on the exit code is 1."),
    click.option("--reports", "folder", type=click.Path(path_type=Path), default=Path("reports"),
                 show_default=True, help="The folder for the reports."),
    click.option("--no-reports", is_flag=True, help="Write no reports, print only."),
    click.option("--json", "as_json", is_flag=True, help="Print the result as JSON and nothing else."),
    click.option("--har", type=click.Path(path_type=Path), help="Also keep every exchange in this HAR file, redacted."),
    click.option("--markdown", type=click.Path(path_type=Path), help="Also write Markdown, for a pull request or a ticket."),
    click.option("--sarif", type=click.Path(path_type=Path), help="Also write SARIF, for tools that gather findings."),
)  # fmt: skip
_BASELINE = (
    click.option("--baseline", type=click.Path(path_type=Path), metavar="FILE", help="A TOML file of findings that are "
                 "known and accepted."),
    click.option("--write-baseline", type=click.Path(path_type=Path), metavar="FILE", help="Write such a file: what counts "
                 "now, for you to add the reasons."),
)  # fmt: skip
_DIAGNOSIS = (
    click.option("--security", is_flag=True, help="Also tell known defects of the version, with harmless self-tests."),
    click.option("--bundle", type=click.Path(path_type=Path), metavar="FILE.zip", help="Also write report, result and "
                 "exchanges into one file to be mailed, without secrets and personal data."),
    click.option("--request", metavar="FILE", help="Your own request that fails, to be judged: a HAR or a text with a "
                 "curl line; - for standard input. It is not sent."),
)  # fmt: skip
_EXPLORING = (
    click.option("--allow-writes", is_flag=True, help=_ALLOW_WRITES),
    click.option(
        "--product", "products", multiple=True, type=int, metavar="ID", help="A product of the shop to use."
    ),
    click.option(
        "--control", metavar="URL", default="", help="The /_control URL of a mock: its clock is moved."
    ),
)
_COMPARISON = (
    click.option("--fail-on", type=click.Choice(["breaking", "risky", "any"]), default="breaking", show_default=True,
                 help="The severity from which on the exit code is 1."),
    click.option("--accept", type=click.Path(path_type=Path), help="A TOML file of changes that are known and accepted."),
    click.option("--html", type=click.Path(path_type=Path), help="Write a page, both sides beside each other."),
    click.option("--json", "as_json", is_flag=True, help="Print the comparison as JSON and nothing else."),
    click.option("--markdown", type=click.Path(path_type=Path), help="Write Markdown, for a pull request."),
    click.option("--junit", type=click.Path(path_type=Path), help="Write JUnit XML."),
)  # fmt: skip
_CONTRACT = (
    click.option("--examples", type=click.IntRange(0, 10_000), default=0, show_default=True,
                 help="Generated cases for each operation beyond examples and boundary values; 20 of each need some 2,000 "
                 "requests (--budget)."),
    click.option("-n", "--processes", type=click.IntRange(1, 64), default=1, show_default=True,
                 help="Processes that draw generated cases while the store is asked."),
    click.option("--openapi", metavar="FILE", help="Also test routes of your own, which this OpenAPI 3 file describes "
                 "(YAML or JSON)."),
    click.option("--seed", type=int, default=0, show_default=True, help="The seed of generated cases."),
    click.option("--product", "products", multiple=True, type=int, metavar="ID", help="A product of the shop to use."),
    click.option("--coupon", metavar="CODE", help="A coupon of the shop to try; tried only, not used up."),
    click.option("--voucher", metavar="CODE", help="A gift voucher of the shop to try; its balance stays."),
    click.option("--custom-field", "custom_fields", multiple=True, metavar="ID=VALUE",
                 help="What a custom field that the shop requires takes, where it does not take any text."),
)  # fmt: skip
_ONLY = (
    click.option("--only", multiple=True, metavar="OPERATION",
                 help="Test the contract of this operation alone, such as cart_add, or an order's life (order_life); may be "
                 "given more than once."),
)  # fmt: skip
_NEEDS = (
    click.option("--needs", callback=_separate, default="", metavar="NEED,…",
                 help="What the integration needs, such as orders:read,orders:status; `list` names all."),
)  # fmt: skip


def _all(*groups: tuple[Callable[[Any], Any], ...]) -> Callable[[Command], Command]:
    def decorate(command: Command) -> Command:
        for option in reversed([option for group in groups for option in group]):
            command = option(command)
        return command

    return decorate


only_option = _all(_ONLY)
store_options = _all(_STORE, _LIMITS, _NETWORK, _LEAVE, _REPORT, _BASELINE)
needs_options = _all(_NEEDS)
diagnosis_options = _all(_DIAGNOSIS)
contract_options = _all(_CONTRACT)
access_options = _all(_STORE[1:], _LIMITS, _NETWORK)
exploring_options = _all(_EXPLORING)
comparison_options = _all(_COMPARISON)
