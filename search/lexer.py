"""From what is typed to tokens, in one pass: what `parse_query` reads. Never fails, whatever the characters."""

from __future__ import annotations

import re
import unicodedata
from enum import Enum, auto
from typing import Final, NamedTuple

from search.notes import Notes, piece

Q_OPEN: Final = '"\u201c\u201d\u201e\u201f\uff02\u301d\u301e\u301f'
FAMILIES: Final = (Q_OPEN, "\u00ab\u00bb\u300a\u300b", "\u2039\u203a\u3008\u3009", "\u300c\u300d", "\u300e\u300f")
"""Quotation marks by family: a quotation that one of a family opens, any of that family closes."""

_FAMILY: Final = {mark: family for family in FAMILIES for mark in family}
_WIDE: Final = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F) if chr(code) not in _FAMILY} | {0x2212: "-"}
"""Full-width letters, digits and signs as plain ones, and the sign of subtraction."""

OPERATORS: Final = {"AND", "OR", "NOT"}
_DISTANCE: Final = re.compile(r"~(\d{1,6})(?![^\s()|])")
_NO_DISTANCE: Final = re.compile(r"~[^\s()|]*")
_FIELD: Final = re.compile(r"([^\W\d_][\w-]*):(?!//)(.*)", re.DOTALL)


class Kind(Enum):
    """What a token is."""

    WORD = auto()
    QUOTE = auto()
    FIELD = auto()
    OPEN = auto()
    CLOSE = auto()
    AND = auto()
    OR = auto()
    NOT = auto()


class Lexeme(NamedTuple):
    """A token: WORD and QUOTE carry their text, FIELD its name as typed; its value is the token that follows.
    `minus` is True for a NOT typed as a minus sign and for a FIELD with one behind its colon, `distance` is what stands
    behind a QUOTE (`~5`)."""

    kind: Kind
    text: str = ""
    minus: bool = False
    distance: int | None = None


def lex(text: str, notes: Notes) -> list[Lexeme]:
    """The tokens of a question. Quotation marks without a partner are read as nothing, and noted."""
    return _Lexer(_clean(text), notes).run()


def _clean(text: str) -> str:
    """Without invisible characters and halves of surrogate pairs; full-width forms made plain."""
    text = text.translate(_WIDE)
    if text.isascii():
        return text.replace("\0", " ")
    kinds = {character: unicodedata.category(character) for character in set(text)}
    return "".join(
        "" if kinds[c] == "Cf" else " " if kinds[c] == "Cs" or (kinds[c] == "Cc" and not c.isspace()) else c
        for c in text
    )


class _Lexer:
    def __init__(self, text: str, notes: Notes) -> None:
        self.text = text
        self.notes = notes
        self.at = 0
        self.out: list[Lexeme] = []
        self.last = {family: max(text.rfind(mark) for mark in family) for family in FAMILIES}

    def run(self) -> list[Lexeme]:
        while self.at < len(self.text):
            character = self.text[self.at]
            if character.isspace():
                self.at += 1
            elif character == "(":
                self._single(Kind.OPEN)
            elif character == ")":
                self._single(Kind.CLOSE)
            elif character == "|":
                self._bar()
            elif character in _FAMILY:
                self._quotation(_FAMILY[character])
            elif character in "-+" and self._signs():
                if character == "-":
                    self.out.append(Lexeme(Kind.NOT, "-", minus=True))
                self.at += 1
            else:
                self._chunk()
        return self.out

    def _single(self, kind: Kind) -> None:
        self.out.append(Lexeme(kind, self.text[self.at]))
        self.at += 1

    def _bar(self) -> None:
        while self.text.startswith("|", self.at):
            self.at += 1
        self.out.append(Lexeme(Kind.OR, "|"))

    def _signs(self) -> bool:
        """Whether the sign here stands before something: not a dash between words, not the start of `--`."""
        before = self.text[self.at - 1] if self.at else " "
        after = self.text[self.at + 1 : self.at + 2]
        apart = before.isspace() or before in "()|-+" or before in _FAMILY
        return apart and bool(after) and not after.isspace() and after not in "-+)|*"

    def _quotation(self, family: str) -> None:
        if self.last[family] <= self.at:
            self.notes.add(f"a quotation mark ({self.text[self.at]}) has no partner: read as if it were not there")
            self.at += 1
            return
        end = self.at + 1
        while self.text[end] not in family:
            end += 1
        near = _DISTANCE.match(self.text, end + 1)
        distance = int(near[1]) if near else None
        if near is None and (odd := _NO_DISTANCE.match(self.text, end + 1)):
            self.notes.add(f"'{piece(odd[0])}' is no distance (write ~5): read as words")
        self.out.append(Lexeme(Kind.QUOTE, self.text[self.at + 1 : end], distance=distance))
        self.at = near.end() if near else end + 1

    def _chunk(self) -> None:
        end = self.at + 1
        while end < len(self.text) and not self.text[end].isspace() and not self._breaks(end):
            end += 1
        chunk, self.at = self.text[self.at : end], end
        chunk = chunk.lstrip("-+") or chunk  # signs that exclude nothing here
        if chunk in OPERATORS:
            self.out.append(Lexeme(Kind[chunk], chunk))
            return
        field = _FIELD.fullmatch(chunk)
        if field is None or not (field[2] or self._value_follows()):
            self.out.append(Lexeme(Kind.WORD, chunk))
            return
        value = field[2].lstrip("-+")
        if not (value or self._value_follows()):  # nothing but signs
            value = field[2]
        self.out.append(Lexeme(Kind.FIELD, field[1], minus=field[2] == f"-{value}"))
        if value:
            self.out.append(Lexeme(Kind.WORD, value))

    def _breaks(self, at: int) -> bool:
        character = self.text[at]
        return character in "()|" or character in _FAMILY

    def _value_follows(self) -> bool:
        """Whether a quotation or a parenthesis stands directly here."""
        following = self.text[self.at : self.at + 1]
        return following == "(" or (following in _FAMILY and self.last[_FAMILY[following]] > self.at)
