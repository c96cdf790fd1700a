"""Answers for people at a terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from search.documents import PRINTED, Document, FacetValue
from search.engine import Engine
from search.explain import described
from search.fields import FACET_BY_NAME
from search.query import And, AnyOf, Not, Or, Query
from search.results import FacetCount, FacetResult, Hit, Results, Snippet
from search.terminal import printable

SHOWN_VALUES: Final = 6
"""Values of each facet under an answer."""

_DETAILS: Final = (
    ("original_date", "First on"),
    ("updated", "Changed on"),
)
_ON, _OFF = "\ue000", "\ue001"  # `printable` leaves none of these in archived text
_BOLD, _MARK, _DIM, _PLAIN = "\x1b[1m", "\x1b[1;33m", "\x1b[2m", "\x1b[0m"


def index_state(engine: Engine) -> str:
    """Which state of the index answered."""
    stamp = "".join(c for c in engine.generation.partition("T")[0] if c.isdigit())
    day = f"of {stamp[:4]}-{stamp[4:6]}-{stamp[6:]}, " if len(stamp) == 8 else ""
    count = engine.count()
    return f"index {day}{count:,} {'article' if count == 1 else 'articles'}"


@dataclass(frozen=True, slots=True)
class Paper:
    """What is written on: columns, and whether in colour."""

    width: int = 80
    color: bool = False

    def paint(self, text: str, style: str) -> str:
        """The text in a style, if there is colour."""
        return f"{style}{text}{_PLAIN}" if self.color and text else text

    def marked(self, text: str, marks: Sequence[tuple[int, int]]) -> str:
        """The text made printable, with marks as signs that `inked` turns into colour."""
        pieces, at = [], 0
        for start, end in marks:
            pieces += [printable(text[at:start]), _ON, printable(text[start:end]), _OFF]
            at = end
        return "".join([*pieces, printable(text[at:])])

    def inked(self, lines: Sequence[str], base: str = "") -> Iterator[str]:
        """Lines with their signs turned into colour; a mark that runs over a line's end begins anew on the next."""
        on = False
        for line in lines:
            opened = (_ON if on else "") + line
            on = opened.rfind(_ON) > opened.rfind(_OFF)
            closed = opened + (_OFF if on else "")
            if self.color:
                yield base + closed.replace(_ON, _MARK).replace(_OFF, _PLAIN + base) + (_PLAIN if base else "")
            else:
                yield closed.replace(_ON, "").replace(_OFF, "")

    def wrapped(self, text: str, indent: int, base: str = "") -> Iterator[str]:
        """A paragraph under an indent."""
        return (" " * indent + line for line in self.inked(self.filled(text.split(), indent), base))

    def labelled(self, label: str, pieces: Iterable[str], gap: str = " ") -> Iterator[str]:
        """Pieces behind a label, further lines under the first piece."""
        for line in self.filled(pieces, len(label), gap):
            yield label + line
            label = " " * len(label)

    def filled(self, pieces: Iterable[str], indent: int, gap: str = " ") -> list[str]:
        """Pieces laid out in lines under an indent, none broken; signs of marks take no room."""
        lines = [""]
        for piece in pieces:
            longer = lines[-1] + gap + piece if lines[-1] else piece
            if not lines[-1] or len(longer) - longer.count(_ON) - longer.count(_OFF) <= max(20, self.width - indent):
                lines[-1] = longer
            else:
                lines.append(piece)
        return lines


def summary(results: Results, sort: str = "relevance") -> str:
    """How many articles there are, for what, and in which order of dates."""
    read = results.interpretation
    articles = "1 article" if results.total == 1 else f"{results.total:,} articles"
    perhaps = f" ({results.perhaps:,} perhaps: dated to a month or year only)" if results.perhaps else ""
    return printable(f"{articles}{perhaps} for: {read.text if read else ''}{_order(results, sort)}")


def head(told: Sequence[str], paper: Paper) -> str:
    """The line over an answer, in several where it is longer than the paper is wide."""
    whole = "   ".join(told)
    lines = [whole] if len(whole) <= paper.width else paper.filled(" ".join(told).split(), 0)
    return "\n".join(lines) + "\n"


def _order(results: Results, sort: str) -> str:
    """In which order of dates the articles come, and which of them come last for want of a date."""
    if sort == "relevance" or not results.total:
        return ""
    last = f"; {results.inexact:,} not dated to a day come last" if results.inexact else ""
    return f" ({sort} first{last})"


def ways_out(results: Results) -> Iterator[str]:
    """What would find something, a line each, with the count."""
    for way in results.instead:
        articles = "1 article" if way.count == 1 else f"{way.count:,} articles"
        yield printable(f"{way.text}: {articles}")


def hit_lines(hits: Sequence[Hit], offset: int, paper: Paper) -> Iterator[str]:
    """Each hit: number, date and whether it only may fit, publisher and score; title; passages; id and path."""
    for number, hit in enumerate(hits, offset + 1):
        yield from _hit(number, hit, paper)


def _hit(number: int, hit: Hit, paper: Paper) -> Iterator[str]:
    document = hit.document
    date = document.first("date")
    shown = (printable(date.value) if date else "no date") + (" (perhaps)" if hit.perhaps else "")
    begin, publisher = f"{number:2}  {shown:<10}  ", _publisher(document)
    *first, head = paper.labelled(begin, publisher.split())
    yield from first
    score = f"score {hit.score:.1f}"
    room = paper.width - len(head) - len(score)
    yield head + (" " * room + paper.paint(score, _DIM) if room > 0 and hit.score else "")
    yield from paper.wrapped(paper.marked(document.title, hit.title_marks) or "(no title)", 4, _BOLD)
    for snippet in hit.snippets:
        yield from paper.wrapped(_snippet(snippet, paper), 4)
    yield "    " + paper.paint(printable(f"{document.id}  {document.path}"), _DIM)
    yield ""


