"""Prints what the confidence of an article is worth: how many articles of each step are whole and clean.

    python benchmarks/confidence.py --data DIR [--everything] [--write]

DIR holds the labelled sets (text_*, threads_*, composed_*, html_*.jsonl.gz). Whole and clean is an article that keeps
more than 90 % of its body, with at most 10 % else: over words of lines for text, over runs of four words for HTML.
Only sites that are held back are measured, with numbers trained by train_cleaning.py and train_markup.py with
--hold-back (the shipped ones have seen all sites, and are surer of them than they should be); --everything measures
all sites. Then how many articles are told of as suspicious, and how many of these are not whole or not clean.

--write fits the two numbers of index/cleaning/data/confidence.tsv to those sites, after printing the table with each
fifth of these sites told by numbers fitted to the others. `bodycomments` and `composed` are measured, never fitted on.
"""

from __future__ import annotations

import argparse
import math
import statistics
import sys
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parent))
from cleaning import runs, words
from sets import held_back, part, read

sys.path.insert(0, str(Path(__file__).parent.parent))
from index.articles import CleanArticle, RawArticle
from index.cleaning import clean
from index.cleaning.confidence import Calibration, calibration, chance_of, log_odds, right_share
from index.suspicion import suspect

TABLE = Path(__file__).parent.parent / "index/cleaning/data/confidence.tsv"
ENOUGH = 0.9
FOLDS = 5
STEPS = (0.0, 0.2, 0.4, 0.6, 0.8, 0.9, 1.01)
MEASURED_ONLY = ("bodycomments", "composed")


class Judged(NamedTuple):
    """An article and what became of it: `group` is its set and variant."""

    article: CleanArticle
    group: str
    site: str
    precision: float
    recall: float

    @property
    def good(self) -> bool:
        return self.recall > ENOUGH and self.precision >= ENOUGH

    @property
    def fitted_on(self) -> bool:
        return not self.group.endswith(MEASURED_ONLY)


def judge(data: Path, everything: bool = False) -> Iterator[Judged]:
    """The labelled documents of a folder, cleaned and compared."""
    for pattern in ("text_*.jsonl.gz", "threads_*.jsonl.gz", "composed_*.jsonl.gz"):
        for document in read(data, pattern):
            if everything or held_back(document["site"]):
                yield judge_text(document)
    for path in sorted(data.rglob("html_*.jsonl.gz")):
        for document in read(path.parent, path.name):
            if document.get("gold_body") and (everything or held_back(document["site"])):
                yield judge_html(document, path.name.split("_")[1])


def judge_text(document: dict) -> Judged:
    article = clean(RawArticle("page.txt", "text", "\n".join(document["lines"])))
    gone = bytearray(len(article.page_text) + 1)
    for block in article.blocks:
        if block.role == "removed":
            gone[block.start : block.end] = b"\1" * (block.end - block.start)
    right = wrong = missed = start = 0
    for line, label in zip(document["lines"], document["label"], strict=True):
        kept = bool(line) and sum(gone[start : start + len(line)]) * 2 < len(line)
        start += len(line) + 1
        right += words(line) * (label == 1 and kept)
        missed += words(line) * (label == 1 and not kept)
        wrong += words(line) * (label == 0 and kept)
    return _judged(article, f"text, {document['variant']}", document["site"], right, right + wrong, right + missed)


def judge_html(document: dict, name: str) -> Judged:
    article = clean(RawArticle("page.html", "html", document["html"]))
    gold, mine = runs(document["gold_body"]), runs(article.body)
    return _judged(
        article,
        f"HTML, {name}",
        document["site"],
        (gold & mine).total(),
        mine.total() * bool(article.body),
        gold.total(),
    )


def _judged(article: CleanArticle, group: str, site: str, right: int, kept: int, wanted: int) -> Judged:
    return Judged(article, group, site, right / kept if kept else 0.0, right / wanted if wanted else 1.0)


