"""The sockets: bound to a local address where asked, and cut from outside when an exchange takes too long."""

from __future__ import annotations

import logging
import socket
import threading
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from requests.adapters import HTTPAdapter
from urllib3 import HTTPSConnectionPool
from urllib3.connection import HTTPConnection, HTTPSConnection

if TYPE_CHECKING:
    from collections.abc import Callable

    from requests import PreparedRequest

# Its messages hold whole URLs, tokens included, and pytest would put them into its reports.
logging.getLogger("urllib3").setLevel(logging.CRITICAL)

Handles = dict[HTTPConnection, socket.socket]


class _Connection(HTTPConnection):
    """A connection that leaves a second handle to its socket.

    The handle works even after a `Connection: close` answer, when http.client (Python 3.11) has let go of its
    own while the body is still being read.
    """

    def __init__(self, *args: Any, handles: Handles, **kwargs: Any) -> None:
        self._handles = handles
        super().__init__(*args, **kwargs)

    def _new_conn(self) -> socket.socket:
        opened = super()._new_conn()
        if before := self._handles.pop(self, None):
            before.close()
        self._handles[self] = opened.dup()
        return opened


class _SecureConnection(_Connection, HTTPSConnection):
    """The same under TLS."""


class WireAdapter(HTTPAdapter):
    """The connections of one caller. `source` is the local address to ask from, "" = the system's choice."""

    def __init__(self, source: str) -> None:
        self._handles: Handles = {}
        self._bound: dict[str, Any] = {"source_address": (source, 0)} if source else {}
        super().__init__()

    def init_poolmanager(self, connections: int, maxsize: int, block: bool = False, **kwargs: Any) -> None:
        """Binds what is opened directly to the source address."""
        super().init_poolmanager(connections, maxsize, block, **kwargs, **self._bound)

    def proxy_manager_for(self, proxy: str, **kwargs: Any) -> Any:
        """Binds what is opened through a proxy to the source address."""
        return super().proxy_manager_for(proxy, **kwargs, **self._bound)

    def get_connection_with_tls_context(
        self, request: PreparedRequest, verify: Any, proxies: Any = None, cert: Any = None
    ) -> Any:
        """The pool to take a connection from; its connections leave handles here."""
        pool: Any = super().get_connection_with_tls_context(request, verify, proxies=proxies, cert=cert)
        secure = isinstance(pool, HTTPSConnectionPool)
        pool.ConnectionCls = _SecureConnection if secure else _Connection
        pool.conn_kw["handles"] = self._handles
        return pool

    def cut(self) -> None:
        """Ends every open connection at once; a thread that reads from one wakes up."""
        for handle in list(self._handles.values()):
            with suppress(OSError):
                handle.shutdown(socket.SHUT_RDWR)

    def sweep(self) -> None:
        """Lets go of connections that are closed, so that the other side sees their end."""
        for connection in [each for each in self._handles if each.sock is None]:
            self._handles.pop(connection).close()

    def close(self) -> None:
        """Closes every connection."""
        super().close()
        self.sweep()


class Deadline:
    """Calls `cut` when the seconds are over before the `with` block is; `passed` tells that it did."""

    def __init__(self, seconds: float, cut: Callable[[], None]) -> None:
        self.seconds = seconds
        self.passed = False
        self._cut = cut
        self._timer = threading.Timer(seconds, self._expire)
        self._timer.daemon = True

    def _expire(self) -> None:
        self.passed = True
        self._cut()

    def __enter__(self) -> Deadline:
        self._timer.start()
        return self

    def __exit__(self, *exception: object) -> None:
        self._timer.cancel()
