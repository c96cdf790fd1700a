"""Regions, and actors of whole documents, on labelled sets, in two halves.

    python benchmarks/mentions.py --data FOLDER [--documents FILE] [--errors N]

FOLDER/facets holds fakes_dev.jsonl, geovirus.jsonl, lgl.jsonl, geowebnews.jsonl and muc4.jsonl. FILE holds documents
with their regions, their actors or both, one JSON object a line: {"id", "text", "half", "regions": [{"canonical",
"surface": [...], "optional", "main"}], "actors": [{"canonical", "surface": [...], "optional"}]}. A region or actor is
found when a value (of a path its last part) or one of its mentions is one of its names; optional ones count neither
way. Actors are those that act and those that are quoted (the fields "actor" and "source").

Errors were looked at in the tuned halves: every other publisher of FA-KES, every other article of the rest. GeoWebNews
is scored twice: against all that it annotates, and against toponyms alone. Its authors (Gritta, Pilehvar and Collier,
A pragmatic guide to geoparsing evaluation, 2020) call the rest "expressions" and "non-toponyms": *country*, *people*,
*Washington Post*. As in the geoparsing papers' own lenient measure an overlap is a hit; adjectives that no gold has
are not counted as wrong.
"""

from __future__ import annotations

import argparse
import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from index.articles import CleanArticle, RawArticle, Span
from index.cleaning import clean
from index.facets.mentions import extract_mentions
from search.documents import FacetValue
from search.names import load_names

Row = Mapping[str, Any]

NO_TOPONYMS = frozenset({"Non_Lit_Expression", "Literal_Expression", "Non_Toponym"})

GOVERNORATES = {
    "aleppo": "Aleppo", "damascus": "Damascus|Rif Dimashq", "idlib": "Idlib", "deir ezzor": "Deir ez-Zor",
    "homs": "Homs", "hasakeh": "al-Hasakah", "raqqa": "Raqqa", "hama": "Hama", "daraa": "Daraa", "lattakia": "Latakia",
    "quneitra": "Quneitra", "tartous": "Tartus",
}  # fmt: skip
"""FA-KES's names of governorates and ours."""


class Tally(NamedTuple):
    """What a half of a set comes to: right, wrong and missed."""

    right: Counter[str]
    wrong: Counter[str]
    missed: Counter[str]

    @classmethod
    def empty(cls) -> Tally:
        return cls(Counter(), Counter(), Counter())

    def line(self) -> str:
        right, wrong, missed = self.right.total(), self.wrong.total(), self.missed.total()
        precision, recall = right / max(1, right + wrong), right / max(1, right + missed)
        f1 = 2 * precision * recall / max(1e-9, precision + recall)
        return f"P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}  ({right} right, {wrong} wrong, {missed} missed)"


def fold(text: str) -> str:
    """Small letters and digits without accents, words parted by one space."""
    plain = unicodedata.normalize("NFKD", text)
    return re.sub(r"[\W_]+", " ", "".join(c for c in plain if not unicodedata.combining(c)).lower()).strip()


