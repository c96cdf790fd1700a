"""A title or body taken into words, so that rules can look at what stands around a name."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Set
from functools import cached_property
from itertools import compress
from operator import attrgetter
from typing import Final

from index.facets.mentions.cues import Cues
from search.documents import Place
from search.names.written import Form, Written

_END: Final = re.compile(r"[.!?\n\u2026\u061f]")
_OPENING: Final = re.compile(r'[.!?\n\u2026\u061f\u201c\u201d":]')


def possessive(word: str) -> bool:
    """Whether a word has a possessive ending: *Assad's*."""
    return word.lower().endswith(("'s", "\u2019s"))


def name_end(word: str, end: int) -> int:
    """Where a name ends whose last word ends here: a possessive ending is left out."""
    return end - 2 if possessive(word) else end


_APART: Final = str.maketrans(dict.fromkeys("'\u2019", " "))
_LOW: Final = attrgetter("low")


class Passage(Written):
    """One text of an article, and where in the article it is: `lows` are the `Form.low` of its words, `telling` the
    numbers of those that `cues` looks for. `suffixed`: endings of names stand behind an apostrophe (*İdlib'de*)."""

    def __init__(self, place: Place, text: str, cues: Cues, *, suffixed: bool = False) -> None:
        super().__init__(text.translate(_APART) if suffixed else text)
        self.text = text
        self.place = place
        self.lows = list(map(_LOW, self.forms))
        self.telling = list(compress(range(len(self.lows)), map(cues.telling.__getitem__, self.lows)))

    @cached_property
    def headline(self) -> bool:
        """Whether Most Words Are Capitalised, so that capitals say nothing."""
        if self.place == "title":
            return True
        long = [form.capital for form in self.forms[:60] if form.letters and len(form.text) > 3]
        return len(long) > 4 and sum(long) > 0.8 * len(long)

    def where(self, words: Set[str]) -> list[int]:
        """The numbers of the words that, in small letters, are among these, which `Cues.telling` knows of."""
        lows = self.lows
        return [number for number in self.telling if lows[number] in words]

    def matches(self, pattern: re.Pattern[str], signs: tuple[str, ...]) -> Iterator[re.Match[str]]:
        """The matches of a pattern that holds one of the `signs`: they are quick to see, and most texts have none."""
        return pattern.finditer(self.text) if any(sign in self.text for sign in signs) else iter(())

    def word_at(self, offset: int) -> int:
        """The number of the first word that begins at or behind the offset."""
        return bisect_left(self.starts, offset)

    def before(self, offset: int, count: int = 1) -> list[str]:
        """Up to `count` words that begin before the offset in the same sentence, in small letters, the nearest first:
        they are those right before `word_at`."""
        last = bisect_left(self.starts, offset)
        first = max(0, last - count)
        if self._spaced(first, last) and self.text[self.ends[last - 1] : offset] == " ":
            return self.lows[first:last][::-1]
        return self._run(offset, range(last - 1, first - 1, -1), back=True)

    def after(self, offset: int, count: int = 1) -> list[str]:
        """Up to `count` words from `word_at` on in the same sentence, in small letters, the nearest first."""
        first = bisect_left(self.starts, offset)
        last = min(len(self.lows), first + count)
        if self._spaced(first, last) and self.text[offset : self.starts[first]] == " ":
            return self.lows[first:last]
        return self._run(offset, range(first, last), back=False)

    def _spaced(self, first: int, last: int) -> bool:
        """Whether there are words from `first` up to `last`, one space between them: nearly always; quick to see."""
        return self.gaps[first + 1 : last].count(" ") == last - first - 1

    def _run(self, offset: int, numbers: range, *, back: bool) -> list[str]:
        found: list[str] = []
        edge = offset
        for number in numbers:
            start, end = self.starts[number], self.ends[number]
            gap = self.text[end:edge] if back else self.text[edge:start]
            # the full stop of an abbreviation (Gen. X) is no end
            if gap != " " and _END.search(gap) and not (gap == ". " and back and end - start < 5):
                break
            found.append(self.lows[number])
            edge = start if back else end
        return found

    def adjacent_before(self, offset: int) -> Form | None:
        """The word right before, parted by one space or hyphen only."""
        number = bisect_left(self.starts, offset) - 1
        if number < 0:
            return None
        gap = self.text[self.ends[number] : offset]
        if gap in (" ", "-") or (gap == ". " and len(self.words[number]) < 5):
            return self.forms[number]
        return None

    def adjacent_after(self, offset: int) -> Form | None:
        """The word right behind, parted by one space or hyphen only."""
        number = bisect_left(self.starts, offset)
        if number == len(self.starts) or self.text[offset : self.starts[number]] not in (" ", "-"):
            return None
        return self.forms[number]

    def opens_sentence(self, number: int) -> bool:
        """Whether a word is the first of its sentence, so that its capital says nothing."""
        return number == 0 or _OPENING.search(self.gaps[number]) is not None
