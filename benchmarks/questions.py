"""How long the query box takes to read a question, whatever it holds: `python benchmarks/questions.py [COUNT]`.

100,000 questions by default, drawn with a fixed seed: pieces of the query language in any order, names and words,
random characters of all scripts, long runs of one piece, and strings that have upset other search boxes. Prints how
many were read, the exceptions (there must be none), questions without a reading, and the slowest, in milliseconds of
CPU; Python's garbage is collected between the readings. The exit code is 1 where one failed or took more than 20 ms.
"""

from __future__ import annotations

import gc
import random
import sys
import time
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from search.expand import expand
from search.names import load_names
from search.parser import parse_query
from search.unparse import unparse
from tests.questions import PIECES

HOSTILE = [
    *(
        "date:0000",
        "date:[-9999999 days to now]",
        "NOT NOT NOT x",
        "***",
        'a:b:c:"',
        "[",
        "]",
        "x" * 8_000,
        "(" * 5_000,
    ),
    *(")" * 5_000, '"' * 5_000, "Hezbollah " * 900, "US " * 3_000, "IS " * 3_000, '"Deir Ezzor" ' * 800, "al-" * 3_000),
    *("deir " * 2_000, "actor:" * 1_500, "a~1 " * 2_000, "ka[b-z]* " * 1_000, "\u0301" * 5_000, "A.B.C.D." * 1_200),
    *(
        "w1 w2 w3 " * 1_000,
        "Syria Iraq Aleppo Homs Hama Idlib Mosul Raqqa Baghdad Beirut Tripoli " * 120,
        "\u202e" * 999,
    ),
    *(
        "title:(" * 1_000,
        "-" * 9_999,
        "NOT " * 2_500,
        "OR " * 3_000,
        "|" * 9_999,
        "* " * 5_000,
        "\0" * 9_999,
        "a" * 10_000,
    ),
]
NAMES = (
    "Hezbollah|Deir Ezzor|IS|ISIS|US|us|al-Bukamal|Islamic State group|T-90|the army of|kurd*|hezbolah~1|Aleppo".split(
        "|"
    )
)


def questions(count: int, seed: int = 5) -> Iterator[str]:
    """Random questions; the hostile ones come first."""
    draw = random.Random(seed)
    yield from HOSTILE[:count]
    for number in range(count - len(HOSTILE)):
        match number % 4:
            case 0:
                yield "".join(draw.choices(PIECES, k=draw.randint(1, 60)))
            case 1:
                yield " ".join(draw.choices(PIECES + NAMES, k=draw.randint(1, 40)))
            case 2:
                yield " ".join(draw.choices(NAMES, k=draw.randint(1, 12)))
            case _:
                yield "".join(chr(draw.choice((draw.randint(0, 0x7F), draw.randint(0, 0xFFFF)))) for _ in range(80))


def main() -> None:
    """Read them all, and say how it went."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    names = load_names()
    took: list[tuple[float, str]] = []
    failed: list[str] = []
    unread = 0
    gc.disable()
    for number, question in enumerate(questions(count)):
        if number % 1_000 == 0:
            gc.collect()
        started = time.process_time()
        try:
            parsed = parse_query(question)
            read = expand(parsed.query, names, fields=("title", "body"))
            took.append((time.process_time() - started, question))
            unread += not read.text
            unparse(parsed.query)
        except Exception as error:
            failed.append(f"{type(error).__name__}: {error}: {question[:60]!r}")
    took.sort(reverse=True)
    slow = sum(seconds > 0.020 for seconds, _ in took)
    print(f"{len(took):,} questions read, {len(failed)} exceptions, {unread} without a reading, {slow} over 20 ms")
    print("slowest: " + "; ".join(f"{seconds * 1000:.1f} ms {text[:30]!r}" for seconds, text in took[:5]))
    print(*failed[:10], sep="\n")
    sys.exit(1 if failed or unread or slow else 0)


if __name__ == "__main__":
    main()
