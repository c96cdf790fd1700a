"""Shapes of words: `*` stands for any characters, `?` for one, `[0-4]` for one of these, `[!0-4]` for any other."""

from __future__ import annotations

import re
from collections.abc import Callable
from fnmatch import translate
from functools import lru_cache
from typing import Final

from search.analysis import fold, piece_words

_MISSPELT: Final = re.compile(r"([\w'\u2019.-]*\w)~(\d{0,6})[.,;:!?]*")
_RUN: Final = r"[\w'\u2018\u2019\u02bc-]"
_CLASS: Final = r"\[!?(?=[^\]]*(?:-|[^\W\d_]))[\w-]{2,}\]"  # Assad[12] is a footnote
_SHAPE: Final = re.compile(rf"{_RUN}+(?:(?:\*+|\?|{_CLASS}){_RUN}*)+")
_SIGN: Final = re.compile(rf"\*|\?|{_CLASS}")
_HEADLESS: Final = re.compile(rf"(?:\?|{_CLASS})\w")
_BEHIND: Final = ".,;:!?)\"'\u2019\u2026"
"""What ends a sentence rather than a pattern: *who attacked Aleppo?*"""


def shape(typed: str) -> str | None:
    """The pattern that a word is, without the punctuation around it; None for a word that is none."""
    typed = typed.strip(_BEHIND).lstrip("-")
    return typed if _SIGN.search(typed) and _SHAPE.fullmatch(typed) else None


def misspelt(typed: str) -> re.Match[str] | None:
    """A word that may be misspelt (*hezbolah~1*), by its letters and its number; None for what is none."""
    return _MISSPELT.fullmatch(typed)


def signed(typed: str) -> bool:
    """Whether a word holds signs that stand for letters."""
    if "*" in typed or "~" in typed:
        return "*" in typed or misspelt(typed) is not None
    return ("?" in typed or "[" in typed) and shape(typed) is not None


def letters(begin: str) -> int:
    """How many letters and digits the last word of a pattern has before its first sign."""
    found = piece_words(begin)
    return len(found[-1].joined) if found else 0


def headless(typed: str) -> bool:
    """Whether a word begins with a sign that would stand for letters behind others (*?rmy*, *[0-4]th*)."""
    return _HEADLESS.match(typed) is not None


def head(pattern: str) -> str:
    """What every word of this shape begins with."""
    sign = _SIGN.search(pattern)
    return pattern if sign is None else pattern[: sign.start()]


@lru_cache(maxsize=64)
def matcher(pattern: str) -> Callable[[str], object]:
    """What says whether a token has this shape: something true or None. Time is at worst the product of both lengths,
    since `fnmatch` makes expressions that never go back."""
    return re.compile(translate(pattern)).match


def folded(pattern: str) -> str:
    """The pattern as tokens are written: small letters without accents, joined where a hyphen stands."""
    pieces = []
    at = 0
    text = fold(pattern).text
    for sign in _SIGN.finditer(text):
        pieces += [_joined(text[at : sign.start()]), sign.group()]
        at = sign.end()
    return "".join([*pieces, _joined(text[at:])])


def _joined(literal: str) -> str:
    return "".join(character for character in literal if character.isalnum())