def fit(members: list[Judged]) -> Calibration:
    """The numbers under which what happened to these articles is likeliest (Newton's method)."""
    rows = [(log_odds(right_share(one.article.blocks)), one.good) for one in members]
    offset, slope = 0.0, 1.0
    for _ in range(30):
        first = [0.0, 0.0]
        second = [1e-6, 0.0, 1e-6]
        for odds, good in rows:
            chance = 1 / (1 + math.exp(-offset - slope * odds))
            off, weight = good - chance, chance * (1 - chance)
            first = [first[0] + off, first[1] + off * odds]
            second = [second[0] + weight, second[1] + weight * odds, second[2] + weight * odds * odds]
        flat = second[0] * second[2] - second[1] ** 2
        offset += (second[2] * first[0] - second[1] * first[1]) / flat
        slope += (second[0] * first[1] - second[1] * first[0]) / flat
    return Calibration(round(offset, 3), round(slope, 3))


def crossed(members: list[Judged]) -> Callable[[Judged], float]:
    """The confidence of an article by numbers that were fitted to other sites."""
    numbers = [
        fit([one for one in members if one.fitted_on and part(one.site, FOLDS, "confidence:") != fold])
        for fold in range(FOLDS)
    ]
    return lambda one: _chance(one, numbers[part(one.site, FOLDS, "confidence:")])


def _chance(one: Judged, numbers: Calibration) -> float:
    share = right_share(one.article.blocks)
    return chance_of(share, numbers) if share else 0.0


def show(members: list[Judged], confidence: Callable[[Judged], float]) -> None:
    """Said and true for each step, for all and for each group."""
    print(f"{'confidence':24} {'articles':>8} {'said':>6} {'true':>6}")
    for low, high in pairwise(STEPS):
        step = [one for one in members if one.fitted_on and low <= confidence(one) < high]
        _row(f"{low:.1f} to {min(high, 1):.1f}", step, confidence)
    for group in sorted({one.group for one in members}):
        own = [one for one in members if one.group == group]
        _row(group, own, confidence)
        _row("  from 0.9", [one for one in own if confidence(one) >= ENOUGH], confidence)


def _row(name: str, members: list[Judged], confidence: Callable[[Judged], float]) -> None:
    if members:
        said, true = statistics.mean(map(confidence, members)), statistics.mean(one.good for one in members)
        print(f"{name:24} {len(members):8} {said:6.2f} {true:6.2f}")


def show_suspicious(members: list[Judged]) -> None:
    """How many are listed, and how many of these deserve it; then how many lost text."""
    print(f"{'suspicious':24} {'articles':>8} {'listed':>6} {'wrong':>6} {'of':>6} {'lost':>6} {'of':>6}")
    for group in ("all", *sorted({one.group for one in members})):
        own = [one for one in members if (one.fitted_on if group == "all" else one.group == group)]
        listed = [one for one in own if suspect(one.article)]
        wrong, lost = [not one.good for one in own], [one.recall <= ENOUGH for one in own]
        found = sum(not one.good for one in listed), sum(one.recall <= ENOUGH for one in listed)
        print(f"{group:24} {len(own):8} {len(listed):6} {found[0]:6} {sum(wrong):6} {found[1]:6} {sum(lost):6}")


def write(numbers: Calibration, members: list[Judged]) -> None:
    used = [one for one in members if one.fitted_on]
    source = (
        f"benchmarks/confidence.py --write: {len(used)} articles of {len({one.site for one in used})} sites held back "
        "from training (zyte MIT, fundus MIT, wcxb CC BY 4.0, threads)"
    )
    rows = [f"{name}\t{value}\t{source}" for name, value in numbers._asdict().items()]
    TABLE.write_text("\n".join(["name\tvalue\tsource", *rows, ""]), "utf-8")
    print(f"wrote {TABLE.name}: {numbers}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--everything", action="store_true", help="sites that training has seen, too")
    parser.add_argument("--write", action="store_true", help="fit the numbers of index/cleaning/data/confidence.tsv")
    arguments = parser.parse_args()
    members = list(judge(arguments.data, arguments.everything))
    show(members, crossed(members) if arguments.write else lambda one: _chance(one, calibration()))
    show_suspicious(members)
    if arguments.write:
        write(fit([one for one in members if one.fitted_on]), members)


if __name__ == "__main__":
    main()
