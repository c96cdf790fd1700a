"""How fast facets are found on one core, what the authority of names needs to start, and how much memory.

    python benchmarks/facets_speed.py --data FOLDER [--former CHECKOUT] [--spacy PYTHON] [--articles N]

FOLDER holds fakes_dev.jsonl, anywhere below it. `--former` is a checkout of an earlier version, which is measured by
this same file; `--spacy` the Python of an environment that holds spaCy and `en_core_web_sm` (this one, unless given;
the column is left out where they are missing). Every figure is of a process of its own and of its own CPU time, so that
busy neighbours count little. "first" is the first pass over the articles, when no word of them was met before. Below
stands which stage of the present version takes how long, in passes after the first.
"""

from __future__ import annotations

import argparse
import itertools
import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

from processes import as_installed

if TYPE_CHECKING:
    from index.articles import CleanArticle

REPEATS = 5
"""Starts of which the median is shown."""

PARTS = ("all facets", "places and actors", "date and publisher", "names in the text")

OPEN = """
import sys, time; sys.path.insert(0, sys.argv[1]); began = time.process_time()
from search.names import load_names
names = load_names()
for name in names.lookup("region", "Deir Ezzor"):
    names.spellings(name)
print(time.process_time() - began)
"""
TAGGING = """
import sys, time; sys.path.insert(0, sys.argv[1]); began = time.process_time()
from search.names import load_names
load_names().find("Hezbollah fighters entered Deir ez-Zor, the Syrian Observatory for Human Rights said. " * 10)
print(time.process_time() - began)
"""
FIRST_ARTICLE = """
import sys, time; sys.path.insert(0, sys.argv[1])
from index.articles import CleanArticle, RawArticle, Span
began = time.process_time()
from index.facets import extract_facets
from search.names import load_names
text = "Hezbollah fighters entered Deir ez-Zor on 3 May 2017, the Syrian Observatory for Human Rights said. " * 10
article = CleanArticle(RawArticle("a.txt", "text", text), text, (), "", text, (Span(0, 0, len(text)),))
extract_facets(article, load_names())
print(time.process_time() - began)
"""
QUERY = """
import sys, time; sys.path.insert(0, sys.argv[1]); began = time.process_time()
from search.expand import expand
from search.names import load_names
from search.parser import parse_query
expand(parse_query("Hezbollah Deir Ezzor").query, load_names(), fields=("title", "body"))
print(time.process_time() - began)
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--former", type=Path, help="a checkout of an earlier version")
    parser.add_argument("--spacy", default=sys.executable, metavar="PYTHON")
    parser.add_argument("--articles", type=int, default=None, metavar="N")
    parser.add_argument("--measure", help=argparse.SUPPRESS)
    given = parser.parse_args()
    texts = read(given.data, given.articles)
    here = Path(__file__).resolve().parents[1]
    if given.measure:
        checkout = Path(given.measure) if given.measure not in ("spacy", "stages") else here
        work = {"spacy": measure_spacy, "stages": measure_stages}.get(given.measure, measure)
        with collecting(checkout):
            print(json.dumps(work(texts)))
        return
    columns = {"now": of_checkout(here, given)}
    if given.former:
        columns["former"] = of_checkout(given.former.resolve(), given)
    spacy = run([given.spacy, __file__, "--data", str(given.data), "--measure", "spacy", *limit(given.articles, 60)])
    if spacy is None:
        print(f"spaCy and en_core_web_sm are not both installed for {given.spacy}: their column is left out")
    else:
        columns["spaCy small"] = spacy
    show(columns, megabytes(texts), len(texts))
    stages = run([sys.executable, __file__, "--data", str(given.data), "--measure", "stages", *limit(given.articles)])
    show_stages(stages or {})


def read(data: Path, articles: int | None) -> list[str]:
    paths = list(data.rglob("fakes_dev.jsonl"))
    if not paths:
        sys.exit(f"no fakes_dev.jsonl below {data}: name the folder of the labelled sets")
    with paths[0].open(encoding="utf-8") as lines:
        return [json.loads(line)["text"] for line in itertools.islice(lines, articles)]


def megabytes(texts: list[str]) -> float:
    return sum(len(text.encode()) for text in texts) / 1e6


def limit(articles: int | None, most: int | None = None) -> list[str]:
    number = min((n for n in (articles, most) if n is not None), default=None)
    return [] if number is None else ["--articles", str(number)]


def of_checkout(checkout: Path, given: argparse.Namespace) -> dict[str, float]:
    """All figures of a version, each from a process of its own."""
    starts = {  # first, because they compile the names if no process of this version did before
        f"start: {name} ms": 1000 * start(code, checkout)
        for name, code in (("one name", OPEN), ("tagging", TAGGING), ("first article", FIRST_ARTICLE), ("query", QUERY))
    }
    command = [sys.executable, __file__, "--data", str(given.data), "--measure", str(checkout)]
    figures = run([*command, *limit(given.articles)])
    if figures is None:
        sys.exit(f"{checkout} could not be measured")
    return figures | starts


def run(command: list[str]) -> dict[str, float] | None:
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    if done.returncode:
        if "No module named 'spacy'" not in done.stderr and "Can't find model" not in done.stderr:
            sys.stderr.write(done.stderr)
        return None
    found: dict[str, float] = json.loads(done.stdout)
    return found


def start(code: str, checkout: Path) -> float:
    """Seconds of CPU from the first import to the answer, of a process that has its compiled names."""
    command, environment = [sys.executable, "-c", code, str(checkout)], as_installed(checkout)
    seconds = [
        float(subprocess.run(command, capture_output=True, encoding="utf-8", check=True, env=environment).stdout)
        for _ in range(REPEATS + 1)
    ]
    return statistics.median(seconds[1:])


def measure(texts: list[str]) -> dict[str, float]:
    """In this process: speed of all and of each part, and memory before and after."""
    from index.facets import extract_facets
    from index.facets.mentions import extract_mentions
    from index.facets.provenance import extract_provenance
    from search.names import load_names

    articles = [article(text) for text in texts]
    before = memory()
    names = load_names()
    extract_facets(article("Damascus, 3 May 2017."), names)
    first = speed(texts, articles, lambda one: extract_facets(one, names))
    works: tuple[Callable[[CleanArticle], object], ...] = (
        lambda one: extract_facets(one, names),
        lambda one: extract_mentions(one, names),
        lambda one: extract_provenance(one, names),
        lambda one: names.find(one.body),
    )
    again = {
        f"{part} MB/s": max(speed(texts, articles, work) for _ in range(3))
        for part, work in zip(PARTS, works, strict=True)
    }
    held = names._store.execute("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size").fetchone()[0]
    memories = {"memory before MB": before, "memory after MB": memory(), "compiled names MB": held / 1e6}
    return {"all facets, first MB/s": first, **again, **memories}


def article(text: str) -> CleanArticle:
    """The text as an article of one line, of which nothing was removed."""
    from index.articles import CleanArticle, RawArticle, Span

    return CleanArticle(RawArticle("a.txt", "text", text), text, (), "", text, (Span(0, 0, len(text)),))


def collecting(checkout: Path) -> AbstractContextManager[None]:
    """Within it garbage is looked for as seldom as in a run over an archive, if that version has it so."""
    sys.path.insert(0, str(checkout))
    if not (checkout / "index" / "collector.py").exists():
        return nullcontext()
    from index.collector import rare_collection

    return rare_collection()


def measure_stages(texts: list[str]) -> dict[str, float]:
    """In this process: microseconds that an article takes in each stage."""
    from index.cleaning.language import detect_language
    from index.facets.date import extract_dates
    from index.facets.mentions import extract_mentions
    from index.facets.mentions.cues import load_cues
    from index.facets.mentions.passages import Passage
    from index.facets.publisher import extract_publishers
    from search.names import load_names

    names, cues = load_names(), load_cues()
    articles = [article(text) for text in texts]
    works: dict[str, Callable[[CleanArticle], object]] = {
        "words": lambda one: Passage("body", one.body, cues),
        "words and names": lambda one: names.mentions(Passage("body", one.body, cues)),
        "places and actors": lambda one: extract_mentions(one, names),
        "publisher and agency": lambda one: extract_publishers(one, names),
        "date": extract_dates,
        "language (while cleaning)": lambda one: detect_language(one.body),
    }
    size = megabytes(texts) / len(texts)
    taken = {}
    for stage, work in works.items():
        speed(texts, articles, work)
        taken[stage] = 1e6 * size / max(speed(texts, articles, work) for _ in range(3))
    words, names_too, all_mentions, *others = taken.values()
    stages = {
        "words": words,
        "names among them": names_too - words,
        "rules of places, actors": all_mentions - names_too,
    }
    return stages | dict(zip(list(taken)[3:], others, strict=True))


def measure_spacy(texts: list[str]) -> dict[str, float]:
    """In this process: speed of spaCy's small English model, which finds names of places, people and dates."""
    import spacy

    model = spacy.load("en_core_web_sm")
    model(texts[0])
    return {"all facets MB/s": speed(texts, texts, model), "memory after MB": memory()}


