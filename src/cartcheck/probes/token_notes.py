"""What was learnt about a token's life before a run was stopped: a file of times. No token is ever in it."""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from cartcheck.errors import UsageError
from cartcheck.observations.token_life import Idle, TokenLife
from cartcheck.whole_file import write_whole

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

    def read(self) -> TokenLife:
        """What an earlier run learnt; nothing where there is nothing, or nothing that counts any more."""
        noted = _noted(self.path)
        try:
            if noted.get("store") != self._store:
                return TokenLife(())
            unused, used = (
                tuple(_idle(each) for each in noted.get(name, ()) if _is_fresh(each["at"]))
                for name in ("unused", "used")
            )
        except (ValueError, KeyError, TypeError):
            return TokenLife(())
        done = noted.get("done") is True and len(used) == len(noted.get("used", ()))
        return TokenLife(unused, used if done else ())  # the token that was used is gone with its run

    def keep(self, life: TokenLife, *, done: bool) -> None:
        """Write what is known by now; `done`: nothing is left to be asked."""
        if self.path is None:
            return
        told = {"unused": _told(life.steps), "used": _told(life.used)}
        text = json.dumps({"about": _ABOUT, "store": self._store, "done": done, **told}, indent=1)
        with suppress(UsageError):  # a run that cannot keep notes goes on
            write_whole(self.path, text + "\n")


def forget_what_is_reported(path: Path) -> None:
    """Remove the notes of a watch that has come to its end; those of one that was stopped stay."""
    if _noted(path).get("done") is True:
        path.unlink(missing_ok=True)


def _noted(path: Path | None) -> dict[str, Any]:
    if path is None:
        return {}
    try:
        noted = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return noted if isinstance(noted, dict) else {}


def _told(steps: Iterable[Idle]) -> list[dict[str, object]]:
    return [
        {"minutes": step.minutes, "let_in": step.let_in, "at": step.at or _now()}
        for step in steps
        if not step.broken
    ]


def _idle(noted: dict[str, Any]) -> Idle:
    minutes, let_in = float(noted["minutes"]), noted["let_in"] is True
    told = f"with a token after {minutes:g} minutes: {'let in' if let_in else 'refused'}"
    return Idle(minutes, let_in, told, at=str(noted["at"]))


def _is_fresh(at: str) -> bool:
    return datetime.now(UTC) - datetime.fromisoformat(at) < _KEPT


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
