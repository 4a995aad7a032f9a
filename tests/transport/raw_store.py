"""A store of raw sockets: each connection is answered by a script, so that it can misbehave in any way."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable
from contextlib import suppress

Script = Callable[[socket.socket, bytes], None]


class RawStore:
    """Listens on 127.0.0.1 and runs `script` for every request; what it does not send is not sent."""

    def __init__(self, script: Script) -> None:
        self.script = script
        self.requests: list[bytes] = []
        self.peers: list[str] = []
        self.connections = 0
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}/"
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        self._listener.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                connection, (peer, _) = self._listener.accept()
                self.connections += 1
                self.peers.append(peer)
                threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        with connection, suppress(OSError):
            while request := _read_request(connection):
                self.requests.append(request)
                self.script(connection, request)


def _read_request(connection: socket.socket) -> bytes:
    data = b""
    while b"\r\n\r\n" not in data:
        piece = connection.recv(65536)
        if not piece:
            return b""
        data += piece
    head, _, body = data.partition(b"\r\n\r\n")
    lengths = [
        line.split(b":")[1] for line in head.lower().split(b"\r\n") if line.startswith(b"content-length")
    ]
    while lengths and len(body) < int(lengths[0]):
        body += connection.recv(65536)
    return head + b"\r\n\r\n" + body


def answer(body: bytes = b"[]", status: str = "200 OK", headers: tuple[str, ...] = ()) -> Script:
    """A script that gives a whole and well-formed answer."""
    lines = [f"HTTP/1.1 {status}", *headers, f"Content-Length: {len(body)}", "", ""]
    return raw("\r\n".join(lines).encode("latin-1") + body)


def raw(data: bytes, *, then_close: bool = False) -> Script:
    """A script that sends these bytes."""

    def script(connection: socket.socket, request: bytes) -> None:
        connection.sendall(data)
        if then_close:
            connection.shutdown(socket.SHUT_RDWR)
            connection.close()

    return script


def in_turn(*scripts: Script) -> Script:
    """A script that behaves differently at each request; the last one stays."""
    waiting = list(scripts)

    def script(connection: socket.socket, request: bytes) -> None:
        chosen = waiting.pop(0) if len(waiting) > 1 else waiting[0]
        chosen(connection, request)

    return script


class FakeTime:
    """A clock that only sleeping moves."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.slept: list[float] = []

    def clock(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(round(seconds, 6))
        self.now += seconds
