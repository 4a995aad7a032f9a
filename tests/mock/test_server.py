"""The mock as a program: the line it prints, its end, and what it says when it can't listen."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import time

import pytest
import requests

from cartcheck.errors import UsageError
from cartcheck.mock import MockOptions, running_mock, serve
from tests.mock.client import Client

PROGRAM = "from cartcheck.mock import MockOptions, serve; serve(MockOptions())"


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("delay", [0.0, 0.5])
def test_it_says_where_it_listens_and_ends_cleanly(ending: signal.Signals, delay: float) -> None:
    with subprocess.Popen([sys.executable, "-c", PROGRAM], stdout=subprocess.PIPE, text=True) as process:
        line = process.stdout.readline()
        assert line.startswith("listening on http://127.0.0.1:")
        assert requests.get(line.split()[-1], timeout=10).status_code == 200
        time.sleep(delay)
        process.send_signal(ending)
        assert process.wait(timeout=10) == 0


def test_a_busy_port_is_told() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(UsageError, match=f"{port}.*another port"):
            serve(MockOptions(port=port))


def test_importing_the_package_loads_no_server() -> None:
    program = "import sys, cartcheck.mock; print(sorted({'uvicorn', 'starlette'} & set(sys.modules)))"
    assert (
        subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout
        == "[]\n"
    )


def test_it_starts_and_stops_within_a_moment() -> None:
    with running_mock(MockOptions()):
        pass
    begin = time.monotonic()
    with running_mock(MockOptions()) as base:
        requests.get(base, timeout=10)
    assert time.monotonic() - begin < 1


def test_latency_is_added_to_each_answer() -> None:
    with running_mock(MockOptions(latency=0.2)) as base:
        begin = time.monotonic()
        Client(base).login()
        assert time.monotonic() - begin >= 0.2


def test_several_stores_do_not_know_each_other() -> None:
    with running_mock(MockOptions()) as one, running_mock(MockOptions(opencart="3.0.3.0")) as other:
        first, second = Client(one), Client(other)
        first.login()
        second.token = first.token
        assert first.let_in()
        assert not second.let_in()
