"""Cleaned articles made by hand, a line a block: what the facets are found in."""

from __future__ import annotations

from collections.abc import Mapping

from index.articles import Block, CleanArticle, Facts, PageMeta, RawArticle, Reason, Span


def page(
    *lines: str,
    title: int | None = 0,
    removed: Mapping[int, Reason] | None = None,
    facts: Facts | None = None,
    declared: tuple[tuple[str, str], ...] = (),
    language: str | None = "en",
) -> CleanArticle:
    """An article whose line number `title` is its title, and whose lines in `removed` (negative numbers count from the
    end) are not part of its body."""
    reasons = {number % len(lines): reason for number, reason in (removed or {}).items()}
    text = "\n".join(lines)
    blocks, body, spans = [], "", []
    heading, heading_spans = "", ()
    start = 0
    for number, line in enumerate(lines):
        end = start + len(line)
        if number == title:
            blocks.append(Block(start, end, "title"))
            heading, heading_spans = line, (Span(0, start, len(line)),)
        elif number in reasons:
            blocks.append(Block(start, end, "removed", reasons[number]))
        elif line.strip():
            blocks.append(Block(start, end, "kept"))
            body += "\n\n" if body else ""
            spans.append(Span(len(body), start, len(line)))
            body += line
        start = end + 1
    raw = RawArticle("a.txt", "text", text, facts=facts or Facts())
    meta = PageMeta(declared)
    return CleanArticle(raw, text, tuple(blocks), heading, body, tuple(spans), heading_spans, meta, language)


def sentences(words: int = 45) -> str:
    """Running text of so many words, without dates and names."""
    return (" ".join(["shelling"] * (words - 1)) + " ended.").capitalize()
