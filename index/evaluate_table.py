"""An evaluation for people, and for machines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from textwrap import TextWrapper
from typing import Any, Final, get_args

from index.evaluate import Evaluation
from index.figures import LEVELS, Dated, Scored, dates_of, loses, stayed_of, totals_of
from index.scores import Counts
from search.terminal import printable

_MOST_COMMON: Final = 3
_MOST_STRETCHES: Final = 10
_LONGEST_STRETCH: Final = 300
_EXCERPT: Final = 60
_NARROWEST: Final = 40
_LABELS: Final = {LEVELS: "region, all levels"}
_NAMES: Final = 28
"""Columns for what a row is about."""


def table(evaluation: Evaluation, *, width: int = 80, worst: int = 5) -> Iterator[str]:
    """The lines to print, fit for a terminal whatever articles and labels hold, with excerpts cut to `width`.
    `worst` is the number of articles shown for their bodies."""
    lines = [
        *_head(evaluation),
        *_body(evaluation.scored),
        *_fields(evaluation),
        *_worst(evaluation.scored, worst, width),
    ]
    paper = TextWrapper(
        max(width, _NARROWEST), subsequent_indent="    ", break_long_words=False, break_on_hyphens=False
    )
    for line in lines:
        yield from paper.wrap(printable(line)) or [""]


def _head(evaluation: Evaluation) -> Iterator[str]:
    failed = f", {len(evaluation.failed)} could not be" if evaluation.failed else ""
    count = len(evaluation.scored)
    yield f"{evaluation.labels.file}: {_number(count, 'article')} measured{failed}"
    yield f"content {evaluation.corpus}"
    for skipped in evaluation.failed:
        yield f"  {skipped.path}: {skipped.stage}: {skipped.reason}"
    yield ""


def _body(scored: Sequence[Scored]) -> Iterator[str]:
    counts = [article.words.counts for article in scored if article.words is not None]
    if counts:
        losing = sum(map(loses, counts))
        yield f"{'body, words':{_NAMES}}{'precision':>10}{'recall':>8}{'F1':>8}"
        means = [sum(getattr(one, name) for one in counts) / len(counts) for name in ("precision", "recall", "f1")]
        yield f"{'  mean of ' + _number(len(counts), 'article'):{_NAMES}}{means[0]:10.3f}{means[1]:8.3f}{means[2]:8.3f}"
        yield f"  {_share(losing, len(counts))} lose more than a tenth of the body"
    titles = [article.title for article in scored if article.title is not None]
    if titles:
        yield f"title: {_share(sum(titles), len(titles))} right"
    stayed = stayed_of(scored)
    if stayed:
        yield "words that should have gone and stayed, by reason"
        for reason, one in stayed.items():
            yield f"  {reason:15}{_share(one.right, one.wanted)}"
    yield ""


def _fields(evaluation: Evaluation) -> Iterator[str]:
    totals = totals_of(evaluation.scored)
    if not totals:
        return
    yield (
        f"{'values, over all articles':{_NAMES}}{'precision':>10}{'recall':>8}{'F1':>8}"
        f"{'right':>8}{'found':>8}{'labelled':>10}"
    )
    for name, counts in totals.items():
        yield f"  {_LABELS.get(name, name):{_NAMES - 2}}" + _row(counts)
    for name in ("date", "original_date"):
        verdicts = dates_of(evaluation.scored, name)
        if verdicts:
            yield f"{name}: " + ", ".join(f"{verdicts[verdict]} {verdict}" for verdict in get_args(Dated))
    for name in totals:
        yield from _differences(name, evaluation.scored)
    yield ""


def _row(counts: Counts) -> str:
    shares = f"{counts.precision:10.3f}{counts.recall:8.3f}{counts.f1:8.3f}"
    return shares + f"{counts.right:8,}{counts.found:8,}{counts.wanted:10,}"


def _differences(name: str, scored: Sequence[Scored]) -> Iterator[str]:
    """The values that were missed and wrong most often, each with an article where."""
    judged = [(article.path, article.fields[name]) for article in scored if name in article.fields]
    for side in ("missed", "wrong"):
        found = [(value, path) for path, one in judged for value in getattr(one, side)]
        where = dict(reversed(found))
        common = Counter(value for value, _ in found).most_common(_MOST_COMMON)
        if common:
            yield f"{name} {side}: " + "; ".join(f"{value} ({count}: {where[value]})" for value, count in common)


def _worst(scored: Sequence[Scored], worst: int, width: int) -> Iterator[str]:
    found = [article for article in scored if article.words is not None and article.words.counts.f1 < 1]
    found.sort(key=lambda article: (article.words.counts.f1 if article.words else 1, article.path))
    if found[:worst]:
        yield "the worst bodies"
    for article in found[:worst]:
        assert article.words is not None  # noqa: S101
        counts = article.words.counts
        yield f"  F1 {counts.f1:.3f}  {article.path}"
        for side, stretches in (("lost", article.words.lost), ("kept wrongly", article.words.extra)):
            if stretches:
                longest = max(stretches, key=len)
                words = _number(sum(len(stretch.split()) for stretch in stretches), "word")
                lead = f"    {side}, {words}: "
                yield lead + _beginning(longest, max(_EXCERPT // 2, width - len(lead)))


def _beginning(text: str, length: int) -> str:
    text = " ".join(text[: 4 * length].split())
    return text if len(text) <= length else text[: length - 3] + "..."


def _number(count: int, noun: str) -> str:
    return f"{count:,} {noun}" + ("" if count == 1 else "s")


def _share(part: int, whole: int) -> str:
    return f"{part:,} of {whole:,}" + (f" ({part / whole:.1%})" if whole else "")


def as_json(evaluation: Evaluation) -> dict[str, Any]:
    """The evaluation as plain JSON data: figures, floors, what could not be measured, and every article with the
    beginnings of what was lost and wrongly kept."""
    return {
        "labels": str(evaluation.labels.file),
        "corpus": evaluation.corpus,
        "figures": evaluation.figures(),
        "failed": [{"path": one.path, "stage": one.stage, "reason": one.reason} for one in evaluation.failed],
        "articles": [_article(article) for article in evaluation.scored],
    }


def _article(article: Scored) -> dict[str, Any]:
    found: dict[str, Any] = {"path": article.path}
    if article.words is not None:
        found |= _shares(article.words.counts)
        found |= {"lost": _stretches(article.words.lost), "kept_wrongly": _stretches(article.words.extra)}
    if article.title is not None:
        found["title_right"] = article.title
    if article.stayed:
        found["kept"] = {reason: {"kept": one.right, "words": one.wanted} for reason, one in article.stayed.items()}
    found["values"] = {
        name: {**_shares(judged.counts), "missed": judged.missed, "wrong": judged.wrong}
        for name, judged in article.fields.items()
    }
    return found


def _shares(counts: Counts) -> Mapping[str, float]:
    return {"precision": counts.precision, "recall": counts.recall, "f1": counts.f1}


def _stretches(stretches: Sequence[str]) -> list[dict[str, Any]]:
    longest = sorted(stretches, key=len, reverse=True)[:_MOST_STRETCHES]
    return [{"words": len(stretch.split()), "text": stretch[:_LONGEST_STRETCH]} for stretch in longest]
