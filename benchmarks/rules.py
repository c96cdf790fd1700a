"""How often each cue of the rule files speaks, and how often it is right, on labelled texts.

    python benchmarks/rules.py --data DIR [--held-back] [--phrases] [--least N]

DIR holds the labelled sets (text_*.jsonl.gz, threads_*.jsonl.gz); the variants `full`, `leaky` and `threads` are read,
never `bodycomments` and `composed`. Every fifth site is left out, or measured alone with --held-back. For each cue:
the lines where it speaks that are no part of the article ("drop"), those that are ("keep"), its precision (drop / both,
lines that occur word for word on one site counted once), the sites, and a line of the article that it would take.
--phrases prints each phrase by itself. Last: what two likely wordings of one line together are worth.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from sets import held_back, read

sys.path.insert(0, str(Path(__file__).parent.parent))
from index.cleaning.lines import plain_line
from index.cleaning.markdown import is_markdown
from index.cleaning.normal import fold_lines
from index.cleaning.rules import Rules, load_rules

VARIANTS = ("full", "leaky", "threads")


@dataclass(slots=True)
class Tally:
    """What was seen of one cue: distinct (site, line) by label, and the lines it alone decided."""

    seen: dict[int, set[tuple[str, str]]] = field(default_factory=lambda: {0: set(), 1: set()})
    wrong: str = ""

    def add(self, site: str, norm: str, label: int, text: str) -> None:
        self.seen[label].add((site, norm))
        if label == 1 and len(self.wrong) < len(text):
            self.wrong = text[:90]

    @property
    def drop(self) -> int:
        return len(self.seen[0])

    @property
    def keep(self) -> int:
        return len(self.seen[1] - self.seen[0])  # a headline that a list of links repeats is no error of the cue's

    @property
    def precision(self) -> float:
        return self.drop / max(1, self.drop + self.keep)

    @property
    def sites(self) -> int:
        return len({site for rows in self.seen.values() for site, _ in rows})


def tally(documents: list[dict], rules: Rules) -> tuple[dict[int, Tally], dict[str, Tally]]:
    """By wording; and of the lines that are decided: by strength and by two likely wordings."""
    by_wording: dict[int, Tally] = defaultdict(Tally)
    decided: dict[str, Tally] = defaultdict(Tally)
    for document in documents:
        texts, labels = lines_of(document)
        words, norms = fold_lines(texts)
        counts = list(map(len, words))
        found_all = rules.find_all(texts, norms, counts)
        cues = rules.match_all(texts, norms, counts)
        for n, found in found_all.items():
            if labels[n] not in (0, 1):
                continue
            for number in found:
                by_wording[number].add(document["site"], norms[n], labels[n], texts[n])
            cue = cues[n]
            alone = {rules.wordings[number].cue.strength for number in found} == {"likely"}
            kind = "two likely ones" if cue and cue.strength == "sure" and alone else cue.strength if cue else ""
            decided[kind].add(document["site"], norms[n], labels[n], texts[n])
    return by_wording, decided


def lines_of(document: dict) -> tuple[list[str], list[int]]:
    page = "\n".join(document["lines"])
    markdown = is_markdown(page)
    texts, start = [], 0
    for line in document["lines"]:
        texts.append(plain_line(page, start, start + len(line), markdown=markdown)[0])
        start += len(line) + 1
    return texts, document["label"]


def show(name: str, tally: Tally) -> None:
    print(f"{name:46} {tally.drop:6} {tally.keep:5} {tally.precision:6.3f} {tally.sites:5}  {tally.wrong}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--held-back", action="store_true")
    parser.add_argument("--phrases", action="store_true")
    parser.add_argument("--least", type=int, default=0, help="lines at which a phrase is printed")
    arguments = parser.parse_args()
    documents = [
        document
        for pattern in ("text_*.jsonl.gz", "threads_*.jsonl.gz")
        for document in read(arguments.data, pattern)
        if document["variant"] in VARIANTS and held_back(document["site"]) == arguments.held_back
    ]
    rules = load_rules()
    by_wording, decided = tally(documents, rules)
    print(
        f"{len(documents)} documents\n{'cue':46} {'drop':>6} {'keep':>5} {'right':>6} {'sites':>5}  an article's line"
    )
    by_cue: dict[str, Tally] = {}
    for number, wording in enumerate(rules.wordings):
        cue = wording.cue
        name = f"{cue.name} {cue.where} {cue.strength}"
        merged = by_cue.setdefault(name, Tally())
        for label in (0, 1):
            merged.seen[label] |= by_wording[number].seen[label]
        merged.wrong = max(merged.wrong, by_wording[number].wrong, key=len)
        if (
            arguments.phrases
            and by_wording[number].sites
            and by_wording[number].drop + by_wording[number].keep >= arguments.least
        ):
            show(f"{name}: {wording.phrase.strip() or 'pattern'}", by_wording[number])
    if not arguments.phrases:
        for name, merged in by_cue.items():
            show(name, merged)
    for name, merged in decided.items():
        show(f"decided: {name}", merged)


if __name__ == "__main__":
    main()
