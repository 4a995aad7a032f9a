"""One running 3.0.5.1 for the tests that only switch it about; each starts from its fresh state."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cartcheck.mock import MockOptions, running_mock
from tests.mock.client import Client

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="session")
def base() -> Iterator[str]:
    with running_mock(MockOptions(control=True)) as url:
        yield url


@pytest.fixture
def client(base: str) -> Client:
    fresh = Client(base)
    assert fresh.control(reset=True).status_code == 204
    return fresh
