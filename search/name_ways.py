"""The ways to write the names that a question holds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from search.analysis import CAPITALS, Word, stem, words
from search.keys import key
from search.notes import Notes, piece
from search.spelling import Tokens, bare, cased_sequence, everyday_words, in_turns, sequences, widest
from search.unwanted import Unwanted

if TYPE_CHECKING:
    from search.names import Match, Name, Names, Spelling

MOST_SPELLINGS: Final = 80
"""Spellings of one name that are asked for, the canonical ones first."""

EXPANDED: Final = ("region", "actor")
"""Fields whose spellings are asked for: publishers are called by ordinary words (*The Sun*), and chosen as a facet."""

SHORT_STEM: Final = 4
"""Letters of a stem that is likely to be that of another word, too."""

MOST_LEAVES: Final = 600
"""Leaves that names may add to one question; what comes after is asked for as typed."""


class Asked(NamedTuple):
    """A name as typed, whether it is a quotation, and whether its capitals tell nothing."""

    text: str
    quoted: bool
    shouted: bool


class Way(NamedTuple):
    """A spelling, and the token sequences that it stands as in an index."""

    text: str
    tokens: tuple[Tokens, ...]


@dataclass(slots=True)
class NameWays:
    """Works out how the names of one question may be written. `shown` are the spellings that are asked for, of each
    name that has others than the typed one; `left` is how many more may be added."""

    names: Names
    unwanted: Unwanted
    notes: Notes
    shown: list[tuple[Way, ...]] = field(default_factory=list)
    left: int = MOST_LEAVES
    _known: dict[tuple[Asked, bool], tuple[dict[Tokens, str], str]] = field(default_factory=dict)

    def of(self, asked: Asked, candidates: Sequence[Name], *, exact: bool) -> tuple[dict[Tokens, str], str]:
        """The ways to write a name that may be any of the candidates, each with how to say it, and what to call the
        name; worked out once for all times that it is asked for."""
        if (asked, exact) not in self._known:
            self._known[asked, exact] = self._find(asked, candidates, exact)
        return self._known[asked, exact]

    def wanted(self, match: Match) -> bool:
        """Whether a match is taken for a name: no adjective, and no ordinary word but in capitals that make it one."""
        if match.kind != "literal" or match.weak or not self._meant(match.names, key(match.text)):
            return False
        everyday = match.text.casefold() in everyday_words()
        return not everyday or (match.text.isupper() and self._counts_in_capitals(match.names, match.text))

    def _counts_in_capitals(self, candidates: Iterable[Name], text: str) -> bool:
        """Whether this is the spelling of a name that needs capitals."""
        wanted = key(text)
        spelled = (spelling for name in candidates for spelling in self.names.spellings(name))
        return any(spelling.case and key(spelling.text) == wanted for spelling in spelled)

    def note_spellings(self, typed: str, ways: Mapping[Tokens, str]) -> None:
        """Keep what a name is asked for as, for the reading that is shown."""
        texts, tokens = {key(typed): typed.casefold()}, defaultdict[str, list[Tokens]](list)
        for way, text in ways.items():
            texts.setdefault(key(text), " ".join(text.split()))
            tokens[key(text)].append(way)
        if len(texts) > 1:
            self.shown.append(tuple(Way(text, tuple(tokens[own])) for own, text in texts.items()))

    def _find(self, asked: Asked, candidates: Sequence[Name], exact: bool) -> tuple[dict[Tokens, str], str]:
        text = asked.text
        own = _words(text)
        meant = self._meant(candidates, key(text))
        ways = self._as_typed(asked, own, meant, exact)
        others: dict[Tokens, str] = {}
        if not exact and self.left:
            for spelling in in_turns([spelled for _, spelled in meant])[:MOST_SPELLINGS]:
                for way in self._spelled(spelling):
                    others.setdefault(way, spelling.text if spelling.case else spelling.text.casefold())
            for way in [] if asked.quoted else bare(own):
                others.setdefault(way, text.casefold())
            ways = self._bounded(ways | widest(self.unwanted.less(others, text), ways), text)
            self.note_spellings(text, ways)
        return ways, meant[0][0].canonical if meant else text

    def _meant(self, candidates: Sequence[Name], typed: str) -> list[tuple[Name, list[Spelling]]]:
        """The candidates with their literal spellings, but for spellings that are ordinary words, and for candidates
        that only such a one brought here (*Is*, a town)."""
        asked = [name for name in candidates if name.field in EXPANDED and not self.unwanted.name(name)]
        listed = [(n, [s for s in self.names.spellings(n) if s.kind == "literal" and not s.weak]) for n in asked]
        return [(n, spelled) for n, spelled in listed if any(key(s.text) == typed for s in spelled)]

    def _as_typed(
        self, asked: Asked, own: Sequence[Word], meant: list[tuple[Name, list[Spelling]]], exact: bool
    ) -> dict[Tokens, str]:
        """How the typed words stand; as a spelling that counts in capitals only, if they are one. In a question that is
        all capitals, these tell nothing."""
        text = asked.text
        if text.isupper() and self._counts_in_capitals([name for name, _ in meant], text):
            capitals = self._cased(text, own, exact)
            if capitals is not None and capitals[0].startswith(CAPITALS) and asked.shouted:
                self.notes.add(f"all is in capitals: '{piece(text)}' is read as the word and as the name")
                return {capitals: text, **dict.fromkeys(sequences(own, exact=exact), text.casefold())}
            if capitals is not None:
                return {capitals: text}
        return dict.fromkeys(self._unbent(own, exact), text.casefold())

    def _spelled(self, spelling: Spelling) -> list[Tokens]:
        """The token sequences of a spelling of a name."""
        found = _words(spelling.text)
        if not spelling.case:
            return self._unbent(found, exact=False) if found else []
        cased = self._cased(spelling.text, found, exact=False)
        return [cased] if cased else []

    def _cased(self, text: str, own: Sequence[Word], exact: bool) -> Tokens | None:
        """The tokens of a spelling in capitals, as it stands where it is the stem of another (*ISI* is not *ISIS*)."""
        return cased_sequence(text, own, exact=exact or self._is_name(f"{text}S"))

    def _unbent(self, own: Sequence[Word], exact: bool) -> list[Tokens]:
        """The token sequences of a name. A short one of one word stands exactly so where its stem is likely to be
        another word's (*Hims* is not *him*) or it is the stem of another name (*Hama* is not *Hamas*)."""
        parts = [part.text for word in own for part in word.parts]
        short = len(parts) == 1 and len(stem(parts[0])) <= SHORT_STEM
        another = short and (stem(parts[0]) != parts[0] or self._is_name(f"{parts[0]}s".upper()))
        return sequences(own, exact=exact or another)

    def _is_name(self, text: str) -> bool:
        """Whether the whole text is a name."""
        return any((m.start, m.end, m.kind) == (0, len(text), "literal") for m in self.names.find(text))

    def _bounded(self, ways: dict[Tokens, str], text: str) -> dict[Tokens, str]:
        if len(ways) > self.left:
            self.notes.add(f"too many names for one question: other spellings of '{piece(text)}' are left out")
            self.left = 0  # no more of them need to be looked up
            return dict(list(ways.items())[:2])
        self.left -= len(ways)
        return ways


@lru_cache(maxsize=65_536)
def _words(text: str) -> tuple[Word, ...]:
    """The words of a spelling."""
    return tuple(words(text))
