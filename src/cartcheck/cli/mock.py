"""`cartcheck mock`: a store to develop against."""

from __future__ import annotations

import click


@click.command("mock")
@click.option(
    "--opencart", default="3.0.5.1", show_default=True, metavar="VERSION", help="The version to behave like."
)
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option(
    "--port", default=8080, show_default=True, type=click.IntRange(0, 65535), help="0 picks a free port."
)
@click.option("--key", default=None, help="The key of the API user `Default`; a demo key otherwise.")
@click.option("--control", is_flag=True, help="Take switches by POST /_control, from this machine only.")
@click.option(
    "--display-errors", is_flag=True, help="Print PHP's messages into answers, as the installer leaves it."
)
@click.option("--timezone", default="UTC", show_default=True, help="The shop's time zone.")
@click.option(
    "--fault", "faults", multiple=True, metavar="NAME", help="Break something; `list` names all faults."
)
@click.option("--latency", default=0.0, type=click.FloatRange(0, 60), help="Seconds added to each answer.")
def mock(
    opencart: str,
    host: str,
    port: int,
    key: str | None,
    control: bool,
    display_errors: bool,
    timezone: str,
    faults: tuple[str, ...],
    latency: float,
) -> None:
    """Run a store that behaves like an OpenCart version."""
    from cartcheck.mock.options import DEMO_KEY, MockOptions
    from cartcheck.mock.server import serve

    if "list" in faults:
        from cartcheck.mock.faults import described_faults

        for name, what in described_faults().items():
            click.echo(f"{name:<32} {what}")
        return
    options = MockOptions(
        opencart=opencart,
        host=host,
        port=port,
        key=key or DEMO_KEY,
        control=control,
        display_errors=display_errors,
        timezone=timezone,
        faults=faults,
        latency=latency,
    )
    serve(options)
