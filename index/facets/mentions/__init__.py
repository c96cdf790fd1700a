"""Places, actors and quoted sources of an article, each with every mention of it as evidence.

passages.py (title and body) -> places.py, actors.py, grammar.py, generic.py, groups.py, quoted.py, people.py (mentions)
-> extract.py (values)
"""

from __future__ import annotations

from index.facets.mentions.extract import extract_mentions

__all__ = ["extract_mentions"]
