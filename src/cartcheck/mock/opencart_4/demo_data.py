"""What 4.x shows of the installer's catalogue and other generations don't (install/opencart-en-gb.sql, 4.1.0.4)."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def demo_data() -> dict[str, Any]:
    """Columns of products, weights of option values, countries without zones; read once."""
    resource = files("cartcheck.mock.opencart_4").joinpath("demo_data.json")
    data: dict[str, Any] = json.loads(resource.read_text("utf-8"))
    return data
