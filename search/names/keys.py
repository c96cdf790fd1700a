"""The form in which spellings are compared: `search.analysis.key_text` without the outer spaces."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

from search.analysis import key_text

_PLAIN: Final = re.compile(r"[A-Za-z]{1,60}(?:[ -][A-Za-z]{1,60})*\Z")


@lru_cache(maxsize=65_536)
def key(text: str) -> str:
    """The key of a spelling: *Deir ez-Zor* and *deir ez zor* share one. Empty for a text without words."""
    plain = text
    if not text.isascii():
        plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    if _PLAIN.match(plain):  # what `key_text` would give, without its work: most spellings are like this
        return plain.lower().replace("-", " ")
    return key_text(text).text.strip()
