"""One page, from the raw article to the clean one."""

from __future__ import annotations

from pathlib import Path

from index.articles import CleanArticle, PageMeta, RawArticle
from index.cleaning.assemble import assemble
from index.cleaning.blocks import split_pieces
from index.cleaning.decide import decide
from index.cleaning.lines import look
from index.cleaning.markdown import is_markdown
from index.cleaning.repeated import NOTHING, Repeated
from index.cleaning.rules import Rules, load_rules


def clean(raw: RawArticle, *, rules: Rules | Path | None = None, repeated: Repeated = NOTHING) -> CleanArticle:
    """The article of a page. Never fails on odd content: an empty article is an article.

    `rules` are what to go by, or an owner's rules file to lay over the shipped ones; a bad file is an ArchiveError.
    `repeated` is what the article's source repeats word for word."""
    known = rules if isinstance(rules, Rules) else load_rules(rules)
    if raw.kind == "html":
        from index.cleaning.html import clean_html

        return clean_html(raw, known, repeated)
    markdown = raw.kind == "markdown" or is_markdown(raw.text)
    pieces = split_pieces(raw.text)
    lines = look(raw.text, pieces, known, markdown=markdown)
    verdicts = decide(lines, raw.facts, raw.text, repeated)
    return assemble(raw, raw.text, pieces, verdicts, markdown=markdown, meta=PageMeta())
