"""`api/category…`: the tree of categories, and one of them with its products."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cartcheck.mock.generations.documented.answers import Json, missing

if TYPE_CHECKING:
    from cartcheck.mock.generations.documented.call import Call


def tree(call: Call) -> Json:
    """All categories, each with those below it."""
    return {"categories": _below(call, 0)}


def info(call: Call) -> Json:
    """One category: what is above and below it, and its products."""
    category = call.state.categories.get(call.id("category_id"))
    if not category:
        raise missing("category")
    members = [id_ for id_, within in sorted(call.state.categories_of.items()) if category.id in within]
    return {
        "category": {
            "category_id": category.id,
            "name": category.name,
            "parent_id": category.parent_id,
            "children": _below(call, category.id),
            "products": members,
        }
    }


def _below(call: Call, parent_id: int) -> list[dict[str, Any]]:
    return [
        {"category_id": category.id, "name": category.name, "children": _below(call, category.id)}
        for category in call.state.categories.values()
        if category.parent_id == parent_id
    ]
