"""The `cartcheck` command: its verbs, and what each error means for the exit code."""

from __future__ import annotations

import errno
import signal
import sys
from pathlib import Path

import click

from cartcheck.cli.compare import compare
from cartcheck.cli.demo import demo
from cartcheck.cli.examine import check, contract, diagnose
from cartcheck.cli.explain import explain, list_findings
from cartcheck.cli.mock import mock
from cartcheck.cli.plain_output import make_output_plain
from cartcheck.cli.record import record
from cartcheck.cli.replay import replay
from cartcheck.cli.sign import sign
from cartcheck.errors import CartcheckError, ExitCode, UsageError
from cartcheck.reports.visible import visible

_EPILOG = """
Exit codes: 0 nothing found, 1 something found at or above --fail-on, 2 wrong usage, 3 the store could not be
examined, 4 a bug of cartcheck itself.
"""

# Ends of the names of environment variables that may hold a secret.
_SECRET_NAMES = ("KEY", "TOKEN", "SECRET", "PASSWORD")
# What a disk, a quota or a device says that takes no more: no bug of anybody.
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO}


def _version(context: click.Context, _option: click.Parameter, wanted: bool) -> None:
    if wanted:
        from cartcheck import __version__

        click.echo(f"cartcheck, version {__version__}")
        context.exit()


@click.group(
    epilog=_EPILOG, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.option(
    "--version",
    is_flag=True,
    expose_value=False,
    is_eager=True,
    callback=_version,
    help="Show the version and exit.",
)
def commands() -> None:
    """Tell whether a program can work with an OpenCart store's API, and if not, why and what to change."""


for _verb in (check, diagnose, contract, record, compare, replay, sign, mock, explain, list_findings, demo):
    commands.add_command(_verb)


def main() -> None:
    """Runs a verb; every error a user can meet ends in one clear line and its own exit code."""
    make_output_plain()
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # ends like Ctrl-C, with what that puts away
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """The exit code of a call."""
    try:
        _check_folder()
        return int(commands.main(arguments, prog_name="cartcheck", standalone_mode=False) or 0)
    except click.exceptions.Exit as end:
        return end.exit_code
    except click.Abort:
        return _told("Stopped.", ExitCode.NOT_EXAMINED)
    except click.exceptions.NoArgsIsHelpError as help_wanted:
        click.echo(help_wanted.format_message(), err=True)
        return int(ExitCode.USAGE)
    except click.ClickException as error:
        return _told(f"{error.format_message()} {_hint(error)}".strip(), ExitCode.USAGE)
    except CartcheckError as error:
        return _told(str(error), error.exit_code)
    except Exception as error:  # noqa: BLE001  # the boundary: whatever is left is our own bug
        return _broken(error, arguments)


def _broken(error: Exception, arguments: list[str]) -> int:
    if isinstance(error, OSError) and error.errno in _FULL:
        told = f"The output cannot be written: {error.strerror}. Send it somewhere else."
        return _told(told, ExitCode.USAGE)
    return _told(_without_secrets(_our_bug(error), arguments), ExitCode.OUR_BUG)


def _check_folder() -> None:
    try:
        Path.cwd()
    except FileNotFoundError:
        raise UsageError("The folder that this was started in is gone.", "Change to another one.") from None


def _told(text: str, code: ExitCode) -> int:
    click.echo(f"cartcheck: {visible(text)}", err=True)
    return int(code)


def _hint(error: click.ClickException) -> str:
    context = getattr(error, "ctx", None)
    return f"See `{context.command_path} --help`." if context else ""


def _our_bug(error: Exception) -> str:
    import traceback  # only when something broke

    from cartcheck import __version__

    place = traceback.extract_tb(error.__traceback__)[-1]
    where = f"{place.filename.rpartition('/')[2]}:{place.lineno}"
    return (
        f"This is a bug of cartcheck, not of the store: {type(error).__name__}: {error} ({where}). "
        f"Please report it with `cartcheck --version` ({__version__})."
    )


def _without_secrets(text: str, arguments: list[str]) -> str:
    """A text that is to be sent to strangers: an exception may quote an address, a setting, a command line."""
    import os

    from cartcheck.transport.proxies import passwords
    from cartcheck.transport.redaction import Redactor

    redactor = Redactor()
    said = (word.removeprefix("--key=") for at, word in enumerate(arguments) if _is_key(arguments, at))
    # A key_env of a cartcheck.toml may be any of them.
    named = (value for name, value in os.environ.items() if name.upper().endswith(_SECRET_NAMES))
    for key in (*named, *said, *_keys_in_file(arguments)):
        redactor.learn("CARTCHECK_KEY", key)
    for word in (*arguments, os.environ.get("CARTCHECK_PROXY", "")):
        for password in passwords(word):
            redactor.learn("password", password)
    return redactor.text(text)


def _keys_in_file(arguments: list[str]) -> list[str]:
    """The keys of the cartcheck.toml that was read, as far as it can be."""
    from cartcheck.target.config import load_config

    at = arguments.index("--config") + 1 if "--config" in arguments else len(arguments)
    try:
        config = load_config(Path(arguments[at]) if at < len(arguments) else None)
    except CartcheckError:
        return []
    return [settings.key for settings in (config.defaults, *config.stores.values()) if settings.key]


def _is_key(arguments: list[str], at: int) -> bool:
    return arguments[at].startswith("--key=") or (at > 0 and arguments[at - 1] == "--key")
