"""Payment methods as 4.0.2 and later offer them: each with options of its own."""

from __future__ import annotations

from typing import Any


def payment_option(code: str, name: str, sort_order: str, label: str = "name") -> dict[str, Any]:
    """A method with its one option, which is what a client chooses: `cod.cod`."""
    option = {code: {"code": f"{code}.{code}", "name": name}}
    return {"code": code, label: name, "option": option, "sort_order": sort_order}
