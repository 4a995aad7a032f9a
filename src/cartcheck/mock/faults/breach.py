"""How a fault breaks the contract of the API; no fault itself."""

from __future__ import annotations

from enum import StrEnum


class Breach(StrEnum):
    """Whether a program stumbles over it, or goes on behind a well-formed answer that says what is not so."""

    OPEN = "open"
    SILENT = "silent"
