"""The passwords of the proxies that requests may go through: the one given, and those of the environment."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import unquote
from urllib.request import getproxies

if TYPE_CHECKING:
    from collections.abc import Iterator


def passwords(proxy: str) -> Iterator[str]:
    """Each password, decoded; the redactor finds it encoded too."""
    for url in (proxy, *getproxies().values()):
        if password := _password(url):
            yield unquote(password)


def _password(url: str) -> str:
    # Not by urlsplit: it fails at what the environment may hold, and sees no login without a scheme.
    authority = (url.partition("://")[2] or url).partition("/")[0]
    return authority.rpartition("@")[0].partition(":")[2]
