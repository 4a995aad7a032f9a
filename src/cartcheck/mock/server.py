"""The mock store on a socket: as a program, or in a thread of this one."""

from __future__ import annotations

import contextlib
import signal
import socket
import threading
from typing import TYPE_CHECKING

import uvicorn

from cartcheck.errors import UsageError
from cartcheck.mock.app import build_app

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cartcheck.mock.options import MockOptions


def serve(options: MockOptions) -> None:
    """Run the store until SIGINT or SIGTERM; prints `listening on http://…` when it is ready."""
    server, listener = _server(options), _listener(options)
    # Before uvicorn takes the signals, and again when it raises them once more after its end.
    for ending in (signal.SIGINT, signal.SIGTERM):
        signal.signal(ending, lambda *_: setattr(server, "should_exit", True))
    print(f"listening on {_base(listener)}", flush=True)  # noqa: T201 - the line that starters wait for
    server.run(sockets=[listener])


@contextlib.contextmanager
def running_mock(options: MockOptions) -> Iterator[str]:
    """The store in a thread of this process; gives its base URL, such as `http://127.0.0.1:43210/`."""
    server, listener = _server(options), _listener(options)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    try:
        yield _base(listener)
    finally:
        server.should_exit = True
        thread.join(timeout=5)


def _server(options: MockOptions) -> uvicorn.Server:
    config = uvicorn.Config(
        build_app(options),
        log_level="warning" if options.quiet else "info",
        access_log=not options.quiet,
        server_header=False,
        date_header=False,
        proxy_headers=False,
        lifespan="off",
        timeout_graceful_shutdown=1,
    )
    return uvicorn.Server(config)


def _listener(options: MockOptions) -> socket.socket:
    """A socket that already takes connections, so that clients may come before the server's loop runs."""
    family = socket.AF_INET6 if ":" in options.host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((options.host, options.port))
        listener.listen(1024)
    except (OSError, TypeError, ValueError) as problem:  # the latter of a name that is none
        listener.close()
        why = getattr(problem, "strerror", None) or "that is no address"
        raise UsageError(
            f"The mock can't listen on {options.host} port {options.port}: {why}.",
            "Choose another port; 0 takes any free one.",
        ) from None
    return listener


def _base(listener: socket.socket) -> str:
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"
