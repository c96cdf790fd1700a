"""The rule files: wording that tells what a block is, as data.

A file under `rules/` names one reason and lists cues:

    reason = "donation"
    [[cue]]
    where = "start"            # "line": the whole block; "start": its beginning; "end"; "anywhere"; or a `pattern`
    strength = "sure"          # removes by itself; "likely" needs the neighbours' or the model's consent
    language = "en"            # left out where a cue holds several
    phrases = ["please consider a donation"]
    source = "common wording of appeals"
    example = "Please consider a donation to keep us going."

Phrases are compared word by word, without case, punctuation and accents; "#" stands for any number. A `pattern` is a
regular expression over the block's first 300 characters; where `begins`, `holds` or `ends` name words (or, in
`holds`, signs), it is tried only on blocks that begin with, hold or end with one of them. Owners add files of the
same form.

All phrases of all cues are looked for at once, by an automaton over the whole page.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import accumulate
from pathlib import Path
from typing import Any, Final

from index.cleaning.cues import Cue as Cue
from index.cleaning.cues import Wording, read_rules
from index.cleaning.normal import fold_norm, marks_in, normalize, parts_words, without_marks

FOLDER: Final = Path(__file__).with_name("rules")
PROMOTED: Final = 60
"""Words of a block in which two likely wordings, of which none is a part of the other, are as good as a sure one."""


Owners = tuple[tuple[int, int], ...]
"""Wordings by their place in `Rules.wordings`, each with the words of the longest block that it speaks for."""


@dataclass(frozen=True, slots=True)
class Rules:
    """All wordings, arranged for lookup. Immutable; made by `load_rules`."""

    wordings: tuple[Wording, ...]
    automaton: Any
    """Finds phrases and needed words in a page's folded words; its n-th string speaks for the wordings `owners[n]`."""
    owners: tuple[Owners, ...]
    signs: tuple[tuple[str, Owners], ...]
    """What patterns need of the text itself."""
    always: Owners
    """Patterns that need nothing."""

    def match_all(self, texts: Sequence[str], norms: Sequence[str], counts: Sequence[int]) -> list[Cue | None]:
        """The strongest cue of each block of a page, or None. `norms` are `normalize(text)`, `counts` the numbers of
        words. Linear in the text."""
        cues: list[Cue | None] = [None] * len(texts)
        for n, found in self.find_all(texts, norms, counts).items():
            cues[n] = self._strongest(found, counts[n])
        return cues

    def find_all(self, texts: Sequence[str], norms: Sequence[str], counts: Sequence[int]) -> dict[int, list[int]]:
        """For each block in which any wording is found: their places in `wordings`, in that order."""
        tried: dict[int, set[int]] = {}
        self._note_words(fold_norm(_page(_whole(texts, norms))), counts, tried)
        self._note_signs(texts, counts, tried)
        for number, longest in self.always:
            for n, count in enumerate(counts):
                if count <= longest:
                    tried.setdefault(n, set()).add(number)
        wordings = self.wordings
        found = ((n, [number for number in sorted(tried[n]) if wordings[number].fits(texts[n])]) for n in tried)
        return {n: numbers for n, numbers in found if numbers}

    def _note_words(self, page: str, counts: Sequence[int], tried: dict[int, set[int]]) -> None:
        hits = self.automaton.find_matches_as_indexes(page, overlapping=True)
        starts = _starts(page[1:-1].split("\n")) if hits else []
        for string, _, end in hits:
            block = bisect_right(starts, end - 1) - 1  # the last sign may be the line break behind the block
            for number, longest in self.owners[string]:
                if counts[block] <= longest:
                    tried.setdefault(block, set()).add(number)

    def _note_signs(self, texts: Sequence[str], counts: Sequence[int], tried: dict[int, set[int]]) -> None:
        page = _page(texts)
        starts: list[int] = []
        for sign, owners in self.signs:
            at = page.find(sign)
            while at >= 0:
                starts = starts or _starts(texts)
                block = bisect_right(starts, at) - 1
                for number, longest in owners:
                    if counts[block] <= longest:
                        tried.setdefault(block, set()).add(number)
                at = page.find(sign, starts[block + 1])  # not twice in a block

    def _strongest(self, found: Sequence[int], count: int) -> Cue:
        """Of the wordings found in a block of so many words: the first that is sure, else the first."""
        said = [self.wordings[number] for number in found]
        first = said[0].cue
        sure = next((wording.cue for wording in said if wording.cue.strength == "sure"), None)
        if sure is not None or count > PROMOTED:
            return sure or first
        same = {wording.phrase for wording in said if wording.cue.reason == first.reason and wording.phrase}
        apart = [one for one in same if not any(one in other for other in same if other != one)]
        return replace(first, strength="sure") if len(apart) > 1 else first


def _whole(texts: Sequence[str], norms: Sequence[str]) -> Sequence[str]:
    """The normal forms, without the breaks that signs inside words have made."""
    marks = marks_in("".join(texts))
    if not marks:
        return norms
    return [
        normalize(without_marks(text, marks)) if parts_words(text, marks) else norm
        for text, norm in zip(texts, norms, strict=True)
    ]


def _page(blocks: Sequence[str]) -> str:
    """All blocks, with a line break before and behind each."""
    return "\n".join(["", *blocks, ""])


def _starts(blocks: Sequence[str]) -> list[int]:
    """Where the blocks begin in `_page`, and its end."""
    return list(accumulate([len(block) + 1 for block in blocks], initial=1))


@lru_cache(maxsize=8)
def load_rules(overlay: Path | None = None) -> Rules:
    """The shipped rules, and an owner's file over them: its cues are asked first.

    Raises ArchiveError, with file and line, for anything that is not a rule."""
    own = read_rules(overlay) if overlay else []
    shipped = [wording for path in sorted(FOLDER.glob("*.toml")) for wording in read_rules(path, trusted=True)]
    return arrange([*own, *shipped])


def arrange(wordings: Sequence[Wording]) -> Rules:
    """Rules of these wordings, the first of which are asked first."""
    from ahocorasick_rs import AhoCorasick, Implementation

    words: dict[str, list[tuple[int, int]]] = {}
    signs: dict[str, list[tuple[int, int]]] = {}
    always: list[tuple[int, int]] = []
    for number, wording in enumerate(wordings):
        owner = (number, wording.cue.longest)
        strings = list(wording.strings())
        for string in strings:
            (words if " " in string else signs).setdefault(string, []).append(owner)
        if not strings:
            always.append(owner)
    return Rules(
        tuple(wordings),
        AhoCorasick(list(words), implementation=Implementation.ContiguousNFA, store_patterns=False),
        tuple(map(tuple, words.values())),
        tuple((sign, tuple(owners)) for sign, owners in signs.items()),
        tuple(always),
    )
