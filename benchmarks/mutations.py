"""Damages articles in every way and counts what cleaning makes of it: exceptions, text lost, time.

    python benchmarks/mutations.py [--data DIR] [--count 2000] [--seed 1]

Each article, text or HTML, comes from seeds/ and tests/corpus, and with DIR as well from its labelled sets; one or two
mutations of tests/mutations.py are laid over it. Lost is text that is neither kept nor removed nor the title. Time is
that of the processor, for each 10,000 characters that were begun; 100 ms of it are too many. The exit code is 1 when
anything was found. The same seed makes the same articles.

Told, too, but no fault by itself: pages of HTML of which less than half of the words arrived that a reader sees. After
some mutations nobody can say what that is: an open quotation mark or comment swallows text in any browser.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parent))
from sets import read

sys.path.insert(0, str(Path(__file__).parent.parent))
from index.articles import Kind, RawArticle
from index.cleaning import clean
from index.readers.kinds import kind_of
from tests.mutations import HTML, TEXT, visible_words, what_is_lost

ROOT = Path(__file__).parent.parent
SLOW = 100.0
SHOWN = 8
JUMBLED = ("swap_tags", "odd_markup")
"""After these no two parsers agree on what a reader sees."""
LEAST_WORDS = 40
"""Words that a reader sees of a page of HTML, at least, for them to be compared."""


class Article(NamedTuple):
    name: str
    kind: Kind
    text: str


class Outcome(NamedTuple):
    """What became of a damaged article: `pace` in ms for each 10,000 characters, `few` how few of its words arrived."""

    what: str
    pace: float
    error: str
    lost: str
    few: str


def ours() -> Iterator[Article]:
    for folder in (ROOT / "seeds", ROOT / "tests/corpus"):
        for path in sorted(folder.rglob("*.*")):
            kind = kind_of(path.name)
            if kind is not None:
                yield Article(path.relative_to(ROOT).as_posix(), kind, path.read_text("utf-8"))


def labelled(data: Path) -> Iterator[Article]:
    for pattern in ("text_*.jsonl.gz", "threads_*.jsonl.gz"):
        for document in read(data, pattern):
            yield Article(f"{document['variant']} {document['id']}", "text", "\n".join(document["lines"]))
    for document in read(data, "html_*.jsonl.gz"):
        yield Article(document["id"], "html", document["html"])


def damaged(rng: random.Random, articles: list[Article]) -> Article:
    """One of the articles under one mutation or two. Text and HTML come equally often."""
    html = rng.random() < 0.5
    article = rng.choice([one for one in articles if (one.kind == "html") == html] or articles)
    mutations = HTML if article.kind == "html" else TEXT
    names = rng.sample(sorted(mutations), rng.choice((1, 2)))
    text = article.text
    for name in names:
        text = mutations[name](rng, text)
    return Article(f"{article.name}: {', '.join(names)}", article.kind, text)


def outcome(article: Article) -> Outcome:
    start = time.process_time()
    error = lost = few = ""
    try:
        cleaned = clean(RawArticle("a", article.kind, article.text))
    except Exception as raised:  # that is what is counted
        error = f"{type(raised).__name__}: {raised}"[:200]
    seconds = time.process_time() - start
    if not error:
        lost = what_is_lost(cleaned)
        if article.kind == "html" and not any(name in article.name for name in JUMBLED):
            seen, found = visible_words(article.text), len(cleaned.page_text.split())
            few = f"{found} words of {seen}" if seen >= LEAST_WORDS and found < seen / 2 else ""
    return Outcome(article.name, 1000 * seconds / (len(article.text) // 10_000 + 1), error, lost, few)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, help="labelled sets, beside seeds/ and tests/corpus")
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    rng = random.Random(arguments.seed)
    articles = [*ours(), *(labelled(arguments.data) if arguments.data else ())]
    for kind in ("text", "html"):  # what is loaded once is no article's fault
        clean(RawArticle("a", kind, "<p>A line of text.</p>"))
    found = [outcome(damaged(rng, articles)) for _ in range(arguments.count)]
    errors, lost = [one for one in found if one.error], [one for one in found if one.lost]
    slow = [one for one in found if one.pace > SLOW]
    print(f"{len(articles)} articles, {len(found)} mutations (seed {arguments.seed})")
    print(f"exceptions {len(errors)}, losses {len(lost)}, over {SLOW:.0f} ms per 10,000 characters {len(slow)}")
    for one in (*errors[:SHOWN], *lost[:SHOWN]):
        print(f"  {one.what}: {one.error or one.lost}")
    few = [one for one in found if one.few]
    print(f"pages of which less than half arrived {len(few)}, by mutation:")
    print(f"  {Counter(one.what.split(': ')[1] for one in few).most_common(SHOWN)}")
    for one in few[:SHOWN]:
        print(f"  {one.what}: {one.few}")
    print("slowest, in ms per 10,000 characters:")
    for one in sorted(found, key=lambda one: -one.pace)[:SHOWN]:
        print(f"  {one.pace:6.1f} {one.what}")
    return int(bool(errors or lost or slow))


if __name__ == "__main__":
    sys.exit(main())
