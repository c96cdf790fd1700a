"""Dates and publishers on labelled sets, in two halves.

    python benchmarks/provenance.py --data FOLDER [--unlisted]

FOLDER holds fakes_dev.jsonl, fundus_dev.jsonl.gz and, for the dates of pages that are mostly no news and whose day need
not stand in their text, html_wcxb_dev.jsonl.gz and text_dev.jsonl.gz, anywhere below it. Publishers are split by their
name alone into "tuned" (its errors were looked at while the rules were written) and "held back" (its errors were not).
`coarse` dates are true and less exact than the gold. With --unlisted the publishers' table lacks the publishers of the
HTML pages, as it lacks those of most archives.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import time
import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from index.articles import Facts, RawArticle
from index.cleaning import clean
from index.facets.provenance import extract_provenance
from index.facets.sites import host_of, publisher_at
from search.names import Match, Name, Names, load_names


class Page(NamedTuple):
    """One labelled page: `wanted` are squeezed names that the publisher's may contain or be contained in."""

    set: str
    publisher: str
    date: str | None
    url: str
    wanted: tuple[str, ...]
    article: RawArticle


FAKES = {
    "etilaf": "syriannationalcoalition", "alaraby": "thenewarab", "nna": "nna", "manar": "manar", "alalam": "alalam",
    "arabiya": "arabiya", "asharqalawsat": "asharqalawsat",
}  # fmt: skip
"""FA-KES's short names where they are no part of ours."""


def squeeze(text: str) -> str:
    """Letters and digits alone, without accents and case."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(character for character in plain if character.isalnum())


def lines(data: Path, name: str) -> Iterator[dict[str, Any]]:
    """The rows of a packed set."""
    for path in data.rglob(name):
        yield from map(json.loads, gzip.decompress(path.read_bytes()).decode("utf-8").strip().split("\n"))


def other_pages(data: Path) -> Iterator[Page]:
    """The text of WCXB's pages whose day is known."""
    texts = {row["id"]: "\n".join(row["lines"]) for row in lines(data, "text_dev.jsonl.gz") if row["variant"] == "full"}
    for row in lines(data, "html_wcxb_dev.jsonl.gz"):
        if row["gold_date"] and row["id"] in texts:
            rest = (row["site"], row["gold_date"][:10], row["url"], (squeeze(row["site"]),))
            yield Page("WCXB text", *rest, RawArticle("a.txt", "text", texts[row["id"]]))


def pages(data: Path) -> Iterator[Page]:
    """All labelled pages: texts, then HTML with and without its address, then the visible text, then other pages."""
    for path in data.rglob("fakes_dev.jsonl"):
        for line in path.open(encoding="utf-8"):
            row = json.loads(line)
            wanted = (FAKES.get(row["publisher"], row["publisher"]),)
            date = (row["silver"] or {}).get("pubdate")
            yield Page("FA-KES text", row["publisher"], date, "", wanted, RawArticle("a.txt", "text", row["text"]))
    for row in lines(data, "fundus_dev.jsonl.gz"):
        rest = (row["publisher"], row["date"], row["url"], (squeeze(row["publisher"]),))
        html = RawArticle("a.html", "html", row["html"], facts=Facts(url=row["url"]))
        yield Page("fundus HTML with address", *rest, html)
        yield Page("fundus HTML without", *rest, RawArticle("a.html", "html", row["html"]))
        if row.get("date_visible") and row.get("visible_text"):
            yield Page("fundus visible text", *rest, RawArticle("a.txt", "text", row["visible_text"]))
    yield from other_pages(data)


def judge_date(page: Page, value: str | None) -> str:
    """How good the date is."""
    if page.date is None:
        return "no gold"
    if value is None:
        return "unknown"
    return "right" if value == page.date else "coarse" if page.date.startswith(value) else "wrong"


def judge_publisher(page: Page, name: str | None, domain: str | None) -> str:
    """How good the publisher is: by its domain, or by its name."""
    if name is None:
        return "unknown"
    host, key = host_of(page.url), squeeze(name)
    same_site = bool(domain) and (host == domain or host.endswith(f".{domain}"))
    return "right" if same_site or any(want in key or key in want for want in page.wanted) else "wrong"


class Without:
    """The authority without some names."""

    def __init__(self, names: Names, left_out: frozenset[str]) -> None:
        self._names, self._left_out = names, left_out

    def get(self, id: str) -> Name | None:
        return None if id in self._left_out else self._names.get(id)

    def lookup(self, field: str, text: str) -> tuple[Name, ...]:
        return tuple(name for name in self._names.lookup(field, text) if name.id not in self._left_out)

    def find(self, text: str) -> Iterator[Match]:
        for match in self._names.find(text):
            names = tuple(name for name in match.names if name.id not in self._left_out)
            if names:
                yield match._replace(names=names)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--unlisted", action="store_true")
    arguments = parser.parse_args()
    names, dates, publishers, spent = load_names(), {}, {}, Counter()
    every = list(pages(arguments.data))
    if arguments.unlisted:
        listed = (publisher_at(host_of(page.url), names) for page in every if page.url)
        names = Without(names, frozenset(name.id for name in listed if name))
    for page in every:
        held = int(hashlib.md5(page.publisher.encode()).hexdigest(), 16) % 2
        key = (page.set, "held back" if held else "tuned")
        article = clean(page.article)
        started = time.process_time()
        found = extract_provenance(article, names)
        spent[page.set] += time.process_time() - started
        first = {field: values[0] for field, values in found.items()}
        date, publisher = first.get("date"), first.get("publisher")
        dates.setdefault(key, Counter())[judge_date(page, date and date.value)] += 1
        verdict = judge_publisher(page, publisher and publisher.value, publisher and publisher.domain)
        publishers.setdefault(key, Counter())[verdict] += 1
    for key, counted in dates.items():
        known = sum(counted.values()) - counted["no gold"]
        shares = "  ".join(f"{kind} {counted[kind] / known:.3f}" for kind in ("right", "coarse", "unknown", "wrong"))
        total = sum(publishers[key].values())
        names_ = "  ".join(f"{kind} {publishers[key][kind] / total:.3f}" for kind in ("right", "unknown", "wrong"))
        print(f"{key[0]:25} {key[1]:10} n={known:3}  date: {shares}   publisher: {names_}")
    print("  ".join(f"{name}: {1000 * seconds:.0f} ms CPU in all" for name, seconds in spent.items()))


if __name__ == "__main__":
    main()
