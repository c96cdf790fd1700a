"""Text in the forms in which wordings are compared.

`normalize` gives a block's words in lower case, with one space before, between and after, and "#" for each number.
`fold_words` stops before spaces and numbers. `fold_norm` goes further, for the rules alone: spellings that a keyboard,
a font or a bad dump mixes up become one (accents, the forms of alef, a dotless i, ё).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from search.analysis import fold

_WORD: Final = re.compile(r"[^\W_]++(?:'[^\W_]++)*+")
_NUMBER: Final = re.compile(r" \d+(?= )")
_MARKS: Final = (
    "\u00ad"  # soft hyphen
    "\u0300\u0301\u0302\u0303\u0304\u0306\u0307\u0308\u030a\u030b\u030c\u0327\u0328"  # accents set apart
    "\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652\u0653\u0654\u0655\u0670"  # Arabic vowel signs
    "\u05b0\u05b1\u05b2\u05b3\u05b4\u05b5\u05b6\u05b7\u05b8\u05b9\u05bb\u05bc\u05c1\u05c2"  # Hebrew ones
)
"""Signs inside words, at which `_WORD` would end one."""
_LETTERS: Final = (
    (0x00DF, 0x0180),  # Latin with accents, \u00df, \u0131
    (0x0218, 0x0220),  # Romanian, Kurdish and other letters with signs
    (0x0439, 0x043A),  # \u0439
    (0x0450, 0x0460),  # Cyrillic with signs
    (0x0491, 0x0492),  # Ukrainian \u0491
    (0x0621, 0x064B),  # Arabic, tatweel among it
    (0x0671, 0x06D6),  # Arabic letters of Persian, Kurdish, Urdu
)
"""Ranges of small letters that `fold_norm` brings together."""


def _folds() -> tuple[tuple[str, str], ...]:
    letters = [chr(code) for first, end in _LETTERS for code in range(first, end)]
    return tuple(
        (letter, folded) for letter in letters if letter.lower() == letter and (folded := fold(letter).text) != letter
    )


_FOLDS: Final = _folds()


def fold_words(text: str) -> list[str]:
    """The words of a text in lower case."""
    return _WORD.findall(_lower(text))


def normalize(text: str) -> str:
    """Words in lower case with single spaces between and at both ends; numbers become "#"."""
    return _NUMBER.sub(" #", f" {' '.join(fold_words(text))} ")


def fold_lines(texts: Sequence[str]) -> tuple[list[list[str]], list[str]]:
    """`fold_words` and `normalize` of lines without line breaks, all at once."""
    if not texts:
        return [], []
    words = list(map(_WORD.findall, _lower("\n".join(texts)).split("\n")))
    norms = "\n".join([f" {' '.join(found)} " for found in words])
    return words, _NUMBER.sub(" #", norms).split("\n")


def _lower(text: str) -> str:
    if "\u0130" in text:  # a Turkish capital, whose lower case would have two characters
        text = text.replace("\u0130", "i")
    return text.lower().replace("\u2019", "'")


def marks_in(text: str) -> str:
    """Which signs a text holds that stand inside words (vowel signs, accents set apart from their letters)."""
    return "" if text.isascii() else "".join([mark for mark in _MARKS if mark in text])


def parts_words(text: str, marks: str) -> bool:
    """Does any of these signs stand before a letter, so that `fold_words` makes two words of one?"""
    for mark in marks:
        at = text.find(mark)
        while at >= 0:
            after = text[at + 1 : at + 2]
            if after.isalnum() or (after and after in _MARKS):
                return True
            at = text.find(mark, at + 1)
    return False


def without_marks(text: str, marks: str = _MARKS) -> str:
    """The text without such signs."""
    for mark in marks:
        text = text.replace(mark, "")
    return text


def fold_norm(norms: str) -> str:
    """Normal forms (one, or several lines of them) in the spelling in which rules compare them; line breaks stay.

    A letter at a time over the whole, which is many times as fast as `str.translate`."""
    if norms.isascii():
        return norms
    for letter, folded in _FOLDS:
        if letter in norms:
            norms = norms.replace(letter, folded)
    return norms


def rule_key(text: str) -> str:
    """The form in which a phrase of a rule is looked for in `fold_norm`."""
    return fold_norm(normalize(without_marks(text)))
