"""The sockets: bound to a local address where asked, and cut from outside when an exchange takes too long."""

from __future__ import annotations

import logging
import socket
import threading
import time
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
    """Calls `cut` when a `with` block takes longer than the seconds; `passed` tells that the last one did.

    One thread watches all blocks, one after the other: a thread for each would cost more than a fast store's answer. It
    sleeps until the earliest moment at which a block could be late, and ends when there is none by then.
    """

    def __init__(self, seconds: float, cut: Callable[[], None]) -> None:
        self.seconds = seconds
        self.passed = False
        self._cut = cut
        self._lock = threading.Lock()
        self._until: float | None = None
        self._watched = False
        self._closed = threading.Event()

    def __enter__(self) -> Deadline:
        with self._lock:
            self.passed, self._until = False, time.monotonic() + self.seconds
            if not self._watched:
                self._watched = True
                threading.Thread(target=self._watch, daemon=True).start()
        return self

    def __exit__(self, *exception: object) -> None:
        with self._lock:
            self._until = None

    def close(self) -> None:
        """Ends the watch."""
        self._closed.set()

    def _watch(self) -> None:
        while (rest := self._rest()) is not None:
            self._closed.wait(rest)
        if self.passed:
            self._cut()

    def _rest(self) -> float | None:
        """Seconds until the block at hand is late; None, and the watch is over, where it is, or where there is none."""
        with self._lock:
            rest = None if self._until is None or self._closed.is_set() else self._until - time.monotonic()
            if rest is not None and rest > 0:
                return rest
            self.passed, self._until, self._watched = rest is not None, None, False
            return None
