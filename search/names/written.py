"""A text taken into words once, for the matcher of names and for every rule that looks at what stands around a name.

What is known of a word by itself (its key, its small letters) is worked out once for each form of it and kept: an
archive repeats a few thousand forms over and over.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property
from itertools import accumulate, chain
from operator import attrgetter
from typing import Final

from search.analysis import words

MOST_FORMS: Final = 32_768
"""Forms of words that are kept at a time (some 15 MB)."""

LONGEST_FORM: Final = 64
"""Characters of the longest form that is kept."""

_MARKS: Final = (
    "\u00ad\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670"
    "\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u1ab0-\u1ace\u1dc0-\u1dff\u200b-\u200f\u202a-\u202e"
    "\u2060-\u2064\u2066-\u206f\u20d0-\u20f0\ufe00-\ufe0f\ufe20-\ufe2f\ufeff"
)
"""What `search.analysis.fold` drops in Latin, Cyrillic, Hebrew and Arabic: accents of their own, vowel signs, soft
hyphens, marks of direction."""

_WORD: Final = re.compile(
    rf"([^\W_]+(?:(?:['\u2018\u2019\u201b`\u00b4\u2032\uff07.-][{_MARKS}]*|[{_MARKS}]+['\u2019.-]?[{_MARKS}]*|(?<=\d),(?=\d{{3}}(?!\d)))"
    r"[^\W_]+)*)"
)
"""Letters and digits, held together by apostrophes, hyphens, full stops, marks, and the commas of 1,000. One group, so
that `split` gives gaps and words in turn."""


class Part:
    """A piece of a word as names are matched in it: its key, where it stands in the word, and whether it begins with
    a small letter."""

    __slots__ = ("end", "key", "small", "start")

    def __init__(self, key: str, start: int, end: int, small: bool) -> None:
        self.key, self.start, self.end, self.small = key, start, end, small


class Form:
    """What a word is by itself. `low` is in small letters without a possessive ending; `capital`: it begins with a
    capital, `small`: its letters are small ones; `letters`: it is of letters only; `parts` are one at least, and `keys`
    are theirs."""

    __slots__ = ("capital", "keys", "letters", "low", "parts", "small", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.low = text.lower().replace("\u2019", "'").removesuffix("'s")
        self.capital = text[0].isupper()
        self.small = text.islower()
        self.letters = text.isalpha()
        if self.letters and text.isascii() and len(text) <= LONGEST_FORM:  # what `words` would give, without its work
            self.parts: tuple[Part, ...] = (Part(text.lower(), 0, len(text), text[0].islower()),)
        else:
            self.parts = tuple(
                Part(part.text, part.start, part.end, text[part.start : part.start + 1].islower())
                for word in words(text)
                for part in word.parts
            ) or (Part("", 0, len(text), False),)
        self.keys = tuple(part.key for part in self.parts)


class _Forms(dict[str, Form]):
    """The forms met so far, thrown away when there are too many of them."""

    def __missing__(self, text: str) -> Form:
        form = Form(text)
        if len(text) <= LONGEST_FORM:
            if len(self) >= MOST_FORMS:
                self.clear()
            self[text] = form
        return form


_FORMS: Final = _Forms()
_PARTS: Final = attrgetter("parts")
_KEYS: Final = attrgetter("keys")


class Written:
    """A text and its words: `words[n]` is text[starts[n]:ends[n]], and `gaps[n]` stands before it; a last gap ends the
    text. Names are matched in its parts: `keys[p]` is the key of part p, with "" after the last."""

    def __init__(self, text: str) -> None:
        self.text = text
        pieces = _WORD.split(text)
        offsets = list(accumulate(map(len, pieces)))
        self.words = pieces[1::2]
        self.gaps = pieces[0::2]
        self.starts = offsets[0:-1:2]
        self.ends = offsets[1::2]
        self.forms = list(map(_FORMS.__getitem__, self.words))

    @cached_property
    def parts(self) -> list[Part]:
        """The parts of all words."""
        return list(chain.from_iterable(map(_PARTS, self.forms)))

    @cached_property
    def keys(self) -> list[str]:
        """The keys of all parts, and "" at the end."""
        return [*chain.from_iterable(map(_KEYS, self.forms)), ""]

    @cached_property
    def _first_parts(self) -> list[int] | range:
        """The number of each word's first part."""
        if len(self.keys) == len(self.forms) + 1:
            return range(len(self.forms))
        return list(accumulate(map(len, map(_PARTS, self.forms)), initial=0))[:-1]

    def word_of(self, part: int) -> int:
        """The number of the word that a part belongs to."""
        first = self._first_parts
        return part if isinstance(first, range) else bisect_right(first, part) - 1

    def start_of(self, part: int) -> int:
        """Where a part begins in the text."""
        return self.starts[self.word_of(part)] + self.parts[part].start

    def end_of(self, part: int) -> int:
        """Where a part ends in the text: that of *U.S.* with its last full stop."""
        word, own = self.word_of(part), self.parts[part]
        end = self.starts[word] + own.end
        if end == self.ends[word] and self.gaps[word + 1][:1] == "." and "." in self.words[word][own.start :]:
            return end + 1
        return end

    def stands_out(self, part: int) -> bool:
        """Whether a part of two to six capitals stands among words that are not all in capitals: in a shouted headline,
        *IS* is a verb. The same as `capitals` of `search.analysis`."""
        word, own = self.word_of(part), self.parts[part]
        written = self.words[word][own.start : own.end]
        if not (2 <= len(own.key) <= 6 and own.key.isalpha() and written.isupper()):
            return False
        near = [form.text[form.parts[0].start : form.parts[-1].end] for form in self.forms[max(0, word - 3) : word + 4]]
        return any(source != source.upper() for source in near) or sum(map(str.isupper, near)) == 1
