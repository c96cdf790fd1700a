"""Rule files read and checked: TOML in, cues out, and an error with file and line for what is no rule.

The form of a file is described in `index/cleaning/rules.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Literal, get_args

from index.articles import Reason
from index.cleaning.normal import rule_key
from index.cleaning.patterns import PATTERN_LENGTH, check_pattern
from index.toml_file import heads, line_of, load_toml
from search.errors import ArchiveError

Where = Literal["line", "start", "end", "anywhere", "pattern"]
Strength = Literal["sure", "likely"]

REASONS: Final[tuple[Reason, ...]] = tuple(reason for reason in get_args(Reason) if reason != "repeated")
"""That a cue may give: what is repeated is found over the archive, by no wording."""

_KEYS: Final = frozenset(
    "where strength language phrases pattern begins holds ends longest source example reason".split()
)
_GATES: Final = ("begins", "holds", "ends")
_LONGEST: Final = {"line": 30, "start": 80, "end": 12, "anywhere": 200, "pattern": 25}
_LANGUAGE: Final = re.compile(r"[a-z]{2,3}")


@dataclass(frozen=True, slots=True)
class Cue:
    """One wording: its reason, how strong it is, and the name by which people find it ("donation.toml:12")."""

    reason: Reason
    strength: Strength
    where: Where
    longest: int
    """Words of the longest block that it may speak for."""
    name: str


@dataclass(frozen=True, slots=True)
class Wording:
    """What a cue looks for: a phrase in its normal form (`rule_key`), or a pattern with the words and signs without
    which it is not tried."""

    cue: Cue
    phrase: str = ""
    pattern: re.Pattern[str] | None = None
    begins: tuple[str, ...] = ()
    holds: tuple[str, ...] = ()
    ends: tuple[str, ...] = ()

    def strings(self) -> Iterator[str]:
        """One of these stands in every block that this can be found in: those with a space in its normal form, with a
        line break before and behind, the others in its text. None at all for a pattern that needs nothing."""
        if self.pattern is None:
            begin = "\n" * (self.cue.where in ("line", "start"))
            yield begin + self.phrase + "\n" * (self.cue.where in ("line", "end"))
        yield from (f"\n{word}" for word in self.begins)
        yield from self.holds
        yield from (f"{word}\n" for word in self.ends)

    def fits(self, text: str) -> bool:
        """Of a block with one of `strings`: is this found in it?"""
        return self.pattern is None or self.pattern.search(text, 0, PATTERN_LENGTH) is not None

    def speaks_for(self, text: str) -> bool:
        """Is this found in a block? For a single one; pages are searched by `Rules`."""
        key = rule_key(text)
        page = f"\n{key}\n"
        strings = list(self.strings())
        held = not strings or any(string in (page if " " in string else text) for string in strings)
        return held and len(key.split()) <= self.cue.longest and self.fits(text)


def read_rules(path: Path, *, trusted: bool = False) -> list[Wording]:
    """The wordings of a rules file, in order.

    Raises ArchiveError, with file and line, for anything that is not a rule. Patterns of a file that is not
    `trusted` are tried on strings made to take long."""
    data, text = load_toml(path, "check the path of the rules file")
    rows = text.splitlines()
    if unknown := sorted(set(data) - {"reason", "cue"}):
        raise ArchiveError(
            f"unknown key '{unknown[0]}': use reason and [[cue]]", path=str(path), line=line_of(rows, unknown[0], 0)
        )
    if "reason" in data and data["reason"] not in REASONS:
        raise ArchiveError(_no_reason(data["reason"]), path=str(path), line=line_of(rows, "reason", 0))
    entries = data.get("cue", [])
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise ArchiveError(
            "cue is no list of tables: write [[cue]] above each", path=str(path), line=line_of(rows, "cue", 0)
        )
    starts = heads(rows, "cue")
    wordings: list[Wording] = []
    for number, entry in enumerate(entries):
        start = starts[number] if number < len(starts) else 0
        wordings.extend(_Entry(path, rows, start + 1, entry).wordings(data.get("reason"), trusted=trusted))
    return wordings


def _no_reason(given: object) -> str:
    return f"'{given}' is no reason: use one of {', '.join(REASONS)}"


def _key(phrase: str) -> str:
    """The normal form of a phrase in which "#" stands for a number, and "\\#" for the sign itself."""
    return rule_key(phrase.replace("\\#", " ").replace("#", " 0 "))


@dataclass(frozen=True, slots=True)
class _Entry:
    """One [[cue]] with the place that errors about it name."""

    path: Path
    rows: Sequence[str]
    line: int
    table: Mapping[str, Any]

    def bad(self, what: str, key: str = "") -> ArchiveError:
        line = line_of(self.rows, key, self.line - 1) if key in self.table else self.line
        return ArchiveError(what, path=str(self.path), line=line)

    def wordings(self, default: object, *, trusted: bool) -> list[Wording]:
        if unknown := sorted(set(self.table) - _KEYS):
            raise self.bad(f"unknown key '{unknown[0]}': use {', '.join(sorted(_KEYS))}", unknown[0])
        cue = self._cue(default)
        if cue.where == "pattern":
            begins, holds, ends = map(self._gate, _GATES)
            found = [Wording(cue, "", self._pattern(trusted=trusted), begins, holds, ends)]
        elif given := next(filter(None, map(self._if_given, _GATES)), None):
            raise self.bad(f"{given} goes with a pattern: leave it out", given)
        else:
            found = [Wording(cue, phrase=phrase) for phrase in self._phrases()]
        if not trusted and not any(wording.speaks_for(self.table["example"]) for wording in found):
            raise self.bad("the cue does not match its own example: mend one of the two", "example")
        return found

    def _if_given(self, key: str) -> str | None:
        return key if key in self.table else None

    def _cue(self, default: object) -> Cue:
        reason = self.table.get("reason", default)
        if reason not in REASONS:
            raise self.bad(_no_reason(reason), "reason")
        for key in ("source", "example"):
            said = self.table.get(key)
            if not isinstance(said, str) or not said.strip():
                raise self.bad("a cue needs a source and an example: say where the wording is from and show it", key)
        language = self.table.get("language", "en")
        if not isinstance(language, str) or not _LANGUAGE.fullmatch(language):
            raise self.bad(f"language is {language!r}: use a code of two or three letters, as fr", "language")
        where: Any = self.table.get("where", "line")
        if where not in get_args(Where)[:-1]:
            raise self.bad(f"where is {where!r}: use line, start, end or anywhere", "where")
        strength: Any = self.table.get("strength", "sure")
        if strength not in get_args(Strength):
            raise self.bad(f"strength is {strength!r}: use sure or likely", "strength")
        if "pattern" in self.table:
            if other := self._if_given("where") or self._if_given("phrases"):
                raise self.bad(f"a cue has {other} or a pattern: make two of it", other)
            where = "pattern"
        longest = self.table.get("longest", _LONGEST[where])
        if not isinstance(longest, int) or isinstance(longest, bool) or longest < 0:
            raise self.bad(f"longest is a number of words, not {longest!r}: write one", "longest")
        return Cue(reason, strength, where, longest, f"{self.path.name}:{self.line}")

    def _phrases(self) -> list[str]:
        phrases = self._strings("phrases", self.table.get("phrases"))
        keys: dict[str, str] = {}
        for phrase in phrases:
            key = _key(phrase)
            if not key.strip():
                raise self.bad(f"the phrase '{phrase}' has no words: use a pattern for it", "phrases")
            if key in keys:
                raise self.bad(f"the phrases '{keys[key]}' and '{phrase}' are the same: leave one out", "phrases")
            keys[key] = phrase
        return list(keys)

    def _gate(self, key: str) -> tuple[str, ...]:
        if key not in self.table:
            return ()
        given = self._strings(key, self.table[key])
        words = tuple(_key(word) for word in given)
        if key == "holds":
            signs = ("#" if sign == "\\#" else sign for sign in given)
            return tuple(word if word.strip() else sign for word, sign in zip(words, signs, strict=True))
        if "  " in words:
            raise self.bad(f"{key} takes words: put signs into holds", key)
        return words

    def _strings(self, key: str, given: object) -> Sequence[str]:
        if given is None or given == []:
            raise self.bad("a cue needs phrases or a pattern: add them", key)
        if not isinstance(given, list) or not all(isinstance(word, str) and word.strip() for word in given):
            raise self.bad(f'{key} is a list of texts: write ["..."]', key)
        return given

    def _pattern(self, *, trusted: bool) -> re.Pattern[str]:
        pattern = self.table["pattern"]
        if not isinstance(pattern, str) or not pattern:
            raise self.bad("a pattern is a text: write '...'", "pattern")
        if trusted:
            return re.compile(pattern)
        try:
            return check_pattern(pattern, self.table["example"])
        except ValueError as error:
            raise self.bad(str(error), "pattern") from error
