"""Reading an archive's files: `read_articles` gives one `RawArticle` or `Skipped` for each."""

from __future__ import annotations

from index.readers.read import read_article, read_articles

__all__ = ["read_article", "read_articles"]
