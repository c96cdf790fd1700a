"""What the sources of an archive repeat, in words for its owner."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

from index.archive import Archive
from index.articles import CleanArticle, RawArticle, Skipped
from index.cleaning.normal import normalize
from index.cleaning.repeated import RULE, paragraph_key
from index.patience import PATIENCE
from index.readers.kinds import kind_of
from index.readers.read import read_article
from index.readers.walk import Found, list_files
from index.repeats.paragraphs import text_paragraphs
from index.repeats.survey import Repeats, survey

WORDING: Final = 300
"""Characters of a paragraph that are shown."""
_CLEANED: Final = 50
"""Articles that are kept cleaned: many paragraphs of a source stand in the same ones."""

Fate = Literal["anyway", "repeated", "kept"]
"""Removed by rules or model without the archive's help; removed because it is repeated; kept as part of the article."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A repeated paragraph: how many articles of its source hold it, one of them (`example`), the beginning of its
    wording there, what becomes of it there, and for one that is removed the reason and the rule."""

    articles: int
    example: str
    wording: str
    fate: Fate
    reason: str = ""
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """A source that repeats something: its name, how many articles it has, and its paragraphs, the commonest first."""

    name: str
    articles: int
    paragraphs: tuple[Paragraph, ...]


def learn(archive: Archive, url: str) -> Iterator[Source]:
    """The sources that repeat something, the largest first. The archive's files are surveyed as they are now; of the
    index at this address only the survey of its last run is used, and nothing is written. Errors as of `survey`."""
    archive.check()
    files = [found for found in list_files(archive.root) if isinstance(found, Found)]
    with closing(survey(archive, files, url=url, patience=PATIENCE, passing=True)) as repeats:
        look = _Look(archive, repeats)
        for number, name, articles in repeats.sources():
            paragraphs = tuple(
                look.paragraph(key, count, repeats.example(number, key))
                for key, count in sorted(repeats.counts(number).items(), key=lambda item: (-item[1], item[0]))
            )
            yield Source(name, articles, paragraphs)


class _Look:
    """Looks paragraphs up in the articles."""

    def __init__(self, archive: Archive, repeats: Repeats) -> None:
        self._archive, self._repeats = archive, repeats
        self._told = lru_cache(maxsize=_CLEANED)(self._read)

    def paragraph(self, key: int, count: int, path: str) -> Paragraph:
        wording, fate, reason, rule = self._told(path).get(key, ("", "kept", "", ""))
        return Paragraph(count, path, wording, fate, reason, rule)

    def _read(self, path: str) -> dict[int, tuple[str, Fate, str, str]]:
        """What becomes of each paragraph of an article."""
        from index.cleaning import clean

        kind = kind_of(path)
        raw = None if kind is None else read_article(self._archive, Found(path, kind, 0, 0))
        if raw is None or isinstance(raw, Skipped):
            return {}
        rules = None if self._archive.overlay is None else self._archive.overlay.rules
        try:
            article = clean(raw, rules=rules, repeated=self._repeats.of(path))
        except Exception:  # it cannot be cleaned, which a run reports
            return {}
        return dict(_fates(article))


def _fates(article: CleanArticle) -> Iterator[tuple[int, tuple[str, Fate, str, str]]]:
    blocks = iter(article.blocks)
    block = next(blocks, None)
    for start, text in _paragraphs(article):
        key = paragraph_key(normalize(text))
        while block is not None and block.end <= start:
            block = next(blocks, None)
        if key is None or block is None:
            continue
        if block.role != "removed":
            yield key, (text[:WORDING], "kept", "", "")
        else:
            fate: Fate = "repeated" if block.rule == RULE else "anyway"
            yield key, (text[:WORDING], fate, block.reason or "", block.rule)


def _paragraphs(article: CleanArticle) -> Iterator[tuple[int, str]]:
    """Where each paragraph of a page begins, and its text."""
    raw: RawArticle = article.raw
    if raw.kind != "html":
        yield from ((start, text) for start, _, text in text_paragraphs(raw))
        return
    start = 0
    for line in article.page_text.split("\n"):
        yield start, line
        start += len(line) + 1
