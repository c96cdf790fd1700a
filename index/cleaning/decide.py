"""Every line's fate, decided over the whole page: what a line is by itself matters less than where it stands.

A trained network says how likely each line belongs to the article, to the page around it, or to a comment. Rules that
are sure stand above it, the owner's word above the rules. Losing a paragraph is worse than keeping an advertisement:
where a page would be left empty without strong evidence, it is kept.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.articles import Facts, Reason
from index.cleaning.apart import find_apart
from index.cleaning.copies import MOST_COPIES, Runs, find_copies, find_digests, shingles
from index.cleaning.features import features
from index.cleaning.interviews import find_interview
from index.cleaning.lines import Line
from index.cleaning.network import load_network
from index.cleaning.normal import normalize
from index.cleaning.notices import find_notices
from index.cleaning.repeated import NOTHING, Repeated, remove_repeated
from index.cleaning.signs import QUOTES
from index.cleaning.title import find_title
from index.cleaning.turns import exchanges
from index.cleaning.unmarked import find_unmarked

SURE_ARTICLE: Final = 0.97
"""Above this the model overrules a rule, for a block of some length: a report may speak of donations."""
RULE_WORDS: Final = 25
LEAST_KEPT: Final = 0.1
"""Of the words in sentences that stand or fall on the network's word; less is taken for a mistake."""
TEASER: Final = 20
"""Words of a line in a list of other texts, at most; longer ones under such a heading are what readers say."""
PARAGRAPH: Final = 12
"""Words of a paragraph; one without any cue is kept from a lower chance on, since losing it is worse."""
PARAGRAPH_CHANCE: Final = 0.42
NEXT_CHANCE: Final = 0.35
"""The same for a sentence or an item right behind what is kept, where the network thinks of no comment."""
NEXT_WORDS: Final = 2
"""Of such a sentence, at least."""
STANDFIRST: Final = 3
"""Lines behind a headline among which what sums the article up stands."""
STANDFIRST_WORDS: Final = 8
"""Of it, at least."""
STANDFIRST_CHANCE: Final = 0.3
LEAST_BEFORE: Final = 60
"""Words of the article that stand before any thread."""
DOUBT: Final = 0.85
"""The mean chance of belonging to the article below which what is kept behind the heading of a thread goes with it."""
DOUBT_OF_NAMED: Final = 0.97
"""The same where the heading names the article, as WordPress has it: *4 Responses to "The bridge"*."""
DOUBT_OF_TURNS: Final = 0.95
"""The same where people speak in turn."""
CAP: Final = 60
"""Words of a line that are counted when a thread is weighed."""
TWIN: Final = 40
"""Characters of an alternative text that is recognised in the caption after it."""
CAPTION: Final = 60
"""Words of a caption, at most."""
BETWEEN: Final = 3
"""Lines from an alternative text to the caption, at most."""
NUMBER: Final = 3
"""Words of what stands between them, at most: a number, "View gallery"."""
TWICE: Final = "said twice"
THREAD: Final = "comment thread"
UNMARKED: Final = "no thread marked"
NOTICE: Final = "publisher's notice"
WEAK: Final = ("", "model", TWICE)
"""Rules that do not justify an empty page."""
BULLETS: Final = ("- ", "* ", "+ ")
"""Of a list in Markdown, which a line's text has lost."""
_QUOTATION: Final = re.compile(r"[\"\u201c\u201e\u00ab][^.!?]{1,120}[\"\u201d\u201c\u00bb]")
"""A first line that is nothing else is a headline."""
_NOTED: Final = re.compile(r"[.!?]\s?\([^()]{1,60}\)$")
"""A sentence with a note behind it: a date, an agency."""


class Chances(NamedTuple):
    """How likely a line belongs to the article, to the page around it, and to a comment; they add up to 1."""

    article: float
    page: float
    comment: float


class Verdict(NamedTuple):
    """What becomes of a line: kept when `reason` is None (or the title); `rule` says what decided."""

    reason: Reason | None
    rule: str = ""
    confidence: float = 1.0
    title: bool = False


