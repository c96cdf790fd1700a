"""How long somebody who types waits for what may be meant.

    python benchmarks/suggesting.py whoosh:var/index [--typed "deir ez" al con ...]

Asks for suggestions after each of these beginnings, in one process as a server does, and prints the median of this
process's CPU time in milliseconds, beside that of searching for a word of the index and as a share of it.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from search.ask import ask
from search.engine import open_engine
from search.names import load_names
from search.question import Question
from search.suggest import suggest

TYPED = ("al", "he", "con", "pro", "sta", "hizb", "deir ez", "officials said att", "actor:is", "region:", "zzz")
ROUNDS = 7


def median(asked: Callable[[], object]) -> float:
    """Milliseconds of CPU; the first time, which fills caches, is left out."""
    asked()
    times = []
    for _ in range(ROUNDS):
        begun = time.process_time()
        asked()
        times.append(time.process_time() - begun)
    return 1000 * statistics.median(times)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("index")
    parser.add_argument("--typed", nargs="+", default=TYPED)
    parser.add_argument("--word", default="officials")
    given = parser.parse_args()
    engine = open_engine(given.index)
    names = load_names(engine.overlay())
    search = median(lambda: ask(engine, Question(given.word), names))
    print(f"{engine.count():,} articles; a search for '{given.word}' takes {search:.1f} ms")
    for typed in given.typed:
        taken = median(lambda typed=typed: suggest(engine, names, typed))
        print(f"{typed:<20} {taken:7.1f} ms  {taken / search:6.2f} searches")


if __name__ == "__main__":
    main()