def rows(path: Path) -> list[Row]:
    """The lines of a set."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line]


FIELDS = {"regions": ("region",), "actors": ("actor", "source")}


def found_in(article: CleanArticle, kind: str = "regions") -> tuple[FacetValue, ...]:
    """The regions or actors of an article."""
    held = extract_mentions(article, load_names())
    return tuple(value for field in FIELDS[kind] for value in held.get(field, ()))


def spans(article: CleanArticle, held: Iterable[FacetValue]) -> Iterator[tuple[int, int, str]]:
    """Where the mentions stand in the given text, and of which kind they are."""
    for value in held:
        for one in value.evidence:
            if one.start is not None and one.end is not None:
                found = article.page_offsets(one.start, one.end, in_title=one.place == "title")
                if found is not None:
                    yield (*found, one.kind or "literal")


def toponyms(set_rows: list[Row], skipped: frozenset[str]) -> dict[str, Tally]:
    """Mentions that overlap a gold one."""
    tallies = {"tuned": Tally.empty(), "held back": Tally.empty()}
    for number, row in enumerate(set_rows):
        text = row["text"]
        tally = tallies["held back" if number % 2 else "tuned"]
        article = clean(RawArticle("", "text", text))
        mine = {(start, end): kind for start, end, kind in spans(article, found_in(article))}
        gold = {(int(t["start"]), int(t["end"])) for t in row["toponyms"] if t.get("type") not in skipped}
        for start, end in gold:
            hit = any(first < end and start < last for first, last in mine)
            (tally.right if hit else tally.missed)[text[start:end]] += 1
        for (start, end), kind in mine.items():
            if kind == "literal" and not any(first < end and start < last for first, last in gold):
                tally.wrong[text[start:end]] += 1
    return tallies


def governorates(set_rows: list[Row]) -> dict[str, Counter[str]]:
    """FA-KES: whether the main governorate is the labelled one, and whether it is among those found."""
    publishers = sorted({row["publisher"] for row in set_rows})
    halves: dict[str, Counter[str]] = {"tuned": Counter(), "held back": Counter()}
    for row in set_rows:
        half = halves["held back" if publishers.index(row["publisher"]) % 2 else "tuned"]
        found = [value.value.split("/") for value in found_in(clean(RawArticle("", "text", row["text"])))]
        named = [path[2] for path in found if path[1:2] == ["Syria"] and len(path) > 2]
        wanted = GOVERNORATES[row["governorate"]].split("|")
        half["n"] += 1
        half["main"] += bool(named) and named[0] in wanted
        half["among"] += any(name in wanted for name in named)
    return halves


def documents(set_rows: list[Row], kind: str) -> tuple[dict[str, Tally], dict[str, Counter[str]]]:
    """Whole documents: regions or actors found, and whether the first of them is a main one."""
    tallies = {row["half"]: Tally.empty() for row in set_rows}
    first: dict[str, Counter[str]] = {half: Counter() for half in tallies}
    for row in set_rows:
        tally, half = tallies[row["half"]], first[row["half"]]
        mine = [
            {fold(value.value.rsplit("/", 1)[-1]), *(fold(one.text) for one in value.evidence)}
            for value in found_in(clean(RawArticle("", "text", row["text"])), kind)
        ]
        gold = [(one, {fold(name) for name in (one["canonical"], *one["surface"])}) for one in row[kind]]
        for one, names in gold:
            if not one.get("optional"):
                hit = any(names & found for found in mine)
                (tally.right if hit else tally.missed)[one["canonical"]] += 1
        for found in mine:
            if not any(names & found for _, names in gold):
                tally.wrong[min(found)] += 1
        half["n"] += 1
        half["main"] += bool(mine) and any(one.get("main") and names & mine[0] for one, names in gold)
    return tallies, first


def incidents(set_rows: list[Row]) -> dict[str, Counter[tuple[str, str]]]:
    """MUC-4 (all in capitals): whether the places of incidents are among those found, by their kind."""
    halves: dict[str, Counter[tuple[str, str]]] = {"tuned": Counter(), "held back": Counter()}
    for number, row in enumerate(set_rows):
        half, text = halves["held back" if number % 2 else "tuned"], row["text"]
        wanted = {place for template in row["templates"] for place in _places(template.get("INCIDENT: LOCATION") or "")}
        if not wanted:
            continue
        found: set[str] = set()
        for value in found_in(CleanArticle(RawArticle("", "text", text), text, (), "", text, (Span(0, 0, len(text)),))):
            found.update(map(fold, value.value.split("/")), (fold(one.text) for one in value.evidence))
        for name, kind in wanted:
            half[kind, "n"] += 1
            half[kind, "found"] += fold(name) in found
    return halves


def _places(location: str) -> Iterator[tuple[str, str]]:
    for part in re.split(r":| - ", location.split(" / ")[0]):
        match = re.match(r"\s*(.+?)\s*(?:\((.+?)\)?)?\s*$", part)
        if match is not None and match.group(1) != "-":
            kind = (match.group(2) or "country").lower()
            yield match.group(1), kind if kind in ("country", "department", "city", "town", "neighborhood") else "other"


def show(name: str, tallies: Mapping[str, Tally], errors: int) -> None:
    """Print a set's figures, and the errors of its tuned half."""
    for half, tally in tallies.items():
        print(f"{name:34} {half:10} {tally.line()}")
    if errors:
        tuned = tallies["tuned"]
        for label, counted in (("missed", tuned.missed), ("wrong", tuned.wrong)):
            print(f"    {label}: " + ", ".join(f"{text!r} {count}" for text, count in counted.most_common(errors)))


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--documents", type=Path)
    parser.add_argument("--errors", type=int, default=0, help="so many of the commonest errors of the tuned halves")
    arguments = parser.parse_args()
    sets = {path.name: rows(path) for path in sorted(arguments.data.rglob("facets/*.jsonl"))}
    for half, counted in governorates(sets["fakes_dev.jsonl"]).items():
        main_, among = counted["main"] / counted["n"], counted["among"] / counted["n"]
        print(
            f"{'FA-KES, governorate':34} {half:10} main region {main_:.3f}  among found {among:.3f}  n={counted['n']}"
        )
    for name, file, skipped in (
        ("GeoVirus, mentions", "geovirus.jsonl", frozenset()),
        ("LGL, mentions", "lgl.jsonl", frozenset()),
        ("GeoWebNews, toponyms", "geowebnews.jsonl", NO_TOPONYMS),
        ("GeoWebNews, all annotations", "geowebnews.jsonl", frozenset()),
    ):
        show(name, toponyms(sets[file], skipped), arguments.errors)
    for half, places in incidents(sets["muc4.jsonl"]).items():
        kinds = ("country", "department", "city", "town", "neighborhood", "other")
        shares = "  ".join(f"{kind} {places[kind, 'found'] / places[kind, 'n']:.3f}" for kind in kinds)
        print(f"{'MUC-4, places of incidents found':34} {half:10} {shares}")
    if arguments.documents:
        labelled = rows(arguments.documents)
        for kind in FIELDS:
            told = [row for row in labelled if kind in row]
            if not told:
                continue
            tallies, first = documents(told, kind)
            show(f"documents, {kind}", tallies, arguments.errors)
            if kind == "regions":
                shares = ", ".join(f"{half} {counted['main'] / counted['n']:.3f}" for half, counted in first.items())
                print(f"    first region is a main one: {shares}")


if __name__ == "__main__":
    main()
