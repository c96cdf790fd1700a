"""Comment threads by their structure: a run of (name, date?, text, reply?) in another voice than the article's.

No cue is needed between article and thread: what gives a thread away is that short lines which could be names
stand before each text, that names come back, that times and reply buttons stand at regular distances, and that
the texts speak in the first and second person, ask, shout and mistype.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from index.cleaning.lines import Line
from index.cleaning.wording import is_common

_PERSON: Final = frozenset(
    "i i'm i've i'd i'll im ive my me mine you you're you've you'll your yours u ur we're dont cant isnt"
    " ich du dir dein mich mir"
    " je j'ai tu vous moi yo tú usted mi ben sen bana я ты вы мне أنا أنت אני אתה minä sinä saya kamu".split()
)
_CASUAL: Final = frozenset(
    "lol lmao wtf omg imo imho haha hahaha thanks thank thx btw wow yeah yep nope hi hello hey cheers please sorry"
    " gonna wanna dude guys idiot idiots stupid bullshit troll fake trump congrats awesome merci danke gracias".split()
)
_SHOUT: Final = re.compile(r"[!?]{2,}|\.{4,}|[:;]-?[)(DPp]|(?:^|\s)i(?:'m|\s)|[a-z][.!?] [a-z]|^@")
_MAY_SHOUT: Final = re.compile(r"[.!?:;](?:[!?.)(DPp-]|(?<=[.!?]) [a-z])")
"""Quicker than `_SHOUT`; where it finds nothing, only *i* and a leading @ are left to look for."""
_SIGNS: Final = _PERSON | _CASUAL


class Structure(NamedTuple):
    """Of the lines from a head to the end: `score` (above 3 it is hardly anything but a thread, among blogs),
    how `often` the commonest personal name stands alone above a text, how many heads are
    `known` by rule, and the mean `voice` of the texts."""

    score: float = 0.0
    often: int = 0
    known: int = 0
    voice: float = 0.0


def voice(line: Line) -> float:
    """How much a text sounds like a reader's comment and not like a report: roughly, signs in ten words."""
    return _voice(line.text, line.words)


@lru_cache(maxsize=8_192)
def _voice(text: str, words: tuple[str, ...]) -> float:
    if not words:
        return 0.0
    signs = sum(map(_SIGNS.__contains__, words))
    if text[:1] in "@i" or " i " in text or " i'" in text or _MAY_SHOUT.search(text):
        signs += 2 * len(_SHOUT.findall(text))
    signs += text[:1].islower() + ("?" in text) + ("!" in text)
    quoted = text[:1] in '"\u201c\u201e\u00ab\u2018'
    return min(5.0, 10 * signs / max(6, len(words))) * (0.3 if quoted else 1.0)


def thread_scores(lines: Sequence[Line]) -> dict[int, Structure]:
    """For each line that could be the head of a comment: how what follows to the end looks. Linear in the lines."""
    heads = _heads(lines)
    if len(heads) < 2:
        return {}
    common = _common_words(lines)
    at_head = set(heads)
    scores: dict[int, Structure] = {}
    seen: Counter[str] = Counter()
    regular = repeated = known = count = texts = often = 0
    sound = 0.0
    end = len(lines)
    for n in range(len(lines) - 1, 0, -1):
        line = lines[n]
        if n not in at_head:
            if line.count >= 4:
                texts += 1
                sound += voice(line)
            continue
        count += 1
        regular += 2 <= end - n <= 8
        end = n
        repeated += line.norm in seen
        seen[line.norm] += 1
        if line.cue is None and not line.text.isupper() and _speaks(lines, n) and common.isdisjoint(line.words):
            often = max(often, seen[line.norm])
        known += line.cue is not None
        if count >= 2 and texts and regular >= 0.6 * count:
            score = 1.2 * regular / count + 0.5 * min(4, repeated) + 0.5 * min(4, known) + 0.8 * sound / texts
            scores[n] = Structure(score + 0.15 * min(8, count), often, known, sound / texts)
    return scores


def _common_words(lines: Sequence[Line]) -> set[str]:
    """Words that are no names: the page has them in small letters, or many sites have them."""
    common = {word.lower() for line in lines for word in line.text.split() if word.islower()}
    return common.union(*(filter(is_common, line.words) for line in lines if line.name))


def _speaks(lines: Sequence[Line], n: int) -> bool:
    """Does a sentence stand right behind this line, or one line on?"""
    return any(line.count >= 4 and line.cue is None for line in lines[n + 1 : n + 3])


def _heads(lines: Sequence[Line]) -> list[int]:
    """Lines that could be the head of a comment: a name alone, or a head known by rule."""
    names = Counter(line.norm for line in lines if line.name)
    found: list[int] = []
    for n, line in enumerate(lines[:-1]):
        head_cue = line.cue is not None and line.cue.reason == "comment"
        name = line.name and line.count <= 4 and not line.sentence and (line.cue is None or names[line.norm] > 1)
        follows = lines[n + 1].count >= 3 or (n + 2 < len(lines) and lines[n + 2].count >= 3)
        if (head_cue or name) and follows and not (found and found[-1] == n - 1):
            found.append(n)
    return found
