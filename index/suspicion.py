"""Articles that a person should look at: what cleaning may have got wrong, with the reason in words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from index.articles import Block, CleanArticle

LOST: Final = 0.6
"""Of an article's sentences, removed on nothing but the model's word."""
LOST_TEXT: Final = 0.3
"""The same without what was taken for comments: these are often longer than the article."""
LEAST_WORDS: Final = 20
"""An article with fewer has hardly anything left, if the page had `MUCH_MORE` times as many."""
MUCH_MORE: Final = 4
UNSURE: Final = 0.2
"""Confidence in an article; lower is told."""
SENTENCE: Final = 8
"""Words of a sentence, at least."""
PARAGRAPH: Final = 30
"""A block of so many words is text even if it does not end like a sentence."""
HEAD: Final = 40
"""Words that stand before a thread, at least."""
TAIL: Final = 20
"""Words of a thread, at least."""
STEP: Final = 0.7
"""By so many signs in ten words the voice of a thread differs from the article's."""
TAIL_SURE: Final = 0.7
"""The model's mean confidence in what is kept of a thread is below."""
_LEEWAY: Final = 0.05
"""Words are counted a little differently before they are looked at."""
CAP: Final = 60
"""Words of a block that are counted when a tail is weighed."""

_WORD: Final = re.compile(r"\w+")
_END: Final = re.compile(r"[.!?\u2026\u3002\uff01\uff1f\u061f\u06d4\"\u201d\u2019')\u00bb\u300d]\s*$")
_MODEL: Final = ("model", "said twice", "comment thread", "publisher's notice")
_CUES: Final = ("comment.toml", "comment-form.toml")


@dataclass(frozen=True, slots=True)
class Suspicion:
    """An article that was perhaps cleaned wrongly: `path` in the archive, `why` in words. `figures` are words `kept`
    and `removed`, `doubtful` (words removed on the model's word), `tail` (words that could be comments) and the
    `confidence` in the article, 0 to 1.

    How many of those that are told of on labelled pages are indeed not whole or not clean, benchmarks/confidence.py
    prints.
    """

    path: str
    why: str
    figures: Mapping[str, float] = field(default_factory=dict)


class _Text(NamedTuple):
    """A block with its words: all of them, and those in sentences."""

    block: Block
    words: int
    said: int


def suspect(article: CleanArticle) -> Suspicion | None:
    """What is suspicious about an article; None for most. Linear in its text."""
    texts = [_text(article.page_text, block) for block in article.blocks]
    kept = sum(text.words for text in texts if text.block.role == "kept")
    removed = sum(text.words for text in texts if text.block.role == "removed")
    lost, lost_text, doubtful = _lost(texts)
    tail = _tail(article, [text for text in texts if text.block.role == "kept"])
    why = list(_cut_short(article))
    if kept < LEAST_WORDS and kept + removed >= MUCH_MORE * max(kept, LEAST_WORDS):
        why.append(f"hardly anything is left: {kept} of {kept + removed} words")
    elif not kept:
        why.append("nothing is left: the page has no text, or no sentence")
    elif lost > LOST or lost_text > LOST_TEXT:
        why.append(f"{doubtful} words of sentences were removed with no rule to say so, {kept} words kept")
    if tail:
        why.append(f"may end in comments: the last {tail} words speak in another voice")
    if kept and article.confidence < UNSURE:
        why.append(f"cleaning is hardly sure of it ({article.confidence:.0%})")
    if not why:
        return None
    figures = {"kept": kept, "removed": removed, "doubtful": doubtful, "tail": tail}
    return Suspicion(article.raw.path, "; ".join(why), {**figures, "confidence": round(article.confidence, 3)})


def _text(page: str, block: Block) -> _Text:
    words = len(_WORD.findall(page, block.start, block.end))
    ends = words >= SENTENCE and _END.search(page[max(block.start, block.end - 20) : block.end]) is not None
    return _Text(block, words, words if ends or words >= PARAGRAPH else 0)


def _cut_short(article: CleanArticle) -> Iterator[str]:
    """What of a page was too much to be looked at."""
    if article.raw.kind == "html":
        from index.cleaning.html import LARGEST

        if len(article.raw.text) > LARGEST:
            yield f"only the first {LARGEST:,} characters of the markup were read, of {len(article.raw.text):,}"
    from index.cleaning.blocks import LONGEST_PIECE

    longest = max((block.end - block.start for block in article.blocks), default=0)
    if longest > 2 * LONGEST_PIECE:
        yield f"{longest:,} characters of it were judged as one block"


def _lost(texts: Sequence[_Text]) -> tuple[float, float, int]:
    """(share of the sentences that nothing but the model removed, the same without comments, how many words).
    Comments after a heading that announces them are no loss."""
    kept = removed = comments = 0
    announced = False
    for text in texts:
        block = text.block
        if block.role == "kept":
            kept += text.said
        elif block.role == "removed":
            announced = announced or block.rule.startswith(_CUES)
            if block.rule in _MODEL and block.reason != "comment":
                removed += text.said
            elif block.rule in _MODEL and not announced:
                comments += text.said
    gone = removed + comments
    return gone / max(1, gone + kept), removed / max(1, removed + kept), gone


def _tail(article: CleanArticle, kept: Sequence[_Text]) -> int:
    """The words at the end that could be a thread; 0 when there are none."""
    from index.cleaning.features import voices
    from index.cleaning.lines import plain_line
    from index.cleaning.normal import fold_words

    if sum(text.words for text in kept) < HEAD + TAIL:
        return 0
    if not _ends_in_doubt(kept):
        return 0
    page = article.page_text
    said = [plain_line(page, text.block.start, text.block.end, markdown=False)[0] for text in kept]
    counts = [len(fold_words(text)) for text in said]
    rows = [
        (voice, min(count, CAP), text.block.confidence)
        for text, count, voice in zip(kept, counts, voices(said), strict=True)
        if count >= 4
    ]
    first = _turn(rows)
    return sum(count for _, count, _ in rows[first:])


def _ends_in_doubt(kept: Sequence[_Text]) -> bool:
    """Whether the model doubts any stretch to the end: only then are voices worth their time."""
    words = sure = 0.0
    for text in reversed(kept):
        count = min(text.words, CAP)
        words, sure = words + count, sure + count * text.block.confidence
        if words >= TAIL / 2 and sure < (TAIL_SURE + _LEEWAY) * words:
            return True
    return False


def _turn(rows: Sequence[tuple[float, int, float]]) -> int:
    """The first of the rows (voice, words, confidence) from which on the voice is another, and the model in doubt."""
    total = sum(count for _, count, _ in rows)
    sound = sum(voice * count for voice, count, _ in rows)
    sure = sum(confidence * count for _, count, confidence in rows)
    before, heard = 0, 0.0
    for n, (voice, count, confidence) in enumerate(rows):
        after = total - before
        if before >= HEAD and after >= TAIL and sure / after < TAIL_SURE and (sound / after) - heard / before > STEP:
            return n
        before, heard = before + count, heard + voice * count
        sound, sure = sound - voice * count, sure - confidence * count
    return len(rows)