def speed(texts: list[str], articles: list, work: Callable) -> float:
    """Megabytes a second of one core."""
    began = time.process_time()
    for one in articles:
        work(one)
    return megabytes(texts) / (time.process_time() - began)


def memory() -> float:
    """The most megabytes that this process has held; 0 where the system does not say."""
    try:
        import resource
    except ImportError:  # Windows
        return 0.0
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (1e6 if sys.platform == "darwin" else 1e3)


def show(columns: dict[str, dict[str, float]], size: float, count: int) -> None:
    print(f"{count} articles, {size:.2f} MB; figures, and how many times the other's they are\n")
    now, others = columns["now"], [name for name in columns if name != "now"]
    print(f"{'':28}{'now':>10}" + "".join(f"{name:>14}{'times':>9}" for name in others))
    for what, figure in now.items():
        row = f"{what:28}{figure:>10.2f}"
        for name in others:
            other = columns[name].get(what)
            row += f"{other:>14.3f}{figure / other:>9.2f}" if other else f"{'':>23}"
        print(row)


def show_stages(stages: dict[str, float]) -> None:
    print(f"\n{'stage':28}{'µs an article':>14}")
    for stage, time_taken in stages.items():
        print(f"{stage:28}{time_taken:>14.0f}")


if __name__ == "__main__":
    main()
