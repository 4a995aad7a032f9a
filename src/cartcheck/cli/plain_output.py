"""Output that never fails: what a terminal or log of another encoding cannot show is replaced."""

from __future__ import annotations

import codecs
import io
import sys

# Nothing here becomes a quotation mark or a backslash, which would break JSON.
_PLAIN = str.maketrans(
    dict.fromkeys("“”„‘’", "'")  # noqa: RUF001  # the very characters
    | dict.fromkeys("–—━╸╺", "-")
    | {"…": "...", "›": ">", "→": "->", "✖": "x", "✔": "ok", "▲": "!", "•": "*", "·": "*", "\xa0": " "}
)
_ERRORS = "cartcheck-plain"
_ASCII = codecs.lookup("ascii")


def _plain(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    text = error.object[error.start : error.end].translate(_PLAIN)
    return "".join(character if character.isascii() else "?" for character in text), error.end


def _ascii(name: str) -> codecs.CodecInfo | None:
    """ASCII under a name of our own: click writes UTF-8 to a stream whose encoding is called ASCII."""
    if name != "cartcheck_ascii":
        return None
    return codecs.CodecInfo(
        _ASCII.encode,
        _ASCII.decode,
        incrementalencoder=_ASCII.incrementalencoder,
        incrementaldecoder=_ASCII.incrementaldecoder,
        name="cartcheck-ascii",
    )


def make_output_plain() -> None:
    """Standard output and error take every text from now on."""
    codecs.register_error(_ERRORS, _plain)
    codecs.register(_ascii)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            is_ascii = codecs.lookup(stream.encoding).name == "ascii"
            stream.reconfigure(encoding="cartcheck-ascii" if is_ascii else None, errors=_ERRORS)
