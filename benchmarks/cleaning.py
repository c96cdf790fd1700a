"""Prints how well and how fast articles are cleaned, beside other tools, in one run.

    python benchmarks/cleaning.py --data DIR [--held-back] [--limit N] [--only text|html|speed] [--no-peers]

DIR holds the labelled sets (text_*, threads_*, composed_*, html_*.jsonl.gz). --held-back measures on every fifth site
only: those that benchmarks/train_cleaning.py --hold-back leaves out. Peers are measured where they are installed:
justext and line rules on text, trafilatura, resiliparse and readability on HTML.

Text: precision, recall and F1 over words of lines, mean of documents; `losing` is the share of documents that lose more
than a tenth of their body, `comments` the share of comment words that stay. HTML: the same over runs of four words;
for trafilatura's set over its with/without segments.
"""

from __future__ import annotations

import argparse
import html
import random
import re
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from sets import held_back, read

sys.path.insert(0, str(Path(__file__).parent.parent))
from index.articles import RawArticle
from index.cleaning import clean
from index.cleaning.blocks import split_pieces
from index.cleaning.lines import look
from index.cleaning.rules import load_rules
from index.jsonl import clean_answer

WORD = re.compile(r"\w+")
ENGLISH = {"the", "and", "of", "to", "in", "a"}
Keep = Callable[[dict], list[bool]]


def words(text: str) -> int:
    return len(WORD.findall(text))


def ours(document: dict) -> list[bool]:
    text = "\n".join(document["lines"])
    gone = bytearray(len(text) + 1)
    for block in clean_answer({"text": text})["removed"]:
        gone[block["start"] : block["end"]] = b"\1" * (block["end"] - block["start"])
    kept, start = [], 0
    for line in document["lines"]:
        kept.append(bool(line) and sum(gone[start : start + len(line)]) * 2 < len(line))
        start += len(line) + 1
    return kept


def everything(document: dict) -> list[bool]:
    return [True] * len(document["lines"])


def c4(document: dict) -> list[bool]:
    """The line rules of C4: five words, and a sentence's end."""
    return [len(line.split()) >= 5 and line.strip()[-1:] in '.!?"”' for line in document["lines"]]


def fineweb(document: dict) -> list[bool]:
    """The rules of Gopher and FineWeb as far as they can be told of one line: a sentence's end that is no ellipsis, 30
    characters, no bullet, no line that came before, words of 3 to 10 characters of which four in five have letters."""
    seen: set[str] = set()
    kept = []
    for line in map(str.strip, document["lines"]):
        split = line.split()
        shaped = len(line) >= 30 and line[0] not in "•●-*" and line[-1] in '.!?"”' and not line.endswith("...")
        worded = bool(split) and 3 <= sum(map(len, split)) / len(split) <= 10
        lettered = sum(any(map(str.isalpha, word)) for word in split) >= 0.8 * len(split)
        kept.append(shaped and worded and lettered and line not in seen)
        seen.add(line)
    return kept


def cut_at_cue(document: dict) -> list[bool]:
    """All before the first line that our rules know as the heading of a thread or of related texts."""
    text = "\n".join(document["lines"])
    lines = look(text, split_pieces(text), load_rules(), markdown=False)
    reasons = ("comment", "comment-form", "related")
    ends = (
        line.piece.start for line in lines if line.cue and line.cue.strength == "sure" and line.cue.reason in reasons
    )
    end, start, kept = next(ends, len(text)), 0, []
    for line in document["lines"]:
        kept.append(start + len(line) <= end)
        start += len(line) + 1
    return kept


def justext_lines(document: dict) -> list[bool]:
    import justext

    rows = "".join(f"<p>{html.escape(line)}</p>" for line in document["lines"] if line.strip())
    if not rows:
        return [False] * len(document["lines"])
    found = justext.justext(f"<html><body>{rows}</body></html>", justext.get_stoplist("English"))
    good = Counter(paragraph.text for paragraph in found if not paragraph.is_boilerplate)
    return [good[" ".join(line.split())] > 0 for line in document["lines"]]


TEXT_PEERS: dict[str, Keep] = {
    "keep all": everything,
    "C4 lines": c4,
    "FineWeb": fineweb,
    "cut at cue": cut_at_cue,
    "justext": justext_lines,
}


