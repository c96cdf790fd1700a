"""Comment threads by their structure: a run of (name, date?, text, reply?) in another voice than the article's.

No cue is needed between article and thread: what gives a thread away is that short lines which could be names
stand before each text, that names come back, that times and reply buttons stand at regular distances, and that
the texts speak in the first and second person, ask, shout and mistype.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

from index.cleaning.lines import Line

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


def voice(line: Line) -> float:
    """How much a text sounds like a reader's comment and not like a report: roughly, signs in ten words."""
    if not line.words:
        return 0.0
    signs = sum(word in _PERSON or word in _CASUAL for word in line.words)
    signs += 2 * len(_SHOUT.findall(line.text)) + (line.text[:1].islower()) + ("?" in line.text) + ("!" in line.text)
    quoted = line.text[:1] in '"\u201c\u201e\u00ab\u2018'
    return min(5.0, 10 * signs / max(6, len(line.words))) * (0.3 if quoted else 1.0)


def find_thread(lines: Sequence[Line]) -> int | None:
    """The number of the line at which a comment thread begins that runs to the end, or None."""
    heads = _heads(lines)
    if len(heads) < 2:
        return None
    for start in heads:
        if _is_thread(lines, start, [n for n in heads if n >= start]):
            return start
    return None


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


def _is_thread(lines: Sequence[Line], start: int, heads: Sequence[int]) -> bool:
    if len(heads) < 2 or start == 0:
        return False
    texts = [line for n, line in enumerate(lines[start:], start) if n not in set(heads) and line.count >= 4]
    if not texts:
        return False
    gaps = [after - before for before, after in zip(heads, [*heads[1:], len(lines)], strict=True)]
    regular = sum(2 <= gap <= 8 for gap in gaps) / len(gaps)
    repeated = len(heads) - len({lines[n].norm for n in heads})
    known = sum(lines[n].cue is not None for n in heads)
    sound = sum(voice(line) for line in texts) / len(texts)
    score = 1.2 * regular + 0.5 * min(4, repeated) + 0.5 * min(4, known) + 0.8 * sound + 0.15 * min(8, len(heads))
    return regular >= 0.6 and score >= 3.2
