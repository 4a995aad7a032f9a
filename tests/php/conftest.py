"""The real PHP, started once: a web server that says what it read, and calls PHP's own functions."""

from __future__ import annotations

import base64
import socket
import subprocess
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import requests

if TYPE_CHECKING:
    from collections.abc import Iterator

ANSWER = Path(__file__).with_name("answer.php")


class Php:
    """A running `php -S`; answers keep the difference between the keys 7 and "7x" and every byte."""

    def __init__(self, port: int) -> None:
        self._url = f"http://127.0.0.1:{port}/"
        self._http = requests.Session()

    def post(self, body: bytes, media_type: str = "application/x-www-form-urlencoded") -> Any:
        return _decoded(self._posted(body, media_type)["post"])

    def hashed(self, body: bytes, media_type: str = "application/x-www-form-urlencoded") -> str:
        """What OpenCart 4.1 takes the digest of."""
        return str(self._posted(body, media_type)["hashed"])

    def _posted(self, body: bytes, media_type: str) -> Any:
        return self._http.post(self._url, data=body, headers={"Content-Type": media_type}, timeout=10).json()

    def parse_str(self, body: bytes) -> Any:
        return _decoded(self._call("parse_str", base64.b64encode(body).decode()))

    def call(self, function: str, *arguments: object) -> Any:
        return self._call(function, *arguments)

    def _call(self, function: str, *arguments: object) -> Any:
        wanted = {"function": function, "arguments": arguments}
        return self._http.post(self._url, json=wanted, timeout=10).json()["result"]


def _decoded(value: Any) -> Any:
    if isinstance(value, str):
        return base64.b64decode(value).decode("utf-8", "surrogateescape")
    return {key if isinstance(key, int) else _decoded(key[1:]): _decoded(inner) for key, inner in value}


@pytest.fixture(scope="session")
def php() -> Iterator[Php]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = ["php", "-n", "-d", "display_errors=0", "-S", f"127.0.0.1:{port}", str(ANSWER)]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as process:
        _wait_for(port)
        yield Php(port)
        process.terminate()


def _wait_for(port: int) -> None:
    for _ in range(100):
        try:
            socket.create_connection(("127.0.0.1", port)).close()
            return
        except ConnectionRefusedError:
            time.sleep(0.02)
    raise RuntimeError("php did not start")