def score_text(documents: Iterable[dict], keep: Keep) -> dict[str, float]:
    scores, losing, stays, told = [], 0, 0, 0
    for document in documents:
        right = wrong = missed = 0
        rows = zip(document["lines"], document["label"], document["reason"], keep(document), strict=True)
        for line, label, reason, kept in rows:
            count = words(line)
            right += count * (label == 1 and kept)
            missed += count * (label == 1 and not kept)
            wrong += count * (label == 0 and kept)
            if label == 0 and reason == "comment":
                told += count
                stays += count * kept
        precision = right / (right + wrong) if right + wrong else 0.0
        recall = right / (right + missed) if right + missed else 1.0
        scores.append((precision, recall, 2 * precision * recall / (precision + recall) if precision + recall else 0.0))
        losing += recall < 0.9
    means = [statistics.mean(column) for column in zip(*scores, strict=True)]
    return {"n": len(scores), "P": means[0], "R": means[1], "F1": means[2], "losing": losing / len(scores),
            "comments": stays / max(1, told)}  # fmt: skip


def english(document: dict) -> bool:
    found = [word.lower() for word in WORD.findall(document.get("gold_body") or " ".join(document["lines"]))]
    return bool(found) and sum(word in ENGLISH for word in found) > 0.1 * len(found)


def without_cue(document: dict) -> bool:
    first = next((n for n, label in enumerate(document["label"]) if label == 0), None)
    return first is not None and document["reason"][first] == "comment" and {*document["reason"]} <= {"comment", ""}


def commented(document: dict) -> bool:
    rows = zip(document["lines"], document["label"], document["reason"], strict=True)
    return sum(words(line) for line, label, reason in rows if label == 0 and reason == "comment") >= 60


GROUPS: dict[str, Callable[[dict], bool]] = {
    "full pages, English news": lambda d: d["variant"] == "full" and d["set"] in ("zyte", "fundus") and english(d),
    "leaky, English news": lambda d: d["variant"] == "leaky" and d["set"] in ("zyte", "fundus") and english(d),
    "leaky with real comments": lambda d: d["variant"] == "leaky" and commented(d),
    "body + thread (dragnet)": lambda d: d["variant"] == "bodycomments",
    "article + real thread": lambda d: d["variant"] == "threads",
    "  without a cue": lambda d: d["variant"] == "threads" and without_cue(d),
    "composed": lambda d: d["variant"] == "composed",
    "full pages, everything": lambda d: d["variant"] == "full",
    "leaky, everything": lambda d: d["variant"] == "leaky",
}


def runs(text: str) -> Counter[tuple[str, ...]]:
    found = WORD.findall(text)
    return Counter(tuple(found[n : n + 4]) for n in range(max(1, len(found) - 3)) if found[n : n + 4])


def score_html(documents: list[dict], body: Callable[[str], str]) -> dict[str, float]:
    bodies = [body(document["html"]) for document in documents]
    if not any(document.get("gold_body") for document in documents):
        return _score_segments(documents, bodies)
    precision, recall = [], []
    for document, got in zip(documents, bodies, strict=True):
        gold, mine = runs(document["gold_body"]), runs(got)
        both = sum((gold & mine).values())
        if mine:
            precision.append(both / sum(mine.values()))
        if gold:
            recall.append(both / sum(gold.values()))
    p, r = statistics.mean(precision or [0]), statistics.mean(recall or [0])
    return {"n": len(documents), "P": p, "R": r, "F1": 2 * p * r / (p + r) if p + r else 0.0}


def _score_segments(documents: list[dict], bodies: list[str]) -> dict[str, float]:
    right = wrong = missed = leaks = told = 0
    for document, got in zip(documents, bodies, strict=True):
        got = " ".join(got.split())
        wanted = [" ".join(segment.split()) in got for segment in document["with_"]]
        right, missed = right + sum(wanted), missed + len(wanted) - sum(wanted)
        wrong += sum(" ".join(segment.split()) in got for segment in document["without"])
        comments = [" ".join(segment.split()) in got for segment in document.get("comments") or []]
        leaks, told = leaks + sum(comments), told + len(comments)
    p, r = right / max(1, right + wrong), right / max(1, right + missed)
    return {"n": len(documents), "P": p, "R": r, "F1": 2 * p * r / max(1e-9, p + r), "comments": leaks / max(1, told)}


def our_body(page: str) -> str:
    return clean(RawArticle("page.html", "html", page)).body


def trafilatura_body(page: str) -> str:
    import trafilatura

    return trafilatura.extract(page, include_comments=False) or ""


