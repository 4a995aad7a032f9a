"""From what the user said, in all places, to one target: the more it was said of this very store, the more it counts."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import fields
from functools import reduce
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from cartcheck.errors import UsageError
from cartcheck.target.config import Config, load_config
from cartcheck.target.settings import Settings, custom_field
from cartcheck.target.store_url import StoreUrl
from cartcheck.target.target import Credentials, Leave, Limits, Network, Target

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

# What the installer calls its API user, and what 3.0.3.0 and later take when no username is sent:
# catalog/controller/api/login.php.
DEFAULT_USERNAME = "Default"

Ask = Callable[[str], str]
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

    The command line wins over what the file says of the store, that over the environment, which is the same for every store,
    and that over the file's defaults. `store` is an address or a name from the file. `overrides` are `Settings` by name, as
    the command line has them. `ask` asks for a key that nobody gave, whose letters no terminal may show; an empty answer
    means no credentials.
    """
    config = load_config(config_path)
    url, own = _store(store or environ.get("CARTCHECK_STORE") or "", config)
    said = Settings(**overrides).checked("command line")
    general = _environment(environ).checked("environment")
    places = (said, own, general, config.defaults, Settings(ca_bundle=_standard_authorities(environ)))
    settings = reduce(Settings.over, places)
    if settings.pace is None and url.is_loopback:
        settings = Settings(pace=0).over(settings)
    return Target(
        store=url,
        credentials=_credentials(settings.username or DEFAULT_USERNAME, _key(places, environ), url, ask),
        limits=_part(Limits, settings),
        leave=Leave(
            writes=bool(settings.allow_writes),
            wait_for_expiry=bool(settings.wait_for_expiry),
            security=bool(settings.security),
        ),
        network=_network(settings),
        control=settings.control or "",
        products=settings.products or (),
        coupon=settings.coupon or "",
        voucher=settings.voucher or "",
        custom_fields=dict(map(custom_field, settings.custom_fields or ())),
        needs=settings.needs or (),
        openapi=settings.openapi or "",
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


def _key(places: Iterable[Settings], environ: Mapping[str, str]) -> tuple[str, str]:
    """The key of the first place that says anything of a key, and the variable it is to come from, if any.

    Never another's where that variable is not set: it would go to the wrong shop.
    """
    for place in places:
        if place.key or place.key_env:
            return place.key or environ.get(place.key_env or "", ""), place.key_env or ""
    return "", ""


def _credentials(username: str, found: tuple[str, str], url: StoreUrl, ask: Ask | None) -> Credentials | None:
    key, variable = found
    if not key and ask:
        key = ask(f"Key of the API user {username} at {url.host} (empty: without credentials)")
    if not key and variable:
        raise UsageError(f"The key is to come from ${variable}, which is not set.", "Set it.")
    return Credentials(username, key) if key else None


def _network(settings: Settings) -> Network:
    network = _part(Network, settings)
    if network.verify and network.ca_bundle and not Path(network.ca_bundle).exists():
        raise UsageError(f"The file of certificate authorities {network.ca_bundle} does not exist.")
    return network


def _part(part: type[Part], settings: Settings) -> Part:
    values = {each.name: getattr(settings, each.name) for each in fields(part)}
    return part(**{name: value for name, value in values.items() if value is not None})
