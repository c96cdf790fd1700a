"""The rule files: wording that tells what a block is, as data.

A file under `rules/` names one reason and lists cues:

    reason = "donation"
    [[cue]]
    where = "start"            # "line": the whole block; "start": its beginning; "anywhere"; or a `pattern`
    strength = "sure"          # removes by itself; "likely" needs the neighbours' or the model's consent
    language = "en"
    phrases = ["please consider a donation"]
    source = "common wording of appeals"
    example = "Please consider a donation to keep us going."

Phrases are compared word by word, without case and punctuation; "#" stands for any number. A `pattern` is a
regular expression over the block's first 300 characters. Owners add files of the same form.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, Literal, get_args

from index.articles import Reason
from search.errors import ArchiveError

Where = Literal["line", "start", "anywhere", "pattern"]
Strength = Literal["sure", "likely"]

FOLDER: Final = Path(__file__).with_name("rules")
PATTERN_LENGTH: Final = 300
"""Characters of a block that patterns see; keeps their cost bounded."""

_WORD: Final = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_NUMBER: Final = re.compile(r" \d+(?= )")
_NESTED: Final = re.compile(r"\([^()]*[+*][^()]*\)(?:[+*]|\{\d+,\})")
_FLAGS: Final = re.compile(r"\(\?[a-zA-Z]")
_CLASS: Final = re.compile(r"\\.|\[\^?\]?[^\]]*\]")
_KEYS: Final = frozenset(
    {"where", "strength", "language", "phrases", "pattern", "longest", "source", "example", "reason"}
)
_LONGEST: Final = {"line": 30, "start": 80, "anywhere": 200, "pattern": 25}


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
class Rules:
    """All cues, arranged for lookup. Immutable; made by `load_rules`."""

    lines: Mapping[str, Cue]
    starts: Mapping[str, tuple[tuple[str, Cue], ...]]
    anywhere: Mapping[str, tuple[tuple[str, Cue], ...]]
    patterns: tuple[tuple[re.Pattern[str], Cue], ...]
    beginnings: tuple[re.Pattern[str], tuple[tuple[re.Pattern[str], Cue], ...]] | None
    """All patterns that begin with "^" as one, and the few others: where none matches, none of `patterns` does."""

    def match(self, text: str, norm: str, words: Iterable[str], count: int) -> Cue | None:
        """The strongest cue of a block, or None. `norm` is `normalize(text)`, `words` its words, `count` how many."""
        if count <= 30:
            cue = self.lines.get(norm)
            if cue is not None:
                return cue
        best: Cue | None = None
        said = 0
        for cue in self._candidates(norm, words, count):
            if cue.strength == "sure":
                return cue
            best = best or cue
            said += cue.reason == best.reason
        if best is not None and said > 1:  # what two wordings say is sure
            return replace(best, strength="sure")
        if count <= 25 and self._may_match(text):
            for pattern, cue in self.patterns:
                if count <= cue.longest and pattern.search(text, 0, PATTERN_LENGTH):
                    if cue.strength == "sure":
                        return cue
                    best = best or cue
        return best

    def _may_match(self, text: str) -> bool:
        if self.beginnings is None:
            return True
        start, others = self.beginnings
        return start.match(text, 0, PATTERN_LENGTH) is not None or any(
            pattern.search(text, 0, PATTERN_LENGTH) for pattern, _ in others
        )

    def _candidates(self, norm: str, words: Iterable[str], count: int) -> Iterable[Cue]:
        first = norm[1 : norm.find(" ", 1)] if count else ""
        for phrase, cue in self.starts.get(first, ()):
            if count <= cue.longest and norm.startswith(phrase):
                yield cue
        anywhere = self.anywhere
        for word in words:
            if word in anywhere:
                for phrase, cue in anywhere[word]:
                    if count <= cue.longest and phrase in norm:
                        yield cue


def fold_words(text: str) -> list[str]:
    """The words of a text in lower case."""
    if "\u0130" in text:  # a Turkish capital, whose lower case would have two characters
        text = text.replace("\u0130", "i")
    return _WORD.findall(text.lower().replace("\u2019", "'"))


def normalize(text: str) -> str:
    """Words in lower case with single spaces between and at both ends; numbers become "#"."""
    return join_words(fold_words(text))


def join_words(words: Iterable[str]) -> str:
    """The normal form of words that are in lower case already."""
    return _NUMBER.sub(" #", f" {' '.join(words)} ")


@lru_cache(maxsize=8)
def load_rules(overlay: Path | None = None) -> Rules:
    """The shipped rules, and an owner's file over them: its cues are asked first.

    Raises ArchiveError, with file and line, for anything that is not a rule."""
    files = sorted(FOLDER.glob("*.toml"))
    cues: list[tuple[Cue, str]] = []
    for path in ([overlay] if overlay else []) + files:
        cues.extend(_read(path))
    return _arrange(cues)


def _arrange(cues: Iterable[tuple[Cue, str]]) -> Rules:
    lines: dict[str, Cue] = {}
    starts: dict[str, list[tuple[str, Cue]]] = {}
    anywhere: dict[str, list[tuple[str, Cue]]] = {}
    patterns = []
    for cue, wording in cues:
        if cue.where == "pattern":
            patterns.append((re.compile(wording), cue))
            continue
        norm = _phrase(wording)
        if cue.where == "line":
            lines.setdefault(norm, cue)
        elif cue.where == "start":
            starts.setdefault(norm.split()[0], []).append((norm, cue))
        else:
            key = max(norm.split(), key=len)
            anywhere.setdefault(key, []).append((norm, cue))
    return Rules(lines, _frozen(starts), _frozen(anywhere), tuple(patterns), _beginnings(patterns))


def _beginnings(
    patterns: Sequence[tuple[re.Pattern[str], Cue]],
) -> tuple[re.Pattern[str], tuple[tuple[re.Pattern[str], Cue], ...]] | None:
    """The patterns that can only match at a block's beginning, joined, and the others. Without groups and flags of
    their own, since those would mean something else there."""
    joined = []
    others = []
    for pattern, cue in patterns:
        plain = pattern.pattern.removeprefix("(?i)")
        if _at_beginning(plain) and not pattern.groups and not _FLAGS.search(plain):
            joined.append(f"(?i:{plain})" if plain != pattern.pattern else f"(?:{plain})")
        else:
            others.append((pattern, cue))
    return (re.compile("|".join(joined)), tuple(others)) if joined else None


def _at_beginning(pattern: str) -> bool:
    """Does each alternative of a pattern begin with "^"?"""
    depth, starts = 0, True
    for sign in _CLASS.sub("x", pattern):
        if starts and sign != "^":
            return False
        starts = sign == "|" and depth == 0
        depth += (sign == "(") - (sign == ")")
    return not starts


def _frozen(index: Mapping[str, list[tuple[str, Cue]]]) -> dict[str, tuple[tuple[str, Cue], ...]]:
    return {key: tuple(found) for key, found in index.items()}


def _phrase(wording: str) -> str:
    return normalize(wording.replace("#", "0"))


def _read(path: Path) -> list[tuple[Cue, str]]:
    try:
        text = path.read_text("utf-8")
        data = tomllib.loads(text)
    except OSError as error:
        raise ArchiveError(f"cannot read the rules file ({error.strerror}): check the path", path=str(path)) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        line = re.search(r"line (\d+)", str(error))
        raise ArchiveError(
            f"not valid TOML ({error}): mend it", path=str(path), line=int(line[1]) if line else None
        ) from error
    starts = [n for n, row in enumerate(text.splitlines(), 1) if row.strip() == "[[cue]]"]
    cues: list[tuple[Cue, str]] = []
    for number, entry in enumerate(data.get("cue", [])):
        line_number = starts[number] if number < len(starts) else 1
        cues.extend(_cues(entry, data.get("reason"), path, line_number))
    return cues


def _cues(entry: Mapping[str, Any], default: object, path: Path, line: int) -> list[tuple[Cue, str]]:
    def bad(what: str) -> ArchiveError:
        return ArchiveError(what, path=str(path), line=line)

    if unknown := sorted(set(entry) - _KEYS):
        raise bad(f"unknown key '{unknown[0]}': use {', '.join(sorted(_KEYS))}")
    reason = entry.get("reason", default)
    if reason not in get_args(Reason):
        raise bad(f"'{reason}' is no reason: use one of {', '.join(get_args(Reason))}")
    if not entry.get("source") or not entry.get("example"):
        raise bad("a cue needs a source and an example: say where the wording is from and show it")
    where: Any = "pattern" if "pattern" in entry else entry.get("where", "line")
    strength = entry.get("strength", "sure")
    if where not in get_args(Where) or strength not in get_args(Strength):
        raise bad(f"where is {where!r} and strength {strength!r}: use line, start or anywhere, and sure or likely")
    longest = entry.get("longest", _LONGEST[where])
    if not isinstance(longest, int):
        raise bad("longest is a number of words: write one")
    wordings = [entry["pattern"]] if where == "pattern" else entry.get("phrases", [])
    if not wordings or not all(isinstance(wording, str) and wording.strip() for wording in wordings):
        raise bad("a cue needs phrases or a pattern: add them")
    if where == "pattern":
        _check_pattern(wordings[0], path, _line_of(path, wordings[0], line))
    elif blank := next((wording for wording in wordings if not _phrase(wording).strip()), None):
        raise bad(f"the phrase '{blank}' has no words: use a pattern for it")
    cue = Cue(reason, strength, where, longest, f"{path.name}:{line}")
    return [(cue, wording) for wording in wordings]


def _line_of(path: Path, pattern: str, start: int) -> int:
    rows = path.read_text("utf-8").splitlines()
    return next((n for n, row in enumerate(rows[start - 1 :], start) if row.lstrip().startswith("pattern")), start)


def _check_pattern(pattern: str, path: Path, line: int) -> None:
    try:
        re.compile(pattern)
    except re.error as error:
        raise ArchiveError(f"bad pattern ({error}): mend it", path=str(path), line=line) from error
    if _NESTED.search(_CLASS.sub("x", pattern)):
        raise ArchiveError(
            "a repeated group that repeats inside can take forever: write it without one of the two",
            path=str(path),
            line=line,
        )
