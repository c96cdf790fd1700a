"""Asks for a name in each of its spellings, and counts which articles that hold another spelling are found.

    python benchmarks/spellings_search.py --data FOLDER [--pairs FILE ...] [--show N]

FOLDER holds fakes_dev.jsonl, ../seeds beside it the five sample articles. All is asked of a Whoosh index, as a person
would ask (`search.ask`). Printed for names by the first and second half of `search.names.fit.part`, recall over the
articles that hold another spelling and the share of the found articles that hold the name:

* listed: each place and actor of the authority that these articles write in two ways or more (as the authority finds
  them), asked for in each. An article holds a name if the authority finds any spelling of it there; where a spelling is
  that of several names, all of them are asked for, and are right. *Found* but not *held* are forms that only a stem
  finds (*Assads forces*) and phrases across a full stop;
* unlisted: the same names, but the authority knows no spelling of them: what is done for names that it has not. Pairs
  of spellings are counted that are no everyday words, share half of their letters and are about as long: nothing but a
  list leads from *Daesh* to *ISIS*, from *the group* to either, or from *Rahman* to *Rami Abdel Rahman*. *By name*
  every name counts the same, however many articles hold it. A found spelling that the lists lack counts as wrong, even
  where it is one (*Ramussa* for *Ramousah*): the precision is a lower bound;
* planted: places of pairs files (variants_dev.jsonl and those of benchmarks/spelling_pairs.py), which the authority
  does not know either. Each spelling is put into a sentence of an article of its own, a hundred places at a time, so
  that they stand in each other's way. Found articles of other places are wrong, and so are articles of the set. Many
  of these places are namesakes, and half of the pairs are as unlike as *Wadarah* and *Wazrah*: it is a stress, not a
  sample of what people write.
"""

from __future__ import annotations

import argparse
import json
import re
import statistics
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rapidfuzz.distance import Indel

sys.path.insert(0, str(Path(__file__).parent.parent))

from search.analysis import ARTICLES, stem
from search.ask import Question, ask
from search.documents import Document
from search.engine import Engine, open_engine
from search.keys import key
from search.name_ways import EXPANDED
from search.names import Match, Name, Names, Spelling, load_names
from search.names.fit import part
from search.unlisted import english_stems, may_be_name

FLOOR = 0.5
LENGTHS = 0.75
BATCH = 100
SENTENCE = "Reports from {name} could not be confirmed."
GENITIVE = re.compile(r"\b([A-Z][\w-]*[a-z])s\b")
"""What may be a name's genitive without its apostrophe."""


@dataclass
class Hidden:
    """The authority without what is written in some ways."""

    names: Names
    keys: frozenset[str]

    def find(self, text: str) -> list[Match]:
        """What the authority finds elsewhere."""
        return [match for match in self.names.find(text) if key(match.text) not in self.keys]

    def spellings(self, name: Name) -> tuple[Spelling, ...]:
        """As the authority says."""
        return tuple(spelling for spelling in self.names.spellings(name) if key(spelling.text) not in self.keys)

    def lookup(self, field: str, typed: str) -> tuple[Name, ...]:
        """As the authority says."""
        return self.names.lookup(field, typed)


@dataclass
class Tally:
    """Articles wanted, wanted and found, found, and found with reason."""

    wanted: int = 0
    met: int = 0
    found: int = 0
    right: int = 0
    by_name: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    missed: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def add(self, name: object, spelling: str, found: set[str], others: set[str], holding: set[str]) -> None:
        """One question: what was found, the articles with another spelling, and those with any."""
        if others:
            self.by_name[str(name)].append(len(others & found) / len(others))
        self.wanted += len(others)
        self.met += len(others & found)
        self.found += len(found)
        self.right += len(found & holding)
        self.missed += [f"{spelling} -> {id}" for id in sorted(others - found)]
        self.wrong += [f"{spelling} -> {id}" for id in sorted(found - holding)]

    def __str__(self) -> str:
        recall, precision = self.met / max(1, self.wanted), self.right / max(1, self.found)
        names = [statistics.mean(shares) for shares in self.by_name.values()]
        return (
            f"recall {recall:.3f} of {self.wanted:,} ({statistics.mean(names or [0]):.3f} by name, of {len(names)}),"
            f" precision {precision:.3f} of {self.found:,}"
        )


def document(id: str, text: str) -> Document:
    """An article of this text."""
    return Document(id=id, title="", body=text, path=id, digest=id, content=id)


def archive(documents: Iterable[Document]) -> Engine:
    """An index of the articles, in a folder of its own that is left to the system."""
    engine = open_engine(f"whoosh:{tempfile.mkdtemp()}")
    with engine.writer() as writer:
        for one in documents:
            writer.write(one)
    return engine


def articles(data: Path) -> dict[str, str]:
    """The texts of the set and of the seeds, by id."""
    (path,) = data.rglob("fakes_dev.jsonl")
    texts = {str(row["id"]): row["text"] for row in map(json.loads, path.read_text("utf-8").splitlines())}
    return texts | {path.name: path.read_text("utf-8") for path in (data.parent / "seeds").glob("*.txt")}


