"""Spellings and names that somebody does not want to be asked for in this question."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Final

from search.keys import key

if TYPE_CHECKING:
    from search.names import Name
    from search.spelling import Tokens

LONGEST: Final = 300
"""Characters of one that are looked at."""


class Unwanted:
    """What was named by `without:`, `--without` or a link. A spelling is compared folded; a name is meant by its id or,
    for places, by the end of its path with a "/" in it (*Libya/Tripoli*). Remembers what it was asked for."""

    def __init__(self, typed: Iterable[str]) -> None:
        self._typed = tuple(dict.fromkeys(text.strip()[:LONGEST] for text in typed if text.strip()))
        self._keys = {key(text): text for text in self._typed}
        self._used: set[str] = set()

    def name(self, name: Name) -> bool:
        """Whether a name is not to be asked for."""
        path = f"/{name.value}".casefold()
        fit = [t for t in self._typed if t == name.id or ("/" in t and path.endswith(f"/{t.casefold()}"))]
        self._used.update(fit)
        return bool(fit)

    def less(self, others: Mapping[Tokens, str], typed: str) -> dict[Tokens, str]:
        """Ways to write a name besides the typed one, without the unwanted: none where that itself is unwanted."""
        if not self._keys:
            return dict(others)
        if self._spelling(typed):
            return {}
        return {way: text for way, text in others.items() if not self._spelling(text)}

    def unused(self) -> list[str]:
        """What no name of the question was written with, in the order in which it was given."""
        return [text for text in self._typed if text not in self._used]

    def _spelling(self, text: str) -> bool:
        found = self._keys.get(key(text))
        if found is not None:
            self._used.add(found)
        return found is not None
