"""The commands of a text as a POSIX shell would read them; `^` at line ends, as Windows has it, is understood too."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cartcheck.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

_ANSI = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", "a": "\a", "0": "\0", "e": "\x1b"}
_HEXADECIMAL = re.compile(r"x([0-9A-Fa-f]{1,2})|u([0-9A-Fa-f]{1,4})|U([0-9A-Fa-f]{1,8})")


@dataclass(slots=True)
class Command:
    """The words of one command. `cut`: an `&` in the middle of a word ended it, which is rarely meant."""

    words: list[str] = field(default_factory=list)
    cut: bool = False


def commands(text: str) -> list[Command]:
    """Every command of the text; UsageError for a quote that is never closed. Variables stay as they stand: `$KEY`."""
    return [command for command in _Reader(_without_carets(text)).commands() if command.words]


def _without_carets(text: str) -> str:
    # Chrome's "Copy as cURL (cmd)" writes ^" for quotes and ends lines with ^.
    if not re.search(r'\^(?:\r?\n|")', text):
        return text
    return re.sub(r"\^(.)", r"\1", re.sub(r"\^\r?\n", " ", text))


class _Reader:
    """Goes through the text once."""

    def __init__(self, text: str) -> None:
        self._text = text.replace("\r\n", "\n")
        self._at = 0
        self._word: list[str] | None = None
        self._command = Command()

    def commands(self) -> Iterator[Command]:
        while self._at < len(self._text):
            if self._separates():
                self._end_word()
                yield self._command
                self._command = Command()
                self._at += 1
            else:
                self._step()
        self._end_word()
        yield self._command

    def _separates(self) -> bool:
        character, inside = self._text[self._at], self._word is not None
        if character == "&" and inside and self._text[self._at + 1 : self._at + 2].strip(" &\n\t"):
            self._command.cut = True
        return character in ";|&\n"

    def _step(self) -> None:
        character = self._text[self._at]
        if character in " \t":
            self._end_word()
        elif character == "\\":
            self._escaped()
            return
        elif character == "#" and self._word is None:
            self._at = self._until("\n")
            return
        elif character in "'\"":
            self._add(self._quoted(character))
        elif self._text.startswith("$'", self._at):
            self._at += 1
            self._add(_unescaped(self._quoted("'", escapes=True)))
        elif self._text.startswith("$(", self._at):
            self._add(self._substitution())
        else:
            self._add(character)
        self._at += 1

    def _escaped(self) -> None:
        following = self._text[self._at + 1 : self._at + 2]
        if following != "\n":
            self._add(following)
        self._at += 2

    def _quoted(self, quote: str, *, escapes: bool = False) -> str:
        """What stands between quotes; the position is left at the closing one."""
        start, self._at = self._at, self._at + 1
        told: list[str] = []
        while self._at < len(self._text):
            character = self._text[self._at]
            if character == quote:
                return "".join(told)
            if character == "\\" and (quote == '"' or escapes):
                told.append(self._kept_escape(escapes=escapes))
                self._at += 2
                continue
            told.append(character)
            self._at += 1
        line = self._text.count("\n", 0, start) + 1
        raise UsageError(f"the quote in line {line} is never closed.", "Hand in the whole curl line.")

    def _kept_escape(self, *, escapes: bool) -> str:
        following = self._text[self._at + 1 : self._at + 2]
        if escapes:
            return f"\\{following}"
        if following == "\n":
            return ""
        return following if following in '"\\$`' else f"\\{following}"

    def _substitution(self) -> str:
        """`$(…)` as it stands, with the brackets inside it."""
        depth, start = 0, self._at
        for at in range(start, len(self._text)):
            depth += {"(": 1, ")": -1}.get(self._text[at], 0)
            if depth == 0 and at > start + 1:
                self._at = at
                return self._text[start : at + 1]
        self._at = len(self._text)
        return self._text[start:]

    def _until(self, mark: str) -> int:
        found = self._text.find(mark, self._at)
        return len(self._text) if found < 0 else found

    def _add(self, text: str) -> None:
        self._word = [*(self._word or ()), text]

    def _end_word(self) -> None:
        if self._word is not None:
            self._command.words.append("".join(self._word))
        self._word = None


def _unescaped(text: str) -> str:
    r"""What `$'…'` stands for, as browsers write it: `\n`, `\'`, `\u0021`, `\x41`."""

    def meant(match: re.Match[str]) -> str:
        told = match[1]
        number = _HEXADECIMAL.fullmatch(told)
        if number:
            code = int(next(filter(None, number.groups())), 16)
            return chr(code) if code < 0x110000 else ""
        return _ANSI.get(told, told)

    return re.sub(
        r"\\(x[0-9A-Fa-f]{1,2}|u[0-9A-Fa-f]{1,4}|U[0-9A-Fa-f]{1,8}|.)", meant, text, flags=re.DOTALL
    )
