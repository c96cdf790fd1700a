"""Verdicts -> CleanArticle: blocks in page order, and title and body with their way back to the page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from index.articles import Block, CleanArticle, PageMeta, RawArticle, Span
from index.cleaning.blocks import Piece
from index.cleaning.confidence import article_confidence
from index.cleaning.decide import Verdict
from index.cleaning.language import detect_language
from index.cleaning.markdown import plain_ranges


def assemble(
    raw: RawArticle,
    page: str,
    pieces: Sequence[Piece],
    verdicts: Sequence[Verdict],
    *,
    markdown: bool,
    meta: PageMeta,
    title: str | None = None,
) -> CleanArticle:
    """`title` stands for the headline when no block of the page is it (the owner's word, the markup)."""
    blocks = _blocks(pieces, verdicts)
    kept = [(block.start, block.end) for block in blocks if block.role == "kept"]
    body, spans = _render(page, kept, markdown)
    heads = [(block.start, block.end) for block in blocks if block.role == "title"]
    head, head_spans = _render(page, heads, markdown)
    wanted = raw.facts.title or (None if head else title)
    if wanted and " ".join(wanted.split()) != " ".join(head.split()):
        head, head_spans = " ".join(wanted.split()), ()
    return CleanArticle(
        raw=raw,
        page_text=page,
        blocks=blocks,
        title=head,
        body=body,
        spans=spans,
        title_spans=head_spans,
        meta=meta,
        language=raw.facts.language or detect_language(body or page),
        confidence=article_confidence(blocks),
    )


def _blocks(pieces: Sequence[Piece], verdicts: Sequence[Verdict]) -> tuple[Block, ...]:
    blocks: list[Block] = []
    for piece, verdict in zip(pieces, verdicts, strict=True):
        role = "title" if verdict.title else "kept" if verdict.reason is None else "removed"
        block = Block(piece.start, piece.end, role, verdict.reason, verdict.rule, verdict.confidence)  # type: ignore[arg-type]
        before = blocks[-1] if blocks else None
        if piece.joined and before is not None and (before.role, before.reason) == (block.role, block.reason):
            blocks[-1] = replace(before, end=block.end, confidence=_mean(before, block))
        else:
            blocks.append(block)
    return tuple(blocks)


def _mean(one: Block, other: Block) -> float:
    """The confidence in both, by their lengths."""
    first, second = one.end - one.start, other.end - other.start
    return (one.confidence * first + other.confidence * second) / (first + second)


def _render(page: str, stretches: Sequence[tuple[int, int]], markdown: bool) -> tuple[str, tuple[Span, ...]]:
    parts: list[str] = []
    spans: list[Span] = []
    length = 0
    last_end: int | None = None
    for start, end in stretches:
        ranges = _trim(page, plain_ranges(page, start, end)) if markdown else [(start, end)]
        if not ranges:
            continue
        if last_end is not None:
            gap = _parting(page[last_end:start])
            parts.append(gap)
            length += len(gap)
        for first, last in ranges:
            parts.append(page[first:last])
            spans.append(Span(length, first, last - first))
            length += last - first
        last_end = end
    return "".join(parts), tuple(spans)


def _parting(between: str) -> str:
    """A blank line between blocks; less between the sentences of one line."""
    if not between:
        return ""
    return "\n\n" if len(between.splitlines()) > 1 or between[-1:] in "\n\r" else " "


def _trim(page: str, ranges: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Without white space at either end of the whole."""
    found = [(first, last) for first, last in ranges if first < last]
    while found and not page[found[0][0] : found[0][1]].strip():
        found.pop(0)
    while found and not page[found[-1][0] : found[-1][1]].strip():
        found.pop()
    if found:
        first, last = found[0]
        found[0] = (last - len(page[first:last].lstrip()), last)
        first, last = found[-1]
        found[-1] = (first, first + len(page[first:last].rstrip()))
    return found
