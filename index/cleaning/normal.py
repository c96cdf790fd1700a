"""Text in the forms in which wordings are compared.

`normalize` gives a block's words in lower case, with one space before, between and after, and "#" for each number.
`fold_words` stops before spaces and numbers. `fold_norm` goes further, for the rules alone: spellings that a keyboard,
a font or a bad dump mixes up become one (accents, the forms of alef, a dotless i, ё).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from search.analysis import fold

_WORD: Final = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_NUMBER: Final = re.compile(r" \d+(?= )")
_MARKS: Final = (
    "\u00ad"  # soft hyphen
    "\u0300\u0301\u0302\u0303\u0304\u0306\u0307\u0308\u030a\u030b\u030c\u0327\u0328"  # accents set apart
    "\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652\u0653\u0654\u0655\u0670"  # Arabic vowel signs
    "\u05b0\u05b1\u05b2\u05b3\u05b4\u05b5\u05b6\u05b7\u05b8\u05b9\u05bb\u05bc\u05c1\u05c2"  # Hebrew ones
)
"""They stand inside words, and `_WORD` would end a word at them."""
_UNMARK: Final = dict.fromkeys(map(ord, _MARKS))


class _Folds(dict[str, str]):
    """What each character folds to, worked out when it is first met."""

    def __missing__(self, character: str) -> str:
        self[character] = folded = fold(character).text
        return folded


_FOLDS: Final = _Folds()


def fold_words(text: str) -> list[str]:
    """The words of a text in lower case."""
    if "\u0130" in text:  # a Turkish capital, whose lower case would have two characters
        text = text.replace("\u0130", "i")
    return _WORD.findall(text.lower().replace("\u2019", "'"))


def join_words(words: Iterable[str]) -> str:
    """The normal form of words that are in lower case already."""
    return _NUMBER.sub(" #", f" {' '.join(words)} ")


def normalize(text: str) -> str:
    """Words in lower case with single spaces between and at both ends; numbers become "#"."""
    return join_words(fold_words(text))


def has_marks(text: str) -> bool:
    """Does a text hold signs at which words would break, so that `without_marks` has to come before `normalize`?"""
    return not text.isascii() and any(map(text.__contains__, _MARKS))


def without_marks(text: str) -> str:
    """The text without vowel signs, accents that stand apart from their letter, and soft hyphens."""
    return text.translate(_UNMARK)


def fold_norm(norm: str) -> str:
    """A normal form in the spelling in which rules compare it."""
    if norm.isascii():
        return norm
    for character in set(norm):  # several times as fast as `str.translate`
        if character > "\x7f" and (folded := _FOLDS[character]) != character:
            norm = norm.replace(character, folded)
    return norm


def rule_key(text: str) -> str:
    """The form in which a phrase of a rule is looked for in `fold_norm`."""
    return fold_norm(normalize(without_marks(text)))
