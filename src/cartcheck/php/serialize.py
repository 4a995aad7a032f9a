"""PHP's `serialize` for texts, integers and arrays."""

from __future__ import annotations

from collections.abc import Mapping


def serialize(value: object) -> bytes:
    """`a:1:{s:10:"product_id";i:40;}`: lengths count bytes."""
    if isinstance(value, int):
        return b"i:%d;" % value
    if isinstance(value, str):
        raw = value.encode("utf-8", "surrogateescape")
        return b's:%d:"%s";' % (len(raw), raw)
    if isinstance(value, Mapping):
        inner = b"".join(serialize(key) + serialize(held) for key, held in value.items())
        return b"a:%d:{%s}" % (len(value), inner)
    raise TypeError(f"requests hold no {type(value).__name__}")