def decide(lines: Sequence[Line], facts: Facts, page: str, repeated: Repeated = NOTHING) -> list[Verdict]:
    """One verdict for each line, in order. The owner's word wins over everything."""
    table = _chance_table(lines)
    chances = _named(table)
    verdicts = [_verdict(line, chance.article) for line, chance in zip(lines, chances, strict=True)]
    _alternative_texts(lines, verdicts)
    _keep_unmarked(lines, verdicts, chances)
    _keep_next(lines, verdicts, chances, page)
    _cut_thread(lines, verdicts, table)
    _drop_pieces(lines, verdicts, table)
    drop_notices(lines, verdicts, lambda: chances)
    _keep_interview(lines, verdicts)
    drop_copies(lines, verdicts, lambda n: shingles(lines[n].text), MOST_COPIES)
    _keep_something(lines, verdicts, chances)
    shared = remove_repeated(lines, verdicts, repeated)
    title = find_title(lines, _first_paragraph(lines, verdicts), page, given=facts.title, never=shared)
    if title is not None:
        verdicts[title] = Verdict(None, "sources file" if facts.title else "headline", 0.9, title=True)
        _keep_standfirst(lines, verdicts, chances, title)
    name_reasons(lines, verdicts, _are_comments(lines, chances))
    owners_word(lines, verdicts, facts)
    return verdicts


def line_chances(lines: Sequence[Line]) -> list[Chances]:
    """What each line is, in view of all the others."""
    return _named(_chance_table(lines))


def _chance_table(lines: Sequence[Line]) -> NDArray[Any]:
    counts = np.array([line.count for line in lines])
    return load_network("text").chances(features(lines), counts).astype(float)


def _named(table: NDArray[Any]) -> list[Chances]:
    return list(map(Chances._make, table.tolist()))


def _verdict(line: Line, chance: float) -> Verdict:
    cue = line.cue
    if not line.count:
        return Verdict("other" if cue is None else cue.reason, "no words", 1.0)
    if cue is not None and cue.strength == "sure" and not (chance > SURE_ARTICLE and line.count >= RULE_WORDS):
        return Verdict(cue.reason, cue.name, max(0.8, 1 - chance))
    plain = cue is None and line.sentence and line.count >= PARAGRAPH
    if chance >= (PARAGRAPH_CHANCE if plain else 0.5):
        return Verdict(None, "model", max(chance, 0.5))
    if cue is not None:
        return Verdict(cue.reason, cue.name, 1 - chance)
    return Verdict("other", "model", 1 - chance)


def _keep_unmarked(lines: Sequence[Line], verdicts: list[Verdict], chances: Sequence[Chances]) -> None:
    """What an article says in the first person is no comment, unless something marks where a thread begins."""
    removed = [verdict.reason is not None for verdict in verdicts]
    doubtful = [gone and verdict.rule == "model" for gone, verdict in zip(removed, verdicts, strict=True)]
    for n in find_unmarked(lines, [not gone for gone in removed], doubtful, chances):
        verdicts[n] = Verdict(None, UNMARKED, 0.5)


def _keep_next(lines: Sequence[Line], verdicts: list[Verdict], chances: Sequence[Chances], page: str) -> None:
    """A sentence or an item of a list right behind what is kept stays at a lower chance: many an article ends in few
    words. A line that comes back is a button."""
    times = Counter([line.norm for line in lines])
    for n in range(1, len(lines)):
        line, chance, before, own = lines[n], chances[n], verdicts[n - 1], verdicts[n]
        if before.reason is not None or own.reason is None or own.rule != "model" or line.cue is not None:
            continue
        listed = line.bullet or page.startswith(BULLETS, line.piece.start)
        whole = listed or line.sentence or _NOTED.search(line.text) is not None
        likely = chance.article >= NEXT_CHANCE and chance.page >= chance.comment
        if whole and likely and line.count >= NEXT_WORDS and times[line.norm] == 1:
            verdicts[n] = Verdict(None, "model", 0.5)


def _keep_interview(lines: Sequence[Line], verdicts: list[Verdict]) -> None:
    """People who answer each other in an article are no readers' quarrel: they stay."""
    for n in find_interview(lines, [verdict.reason is None for verdict in verdicts]):
        if verdicts[n].reason is not None and verdicts[n].rule in ("model", THREAD):
            verdicts[n] = Verdict(None, "interview", 0.6)


