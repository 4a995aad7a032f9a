"""The envelope that 2.0–4.0 share, `{"success": …}` or `{"error": …}`, read without knowing the store's language."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cartcheck.dialects.body import read_body
from cartcheck.dialects.dialect import Operation, Reading, StoreWords, Verdict
from cartcheck.dialects.edge import FOREIGN

if TYPE_CHECKING:
    from cartcheck.transport.exchange import Reply

# The shipped English text of `error_permission` (OpenCart 3.0.5.1, catalog/language/en-gb/api/*.php).
PERMISSION = "Warning: You do not have permission to access the API!"


def read_envelope(operation: Operation, reply: Reply, words: StoreWords) -> Reading:
    """Accepted, refused, no access or broken."""
    body = read_body(reply)
    errors = field_errors(body.data)
    foreign = body.data is None or body.breakage in FOREIGN
    meaning = Verdict.BROKEN if foreign else _verdict(operation, errors, words)
    verdict = Verdict.BROKEN if body.breakage else meaning
    return Reading(verdict, meaning, body.data, errors, body.breakage, body.messages, reply.media_type)


def _verdict(operation: Operation, errors: dict[str, str], words: StoreWords) -> Verdict:
    if not errors:
        return Verdict.ACCEPTED
    if is_denial(operation, errors, words):
        return Verdict.NO_ACCESS
    return Verdict.ACCEPTED if operation.remarks else Verdict.REFUSED


def is_denial(operation: Operation, errors: dict[str, str], words: StoreWords) -> bool:
    """Whether an error is the refusal of access: by its place, and by the words this store uses for it."""
    field = operation.denied.partition(".")[2]
    if set(errors) != {field}:
        return False
    return operation.denies_only or errors[field] in {PERMISSION, *words.no_access}


def field_errors(data: Any) -> dict[str, str]:
    """`{"error": …}` flattened: a plain string under "", nested maps with dots (`option.227`)."""
    if not isinstance(data, dict) or not data.get("error"):
        return {}
    return _flatten(data["error"], "")


def _flatten(value: Any, prefix: str) -> dict[str, str]:
    if isinstance(value, list):
        value = {str(index): item for index, item in enumerate(value)}
    if not isinstance(value, dict):
        return {prefix: str(value)}
    flat: dict[str, str] = {}
    for key, item in value.items():
        flat |= _flatten(item, f"{prefix}.{key}" if prefix else str(key))
    return flat