def resiliparse_body(page: str) -> str:
    from resiliparse.extract.html2text import extract_plain_text

    return extract_plain_text(page, main_content=True, comments=False)


def readability_body(page: str) -> str:
    from lxml import html as lxml_html
    from readability import Document

    try:
        return lxml_html.fromstring(Document(page).summary()).text_content()
    except Exception:
        return ""


def installed(peers: dict[str, Callable], sample: object) -> dict[str, Callable]:
    found = {}
    for name, peer in peers.items():
        try:
            peer(sample)
        except ImportError:
            print(f"({name} is not installed and not measured)")
        else:
            found[name] = peer
    return found


def show(group: str, name: str, figures: dict[str, float]) -> None:
    rest = "  ".join(f"{key} {value:.3f}" for key, value in figures.items() if key != "n")
    print(f"{group:27} {name:12} n={figures['n']:4}  {rest}", flush=True)


def measure_text(documents: list[dict], peers: dict[str, Keep]) -> None:
    for group, chosen in GROUPS.items():
        members = [document for document in documents if chosen(document)]
        for name, keep in peers.items():
            if members:
                show(group, name, score_text(members, keep))


def measure_html(data: Path, peers: dict[str, Callable[[str], str]], arguments: argparse.Namespace) -> None:
    for path in sorted(data.rglob("html_*.jsonl.gz")):
        documents = choose(read(path.parent, path.name), arguments)
        documents = [d for d in documents if d.get("gold_body") or (d.get("with_") and d.get("without"))]
        for name, body in peers.items():
            if documents:
                show(path.name.split("_")[1], name, score_html(documents, body))


def measure_speed(texts: list[dict], pages: list[dict]) -> None:
    """Items per second, the best of three rounds in turn, so that neither finds the other's caches warm alone."""

    def rate(peer: Callable, items: list) -> float:
        start = time.perf_counter()
        for item in items:
            peer(item)
        return len(items) / (time.perf_counter() - start)

    def best(mine: Callable, theirs: Callable, items: list) -> tuple[float, float]:
        rounds = [(rate(mine, items), rate(theirs, items)) for _ in range(3)]
        return max(own for own, _ in rounds), max(other for _, other in rounds)

    if texts:
        mine, theirs = best(ours, justext_lines, texts)
        print(f"speed, text: {mine:.0f} documents/s, justext {theirs:.0f}: {mine / theirs:.2f} times")
    if pages:
        mine, theirs = best(our_body, trafilatura_body, [page["html"] for page in pages])
        print(f"speed, HTML: {mine:.0f} pages/s, trafilatura {theirs:.0f}: {mine / theirs:.2f} times")


def choose(documents: list[dict], arguments: argparse.Namespace) -> list[dict]:
    chosen = [d for d in documents if not arguments.held_back or held_back(d["site"])]
    if arguments.limit and len(chosen) > arguments.limit:
        chosen = random.Random(1).sample(chosen, arguments.limit)
    return chosen


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--held-back", action="store_true")
    parser.add_argument("--limit", type=int, help="documents of each set")
    parser.add_argument("--only", choices=("text", "html", "speed"))
    parser.add_argument("--no-peers", action="store_true")
    arguments = parser.parse_args()
    sets = [
        read(arguments.data, pattern) for pattern in ("text_*.jsonl.gz", "threads_*.jsonl.gz", "composed_*.jsonl.gz")
    ]
    documents = [document for members in sets for document in choose(members, arguments)]
    sample = {"lines": ["A line of text."]}
    text_peers = {} if arguments.no_peers else installed(TEXT_PEERS, sample)
    html_peers = (
        {}
        if arguments.no_peers
        else installed(
            {"trafilatura": trafilatura_body, "resiliparse": resiliparse_body, "readability": readability_body},
            "<p>A line of text.</p>",
        )
    )
    if arguments.only in (None, "text"):
        measure_text(documents, {"dragoman": ours, **text_peers})
    if arguments.only in (None, "html"):
        measure_html(arguments.data, {"dragoman": our_body, **html_peers}, arguments)
    if arguments.only in (None, "speed"):
        rng = random.Random(2)
        pages = read(arguments.data, "html_fundus_*.jsonl.gz")
        measure_speed(rng.sample(documents, min(150, len(documents))), rng.sample(pages, min(60, len(pages))))


if __name__ == "__main__":
    main()
