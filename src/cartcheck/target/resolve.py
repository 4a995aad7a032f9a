"""From what the user said, in all places, to one target: command line over environment over file over defaults."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from cartcheck.errors import UsageError
from cartcheck.target.config import Config, load_config
from cartcheck.target.settings import Settings
from cartcheck.target.store_url import StoreUrl
from cartcheck.target.target import Credentials, Leave, Limits, Network, Target

if TYPE_CHECKING:
    from collections.abc import Mapping

# What the installer calls its API user, and what 3.0.3.0 and later take when no username is sent:
# catalog/controller/api/login.php.
DEFAULT_USERNAME = "Default"

Ask = Callable[[str, bool], str]
Part = TypeVar("Part", Limits, Network)


def resolve_target(
    store: str | None,
    overrides: Mapping[str, Any],
    environ: Mapping[str, str] = os.environ,
    *,
    config_path: Path | None = None,
    ask: Ask | None = None,
) -> Target:
    """The target of a run; UsageError says in one line what is wrong.

    `store` is an address or a name from the file. `overrides` are `Settings` by name, as the command line has
    them. `ask` puts a question, with hidden input or not, for a key that nobody gave; an empty answer means
    no credentials.
    """
    config = load_config(config_path)
    url, from_file = _store(store or environ.get("CARTCHECK_STORE") or "", config)
    said = Settings(**overrides).checked("command line").over(_environment(environ).checked("environment"))
    settings = said.over(from_file).over(Settings(ca_bundle=_standard_authorities(environ)))
    if settings.pace is None and url.is_loopback:
        settings = Settings(pace=0).over(settings)
    return Target(
        store=url,
        credentials=_credentials(settings, said, url, environ, ask),
        limits=_part(Limits, settings),
        leave=Leave(
            writes=bool(settings.allow_writes),
            wait_for_expiry=bool(settings.wait_for_expiry),
            dry_run=bool(settings.dry_run),
            security=bool(settings.security),
        ),
        network=_network(settings),
        control=settings.control or "",
        products=settings.products or (),
    )


def stray_blanks(key: str) -> bool:
    """Whether a key begins or ends with blanks or line ends, as one that was copied badly does."""
    return key != key.strip()


def _store(named: str, config: Config) -> tuple[StoreUrl, Settings]:
    if not named and len(config.stores) == 1:
        named = next(iter(config.stores))
    if not named:
        known = f" {config.path} knows {', '.join(config.stores)}." if config.stores else ""
        raise UsageError(f"No store was named.{known}", "Write its address, such as https://shop.example/.")
    if named in config.stores or not any(mark in named for mark in ".:/"):
        settings = config.named(named)
        return StoreUrl.parse(settings.url or ""), settings
    url = StoreUrl.parse(named)
    return url, config.at(url)


def _environment(environ: Mapping[str, str]) -> Settings:
    return Settings(
        username=environ.get("CARTCHECK_USERNAME") or None,
        key=environ.get("CARTCHECK_KEY") or None,
        proxy=environ.get("CARTCHECK_PROXY") or None,
        ca_bundle=environ.get("CARTCHECK_CA_BUNDLE") or None,
    )


def _standard_authorities(environ: Mapping[str, str]) -> str | None:
    # As requests and curl read them. Proxies of the environment (HTTPS_PROXY, NO_PROXY) are the transport's.
    return environ.get("REQUESTS_CA_BUNDLE") or environ.get("CURL_CA_BUNDLE") or None


def _credentials(
    settings: Settings,
    said: Settings,
    url: StoreUrl,
    environ: Mapping[str, str],
    ask: Ask | None,
) -> Credentials | None:
    username = settings.username or DEFAULT_USERNAME
    key = said.key or settings.key or environ.get(settings.key_env or "")
    if not key and ask:
        key = ask(f"Key of the API user {username} at {url.host} (empty: without credentials)", True)
    if not key and settings.key_env:
        raise UsageError(
            f"The key is to come from ${settings.key_env}, which is not set.", "Set it, or CARTCHECK_KEY."
        )
    return Credentials(username, key) if key else None


def _network(settings: Settings) -> Network:
    network = _part(Network, settings)
    if network.verify and network.ca_bundle and not Path(network.ca_bundle).exists():
        raise UsageError(f"The file of certificate authorities {network.ca_bundle} does not exist.")
    return network


def _part(part: type[Part], settings: Settings) -> Part:
    values = {each.name: getattr(settings, each.name) for each in fields(part)}
    return part(**{name: value for name, value in values.items() if value is not None})
