"""How fast the engines index and answer, side by side in one run.

    python benchmarks/engine_speed.py corpus.jsonl [--engines memory whoosh] [--cold] [--limit N]

The corpus holds a JSON object a line: id, title, body, and the facets date, publisher, region, actor; make_corpus.py in
the folder corpus/ of the labelled sets makes one of N articles. Times are of this process's own CPU, so that busy
neighbours do not count; the median of the repeated searches is shown.
"""

from __future__ import annotations

import argparse
import itertools
import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from processes import ROOT, as_installed

from search.analysis import analyze
from search.documents import Document, Evidence, FacetValue
from search.engine import Engine, open_engine
from search.fields import FACETS
from search.query import And, AnyOf, DateRange, Everything, FacetFilter, Or, Phrase, Prefix, SearchRequest, Term

BOTH = ("title", "body")
COLD = """
import time; began = time.perf_counter()
import sys
from search.engine import open_engine
from search.query import SearchRequest, Term
engine = open_engine(sys.argv[1])
results = engine.search(SearchRequest(Term(sys.argv[2], ("title", "body"))))
print(time.perf_counter() - began, results.total)
"""


def read(path: Path, limit: int | None) -> Iterator[Document]:
    with path.open(encoding="utf-8") as lines:
        for line in itertools.islice(lines, limit):
            row = json.loads(line)
            values = {facet.name: row.get(facet.name) or [] for facet in FACETS}
            yield Document(
                id=f"{row['id']:08}",
                title=row["title"],
                body=row["body"],
                path=f"{row['id']}.txt",
                digest=str(row["id"]),
                values={name: tuple(map(value, [v] if isinstance(v, str) else v)) for name, v in values.items() if v},
            )


def value(text: str) -> FacetValue:
    return FacetValue(text, (Evidence("benchmark", text, "page"),))


def questions(documents: list[Document]) -> dict[str, SearchRequest]:
    """Questions of every kind, made of words of the corpus: common, middling and rare ones."""
    counts: Counter[str] = Counter()
    for document in documents[:: max(1, len(documents) // 1000)]:
        counts.update({token.text for token in analyze([document.body]) if token.text[0].isalpha()})
    ranked = [token for token, _ in counts.most_common()]
    common, middling, rare = ranked[2], ranked[len(ranked) // 60], ranked[len(ranked) // 4]
    body = [token.text for token in analyze([documents[0].body]) if token.text[0].isalpha()]
    region = documents[0].values["region"][0].value
    dates = sorted(document.dates() for document in documents)
    phrases = tuple(Phrase(tuple(body[n : n + 2]), BOTH) for n in range(0, 40, 4))
    return {
        "everything": SearchRequest(Everything()),
        "a rare word": SearchRequest(Term(rare, BOTH)),
        "a middling word": SearchRequest(Term(middling, BOTH)),
        "a common word": SearchRequest(Term(common, BOTH)),
        "common and rare": SearchRequest(And((Term(common, BOTH), Term(rare, BOTH)))),
        "three words, or": SearchRequest(Or((Term(common, BOTH), Term(middling, BOTH), Term(rare, BOTH)))),
        "ten spellings of two words": SearchRequest(AnyOf(phrases)),
        "a beginning": SearchRequest(Prefix("=" + middling[:3], BOTH)),
        "a filter": SearchRequest(Term(middling, BOTH), (FacetFilter("region", (region,)),)),
        "a year, newest": SearchRequest(
            And((Term(common, BOTH), DateRange(dates[0][0], dates[len(dates) // 4][1]))), sort="newest"
        ),
    }  # fmt: skip


def timed(engine: Engine, request: SearchRequest, times: int) -> tuple[float, int]:
    taken = []
    for _ in range(times):
        began = time.process_time()
        total = engine.search(request).total
        taken.append(time.process_time() - began)
    return statistics.median(taken) * 1000, total


def measure(name: str, documents: list[Document], folder: Path, times: int) -> tuple[dict[str, str], dict[str, int]]:
    url = "memory:" if name == "memory" else f"{name}:{folder / name}"
    engine = open_engine(url)
    began = time.process_time()
    with engine.writer(rebuild=True) as writer:
        for document in documents:
            writer.write(document)
    taken = time.process_time() - began
    row = {"index, documents/s": f"{len(documents) / taken:.0f}"}
    began = time.process_time()
    with engine.writer() as writer:
        writer.write(documents[0])
    row["update of one, ms"] = f"{(time.process_time() - began) * 1000:.0f}"
    row["megabytes"] = (
        f"{sum(f.stat().st_size for f in folder.rglob('gen-*/*')) / 2**20 / 2:.0f}" if name != "memory" else "-"
    )
    totals = {}
    for label, request in questions(documents).items():
        milliseconds, totals[label] = timed(engine, request, times)
        row[f"{label}, ms"] = f"{milliseconds:.1f}"
    row["peak memory so far, MB"] = str(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
    engine.close()
    if name != "memory":
        row["cold start and first search, ms"] = cold(url)
    return row, totals


def cold(url: str) -> str:
    command = [sys.executable, "-c", COLD, url, "said"]
    environment, runs = as_installed(), []
    for _ in range(5):
        runs += [subprocess.run(command, capture_output=True, check=True, cwd=ROOT, env=environment).stdout.split()]
    return f"{min(float(seconds) for seconds, _ in runs) * 1000:.0f}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--engines", nargs="+", default=["memory", "whoosh"])
    parser.add_argument("--limit", type=int, help="only the first N articles")
    parser.add_argument("--times", type=int, default=5, help="how often each search is repeated")
    arguments = parser.parse_args()
    documents = list(read(arguments.corpus, arguments.limit))
    columns, totals = {}, {}
    for name in arguments.engines:
        with tempfile.TemporaryDirectory() as folder:
            columns[name], totals[name] = measure(name, documents, Path(folder), arguments.times)
        print(f"{name}: {columns[name]}", file=sys.stderr)  # it takes long: what is known is said at once
    print(f"{len(documents)} documents, Python {sys.version.split()[0]}; searches count four facets and give 20 hits")
    print(f"{'':34}" + "".join(f"{name:>12}" for name in columns))
    for label in dict.fromkeys(label for row in columns.values() for label in row):
        print(f"{label:34}" + "".join(f"{row.get(label, '-'):>12}" for row in columns.values()))
    first, *others = totals.values()
    print("totals agree" if all(other == first for other in others) else f"TOTALS DIFFER: {totals}")


if __name__ == "__main__":
    main()
