"""What was learnt about a token's life before a run was stopped: a file of times. No token is ever in it."""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from cartcheck.observations.token_life import Idle

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_ABOUT = (
    "What a run with --wait-for-expiry learnt about the life of tokens before it was stopped. The same command goes on from "
    "here within a day. No token stands here; delete the file to begin anew."
)
_KEPT = timedelta(days=1)  # a store's settings may be others after that


class TokenNotes:
    """The notes about one store; `path` None keeps none."""

    def __init__(self, path: Path | None, store: str) -> None:
        self.path = path
        self._store = store

    def read(self) -> tuple[Idle, ...]:
        """What an earlier run learnt; () where there is nothing, or nothing that counts any more."""
        if self.path is None:
            return ()
        try:
            noted = json.loads(self.path.read_text(encoding="utf-8"))
            if noted["store"] != self._store:
                return ()
            return tuple(_idle(each) for each in noted["unused"] if _is_fresh(each["at"]))
        except (OSError, ValueError, KeyError, TypeError):
            return ()

    def keep(self, steps: Iterable[Idle]) -> None:
        """Write what is known by now."""
        if self.path is None:
            return
        told = [{"minutes": step.minutes, "let_in": step.let_in, "at": step.at or _now()} for step in steps]
        text = json.dumps({"about": _ABOUT, "store": self._store, "unused": told}, indent=1)
        with suppress(OSError):
            self.path.parent.mkdir(parents=True, exist_ok=True)
            part = self.path.with_name(f".{self.path.name}.part")
            part.write_text(text + "\n", encoding="utf-8")
            part.replace(self.path)

    def forget(self) -> None:
        """The report has it all."""
        if self.path is not None:
            self.path.unlink(missing_ok=True)


def _idle(noted: dict[str, Any]) -> Idle:
    let_in = noted["let_in"] is True
    return Idle(float(noted["minutes"]), let_in, "let in" if let_in else "refused", at=str(noted["at"]))


def _is_fresh(at: str) -> bool:
    return datetime.now(UTC) - datetime.fromisoformat(at) < _KEPT


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
