"""From text to tokens, once, for every engine and for the matcher of names: the same words match everywhere.

`fold` brings spellings together (case, accents, apostrophes, Arabic letter forms) and remembers where each
character came from. `words` finds the words of a text: a word has one part (*town*) or several (*al-Bukamal*,
*T-90*, *l'armée*). `analyze` turns passages into the tokens that an index holds at each position:

* the stem of each part                              `milit`      what a plain search asks for
* the part as it stands, marked `EXACT`              `=militants` what an exact search and wildcards ask for
* both again for the parts joined, at the first one  `albukamal`  so that *counterattack* finds *counter-attack*
* capitals among ordinary words, marked `CAPITALS`   `^is`        so that *IS* is not the verb and *US* not the pronoun
* two words with capitals side by side, marked `PAIR` `+abdel-rahman`  so that names are known that are two words or one

There are no stop words: *US* and *IS* are on every list of them.
Stems are Snowball's English ("Porter 2"), applied to parts of ASCII letters only.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from typing import Final, NamedTuple

import Stemmer

EXACT: Final = "="
CAPITALS: Final = "^"
PAIR: Final = "+"
PASSAGE_GAP: Final = 100
"""Positions left free between two passages of a field, so that no phrase runs across."""

LONGEST_PART: Final = 64
"""Characters kept of a part: base64 blobs and run-together text must not blow up the lexicon."""

LONGEST_OF_PAIR: Final = 30
"""Letters of a word that may stand in a pair: no name is longer."""

ARTICLES: Final = frozenset("al el ul ad ed ar er as es ash esh at et an en az ez adh edh ath eth".split())
"""The Arabic article and its assimilated forms, as written before a hyphen."""

LONE_ARTICLES: Final = ARTICLES - frozenset("as at an ad ash ed er es et en".split())
"""Those that stand alone, too (*Abd al Rahman*), being no everyday English words."""

_APOSTROPHES: Final = "'\u2018\u2019\u201b\u02bb\u02bc\u02be\u02bf\u02b9\u02bd\u0060\u00b4\u2032\uff07"
_HYPHENS: Final = "-\u2010\u2011\u2012\u2013\ufe63\uff0d"
_CHARACTERS: Final = {
    **dict.fromkeys(_APOSTROPHES, "'"),
    **dict.fromkeys(_HYPHENS, "-"),
    **dict.fromkeys("\u0640\u00ad", ""),  # tatweel, soft hyphen
    **dict.fromkeys("\u0622\u0623\u0625\u0671", "\u0627"),  # alef with its signs
    "\u0649": "\u064a", "\u0629": "\u0647",  # alef maqsura, ta marbuta: written either way
    "\u06cc": "\u064a", "\u06a9": "\u0643",  # Persian yeh and kaf
    "\u0131": "i", "\u0142": "l", "\u0111": "d", "\u00f8": "o", "\u00e6": "ae", "\u0153": "oe", "\u00fe": "th",
}  # fmt: skip

_PART: Final = r"[^\W_]+(?:'[^\W_]+)*"
_ACRONYM: Final = r"(?<![^\W_])[^\W\d_](?:\.[^\W\d_])+(?![^\W_])\.?"
_NUMBER: Final = r"(?<!\d)\d{1,3}(?:,\d{3})+(?![\d,])"
_UNIT: Final = re.compile(rf"(?:{_ACRONYM}|{_NUMBER}|{_PART})(?:-(?:{_ACRONYM}|{_PART}))*")
_PIECE: Final = re.compile(rf"{_ACRONYM}|{_NUMBER}|{_PART}")
_LETTERS_OR_DIGITS: Final = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*|\d+")
_ELISION: Final = re.compile(r"(?:[ldjmnstc]|qu)'(?=[^\W\d_]{2})")
_POSSESSIVE: Final = re.compile(r"'s?$")


@dataclass(frozen=True, slots=True)
class Folded:
    """Folded text and its way back: `starts[i]` is the offset in the source of folded character i, and
    `starts[-1]` the source's length. None means that offsets are the same."""

    text: str
    starts: tuple[int, ...] | None

    def source(self, offset: int) -> int:
        """The offset in the source that a folded offset came from."""
        return offset if self.starts is None else self.starts[offset]


class Part(NamedTuple):
    """A piece of a word: folded text, source offsets, and whether it stands in capitals among ordinary words."""

    text: str
    start: int
    end: int
    capitals: bool


