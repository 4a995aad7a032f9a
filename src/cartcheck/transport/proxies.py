"""The proxies that requests may go through: the one given, else those of the environment; and their passwords."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit
from urllib.request import getproxies

from requests.utils import get_environ_proxies, select_proxy

from cartcheck.target.host_name import is_loopback

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cartcheck.target.target import Network


def proxies_for(url: str, network: Network) -> dict[str, str]:
    """The proxy for each scheme: the one given, else the environment's, which cannot reach our own machine."""
    if network.proxy:
        return {"http": network.proxy, "https": network.proxy}
    return {} if is_loopback(urlsplit(url).hostname or "") else get_environ_proxies(url)


def shown_proxy(url: str, network: Network) -> str:
    """Host and port of the proxy through which a URL is asked, without its login; "" if there is none."""
    try:
        proxy = select_proxy(url, proxies_for(url, network))
    except ValueError:  # brackets that are no IPv6 address
        return ""
    return _authority(proxy).rpartition("@")[2] if proxy else ""


def passwords(proxy: str) -> Iterator[str]:
    """Each password, decoded; the redactor finds it encoded too."""
    for url in (proxy, *getproxies().values()):
        if password := _password(url):
            yield unquote(password)


def _password(url: str) -> str:
    return _authority(url).rpartition("@")[0].partition(":")[2]


def _authority(url: str) -> str:
    # Not by urlsplit: it fails at what the environment may hold, and sees no login without a scheme.
    return (url.partition("://")[2] or url).partition("/")[0]
