"""A store to develop against: it answers as an OpenCart store of a given version does, bugs included.

Importing this is cheap; the server is loaded with the first call.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartcheck.mock.options import DEMO_KEY, MockOptions

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from cartcheck.mock.surface.asgi import Surface

__all__ = ["DEMO_KEY", "MockOptions", "build_app", "running_mock", "serve"]


def build_app(options: MockOptions) -> Surface:
    """The store as an ASGI application; raises UsageError for a version or a fault that isn't known."""
    from cartcheck.mock.app import build_app

    return build_app(options)


def serve(options: MockOptions) -> None:
    """Run the store until SIGINT or SIGTERM; prints `listening on http://…` when it is ready."""
    from cartcheck.mock.server import serve

    serve(options)


def running_mock(options: MockOptions) -> AbstractContextManager[str]:
    """The store in a thread of this process; gives its base URL, such as `http://127.0.0.1:43210/`."""
    from cartcheck.mock.server import running_mock

    return running_mock(options)
