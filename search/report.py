"""What `--explain` tells: how a question was read, what each hit's score is made of, and what took how long."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from search.output import hit_json, results_json
from search.question import Question
from search.results import Hit, Results, ScorePart, Spelling
from search.terminal import printable
from search.text import summary, tree_lines


def explanation_lines(question: Question, results: Results, held: int, index: str) -> Iterator[str]:
    """The explanation as text; `held` articles are in the `index`."""
    read = results.interpretation
    assert read is not None  # noqa: S101 - `ask` always gives one
    report = [
        f"asked:   {question.text}",
        f"read as: {read.text}",
        *(f"note:    {note}" for note in read.notes),
        f"found:   {summary(results, question.sort).partition(' for: ')[0]} of {held:,} in {index}",
        f"time:    {', '.join(f'{1000 * seconds:.1f} ms to {stage}' for stage, seconds in results.timings.items())}",
        *_spelling_lines(read.spellings),
        "matches:",
        *(f"  {line}" for line in tree_lines(read.query)),
        *(["scores:"] if results.hits else []),
        *(f"  {line}" for n, hit in enumerate(results.hits, question.offset + 1) for line in _hit_lines(n, hit)),
    ]
    return map(printable, report)


def _spelling_lines(spellings: Iterable[tuple[Spelling, ...]]) -> Iterator[str]:
    for ways in spellings:
        found = ", ".join(f"{way.text} {way.count:,}" for way in ways if way.count)
        yield f"name:    {ways[0].text}: {found or 'in no article'}"
        absent = [way.text for way in ways if not way.count]
        if found and absent:
            yield f"         in no article: {', '.join(absent)}"


def _hit_lines(number: int, hit: Hit) -> Iterator[str]:
    yield f"{number:2}  {hit.score:.4f}  {hit.document.id}  {hit.document.title}"
    for part in hit.parts:
        yield f"    {part.score:.4f}  {part.label}: {_worked_out(part)}"


def _worked_out(part: ScorePart) -> str:
    """How a part's score comes about, such as *1.10 x 1.42; body 2 (2.13); in 3 articles; daesh 2*."""
    fields = ", ".join(f"{name} {count:.3g} ({part.normalised[name]:.2f})" for name, count in part.counts.items())
    ways = ", ".join(f"{way} {count}" for way, count in part.ways.items())
    saturated = part.score / part.weight if part.weight else 0.0
    rare = "" if part.articles is None else f"in {part.articles:,} article{'' if part.articles == 1 else 's'}"
    return "; ".join(filter(None, [f"{part.weight:.4f} x {saturated:.4f}", fields, rare, ways]))


def explanation_json(question: Question, results: Results, held: int, index: str) -> dict[str, Any]:
    """The answer as `results_json` gives it, with the tree, the times, and the parts of each hit's score."""
    read = results.interpretation
    answer = results_json(question, results)
    answer["hits"] = [hit_json(hit) | {"score_parts": [_part_json(part) for part in hit.parts]} for hit in results.hits]
    return answer | {
        "index": index,
        "articles": held,
        "tree": list(tree_lines(read.query)) if read else [],
        "seconds": dict(results.timings),
    }


def _part_json(part: ScorePart) -> dict[str, Any]:
    return {
        "part": part.label,
        "score": part.score,
        "weight": part.weight,
        "articles": part.articles,
        "fields": {name: {"count": count, "normalised": part.normalised[name]} for name, count in part.counts.items()},
        "ways": dict(part.ways),
    }
