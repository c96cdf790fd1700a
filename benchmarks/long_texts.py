"""How the time for a hostile text grows with its length: what is linear must stay so.

    python benchmarks/long_texts.py [--length 30000]

Each work is done on a text of LENGTH characters and on one eight times as long, in turn, three times; printed are the
best processor times, and the growth: 1 is linear, 2 is quadratic. The exit code is 1 when one over a tenth of a second
grows faster than 1.5.
"""

from __future__ import annotations

import argparse
import math
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from time import process_time

sys.path.insert(0, str(Path(__file__).parent.parent))
from index.articles import RawArticle
from index.cleaning import clean
from index.cleaning.page import read_lines
from index.cleaning.tree import parse
from index.facets import extract_facets
from index.scores import compare_texts
from search.names import load_names
from search.parser import parse_query
from tests.mutations import ENDLESS
from tests.unit.test_facets_hostile import SHAPES, article
from web.text import paint, paragraphs, sentence

TIMES = 8
ROUNDS = 3
STEEP = 1.5
WORTH_A_LOOK = 0.1

Work = Callable[[int], object]
"""Does something with a text of so many characters."""


def shown(length: int) -> None:
    text = "<a. " * (length // 4)
    paint(text, [(start, start + 2) for start in range(0, len(text), 4)])
    paragraphs(text)
    sentence(text, len(text) // 2, len(text) // 2 + 5)


def attributes(length: int) -> object:
    return read_lines(
        parse("<p " + " ".join(f"a{n}='b > c'" for n in range(length // 12)) + " hidden>one<p title='a > b'>two")
    )


def compared(length: int) -> object:
    text = "a b c d e\n" * (length // 10)
    return compare_texts(text, text[: length // 2] + " x " + text)


def of(unit: str, what: Callable[[str], object]) -> Work:
    return lambda length: what(unit * (length // len(unit)))


def works() -> Iterator[tuple[str, Work]]:
    yield "a page's text", shown
    yield "markup of many attributes", attributes
    yield "texts compared", compared
    for unit in ENDLESS:
        yield f"cleaning {unit[:20]!r}", of(unit, lambda text: clean(RawArticle("a.txt", "text", text)))
    names = load_names()
    for shape, unit in SHAPES.items():
        yield f"facets of {shape}", of(unit, lambda text: extract_facets(article(text), names))
    for unit in (*ENDLESS, "(", '"', "a:", "NOT ", "a~1 "):
        yield f"a question of {unit[:20]!r}", of(unit, parse_query)


def seconds(work: Work, length: int) -> float:
    began = process_time()
    work(length)
    return process_time() - began


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--length", type=int, default=30_000, help="characters of the shorter text")
    length = parser.parse_args().length
    steep = 0
    print(f"{'work':<40} {length:>9} {length * TIMES:>9}  growth")
    for name, work in works():
        work(length)
        pairs = [(seconds(work, length), seconds(work, length * TIMES)) for _ in range(ROUNDS)]
        short, long = (min(pair[i] for pair in pairs) for i in (0, 1))
        growth = math.log(max(long, 1e-6) / max(short, 1e-6), TIMES)
        bad = long > WORTH_A_LOOK and growth > STEEP
        steep += bad
        print(f"{name:<40} {short:8.4f}s {long:8.4f}s  {growth:.2f}{'  steep' if bad else ''}")
    return 1 if steep else 0


if __name__ == "__main__":
    sys.exit(main())
