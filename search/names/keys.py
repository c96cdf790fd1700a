"""The form in which spellings are compared: `search.analysis.key_text` without the outer spaces."""

from __future__ import annotations

import re
from typing import Final

from search.analysis import key_text

_PLAIN: Final = re.compile(r"[A-Za-z]{2,60}(?:[ -][A-Za-z]{2,60})*\Z")


def key(text: str) -> str:
    """The key of a spelling: *Deir ez-Zor* and *deir ez zor* share one. Empty for a text without words."""
    if _PLAIN.match(text):  # what `key_text` would give, without its work: most spellings are like this
        return text.lower().replace("-", " ")
    return key_text(text).text.strip()