class Word(NamedTuple):
    """A word: its parts in order, and the offsets of the whole in the source."""

    parts: tuple[Part, ...]
    start: int
    end: int

    @property
    def joined(self) -> str:
        """The parts written together."""
        return "".join(part.text for part in self.parts)[:LONGEST_PART]


class Token(NamedTuple):
    """What an index holds: text (with its mark), position in the field, source offsets within its passage,
    and the passage's number."""

    text: str
    position: int
    start: int
    end: int
    passage: int


class _FoldTable(dict[int, str]):
    """What each character folds to, worked out when it is first met (for `str.translate`)."""

    def __missing__(self, code: int) -> str:
        self[code] = folded = _fold_character(chr(code))
        return folded


def _fold_character(character: str) -> str:
    known = _CHARACTERS.get(character)
    if known is not None:
        return known
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return ""
    digit = unicodedata.digit(character, None)
    if digit is not None:  # Arabic-Indic and other numerals, superscripts
        return str(digit)
    plain = [c for c in unicodedata.normalize("NFKD", character) if unicodedata.category(c) not in ("Mn", "Me", "Cf")]
    return "".join(_CHARACTERS.get(c, c) for c in "".join(plain).casefold())


_TABLE: Final = _FoldTable()


def fold(text: str) -> Folded:
    """The text without the differences that spellings do not mean: case, accents, compatibility forms,
    sorts of apostrophe and hyphen, invisible characters, Arabic vowel signs and letter variants."""
    if text.isascii():
        return Folded(text.lower().replace("`", "'"), None)
    folded = text.translate(_TABLE)
    if all(len(_TABLE[ord(character)]) == 1 for character in set(text)):
        return Folded(folded, None)
    starts = [offset for offset, character in enumerate(text) for _ in _TABLE[ord(character)]]
    return Folded(folded, (*starts, len(text)))


@lru_cache(maxsize=1)
def _stemmer() -> Stemmer.Stemmer:
    return Stemmer.Stemmer("english", 0)


@lru_cache(maxsize=262_144)
def stem(part: str) -> str:
    """The English stem of a folded part; anything but ASCII letters is given back as it is."""
    return _stemmer().stemWord(part) if part.isascii() and part.isalpha() else part


def words(text: str) -> list[Word]:
    """The words of a text, in order."""
    folded = fold(text)
    starts = folded.starts
    found: list[Word] = []
    for unit in _UNIT.finditer(folded.text):
        raw = unit.group()
        if raw.isalpha():  # nearly all of them: no hyphen, apostrophe, digit or full stop inside
            start, end = unit.span()
            if starts is not None:
                start, end = starts[start], starts[end - 1] + 1
            found.append(Word((Part(raw[:LONGEST_PART], start, end, False),), start, end))
        else:
            found.append(_word(folded, unit))
    return _mark_capitals(text, found)


@lru_cache(maxsize=1_024)
def piece_words(text: str) -> tuple[Word, ...]:
    """As `words`, of a piece of a question: long questions say the same ones again and again."""
    return tuple(words(text))


def _word(folded: Folded, unit: re.Match[str]) -> Word:
    parts: list[Part] = []
    for piece in _PIECE.finditer(folded.text, unit.start(), unit.end()):
        raw = piece.group()
        if "." in raw or "," in raw:
            parts.append(_part(folded, raw.replace(".", "").replace(",", ""), piece.start(), piece.end()))
            continue
        elided = _ELISION.match(raw)
        if elided:
            parts.append(_part(folded, raw[: elided.end() - 1], piece.start(), piece.start() + elided.end() - 1))
        begin = elided.end() if elided else 0
        for run in _LETTERS_OR_DIGITS.finditer(raw, begin):
            plain = _POSSESSIVE.sub("", run.group()) if run.end() == len(raw) else run.group()
            first = piece.start() + run.start()
            parts.append(_part(folded, plain.replace("'", ""), first, first + len(plain)))
    return Word(tuple(parts), parts[0].start, parts[-1].end)


def _part(folded: Folded, plain: str, start: int, end: int) -> Part:
    # the end is the source offset after the last character, so that marks do not swallow dropped characters
    return Part(plain[:LONGEST_PART], folded.source(start), folded.source(end - 1) + 1, False)


