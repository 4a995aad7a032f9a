"""Words for a POSIX shell: hostile text quoted, secrets read from variables."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cartcheck.transport.redaction import Redactor

_PSEUDONYM = re.compile(r"\[([A-Za-z_]+)(?:-\d+)?\]")


class Shell:
    """Writes the words of one command. Each secret has one variable: $CARTCHECK_KEY, $TOKEN, $COOKIE, $TOKEN_2 …"""

    def __init__(self, redactor: Redactor) -> None:
        self._redactor = redactor
        self._variables: dict[str, str] = {}

    @property
    def variables(self) -> Mapping[str, str]:
        """The names of the variables by the pseudonyms that they stand for."""
        return self._variables

    def word(self, text: str) -> str:
        """One word for a text that may hold secrets."""
        return self.redacted(self._redactor.text(text))

    def redacted(self, text: str) -> str:
        """One word for a text in which pseudonyms stand for the secrets."""
        return "".join(f'"${name}"' if name else _quote(piece) for piece, name in self._pieces(text)) or "''"

    def header(self, name: str, value: str) -> str:
        """One word for a header. curl drops a header without value unless it ends with a semicolon."""
        ((shown_name, shown_value),) = self._redactor.headers(((name, value),))
        return self.redacted(f"{shown_name}: {shown_value}" if value.strip() else f"{shown_name};")

    def fields(self, form: str) -> list[str]:
        """curl's arguments for a form: what comes from a variable is encoded by curl."""
        words, plain = list[str](), list[str]()
        for field in self._redactor.text(form).split("&"):
            name, _, value = field.partition("=")
            if name and value in self._redactor.pseudonyms:
                words += [*self._plain(plain), "--data-urlencode " + self.redacted(field)]
                plain = []
            else:
                plain.append(field)
        return words + self._plain(plain)

    def printf(self, data: bytes) -> str:
        """A command that prints bytes which no argument can hold."""
        pieces = self._pieces(self._redactor.text(data.decode("latin-1")))
        form = "".join("%s" if name else "".join(map(_octal, piece)) for piece, name in pieces)
        variables = [f'"${name}"' for _, name in pieces if name]
        return " ".join((f"printf '{form}'", *variables))

    def _plain(self, fields: list[str]) -> list[str]:
        return ["--data-raw " + self.redacted("&".join(fields))] if fields else []

    def _pieces(self, text: str) -> list[tuple[str, str]]:
        """The text in pieces, each with the name of the variable that stands for it, or ""."""
        pieces, end = list[tuple[str, str]](), 0
        for match in _PSEUDONYM.finditer(text):
            if match[0] in self._redactor.pseudonyms:
                pieces += [(text[end : match.start()], ""), (match[0], self._variable(match))]
                end = match.end()
        return [*pieces, (text[end:], "")]

    def _variable(self, match: re.Match[str]) -> str:
        if match[0] not in self._variables:
            name = match[1].upper()
            taken = sum(each.startswith(name) for each in self._variables.values())
            self._variables[match[0]] = f"{name}_{taken + 1}" if taken else name
        return self._variables[match[0]]


def _quote(text: str) -> str:
    return "'" + text.replace("'", "'\"'\"'") + "'" if text else ""


def _octal(character: str) -> str:
    plain = character.isascii() and character.isprintable() and character not in "'\\%"
    return character if plain else f"\\{ord(character):03o}"
