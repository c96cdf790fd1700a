"""A text taken into words once, for the matcher of names and for every rule that looks at what stands around a name.

What is known of a word by itself (its key, its small letters) is worked out once for each form of it and kept: an
archive repeats a few thousand forms over and over.
"""

from __future__ import annotations

import re
from itertools import accumulate, compress, repeat
from operator import attrgetter
from typing import Final

from search.analysis import words
from search.names.kept import Kept

MOST_FORMS: Final = 16_384
"""Forms of words that are kept at a time: some 8 MB."""

MOST_GAPS: Final = 4_096
"""The same of what stands between words."""

LONGEST_FORM: Final = 64
"""Characters of the longest form that is kept."""

_MARKS: Final = (
    "\u00ad\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670"
    "\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u1ab0-\u1ace\u1dc0-\u1dff\u200b-\u200f\u202a-\u202e"
    "\u2060-\u2064\u2066-\u206f\u20d0-\u20f0\ufe00-\ufe0f\ufe20-\ufe2f\ufeff"
)
"""What `search.analysis.fold` drops in Latin, Cyrillic, Hebrew and Arabic: accents of their own, vowel signs, soft
hyphens, marks of direction."""


_APOSTROPHES: Final = "'\u2018\u2019\u201b`\u00b4\u2032\uff07"
_ASCII_RUN: Final = re.compile(r"([A-Za-z0-9]+)")
"""`_RUN` for texts of ASCII characters, which is quicker."""
_RUN: Final = re.compile(r"([^\W_]+)")
"""Letters and digits. One group, so that `split` gives gaps and runs in turn."""
_JOINT: Final = re.compile(rf"[{_APOSTROPHES}.-][{_MARKS}]*|[{_MARKS}]+['\u2019.-]?[{_MARKS}]*|,")
"""What holds two runs together in one word: apostrophes, hyphens, full stops, marks, and the commas of 1,000."""
_THOUSANDS: Final = re.compile(r"\d{3}(?!\d)")


class _Joints(Kept[str, bool]):
    """Whether what stands between two runs may hold them together, of the gaps met lately."""

    def __missing__(self, gap: str) -> bool:
        return self.keep(gap, _JOINT.fullmatch(gap) is not None, MOST_GAPS)


_JOINTS: Final = _Joints()


def _pieces(text: str) -> list[str]:
    """Gaps and words in turn, a gap first and last: runs of letters and digits, and what holds them together. An
    expression for whole words takes three times as long."""
    runs = (_ASCII_RUN if text.isascii() else _RUN).split(text)
    pieces: list[str] = []
    word: list[str] = []  # the runs of one that is being put together, as long as it may be
    done = 0
    for gap in compress(range(2, len(runs) - 1, 2), map(_JOINTS.__getitem__, runs[2:-1:2])):
        if runs[gap] != "," or (runs[gap - 1][-1].isdecimal() and _THOUSANDS.match(runs[gap + 1])):
            if not word or gap > done:
                _put(word, pieces)
                pieces += runs[done:gap]
                word.append(pieces.pop())
            word += runs[gap : gap + 2]
            done = gap + 2
    _put(word, pieces)
    return pieces + runs[done:]


def _put(word: list[str], pieces: list[str]) -> None:
    if word:
        pieces.append("".join(word))
        word.clear()


class Part:
    """A piece of a word as names are matched in it: its key and where it stands in the word; `small`: it begins with a
    small letter; `dotted`: it is an acronym with full stops (*U.S*)."""

    __slots__ = ("dotted", "end", "key", "small", "start")

    def __init__(self, key: str, start: int, end: int, *, small: bool, dotted: bool = False) -> None:
        self.key, self.start, self.end, self.small, self.dotted = key, start, end, small, dotted


class Form:
    """What a word is by itself. `low` is in small letters without a possessive ending; `capital`: it begins with a
    capital, `small`: its letters are small ones; `letters`: it is of letters only; `parts` are one at least, `first` is
    the first of them, `several`: there are more. From the first to the last of them all its letters are capitals
    (`shouted`) or some are not (`mixed`)."""

    __slots__ = ("capital", "first", "letters", "low", "mixed", "parts", "several", "shouted", "small", "text")

    def __init__(self, text: str) -> None:
        lower = text.lower()
        lower = text if lower == text else lower  # one string where it can be: less memory to go through
        self.text = text
        self.low = lower.replace("\u2019", "'").removesuffix("'s")
        self.capital = text[0].isupper()
        self.small = text.islower()
        self.letters = text.isalpha()
        if self.letters and text.isascii() and len(text) <= LONGEST_FORM:  # what `words` would give, without its work
            self.parts: tuple[Part, ...] = (Part(lower, 0, len(text), small=text[0].islower()),)
        else:
            found = [part for word in words(text) for part in word.parts]
            self.parts = tuple([_part(text, part.text, part.start, part.end) for part in found]) or (
                _part(text, "", 0, len(text)),
            )
        self.first, self.several = self.parts[0], len(self.parts) > 1
        core = text[self.parts[0].start : self.parts[-1].end]
        self.shouted, self.mixed = core.isupper(), core != core.upper()


def _part(text: str, key: str, start: int, end: int) -> Part:
    own = text[start:end]
    return Part(key, start, end, small=own[:1].islower(), dotted="." in own)


class _Forms(Kept[str, Form]):
    """The forms met lately."""

    def __missing__(self, text: str) -> Form:
        form = Form(text)
        return self.keep(text, form, MOST_FORMS) if len(text) <= LONGEST_FORM else form


_FORMS: Final = _Forms()
_FIRST: Final = attrgetter("first")
_SEVERAL: Final = attrgetter("several")


class Written:
    """A text and its words: `words[n]` is text[starts[n]:ends[n]], and `gaps[n]` stands before it; a last gap ends the
    text. Names are matched in `parts`, those of all words; `owners` holds the number of the word each belongs to."""

    def __init__(self, text: str) -> None:
        self.text = text
        pieces = _pieces(text)
        offsets = list(accumulate(map(len, pieces)))
        self.words = pieces[1::2]
        self.gaps = pieces[0::2]
        self.starts = offsets[0:-1:2]
        self.ends = offsets[1::2]
        self.forms = list(map(_FORMS.__getitem__, self.words))
        firsts = list(map(_FIRST, self.forms))
        self.parts: list[Part] = []
        self.owners: list[int] = []
        done = 0
        for number in compress(range(len(firsts)), map(_SEVERAL, self.forms)):
            parts = self.forms[number].parts
            self.parts += (*firsts[done:number], *parts)
            self.owners += (*range(done, number), *repeat(number, len(parts)))
            done = number + 1
        self.parts += firsts[done:]
        self.owners += range(done, len(firsts))

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Where the parts from `first` up to `last` stand in the text. *U.S.* ends with its last full stop."""
        final, own = self.owners[last - 1], self.parts[last - 1]
        end = self.starts[final] + own.end
        if own.dotted and end == self.ends[final] and self.gaps[final + 1][:1] == ".":
            end += 1
        return self.starts[self.owners[first]] + self.parts[first].start, end

    def stands_out(self, part: int) -> bool:
        """Whether a part of two to six capitals stands among words that are not all in capitals: in a shouted headline,
        *IS* is a verb. The same as `capitals` of `search.analysis`."""
        word, own = self.owners[part], self.parts[part]
        written = self.words[word][own.start : own.end]
        if not (2 <= len(own.key) <= 6 and own.key.isalpha() and written.isupper()):
            return False
        near = self.forms[max(0, word - 3) : word + 4]
        return any(form.mixed for form in near) or sum(form.shouted for form in near) == 1
