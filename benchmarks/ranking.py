"""How good the ranking is, beside Lucene's, on the test collections of a folder, in one run.

    python benchmarks/ranking.py [--data ../shared/data] [--rankers lucene memory whoosh] [--questions N] [--floors]

Figures are those of the folder's score.py: nDCG@10, mean average precision, recall in the first 100. The ranking was
chosen on the collections marked `tuned` (docs/decisions/0010-ranking.md); the others were not looked at before.
With --questions only N of each collection are asked, spread evenly over it, the same of every ranker: `memory:` takes
its time. With --floors it fails where a collection is more than .010 of nDCG@10 below Lucene, or the mean below
Lucene's.
"""

from __future__ import annotations

import argparse
import json
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from rank import lucene_installed, rows

TUNED = ("cacm", "cisi", "scifact_train", "vaswani")
MEASURES = ("nDCG@10", "MAP", "R@100")
RANKERS = ("lucene", "memory", "whoosh")
SLACK = 0.010

Figures = dict[str, dict[str, float]]
"""Collection -> measure -> figure."""


def measured(ranker: str, data: Path, collections: Path) -> Figures:
    """What the score.py of `data` says of a ranker on the collections of a folder."""
    command = f"{sys.executable} {Path(__file__).with_name('rank.py')} {ranker}"
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "figures.json"
        asked = [
            sys.executable,
            data / "score.py",
            "ranking",
            "--data",
            collections,
            "--rank-cmd",
            command,
            "--json",
            out,
        ]
        subprocess.run(asked, check=True, stdout=subprocess.DEVNULL)
        figures: Figures = json.loads(out.read_text("utf-8"))
    return figures


def sample(data: Path, most: int, folder: Path) -> None:
    """Copy the collections, with at most so many of the questions that articles are known to answer."""
    for path in data.rglob("queries.jsonl"):
        asked = list(rows(path))
        judgements = path.with_name("qrels.tsv").read_text("utf-8").splitlines(keepends=True)
        answered = {question for question, _, grade in map(str.split, judgements[1:]) if int(grade) > 0}
        fit = [row for row in asked if str(row["_id"]) in answered]
        kept = {str(fit[n * len(fit) // min(most, len(fit))]["_id"]) for n in range(min(most, len(fit)))}
        own = folder / path.parent.name
        own.mkdir()
        (own / "queries.jsonl").write_text(
            "".join(f"{json.dumps(row)}\n" for row in fit if str(row["_id"]) in kept), "utf-8"
        )
        (own / "qrels.tsv").write_text(
            "".join([judgements[0], *(line for line in judgements[1:] if line.split()[0] in kept)]), "utf-8"
        )
        for corpus in path.parent.glob("corpus.jsonl*"):
            shutil.copy(corpus, own)


def mean(figures: Figures, sets: list[str], measure: str) -> float:
    return statistics.mean(figures[name][measure] for name in sets)


def table(found: dict[str, Figures]) -> list[str]:
    sets = sorted(next(iter(found.values())), key=lambda name: (name not in TUNED, name))
    halves = {"tuned": [name for name in sets if name in TUNED], "held back": [n for n in sets if n not in TUNED]}
    lines = [f"{'':34}" + "".join(f"{ranker:>24}" for ranker in found)]
    lines.append(f"{'':34}" + "".join(f"{measure:>8}" for measure in MEASURES) * len(found))
    rows = [(f"{name} ({half})", [name]) for half, some in halves.items() for name in some]
    rows += [(f"mean, {half}", some) for half, some in halves.items() if some] + [("mean", sets)]
    for label, some in rows:
        figures = [mean(one, some, measure) for one in found.values() for measure in MEASURES]
        lines.append(f"{label:34}" + "".join(f"{figure:>8.3f}" for figure in figures))
    return lines


def failures(found: dict[str, Figures]) -> list[str]:
    """Where a ranker is worse than it may be beside Lucene."""
    reference = found["lucene"]
    failed = []
    for ranker, figures in found.items():
        for name in reference:
            short = reference[name]["nDCG@10"] - figures[name]["nDCG@10"]
            if short > SLACK:
                failed.append(f"{ranker} is {short:.4f} below Lucene on {name}")
        short = mean(reference, list(reference), "nDCG@10") - mean(figures, list(reference), "nDCG@10")
        if short > 0:
            failed.append(f"{ranker} is {short:.4f} below Lucene in the mean")
    return failed


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--rankers", nargs="+", choices=RANKERS, default=list(RANKERS))
    parser.add_argument("--questions", type=int, metavar="N", help="ask so many questions of each collection at most")
    parser.add_argument("--floors", action="store_true", help="fail where it is worse than it may be")
    arguments = parser.parse_args()
    rankers = list(arguments.rankers)
    if "lucene" in rankers and not lucene_installed():
        print("Lucene is not installed (Debian: liblucene8-java, default-jdk-headless): its column is missing")
        rankers.remove("lucene")
    with tempfile.TemporaryDirectory() as folder:
        if arguments.questions:
            sample(arguments.data, arguments.questions, Path(folder))
        data = arguments.data
        found = {ranker: measured(ranker, data, Path(folder) if arguments.questions else data) for ranker in rankers}
    print("\n".join(table(found)))
    if arguments.floors:
        if "lucene" not in found:
            sys.exit("no floors without Lucene")
        sys.exit("\n".join(failures(found)) or None)


if __name__ == "__main__":
    main()
