"""Takes a page apart: headline, body, and what was removed with its reason. Nothing is thrown away.

RawArticle -> page text (html.py) -> pieces (blocks.py) -> lines (lines.py, rules.py)
           -> chances (features.py and network.py; markup.py and model.py for pages)
           -> verdicts (decide.py) -> CleanArticle (assemble.py), all called by article.py
"""

from __future__ import annotations

import os

# Before numpy is loaded: the network's layers are small, and threads that wait for each other cost more than they save.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from index.cleaning.article import clean

__all__ = ["clean"]