def _keep_standfirst(lines: Sequence[Line], verdicts: list[Verdict], chances: Sequence[Chances], title: int) -> None:
    """What sums an article up between its headline and its first paragraph is its opening, and stays at a lower
    chance."""
    for n in range(title + 1, min(title + STANDFIRST, _first_paragraph(lines, verdicts))):
        line, own = lines[n], verdicts[n]
        doubtful = own.reason is not None and own.rule == "model" and line.cue is None and not line.bullet
        likely = line.count >= STANDFIRST_WORDS and chances[n].article >= STANDFIRST_CHANCE
        if doubtful and likely and line.norm != lines[title].norm:
            verdicts[n] = Verdict(None, "standfirst", 0.5)


def _first_paragraph(lines: Sequence[Line], verdicts: Sequence[Verdict]) -> int:
    kept = [n for n, verdict in enumerate(verdicts) if verdict.reason is None]
    sentences = (n for n in kept if lines[n].sentence and lines[n].count >= 8)
    return next((n for n in sentences if n or not _QUOTATION.fullmatch(lines[n].text)), kept[0] if kept else 0)


def _cut_thread(lines: Sequence[Line], verdicts: list[Verdict], chances: NDArray[Any]) -> None:
    """Removes what is left of a thread, from its beginning to the end: from a heading of comments, when the network
    doubts what follows and would rather call it comment than page; or from where people begin to speak in turn."""
    words = np.array([min(line.count, CAP) if v.reason is None else 0 for line, v in zip(lines, verdicts, strict=True)])
    rest, article, comment = map(_to_end, (words, words * chances[:, 0], words * (chances[:, 2] - chances[:, 1])))
    turns = set(exchanges(lines))
    for n, line in enumerate(lines):
        if not rest[n] or rest[0] - rest[n] < LEAST_BEFORE:
            continue
        headed = _heads_comments(line) and comment[n] > 0 and article[n] < DOUBT * rest[n]
        named = _names_article(line) and article[n] < DOUBT_OF_NAMED * rest[n]
        if headed or named or (n in turns and article[n] < DOUBT_OF_TURNS * rest[n]):
            for later in range(n, len(lines)):
                if verdicts[later].reason is None:
                    verdicts[later] = Verdict("comment", THREAD, 0.7)
            return


def _drop_pieces(lines: Sequence[Line], verdicts: list[Verdict], chances: NDArray[Any]) -> None:
    """Removes what is kept of a thread between comments."""
    for run, chance in find_apart(lines, [verdict.reason is None for verdict in verdicts], chances):
        for n in run:
            verdicts[n] = Verdict("comment", THREAD, 1 - chance)


def drop_notices(lines: Sequence[Line], verdicts: list[Verdict], chances: Callable[[], Sequence[Chances]]) -> None:
    """Removes what a publisher says of itself in an article that speaks to nobody."""
    for n, reason in find_notices(lines, [verdict.reason is None for verdict in verdicts], chances):
        verdicts[n] = Verdict(reason, NOTICE, 0.7)


def _heads_comments(line: Line) -> bool:
    cue = line.cue
    return cue is not None and cue.strength == "sure" and cue.reason in ("comment-form", "comment")


def _names_article(line: Line) -> bool:
    """Does a heading of comments name what they are on?"""
    return _heads_comments(line) and line.count > 2 and any(sign in line.text for sign in QUOTES)


def _to_end(values: NDArray[Any]) -> list[float]:
    """The sums from each place to the end."""
    return list(np.cumsum(values[::-1])[::-1].tolist())


def _alternative_texts(lines: Sequence[Line], verdicts: list[Verdict]) -> None:
    """A picture's alternative text, perhaps cut off, and the caption under it that begins with the same words; the
    number of the picture may stand between. The first line of a page is its headline, which many an agency repeats
    before the report."""
    for n, line in enumerate(lines):
        if n == 0 or line.sentence or len(line.text) < TWIN:
            continue
        for m in range(n + 1, min(n + 1 + BETWEEN, len(lines))):
            after = lines[m]
            if after.count <= CAPTION and len(after.text) > len(line.text) and after.text.startswith(line.text):
                verdicts[n] = verdicts[m] = Verdict("caption", TWICE, 0.9)
            if after.count > NUMBER:
                break


