"""Prints how well what a source repeats is told from what its reports repeat.

    python benchmarks/repeats.py --data DIR [--held-back] [--sources N] [--html] [--show] [--corpus FILE] [--cost]
                                 [--store N]

DIR holds text_dev.jsonl.gz. Sources are made up from it: bodies of real articles, to which are added

* real blurbs (appeals, disclaimers, copyright and cookie notices, calls to follow) of other sites, which should go,
* real paragraphs of other reports as background that comes back word for word, which should stay,
* real headings, which should stay, and articles that were saved several times with changes, which prove nothing.

Each is spread over a share of its source. Printed are, for each share, how many of the lines are gone without and with
the archive's help, and the precision of what only that removes, with all background and with what is no commoner than
it was found to be anywhere. --html makes pages of the articles. --corpus measures a collection without labels (JSON
lines with "body" or "text"): how much of it is taken for repeated, by slices about one topic and by publisher; --cost
what share of a build the survey takes, on DIR's text_dev and html_fundus_dev; --store what N made-up articles of one
source take on disk, in memory, and in seconds.
"""

from __future__ import annotations

import argparse
import gzip
import html
import json
import random
import re
import resource
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parent))
from sets import held_back, read

sys.path.insert(0, str(Path(__file__).parent.parent))
from index.articles import RawArticle
from index.build import build_document
from index.cleaning import clean
from index.cleaning.normal import normalize
from index.cleaning.repeated import RULE, Repeated, paragraph_key
from index.repeats.judging import judge
from index.repeats.paragraphs import survey_article
from index.repeats.store import Record, Store
from search.names import load_names

BLURBS = {"donation", "disclaimer", "copyright", "social-prompt", "cookie", "ad"}
NOT_OURS = {"dragnet"}
"""Sets that nothing may be tuned on."""
SHARES = (0.05, 0.15, 0.3, 0.5, 0.8, 1.0)
SIZES = (12, 40, 120, 400)
NATURAL = 0.2
"""Twice the share of the commonest background paragraph that --corpus and FA-KES hold (Al-Araby, 4 of 42)."""
CLEANED = 12
"""Articles of each made-up source that are cleaned."""


class Material(NamedTuple):
    """What sources are made of."""

    bodies: list[list[str]]
    blurbs: list[str]
    background: list[str]
    headings: list[str]


def material(data: Path, *, held: bool) -> Material:
    """Bodies, and lines for each purpose, of the sites that are (not) held back."""
    bodies: dict[str, list[str]] = {}
    blurbs, background, headings = set(), set(), set()
    for document in read(data, "text_dev.jsonl.gz"):
        if document["set"] in NOT_OURS or held_back(document["site"]) != held:
            continue
        rows = [(" ".join(line.split()), label, reason) for line, label, reason in zip(
            document["lines"], document["label"], document["reason"], strict=True) if line.strip()]  # fmt: skip
        body = [line for line, label, _ in rows if label == 1]
        if len(body) >= 5:
            title = document["title"] or " ".join(body[0].split()[:9]).rstrip(".,;")
            bodies[document["gold_body"][:200]] = [title, *body[:40]]
        blurbs |= {line for line, label, reason in rows if label == 0 and reason in BLURBS and line.count(" ") >= 3}
        background |= {p for p in body[2:] if 15 <= p.count(" ") <= 70 and p[-1] in '."”'}
        headings |= {p for p in body[2:] if 2 <= p.count(" ") <= 6 and p[-1].isalnum()}
    return Material(list(bodies.values()), sorted(blurbs), sorted(background), sorted(headings))


class Added(NamedTuple):
    """A line that was added to a share of a source."""

    kind: str
    share: float
    text: str
    place: str


