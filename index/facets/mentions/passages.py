"""A title or body taken into tokens, so that rules can look at what stands around a name."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cached_property
from typing import Final, NamedTuple

from search.documents import Place

_TOKEN: Final = re.compile(r"[^\W_]+(?:['\u2019.-][^\W_]+)*")
_ENDS: Final = frozenset(".!?\n\u2026\u061f")


class Token(NamedTuple):
    """A word with its offsets."""

    text: str
    start: int
    end: int

    @property
    def low(self) -> str:
        """The word in small letters, without a possessive ending."""
        return self.text.lower().replace("\u2019", "'").removesuffix("'s")

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital."""
        return self.text[:1].isupper()


@dataclass(frozen=True)
class Passage:
    """One text of an article, and where in the article it is."""

    place: Place
    text: str

    @cached_property
    def tokens(self) -> list[Token]:
        """The words, in order."""
        return [Token(match.group(), match.start(), match.end()) for match in _TOKEN.finditer(self.text)]

    @cached_property
    def _starts(self) -> list[int]:
        return [token.start for token in self.tokens]

    @cached_property
    def headline(self) -> bool:
        """Whether Most Words Are Capitalised, so that capitals say nothing."""
        long = [token for token in self.tokens[:60] if len(token.text) > 3 and token.text.isalpha()]
        return self.place == "title" or (len(long) > 4 and sum(token.capital for token in long) > 0.8 * len(long))

    def before(self, offset: int, count: int = 1) -> list[Token]:
        """Up to `count` words that end at or before the offset in the same sentence, the nearest first."""
        last = bisect_left(self._starts, offset)
        return self._run(offset, range(last - 1, max(-1, last - 1 - count), -1), back=True)

    def after(self, offset: int, count: int = 1) -> list[Token]:
        """Up to `count` words that begin at or behind the offset in the same sentence, the nearest first."""
        first = bisect_left(self._starts, offset)
        return self._run(offset, range(first, min(len(self.tokens), first + count)), back=False)

    def _run(self, offset: int, numbers: range, *, back: bool) -> list[Token]:
        found: list[Token] = []
        edge = offset
        for number in numbers:
            token = self.tokens[number]
            gap = self.text[token.end : edge] if back else self.text[edge : token.start]
            # the full stop of an abbreviation (Gen. X) is no end
            if any(c in _ENDS for c in gap) and not (gap == ". " and len(token.text if back else "") in range(1, 5)):
                break
            found.append(token)
            edge = token.start if back else token.end
        return found

    def adjacent_before(self, offset: int) -> Token | None:
        """The word right before, parted by one space or hyphen only."""
        near = self.before(offset)
        return near[0] if near and self.text[near[0].end : offset] in (" ", "-", ". ") else None

    def adjacent_after(self, offset: int) -> Token | None:
        """The word right behind, parted by one space or hyphen only."""
        near = self.after(offset)
        return near[0] if near and self.text[offset : near[0].start] in (" ", "-") else None

    def opens_sentence(self, token: Token) -> bool:
        """Whether a word is the first of its sentence, so that its capital says nothing."""
        number = bisect_right(self._starts, token.start) - 1
        if number <= 0:
            return True
        gap = self.text[self.tokens[number - 1].end : token.start]
        return any(c in _ENDS or c in '\u201c\u201d":' for c in gap)
