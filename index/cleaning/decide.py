"""Every line's fate, decided over the whole sequence: what it is alone matters less than where it stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from index.articles import Facts, Reason
from index.cleaning.lines import Line
from index.cleaning.rules import normalize
from index.cleaning.threads import find_thread
from index.cleaning.title import find_title


@dataclass(frozen=True, slots=True)
class Verdict:
    """What becomes of a line: kept when `reason` is None (or the title); `rule` says what decided."""

    reason: Reason | None
    rule: str = ""
    confidence: float = 1.0
    title: bool = False


KEPT = Verdict(None, "", 0.9)


def decide(lines: Sequence[Line], facts: Facts, page: str) -> list[Verdict]:
    """One verdict for each line, in order. The owner's word wins over everything."""
    verdicts = [_alone(line) for line in lines]
    first = _first_body(lines, verdicts)
    _thread(lines, verdicts, first)
    _frame(lines, verdicts, first)
    title = find_title(lines, first, page, given=facts.title)
    if title is not None:
        verdicts[title] = Verdict(None, "sources file" if facts.title else "headline", 0.9, title=True)
    owners_word(lines, verdicts, facts)
    return verdicts


def _alone(line: Line) -> Verdict:
    cue = line.cue
    if not line.count and cue is None:
        return Verdict("other", "no words", 1.0)
    if cue is not None and cue.strength == "sure":
        return Verdict(cue.reason, cue.name, 0.95)
    if cue is not None and (line.count <= 15 or cue.reason in ("donation", "disclaimer", "republication")):
        return Verdict(cue.reason, cue.name, 0.7)
    return KEPT


def _first_body(lines: Sequence[Line], verdicts: Sequence[Verdict]) -> int:
    for n, (line, verdict) in enumerate(zip(lines, verdicts, strict=True)):
        if n and line.count >= 5 and line.text.startswith(lines[n - 1].text) and lines[n - 1].count >= 5:
            continue  # a caption under its picture's alternative text
        if verdict.reason is None and line.count >= 15 and line.sentence:
            following = lines[n + 1 : n + 3]
            if n > 0 or not following or any(other.count >= 15 for other in following):
                return n
    return 0


def _thread(lines: Sequence[Line], verdicts: list[Verdict], first: int) -> None:
    """Cuts at the first comment furniture behind the body, or where a thread shows by its structure."""
    start = find_thread(lines[first:])
    cut = len(lines) if start is None or start == 0 else first + start
    for n in range(first + 1, cut):
        cue = lines[n].cue
        if cue is not None and cue.strength == "sure" and cue.reason in ("comment-form", "comment"):
            cut = n
            break
        if cue is not None and cue.reason == "related" and cue.strength == "sure" and lines[n].count <= 4:
            rest = lines[n:]
            if not any(line.sentence and line.count >= 15 and not line.bullet for line in rest[1:]) or len(rest) > 8:
                cut = n
                break
    for n in range(cut, len(lines)):
        if verdicts[n].reason is None:
            verdicts[n] = Verdict("comment", "comment thread", 0.8)


def _frame(lines: Sequence[Line], verdicts: list[Verdict], first: int) -> None:
    """What stands above the first paragraph and is no sentence: captions, names, menus."""
    for n in range(first):
        line = lines[n]
        if verdicts[n].reason is None:
            caption = line.count >= 8
            verdicts[n] = Verdict("caption" if caption else "navigation", "above the body", 0.6)


def owners_word(lines: Sequence[Line], verdicts: list[Verdict], facts: Facts) -> None:
    """Applies the keep and remove lists of the sources file, which win over everything."""
    keep = tuple(filter(str.strip, map(normalize, facts.keep)))
    remove = tuple(filter(str.strip, map(normalize, facts.remove)))
    if not keep and not remove:
        return
    for n, line in enumerate(lines):
        norm = line.norm
        if any(norm.startswith(begin.rstrip()) for begin in keep):
            verdicts[n] = Verdict(None, "sources file", 1.0)
        elif any(norm.startswith(begin.rstrip()) for begin in remove):
            verdicts[n] = Verdict(verdicts[n].reason or "other", "sources file", 1.0)
