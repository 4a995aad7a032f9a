"""The installer's demo categories and the products in them (OpenCart 3.0.5.1, opencart.sql), in the shop's order."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Category:
    """A category; `parent_id` is 0 at the top."""

    id: int
    name: str
    parent_id: int
    product_ids: tuple[int, ...]


@cache
def demo_categories() -> dict[int, Category]:
    """All categories by id; those below one parent come in the order in which the shop shows them."""
    rows = json.loads(files("cartcheck.mock.shop").joinpath("demo_categories.json").read_text("utf-8"))
    return {id_: Category(id_, name, parent, tuple(products)) for id_, name, parent, products in rows}
