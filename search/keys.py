"""The form in which spellings are compared: `search.analysis.key_text` without the outer spaces."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

from search.analysis import key_text

_PLAIN: Final = re.compile(r"[A-Za-z]{1,60}(?:[ -][A-Za-z]{1,60})*\Z")


class _PlainTable(dict[int, str]):
    """What each character is without its marks, worked out when it is first met (for `str.translate`)."""

    def __missing__(self, code: int) -> str:
        split = unicodedata.normalize("NFKD", chr(code))
        self[code] = plain = "".join([c for c in split if not unicodedata.combining(c)])
        return plain


_TABLE: Final = _PlainTable()


@lru_cache(maxsize=262_144)
def key(text: str) -> str:
    """The key of a spelling: *Deir ez-Zor* and *deir ez zor* share one. Empty for a text without words."""
    if text.isascii() and text.isalpha() and len(text) <= 60:
        return text.lower()
    plain = text if text.isascii() else text.translate(_TABLE)
    if _PLAIN.match(plain):  # what `key_text` would give, without its work: most spellings are like this
        return plain.lower().replace("-", " ")
    return key_text(text).text.strip()
