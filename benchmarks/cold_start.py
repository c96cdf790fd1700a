"""What a single `search-cli` costs, from its start to its end, in CPU: every question in a process of its own.

    python benchmarks/cold_start.py corpus.jsonl [--index FOLDER] [--limit 20000] [--times 7]

The corpus is as for engine_speed.py. Its index is built in FOLDER, once: an index that is there is used again. Printed
for each kind of question: the median of the runs' CPU, user and system, in milliseconds, and how many articles were
found; before them what Python takes to start and stop, and `search-cli --version`, which tell how busy the machine is:
neighbours make every instruction slower. Modules are compiled before, as pip compiles what it installs, even where the
environment tells Python to keep no bytecode; and the first run of all, which fills the disk's cache and compiles
names, is not counted. The exit code is 1 where a kind takes more than `MOST`.
"""

from __future__ import annotations

import argparse
import json
import resource
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from engine_speed import read
from processes import ROOT, as_installed

from search.engine import open_engine

START = "from search.cli import main; raise SystemExit(main())"

MOST = 0.35
"""Seconds of CPU that the issue allows on 20,000 articles."""

ALONE = ["python"]

KINDS = {
    "(Python alone)": ALONE,
    "(no question)": ["--version"],
    "a name": ["Hezbollah"],
    "two names": ["Hezbollah Deir Ezzor"],
    "common words": ["officials said"],
    "a phrase": ['"prime minister"'],
    "words near each other": ['"minister elections"~5'],
    "a name in a phrase": ['"near Deir Ezzor"'],
    "a beginning": ["minist*"],
    "a wildcard": ["elect?on*s"],
    "a misspelt word": ["goverment~1"],
    "a name no list has": ["Kafralba"],
    "two names no list has": ["Basira Halwani"],
    "any of the words": ["--any-word", "oil prices Kuwait tanker"],
    "facets counted": ["oil", "--facets=region,actor"],
    "a facet chosen": ["oil", "--region", "Aleppo"],
    "a facet in the query": ["actor:Hezbollah oil"],
    "a range of dates": ["oil", "--since", "2015-01-01", "--until", "2015-06-30"],
    "newest first": ["oil", "--sort", "newest"],
    "JSON": ["oil", "--format", "json"],
    "nothing but a filter": ["--region", "Aleppo"],
    "nothing found: one word": ["qqzzxxqq"],
    "nothing found: a misspelt word": ["goverrnmentt oil"],
    "nothing found: several words": ["oil penguin zeppelin"],
    "nothing found: names and a filter": ["Hezbollah zeppelin", "--region", "Aleppo"],
}


def build(corpus: Path, limit: int, folder: Path) -> None:
    with open_engine(f"whoosh:{folder}").writer(rebuild=True) as writer:
        for document in read(corpus, limit):
            writer.write(document)


def once(folder: Path, question: list[str], environment: dict[str, str]) -> tuple[float, str]:
    """Seconds of CPU of one run, and what it said of the number of articles."""
    command = [sys.executable, "-c", START, "--index", f"whoosh:{folder}", *question]
    if question == ALONE:
        command = [sys.executable, "-c", ""]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    run = subprocess.run(command, capture_output=True, cwd=ROOT, text=True, env=environment)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if run.returncode > 1:
        sys.exit(f"{' '.join(command)}: {run.stderr}")
    first = "" if "json" in question else (run.stdout + run.stderr).strip().partition("\n")[0]
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime, first


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--index", type=Path, help="where the index lies or is to be built")
    parser.add_argument("--limit", type=int, default=20_000, help="only the first N articles")
    parser.add_argument("--times", type=int, default=7, help="runs of each question")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as own:
        folder = given.index or Path(own)
        if not (folder / "current").exists():
            build(given.corpus, given.limit, folder)
        environment = as_installed()
        once(folder, ["oil"], environment)
        slow = []
        for kind, question in KINDS.items():
            runs = [once(folder, question, environment) for _ in range(given.times)]
            taken = statistics.median(seconds for seconds, _ in runs)
            slow += [kind] if taken > MOST else []
            print(f"{kind:34} {taken * 1000:5.0f} ms  {json.dumps(question, ensure_ascii=False):48} {runs[0][1][:60]}")
    sys.exit(f"over {MOST * 1000:.0f} ms: {', '.join(slow)}" if slow else None)


if __name__ == "__main__":
    main()