def answers(engine: Engine, text: str, names: Any) -> set[str]:
    """The ids that a question finds."""
    return {hit.document.id for hit in ask(engine, Question(text, limit=None, facets=()), names).hits}


@dataclass
class Writing:
    """What the authority finds in the texts. `holding`: name -> the articles that hold any spelling of it. `ways`: name
    -> each spelling that is its alone (by key, as first met) -> the articles that hold that."""

    holding: Mapping[Name, set[str]]
    ways: Mapping[Name, Mapping[str, set[str]]]


def written(texts: Mapping[str, str], names: Names) -> Writing:
    """The names of the texts; `ways` of those that are written in several, as the texts stand."""
    holding: dict[Name, set[str]] = defaultdict(set)
    ways: dict[Name, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for id, text in texts.items():
        for match in names.find(text):
            if match.kind == "literal" and not match.weak:
                own = [name for name in match.names if name.field in EXPANDED]
                for name in own:
                    holding[name].add(id)
                if len(match.names) == 1 and own:
                    ways[own[0]][match.text if match.text.isupper() else key(match.text)].add(id)
        for match in names.find(GENITIVE.sub(r"\1's", text)):
            if match.kind == "literal" and not match.weak:
                for name in match.names:
                    holding[name].add(id)
    return Writing(holding, {name: dict(found) for name, found in ways.items() if len(found) > 1})


def respelt(way: str, other: str) -> bool:
    """Whether the two look like spellings of one name; acronyms and shorter forms do not."""
    if way.isupper() or other.isupper():
        return False
    plain = [[word for word in key(text).split() if word not in ARTICLES] for text in (way, other)]
    if not all(map(may_be_name, map("".join, plain))) or any(stem(w) in english_stems() for ws in plain for w in ws):
        return False
    one, two = map("".join, plain)
    alike = Indel.normalized_similarity(one, two) >= FLOOR
    return alike and min(len(one), len(two)) >= LENGTHS * max(len(one), len(two))


def natural(texts: Mapping[str, str], tallies: dict[str, Tally]) -> None:
    """The names that the articles themselves write in several ways, known and not known to the authority."""
    names, engine = load_names(), archive(document(id, text) for id, text in texts.items())
    writing = written(texts, names)
    for name, ways in writing.ways.items():
        half = part(name.id)
        keys = frozenset(key(spelling.text) for spelling in names.spellings(name))
        for way, own in ways.items():
            holding = set().union(*(writing.holding.get(other, set()) for other in names.lookup(name.field, way)))
            others = set().union(*ways.values()) - own
            if others:
                tallies[f"listed {half}"].add(name.id, way, answers(engine, way, names), others, holding)
            alike = set().union(*(ids for other, ids in ways.items() if other != way and respelt(way, other))) - own
            if alike:
                found = answers(engine, way, Hidden(names, keys))
                tallies[f"unlisted {half}"].add(name.id, way, found, alike, writing.holding[name])


def planted(path: Path, texts: Mapping[str, str], tallies: dict[str, Tally]) -> None:
    """Places of a pairs file."""
    places: dict[int, set[str]] = defaultdict(set)
    for row in map(json.loads, path.read_text("utf-8").splitlines()):
        if row["same"]:
            places[row["id"]] |= {row["a"], row["b"]}
    for half in (0, 1):
        listed = sorted(id for id in places if part(id) == half)[:BATCH]
        for first in range(0, len(listed), BATCH):
            plant({id: places[id] for id in listed[first : first + BATCH]}, texts, tallies[f"{path.stem} {half}"])


def plant(places: Mapping[int, set[str]], texts: Mapping[str, str], tally: Tally) -> None:
    """One archive of some places among the articles."""
    hidden = Hidden(load_names(), frozenset(key(text) for ways in places.values() for text in ways))
    homes = {(id, way): f"{way} [{id}]" for id, ways in places.items() for way in sorted(ways)}
    engine = archive(
        [
            *(document(id, text) for id, text in texts.items()),
            *(document(home, SENTENCE.format(name=way)) for (_, way), home in homes.items()),
        ]
    )
    for (id, way), _ in homes.items():
        holding = {homes[id, other] for other in places[id]}
        others = {homes[id, other] for other in places[id] if key(other) != key(way)}
        tally.add(id, way, answers(engine, way, hidden), others, holding)


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--pairs", type=Path, nargs="*", default=[])
    parser.add_argument("--show", type=int, default=0, help="print so many errors of each sort, of the first half")
    given = parser.parse_args(arguments)
    texts, tallies = articles(given.data), defaultdict[str, Tally](Tally)
    natural(texts, tallies)
    for path in given.pairs:
        planted(path, texts, tallies)
    for what, tally in tallies.items():
        print(f"{what}: {tally}")
        if what.endswith(" 0"):
            print(*(f"  missed {line}" for line in tally.missed[: given.show]), sep="\n", end="")
            print(*(f"  wrong  {line}" for line in tally.wrong[: given.show]), sep="\n")


if __name__ == "__main__":
    main()