def drop_copies(
    lines: Sequence[Line], verdicts: list[Verdict], runs_of: Callable[[int], Runs], most: float = 1.0
) -> None:
    """Of a paragraph that a page holds twice (in a summary, as a teaser, for another kind of screen) the first stays,
    unless the copies are more than `most` of the words kept; of an article that it holds twice, the paragraphs."""
    for n in find_copies(lines, [verdict.reason is None for verdict in verdicts], most):
        verdicts[n] = Verdict("other", TWICE, 0.9)
    for n in find_digests(lines, [verdict.reason is None for verdict in verdicts], runs_of):
        verdicts[n] = Verdict("other", TWICE, 0.9)


def _keep_something(lines: Sequence[Line], verdicts: list[Verdict], chances: Sequence[Chances]) -> None:
    """A page that has sentences is not left without any on the network's word alone, unless it takes them for
    comments."""
    said = [line.count if line.sentence and line.count >= 6 else 0 for line in lines]
    if not any(said):
        said = [line.count for line in lines]
    kept = sum(words for words, verdict in zip(said, verdicts, strict=True) if verdict.reason is None)
    doubtful = [
        n
        for n, (verdict, chance) in enumerate(zip(verdicts, chances, strict=True))
        if said[n] and verdict.reason is not None and verdict.rule in WEAK and chance.comment < 0.5
    ]
    if kept > LEAST_KEPT * sum(said[n] for n in doubtful):
        return
    for n in doubtful:
        verdicts[n] = Verdict(None, "kept for want of evidence", 0.5)


def _are_comments(lines: Sequence[Line], chances: Sequence[Chances]) -> list[bool]:
    """Which lines the network would rather call comment than page; a name takes the kind of the text behind it."""
    found = [chance.comment > chance.page for chance in chances]
    for n in range(len(lines) - 2, -1, -1):
        found[n] = found[n] or (lines[n].name and found[n + 1])
    return found


def name_reasons(lines: Sequence[Line], verdicts: list[Verdict], comments: Sequence[bool] = ()) -> None:
    """Gives the lines that the model alone removed the reason of the section in which they stand. `comments` says
    which of them it takes for comments."""
    body = [n for n, verdict in enumerate(verdicts) if verdict.reason is None]
    first, last = (body[0], body[-1]) if body else (0, -1)
    section: Reason | None = None
    for n, (line, verdict) in enumerate(zip(lines, verdicts, strict=True)):
        if verdict.reason is None:
            section = None
        elif verdict.rule != "model":
            section = _section(verdict.reason, section)
        elif verdict.reason == "other":
            reason = "comment" if comments and comments[n] else _reason(line, section, n < first, n > last)
            verdicts[n] = Verdict(reason, "model", verdict.confidence)
            if reason == "comment":
                section = "comment"


def _section(reason: Reason, current: Reason | None) -> Reason | None:
    """Which section a block with this reason opens or continues."""
    if reason in ("comment", "comment-form"):
        return "comment"
    return "related" if reason == "related" else current


def _reason(line: Line, section: Reason | None, above: bool, below: bool) -> Reason:
    if section == "comment":
        return "comment"
    if above and not line.sentence and line.count >= 8:
        return "caption"
    if section == "related" and line.count <= TEASER:
        return "related"
    if section == "related" and below:
        return "comment"
    if line.count <= 5:
        return "navigation"
    return "caption" if above else "other"


def owners_word(lines: Sequence[Line], verdicts: list[Verdict], facts: Facts) -> None:
    """Applies the keep and remove lists of the sources file, which win over everything."""
    keep = tuple(filter(None, (normalize(begin).rstrip() for begin in facts.keep)))
    remove = tuple(filter(None, (normalize(begin).rstrip() for begin in facts.remove)))
    for n, line in enumerate(lines if keep or remove else ()):
        if any(line.norm.startswith(begin) for begin in keep):
            verdicts[n] = Verdict(None, "sources file", 1.0)
        elif any(line.norm.startswith(begin) for begin in remove):
            verdicts[n] = Verdict(verdicts[n].reason or "other", "sources file", 1.0)
