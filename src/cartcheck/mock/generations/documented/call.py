"""What an action of the documented API works on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from cartcheck.mock.generations.documented.answers import check
from cartcheck.mock.generations.documented.fields import Fields
from cartcheck.mock.generations.documented.state import State, state_of

if TYPE_CHECKING:
    from cartcheck.mock.store import Store
    from cartcheck.php.array import PhpArray


@dataclass(frozen=True, slots=True)
class Call:
    """A call that was let in: the store, the query and the body."""

    store: Store
    query: PhpArray
    body: PhpArray

    @property
    def state(self) -> State:
        """Products and customers of the store."""
        return state_of(self.store)

    def id(self, name: str) -> int:
        """The id of that name from the query; one that is missing or no number is refused."""
        fields = Fields(self.query)
        wanted = fields.whole(name, least=1)
        check(fields)
        return wanted


Action: TypeAlias = Callable[[Call], dict[str, Any]]
