"""Prints how much cleaning takes away from articles that have nothing around them.

    python benchmarks/untouched.py --data DIR [--articles 1500]

DIR holds news_real.jsonl.gz: the bodies of news articles, each in a single line, as dumps that lost their line breaks
hold them. Some end in an agency's addresses and disclaimers, which may go; the rest should stay. Prints the share of
the words that are removed, how many articles lose more than a tenth of theirs, and by which reasons and rules.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from pathlib import Path

from sets import read

from index.articles import CleanArticle, RawArticle
from index.cleaning import clean

TENTH = 0.1
SHOWN = 8
"""Reasons and rules that are printed."""


def removed(article: CleanArticle) -> Counter[str]:
    """Words that are removed, by reason and rule."""
    found: Counter[str] = Counter()
    for block in article.blocks:
        if block.reason is not None:
            found[f"{block.reason}, by {block.rule}"] += len(article.page_text[block.start : block.end].split())
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--articles", type=int, default=1500, help="so many, drawn by a fixed seed")
    arguments = parser.parse_args()
    bodies = [document["body"] for document in read(arguments.data, "news_real.jsonl.gz")]
    bodies = random.Random(4).sample(bodies, min(arguments.articles, len(bodies)))
    words = losing = 0
    gone: Counter[str] = Counter()
    for body in bodies:
        own = removed(clean(RawArticle("article.txt", "text", body)))
        count = len(body.split())
        words, losing = words + count, losing + (own.total() > TENTH * count)
        gone += own
    print(f"{len(bodies)} articles: {gone.total() / words:.2%} of the words removed, {losing} lose over a tenth")
    for why, count in gone.most_common(SHOWN):
        print(f"  {count / words:.2%}  {why}")


if __name__ == "__main__":
    main()