def make_source(stuff: Material, size: int, rng: random.Random) -> tuple[list[list[str]], list[Added]]:
    """Articles, each a list of paragraphs, and what was added to them."""
    articles = [list(body) for body in rng.choices(stuff.bodies, k=size)]
    known = {tuple(a) for a in articles}
    articles = [list(a) for a in known]
    added = []
    plan = [("blurb", stuff.blurbs, rng.choice(SHARES[1:]), rng.choice(("end", "end", "end", "top", "middle")))
            for _ in range(4)]  # fmt: skip
    plan += [("background", stuff.background, share, rng.choice(("end", "middle", "middle")))
             for share in (0.02, 0.05, 0.1, 0.2, 0.4)]  # fmt: skip
    plan += [("heading", stuff.headings, rng.choice(SHARES[:4]), "middle")]
    for kind, lines, share, place in plan:
        text = rng.choice(lines)
        added.append(Added(kind, share, text, place))
        for article in rng.sample(articles, max(1, round(share * len(articles)))):
            article.insert({"end": len(article), "top": 0}.get(place, rng.randrange(2, len(article))), text)
    for article in rng.sample(articles, len(articles) // 12):
        articles.extend(saved_again(article, rng) for _ in range(rng.randrange(1, 8)))
    rng.shuffle(articles)
    return articles, added


def saved_again(article: Sequence[str], rng: random.Random) -> list[str]:
    """The same story later: another paragraph is gone, another stands elsewhere."""
    later = list(article)
    for _ in range(rng.randrange(0, 3)):
        later.insert(rng.randrange(1, len(later)), later.pop(rng.randrange(1, len(later))))
    later[rng.randrange(1, len(later))] += (
        f" This was updated at {rng.randrange(9)} by {rng.choice(article[-1].split())}."
    )
    return later


class Listed:
    """A source in memory."""

    def __init__(self, articles: Iterable[Sequence[int]]) -> None:
        self._articles = list(articles)
        self._holders: dict[int, list[int]] = defaultdict(list)
        for number, keys in enumerate(self._articles):
            for key in keys:
                self._holders[key].append(number)

    def count(self) -> int:
        return len(self._articles)

    def common(self, least: int) -> Iterator[tuple[int, int]]:
        return ((key, len(held)) for key, held in self._holders.items() if len(held) >= least)

    def holders(self, key: int, most: int) -> Iterator[Sequence[int]]:
        return (self._articles[number] for number in self._holders[key][:most])


def repeated_of(articles: Sequence[RawArticle]) -> Repeated:
    judged = judge(Listed(survey_article(raw).keys for raw in articles))
    return {key: one.spread for key, one in judged.items()}


def gone_lines(raw: RawArticle, repeated: Repeated) -> tuple[set[str], set[str]]:
    """The lines of a page that are removed, and those of them that only the archive told."""
    article = clean(raw, repeated=repeated)
    blocks = [(article.page_text[b.start : b.end], b.rule) for b in article.blocks if b.role == "removed"]
    return {line for line, _ in blocks}, {line for line, rule in blocks if rule == RULE}


def as_page(article: Sequence[str], titles: Collection[str]) -> str:
    """An article as a plain HTML page, in which nothing but its own words tells a paragraph from another."""
    rows = [(html.escape(line), "h1" if line in titles else "p") for line in article]
    lines = "".join(f"<{tag}>{line}</{tag}>" for line, tag in rows)
    return f"<html><body><div><article>{lines}</article></div></body></html>"


def measure_made(stuff: Material, sources: int, *, pages: bool, show: bool) -> None:
    counts: dict[tuple[str, str, float], Counter[str]] = defaultdict(Counter)
    told: Counter[str] = Counter()
    rng = random.Random(7)
    for number in range(sources):
        size = SIZES[number % len(SIZES)]
        titles = {body[0] for body in stuff.bodies}
        articles, added = make_source(stuff, size, rng)
        raws = [
            RawArticle(f"{n}.html", "html", as_page(article, titles))
            if pages
            else RawArticle(f"{n}.txt", "text", "\n\n".join(article))
            for n, article in enumerate(articles)
        ]
        repeated = repeated_of(raws)
        kind_of = {one.text: one for one in added}
        for n in rng.sample(range(len(raws)), min(CLEANED, len(raws))):
            before, _ = gone_lines(raws[n], {})
            after, ours = gone_lines(raws[n], repeated)
            for text in articles[n]:
                one = kind_of.get(text)
                kind = "own" if one is None else one.kind
                count = counts[kind, "" if one is None else one.place, 0 if one is None else one.share]
                count.update(all=1, before=text in before, after=text in after)
                rare = kind == "background" and one is not None and one.share <= NATURAL
                told["rare background" if rare else kind] += text in ours
                if show and text in ours and kind != "blurb":
                    print(f"  {kind} {one.share if one else 0} size {size}: {text[:110]}")
    print(f"{'kind':11} {'place':7} {'share':>5} {'lines':>6} {'gone without':>13} {'gone with':>10}")
    for (kind, place, share), count in sorted(counts.items()):
        print(f"{kind:11} {place:7} {share:5.2f} {count['all']:6} {count['before'] / count['all']:13.1%} "
              f"{count['after'] / count['all']:10.1%}")  # fmt: skip
    total = sum(told.values())
    natural = total - told["background"]
    print(f"\nremoved by repetition alone: {dict(told)}")
    print(f"precision {told['blurb'] / max(1, total):.3f}; with background of {NATURAL:.0%} at most "
          f"{told['blurb'] / max(1, natural):.3f}")  # fmt: skip
    for kind in ("blurb", "background", "heading", "own"):
        rows = [count for (name, _, _), count in counts.items() if name == kind]
        lines, before, after = (sum(row[name] for row in rows) for name in ("all", "before", "after"))
        print(f"{kind:11} gone {before / max(1, lines):6.2%} -> {after / max(1, lines):6.2%} of {lines}")


TOPICS = ("opec", "wheat", "yen", "coffee", "takeover", "interest rates", "tipranks", "benzinga", "england", "film")


def measure_corpus(file: Path, *, show: bool) -> None:
    """What is taken for repeated in a collection of single texts, whole and by topic or publisher."""
    opened = gzip.open if file.suffix == ".gz" else open
    with opened(file, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    texts = [(row.get("source") or row.get("publisher") or "", row.get("body") or row["text"]) for row in rows]
    slices = {"all": [text for _, text in texts]}
    slices |= {topic: [text for _, text in texts if topic in text.lower()] for topic in TOPICS}
    if len({name for name, _ in texts}) < len(texts) / 20:
        for name in {name for name, _ in texts}:
            slices[name] = [text for other, text in texts if other == name]
    print(f"{'slice':15} {'articles':>8} {'repeated':>8} {'articles that lose':>18} {'lines':>6}")
    rng = random.Random(3)
    for name, held in slices.items():
        raws = [RawArticle(f"{n}.txt", "text", paragraphs(text)) for n, text in enumerate(held)]
        repeated = repeated_of(raws)
        chosen = rng.sample(raws, min(300, len(raws)))
        ours = [gone_lines(raw, repeated)[1] for raw in chosen] if repeated else []
        losing = sum(map(bool, ours))
        print(f"{name[:15]:15} {len(raws):8} {len(repeated):8} {losing:8} of {len(chosen):4} {sum(map(len, ours)):6}")
        if show:
            for line, count in Counter(line for lines in ours for line in lines).most_common(12):
                print(f"    {count:4} {repeated[paragraph_key(normalize(line)) or 0].name} {line[:120]}")


def paragraphs(text: str) -> str:
    """A text whose line breaks are lost, with one after each sentence: more is repeated so than by paragraphs."""
    return "\n\n".join(re.split(r"(?<=[.!?])\s+(?=[A-Z\"“(])", text))


def measure_cost(data: Path) -> None:
    """How long the survey of an article takes beside the rest of its way into the index."""
    texts = read(data, "text_dev.jsonl.gz")
    pages = read(data, "html_fundus_dev.jsonl.gz")
    rng = random.Random(5)
    for kind, raws in (
        ("text", [RawArticle("a.txt", "text", "\n".join(d["lines"])) for d in rng.sample(texts, min(100, len(texts)))]),
        ("html", [RawArticle("a.html", "html", d["html"]) for d in rng.sample(pages, min(60, len(pages)))]),
    ):
        build_document(raws[0], load_names())
        survey_article(raws[0])
        spent = []
        for work in (survey_article, lambda raw: build_document(raw, load_names())):
            started = time.process_time()
            for raw in raws:
                work(raw)
            spent.append((time.process_time() - started) / len(raws) * 1000)
        survey, build = spent
        print(f"{kind}: survey {survey:.1f} ms, build {build:.1f} ms: {survey / (survey + build):.1%} of both")


def measure_store(count: int) -> None:
    """What the survey of this many articles takes, 24 paragraphs of their own and six of their source's in each."""
    rng = random.Random(1)
    common = [rng.getrandbits(55) << 8 | 20 for _ in range(12)]
    record = Record(1, "", "0" * 64, 1, 1, "")

    def fill(store: Store, name: str, articles: int) -> float:
        started = time.process_time()
        for n in range(articles):
            own = [rng.getrandbits(55) << 8 | 30 for _ in range(24)]
            store.put(f"{name}/{n}.txt", record, own + [key for key in common if rng.random() < 0.5])
        for source in store.stirred():
            store.note(source, judge(store.holdings(source)))
        store.apply()
        store.commit()
        store.close()
        return time.process_time() - started

    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "store"
        first, more = fill(Store(place, "x"), "first", count), fill(Store(place, "x"), "more", 20)
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3
        print(f"{count} articles: {first:.1f} s, 20 more {more:.2f} s, {place.stat().st_size / 1e6:.0f} MB, "
              f"{memory:.0f} MB of memory")  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--held-back", action="store_true")
    parser.add_argument("--sources", type=int, default=48)
    parser.add_argument("--corpus", type=Path, action="append", default=[])
    parser.add_argument("--store", type=int)
    parser.add_argument("--html", action="store_true")
    parser.add_argument("--cost", action="store_true")
    parser.add_argument("--show", action="store_true")
    arguments = parser.parse_args()
    if arguments.store:
        measure_store(arguments.store)
    if arguments.sources:
        stuff = material(arguments.data, held=arguments.held_back)
        print({name: len(lines) for name, lines in stuff._asdict().items()})
        measure_made(stuff, arguments.sources, pages=arguments.html, show=arguments.show)
    if arguments.cost:
        measure_cost(arguments.data)
    for file in arguments.corpus:
        print(f"\n{file.name}")
        measure_corpus(file, show=arguments.show)


if __name__ == "__main__":
    main()
