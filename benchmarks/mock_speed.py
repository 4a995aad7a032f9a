"""How fast the mock store answers an authenticated cart, and what it costs, beside Prism on the same operation.

Needs wrk (Debian). Prism (`@stoplight/prism-cli`) is measured too where `prism` or npx with a cached copy is found.
"""

from __future__ import annotations

import json
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from benchmarks.measuring import Figures, main
from cartcheck.contract.document import read_document
from cartcheck.mock.options import DEMO_KEY
from cartcheck.paths import openapi_dir

if TYPE_CHECKING:
    from collections.abc import Iterator

CONNECTIONS, SECONDS = 10, 5
_ROUTE = "api/cart/products"


def measure() -> Figures:
    """Requests a second, p99 in ms, seconds until ready, MB of memory; the ratio to Prism."""
    figures = _our_mock()
    prism = _prism()
    figures |= prism
    if "prism_requests_per_second" in prism:
        ratio = float(str(figures["requests_per_second"])) / float(str(prism["prism_requests_per_second"]))
        figures["times_prism"] = round(ratio, 1)
    return figures


def _our_mock() -> Figures:
    with _started() as (base, ready, process):
        url = _cart_url(base)
        figures = _wrk(url)
        return {**figures, "ready_seconds": ready, "resident_megabytes": _resident(process.pid)}


@contextmanager
def _started() -> Iterator[tuple[str, float, subprocess.Popen[str]]]:
    start = time.perf_counter()
    command = [sys.executable, "-m", "cartcheck", "mock", "--opencart", "3.0.5.1", "--port", "0"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        line = process.stdout.readline() if process.stdout else ""
        yield line.split()[-1], round(time.perf_counter() - start, 2), process
    finally:
        process.terminate()
        process.wait(10)


def _cart_url(base: str) -> str:
    login = urlencode({"username": "Default", "key": DEMO_KEY}).encode()
    with urllib.request.urlopen(f"{base}index.php?route=api/login", login) as reply:  # noqa: S310 - our own mock
        token = json.load(reply)["api_token"]
    add = f"{base}index.php?route=api/cart/add&api_token={token}"
    urllib.request.urlopen(add, b"product_id=40&quantity=2").close()  # noqa: S310
    return f"{base}index.php?route={_ROUTE}&api_token={token}"


def _wrk(url: str) -> Figures:
    command = ["wrk", "-t2", f"-c{CONNECTIONS}", f"-d{SECONDS}s", "--latency", url]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    rate = re.search(r"Requests/sec:\s+([\d.]+)", told)
    tail = re.search(r"99%\s+([\d.]+)(us|ms|s)", told)
    if rate is None or tail is None or "Non-2xx" in told:
        raise RuntimeError(told)
    scale = {"us": 0.001, "ms": 1.0, "s": 1000.0}[tail[2]]
    return {
        "requests_per_second": round(float(rate[1])),
        "p99_milliseconds": round(float(tail[1]) * scale, 2),
    }


def _resident(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text("ascii")
    found = re.search(r"VmRSS:\s+(\d+) kB", status)
    return round(int(found[1]) / 1024, 1) if found else 0.0


def _prism() -> Figures:
    program = shutil.which("prism")
    if program is None:
        return {"prism": "not installed: npm install -g @stoplight/prism-cli"}
    with tempfile.TemporaryDirectory() as folder:
        document = Path(folder) / "cart.json"
        document.write_text(json.dumps(_prism_document(), default=str))
        port = _free_port()
        process = subprocess.Popen(
            [program, "mock", "-p", str(port), str(document)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            url = f"http://127.0.0.1:{port}/index.php?route={_ROUTE}&api_token={'0' * 26}"
            _wait_for(url)
            return {f"prism_{name}": value for name, value in _wrk(url).items()}
        finally:
            process.terminate()
            process.wait(10)


def _prism_document() -> dict[str, Any]:
    """Our description of the cart alone, with its token; Prism knows no path with a query, so the route is a parameter."""
    whole = read_document(openapi_dir() / "opencart-3.0.yaml", "3.0.5.1")
    cart = whole["paths"][f"/index.php?route={_ROUTE}"]["get"]
    route = {"name": "route", "in": "query", "required": True, "schema": {"const": _ROUTE}}
    return {**whole, "paths": {"/index.php": {"get": {**cart, "parameters": [route]}}}}


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def _wait_for(url: str) -> None:
    for _ in range(150):
        try:
            urllib.request.urlopen(url).close()  # noqa: S310 - Prism on this machine
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise RuntimeError(f"nothing answers at {url}")


if __name__ == "__main__":
    main(measure)