def _mark_capitals(text: str, found: list[Word]) -> list[Word]:
    """Set `capitals` on parts of 2 to 6 capitals, unless all that is written with capitals within three words of them
    is in capitals too: in a shouted headline, IS is a verb."""
    shouted = {
        n: flags
        for n, word in enumerate(found)
        if not text[word.start : word.end].islower() and any(flags := _shouted(text, word))
    }
    for n, flags in shouted.items():
        near = [text[word.start : word.end] for word in found[max(0, n - 3) : n + 4]]
        if any(source != source.upper() for source in near) or sum(map(str.isupper, near)) == 1:
            word = found[n]
            parts = tuple(p._replace(capitals=flag) for p, flag in zip(word.parts, flags, strict=True))
            found[n] = Word(parts, word.start, word.end)
    return found


def _shouted(text: str, word: Word) -> tuple[bool, ...]:
    return tuple(
        2 <= len(part.text) <= 6 and text[part.start : part.end].isupper() and part.text.isalpha()
        for part in word.parts
    )  # fmt: skip


def analyze(passages: Iterable[str]) -> Iterator[Token]:
    """The tokens that an index holds for a text field, by ascending position."""
    position = 0
    for number, passage in enumerate(passages):
        found = words(passage)
        pairs = _pairs(passage, found)
        for n, word in enumerate(found):
            if n in pairs:
                token, end = pairs[n]
                yield Token(token, position, word.start, end, number)
            yield from _word_tokens(word, position, number)
            position += len(word.parts)
        position += PASSAGE_GAP


def _pairs(text: str, found: list[Word]) -> dict[int, tuple[str, int]]:
    """Number of a word -> it and the next in one token, where both begin with a capital (but for an Arabic article of
    the second, which is kept), are of ASCII letters only and have nothing but a blank between; and where that ends."""
    pairs: dict[int, tuple[str, int]] = {}
    first, texts = -1, list[str]()  # where a pair may have begun, and with what
    for n, word in enumerate(found):
        parts = [part.text for part in word.parts]
        apart = n > 0 and text[found[n - 1].end : word.start] not in (" ", "\n")
        if first >= 0 and not apart and parts[0] in LONE_ARTICLES and len(parts) == 1 and len(texts) == 1:
            texts.append(parts[0])
            continue
        plain = all(part.isascii() and part.isalpha() and len(part) <= LONGEST_OF_PAIR for part in parts)
        capital = plain and text[word.parts[-1].start].isupper()
        article = parts[0] in ARTICLES and len(parts) == 2
        if first >= 0 and not apart and capital and (len(parts) == 1 or article):
            pairs[first] = (PAIR + "-".join([*texts, *parts]), word.end)
        first, texts = (n, parts[-1:]) if capital and (len(parts) == 1 or article) else (-1, [])
    return pairs


def _word_tokens(word: Word, position: int, passage: int) -> Iterator[Token]:
    if len(word.parts) > 1:
        joined = word.joined
        yield Token(stem(joined), position, word.start, word.end, passage)
        yield Token(EXACT + joined, position, word.start, word.end, passage)
    for n, part in enumerate(word.parts):
        yield Token(stem(part.text), position + n, part.start, part.end, passage)
        yield Token(EXACT + part.text, position + n, part.start, part.end, passage)
        if part.capitals:
            yield Token(CAPITALS + part.text, position + n, part.start, part.end, passage)


@dataclass(frozen=True, slots=True)
class KeyText:
    """Text in the form that names are matched in: the folded parts, one space before, between and after.

    `" deir ez zor "` stands for *Deir ez-Zor*, *Deir Ez Zor* and *deir ez zor* alike, and a name found with its
    spaces ends on word boundaries. `span` gives the source offsets of a stretch of it.
    """

    text: str
    parts: tuple[Part, ...]
    starts: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Source offsets of the stretch text[start:end], which begins and ends with the spaces around parts."""
        first = bisect_right(self.starts, start + 1) - 1
        last = bisect_right(self.starts, end - 2) - 1
        return self.parts[first].start, self.parts[last].end


def key_text(text: str) -> KeyText:
    """The text as names are matched in it."""
    parts = tuple([part for word in words(text) for part in word.parts])
    starts = tuple(accumulate((len(part.text) + 1 for part in parts), initial=1))
    return KeyText(" " + "".join(part.text + " " for part in parts), parts, starts[:-1])