def _publisher(document: Document) -> str:
    publisher, original = document.first("publisher"), document.first("original_publisher")
    name = publisher.value if publisher else "unknown publisher"
    return printable(f"{name} (from {original.value})" if original else name)


def _snippet(snippet: Snippet, paper: Paper) -> str:
    shown = paper.marked(snippet.text, snippet.marks)
    before = "\u2026 " if snippet.cut_before else ""
    after = " \u2026" if snippet.cut_after else ""
    reason = f"[removed: {printable(snippet.reason)}] " if snippet.reason else ""
    return f"{reason}{before}{shown}{after}"


def facet_lines(results: Results, paper: Paper) -> Iterator[str]:
    """A line for each facet, with its largest values."""
    for name, result in results.facets.items():
        if result.counts or result.missing:
            yield from paper.labelled(f"{FACET_BY_NAME[name].label:<10}", _counts(name, result), gap="  ")


def _counts(name: str, result: FacetResult) -> Iterator[str]:
    chosen = [c for c in result.counts if c.chosen or c.excluded]
    telling = _days_or_longer(result.counts) if name == "date" else _closest(name, result.counts)
    offered = [*chosen, *[c for c in telling if c not in chosen]]
    shown = offered[: max(SHOWN_VALUES, len(chosen))]
    if name == "date":
        shown.sort(key=lambda counted: counted.value)
    ends = Counter(_end(name, counted.value) for counted in shown)
    for counted in shown:
        value = _end(name, counted.value)
        if ends[value] > 1:  # a town and its province
            value = _end(name, counted.value, 2)
        sign = "+" if counted.chosen else "-" if counted.excluded else ""
        yield f"{sign}{printable(value)} {counted.count:,}"
    more = len(offered) + result.other - len(shown)
    if more:
        yield f"({more:,} more)"
    if result.missing:
        yield f"[no {FACET_BY_NAME[name].noun}] {result.missing:,}"


def _closest(name: str, counts: Sequence[FacetCount]) -> list[FacetCount]:
    """The values without those that say no more than one below them: whatever holds *Syria* here holds *Homs*."""
    facet = FACET_BY_NAME[name]
    below = {(parent, one.count) for one in counts for parent in facet.ancestors(one.value)[:-1]}
    return [one for one in counts if (one.value, one.count) not in below]


def _days_or_longer(counts: Sequence[FacetCount]) -> list[FacetCount]:
    """The days, or months, or years: the shortest spans that are few enough to be shown and leave out no article."""
    levels = [[one for one in counts if one.value.count("-") == level] for level in (2, 1, 0)]
    dated = sum(one.count for one in levels[-1])
    fit = (held for held in levels if len(held) <= SHOWN_VALUES and sum(one.count for one in held) == dated)
    return next(fit, levels[-1])


def _end(name: str, value: str, levels: int = 1) -> str:
    """The last levels of a path."""
    return "/".join(value.split("/")[-levels:]) if FACET_BY_NAME[name].separator == "/" else value


def article_lines(document: Document, paper: Paper, *, removed: bool) -> Iterator[str]:
    """An article to read: title, what is known of it, its text, and on demand what was removed, where it stood."""
    yield from paper.wrapped(printable(document.title), 0, _BOLD)
    for label, value in _facts(document):
        yield from paper.labelled(f"{label + ':':<12}", printable(value).split())
    yield ""
    at = 0
    for block in document.removed if removed else ():
        yield from _paragraphs(document.body[at : block.after], paper)
        at = max(at, block.after)
        yield from paper.wrapped(f"[removed: {printable(block.reason)}] {printable(block.text)}", 2, _DIM)
        yield ""
    yield from _paragraphs(document.body[at:], paper)
    if document.removed and not removed:
        blocks = "1 block" if len(document.removed) == 1 else f"{len(document.removed)} blocks"
        yield paper.paint(f"({blocks} removed: --in all shows them)", _DIM)


def plain_lines(document: Document) -> Iterator[str]:
    """An article for other programs: its title, an empty line, its text as it was cleaned, not wrapped. No line holds
    a form feed, so that can stand between articles."""
    yield printable(document.title)
    yield ""
    yield from map(printable, document.body.splitlines())


def _paragraphs(text: str, paper: Paper) -> Iterator[str]:
    for line in text.splitlines():
        if line.strip():
            yield from paper.wrapped(printable(line), 0)
            yield ""


def _facts(document: Document) -> Iterator[tuple[str, str]]:
    yield "Id", document.id
    yield "Path", document.path
    if document.url:
        yield "Address", document.url
    for name in FACET_BY_NAME:
        held = document.values.get(name, ())
        if held or FACET_BY_NAME[name].shown:
            yield FACET_BY_NAME[name].label, "; ".join(map(_held, held)) or "unknown"
    for name, label in _DETAILS:
        if held := document.values.get(name, ()):
            yield label, "; ".join(map(_held, held))


def _held(value: FacetValue) -> str:
    return f"{value.value} ({value.type})" if value.type and value.type != PRINTED else value.value


def tree_lines(query: Query, depth: int = 0) -> Iterator[str]:
    """A query of matched leaves as an indented tree, a node a line."""
    name = type(query).__name__
    match query:
        case And(children) | Or(children) | AnyOf(children):
            label = f" {query.label}" if isinstance(query, AnyOf) else ""
            yield f"{'  ' * depth}{name}{label}"
            for child in children:
                yield from tree_lines(child, depth + 1)
        case Not(child):
            yield f"{'  ' * depth}{name}"
            yield from tree_lines(child, depth + 1)
        case _:
            yield f"{'  ' * depth}{name} {described(query)}".rstrip()
