"""Who only tells: publishers that an article quotes, and listed sources that something is done to: they act."""

from __future__ import annotations

from collections.abc import Iterator

from index.facets.mentions.cues import Cues
from index.facets.mentions.model import Mention
from index.facets.mentions.passages import Passage, possessive
from index.facets.mentions.taken import Taken
from search.names import Match


def quoted(passage: Passage, publishers: list[Match], taken: Taken, cues: Cues) -> Iterator[Mention]:
    """Mentions of publishers that are quoted: *told The New Arab*, *Middle East Eye reported*. Their names are ordinary
    words as often, so that nothing else counts."""
    for match in publishers:
        if taken.touches(match.start, match.end) or not match.text[:1].isupper() or _is_other(passage, match):
            continue
        before = passage.before(match.start, 3)
        if before[:1] == ["the"]:
            before = before[1:]
        after = passage.adjacent_after(match.end)
        told = before[:1] == ["told"] or before[:2] == ["to", "according"]
        if told or (after is not None and after.low in cues.words["quoted.reports"]):
            taken.add(match.start, match.end)
            yield Mention(passage, match.start, match.end, "literal", [match.names[0]], "quoted publisher")


def _is_other(passage: Passage, match: Match) -> bool:
    """Whether the name is a part of a longer one (*the Ministry of Foreign Affairs*), or *Jane* that of *Jane's*."""
    if possessive(match.names[0].canonical) and not possessive(passage.text[match.start : match.end + 2]):
        return True
    before = passage.before(match.start, 2)
    if len(before) < 2 or before[0] != "of":
        return False
    number = passage.word_at(match.start) - 2
    return passage.forms[number].capital and not passage.opens_sentence(number)


def acted_upon(mention: Mention, cues: Cues) -> bool:
    """Whether something is done to a source: *stormed the offices of Al Jazeera*, *SANA was hacked*."""
    passage = mention.passage
    before = passage.before(mention.start, 4)
    if before[:1] == ["the"]:
        before = before[1:]
    if before and before[0] in cues.words["quoted.done"]:
        return True
    if before[:1] == ["of"] and any(word in cues.words["quoted.premises"] for word in before[1:2]):
        return True
    after = passage.after(mention.end, 2)
    if after and after[0] in cues.words["quoted.premises"]:
        return True
    return after[:1] in (["was"], ["were"]) and after[1:2] != [] and after[1] in cues.words["quoted.done"]
