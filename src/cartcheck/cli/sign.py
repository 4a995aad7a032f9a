"""`cartcheck sign`: the signature of a 4.1 request, line by line, to compare with one's own."""

from __future__ import annotations

import click

_KEY_HELP = "The API user's key. Better: $CARTCHECK_KEY or the prompt."


@click.command("sign")
@click.argument("store", metavar="URL")
@click.option("--call", default="cart", show_default=True, help="What is asked, such as cart or confirm.")
@click.option(
    "--data",
    "fields",
    multiple=True,
    metavar="NAME=VALUE",
    help="A field of the form; `product[0][quantity]=2`.",
)
@click.option(
    "--body", default=None, help="The whole form, urlencoded as it will be sent; instead of --data."
)
@click.option("--route", default="api/order", show_default=True, help="Or api/subscription.")
@click.option(
    "--username", envvar="CARTCHECK_USERNAME", default="Default", show_default=True, help="The API user."
)
@click.option("--key", envvar="CARTCHECK_KEY", help=_KEY_HELP)
@click.option("--store-id", default="0", show_default=True, help="The number of the store.")
@click.option("--language", default="en-gb", show_default=True)
@click.option("--currency", default="USD", show_default=True)
@click.option("--host", help="The Host header, where it is not that of the URL.")
@click.option("--time", "at", type=int, help="Unix seconds; else now.")
@click.option(
    "--explain-mistakes", "mistakes", is_flag=True, help="Also print what known mistakes would make."
)
def sign(
    store: str,
    call: str,
    fields: tuple[str, ...],
    body: str | None,
    route: str,
    username: str,
    key: str | None,
    store_id: str,
    language: str,
    currency: str,
    host: str | None,
    at: int | None,
    mistakes: bool,
) -> None:
    """Print what OpenCart 4.1 wants signed, the signature, and the curl line. Nothing is sent."""
    from cartcheck.cli.signing import Wanted, print_signature

    given = key or click.prompt(f"Key of the API user {username}", hide_input=True, err=True)
    wanted = Wanted(store, route, call, username, store_id, language, currency, fields, body, host, at)
    print_signature(wanted, given, mistakes=mistakes)
