"""Text that a page holds twice: for another screen, as a teaser, or the whole article once more for machines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Final

from index.cleaning.lines import Line

COPY: Final = 12
"""Words of a line that is kept once only, at least."""
MOST_COPIES: Final = 0.3
"""Of the words kept in a text, that may go as copies; where there are more, the text was saved twice as a whole, or is
made of refrains."""
DIGEST: Final = 100
"""Words of a line that may be the article once more, at least."""
SHARE: Final = 0.1
"""Of the words kept: so many at least. So few lines are looked at."""
RETOLD: Final = 0.8
"""Of its runs of four words: so many stand in other lines."""
MOST_ALIKE: Final = 0.5
"""And so many at most in any one of them: what two blocks of one kind share are their forms of words."""
LOOKS: Final = 12
"""Runs of a block that are looked for at first."""

Runs = set[tuple[str, ...]]


def find_copies(lines: Sequence[Line], kept: Sequence[bool], most: float = 1.0) -> list[int]:
    """The kept lines that stand in the page before, word for word; none, if they are more than `most` of the words
    kept."""
    seen: set[str] = set()
    copies = []
    words = 0
    for n, line in enumerate(lines):
        if not kept[n]:
            continue
        words += line.count
        if line.count >= COPY:
            if line.norm in seen:
                copies.append(n)
            seen.add(line.norm)
    return copies if sum(lines[n].count for n in copies) <= most * words else []


def find_digests(lines: Sequence[Line], kept: Sequence[bool], runs_of: Callable[[int], Runs]) -> list[int]:
    """The kept lines that have the article's paragraphs once more without a break, as some pages do for machines;
    sentences of one line go together. `runs_of` gives the `shingles` of a line by its number. Linear in the text."""
    blocks: list[list[int]] = []
    for n, line in enumerate(lines):
        if not (line.piece.joined and blocks):
            blocks.append([])
        if kept[n]:
            blocks[-1].append(n)
    words = [sum(lines[n].count for n in block) for block in blocks]
    least = max(DIGEST, SHARE * sum(words))
    long = [b for b, block in enumerate(blocks) if words[b] >= least and _may_be_retold(block, lines, kept)]
    if not long:
        return []
    runs: list[Runs] = [set().union(*map(runs_of, block)) for block in blocks]
    tellers: dict[tuple[str, ...], list[int]] = {}  # of each run, the first two: that is one beside any block's own
    for b, own in enumerate(runs):
        for run in own:
            first = tellers.setdefault(run, [])
            if len(first) < 2:
                first.append(b)
    return [n for b in long if _is_retold(b, runs[b], tellers) for n in blocks[b]]


def _may_be_retold(block: Sequence[int], lines: Sequence[Line], kept: Sequence[bool]) -> bool:
    """Do some runs of a block, taken here and there, stand in other lines? A quick look, which few blocks pass."""
    first, last = block[0], block[-1]
    others = "".join([line.norm for n, line in enumerate(lines) if kept[n] and not first <= n <= last])
    words = "".join([lines[n].norm for n in block]).split()
    starts = range(0, len(words) - 3, max(1, len(words) // LOOKS))
    return 2 * sum(f" {' '.join(words[at : at + 4])} " in others for at in starts) >= len(starts)


def _is_retold(block: int, runs: Runs, tellers: dict[tuple[str, ...], list[int]]) -> bool:
    others = Counter(next((b for b in tellers[run] if b != block), block) for run in runs)
    told = len(runs) - others.pop(block, 0)
    return bool(told) and told >= RETOLD * len(runs) and max(others.values()) <= MOST_ALIKE * len(runs)


def shingles(text: str) -> Runs:
    """Runs of four words; the whole of a shorter text."""
    words = text.lower().strip("- |").split()
    if len(words) < 4:
        return {tuple(words)} if words else set()
    return set(zip(words, words[1:], words[2:], words[3:], strict=False))
