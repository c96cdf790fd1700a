"""How people speak: words of the first and second person, of greetings and quarrel, of reported speech, by language.

The same word may mean something else elsewhere (German *im* is no *I'm* that was typed in haste), so a page's words are
told by the language that it is mostly written in.
"""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from typing import Final

from index.cleaning.normal import fold_words

KINDS: Final = ("first", "second", "casual", "report")
"""First person singular, second person, greetings and quarrel, reported speech."""


@lru_cache(maxsize=1)
def voice_words() -> dict[str, dict[str, frozenset[str]]]:
    """Kind of `KINDS` -> language code -> its words (data/voice.tsv)."""
    table = files("index.cleaning").joinpath("data/voice.tsv").read_text("utf-8")
    found: dict[str, dict[str, frozenset[str]]] = {kind: {} for kind in KINDS}
    for row in table.splitlines()[1:]:
        kind, language, words, _ = row.split("\t")
        found[kind][language] = frozenset(fold_words(words))
    return found
