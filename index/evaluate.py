"""Measuring cleaning and facets on articles that the owner labelled."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from index.articles import CleanArticle, RawArticle, Skipped
from index.build import stage_of
from index.cleaning.repeated import NOTHING, Repeated
from index.figures import Judged, Scored, date_verdict, figures_of, is_ceiling
from index.labelled import Places
from index.labels import SINGLE, Label, Labels, corpus_hash
from index.patience import TooSlowError, time_limit
from index.scores import Comparison, Counts, compare_paths, compare_texts, compare_values
from search.documents import FacetValue
from search.errors import ArchiveError
from search.fields import FACET_BY_NAME

if TYPE_CHECKING:
    from index.cleaning.rules import Rules
    from search.names import Names

_SURROGATES: Final = re.compile("[\ud800-\udfff]")
_WORD: Final = re.compile(r"\w+")

Values = Mapping[str, tuple[FacetValue, ...]]
"""Field names and what an article holds in them."""


@dataclass(frozen=True, slots=True)
class Floor:
    """A floor of the labels file, and the figure as it is."""

    name: str
    bound: float
    value: float

    @property
    def ceiling(self) -> bool:
        """Whether less is better, so that the bound is the most that may be."""
        return is_ceiling(self.name)

    @property
    def reached(self) -> bool:
        """Whether the figure is as good as was asked."""
        return self.value <= self.bound if self.ceiling else self.value >= self.bound


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What became of the articles of one labels file. `corpus` is the hash of the labelled content."""

    labels: Labels
    scored: tuple[Scored, ...]
    failed: tuple[Skipped, ...]
    corpus: str

    def figures(self) -> dict[str, float]:
        """All figures by name, shares from 0 to 1; what is not labelled is absent."""
        return figures_of(self.scored)

    def floors(self) -> tuple[Floor, ...]:
        """The floors of the labels file. `ArchiveError` when they were written for other content than this, or bound
        a figure that nothing was labelled for."""
        asked, file = self.labels.floors, str(self.labels.file)
        if asked.corpus not in (None, self.corpus):
            raise ArchiveError(
                "the floors were written for other labels or articles: look at the figures and set the floors anew, "
                f'with corpus = "{self.corpus}"',
                path=file,
                line=asked.line,
            )
        figures = self.figures()
        for name in asked.bounds:
            if name not in figures:
                message = f"the floor '{name}' bounds what no article labels: label it, or take the floor out"
                raise ArchiveError(message, path=file, line=asked.line)
        return tuple(Floor(name, bound, figures[name]) for name, bound in asked.bounds.items())


@dataclass(frozen=True, slots=True)
class Ways:
    """How a build would treat articles: the names, the rules of cleaning if the owner has his own, and what the archive
    knows of an article (`index.repeats.survey.recall`)."""

    names: Names
    rules: Rules | None = None
    recall: Callable[[RawArticle], tuple[RawArticle, Repeated]] = lambda raw: (raw, NOTHING)


def evaluate(labels: Labels, places: Places, ways: Ways) -> Evaluation:
    """Clean the labelled articles and find their facets as a build would, and compare with the labels. What cannot
    be read or cleaned is in `failed` with its reason, and the rest measured."""
    scored: list[Scored] = []
    failed: list[Skipped] = []
    texts: dict[str, str] = {}
    for label in labels.articles:
        raw = places.read(labels, label)
        done: Scored | Skipped = raw if isinstance(raw, Skipped) else _measure(label, raw, ways)
        if isinstance(raw, RawArticle):
            texts[label.path] = raw.text
        if isinstance(done, Scored):
            scored.append(done)
        else:
            failed.append(done)
    return Evaluation(labels, tuple(scored), tuple(failed), corpus_hash(labels.articles, texts))


def take_apart(raw: RawArticle, ways: Ways) -> tuple[CleanArticle, Values] | Skipped:
    """An article cleaned, and its facets; or why that cannot be done."""
    from index.cleaning import clean
    from index.facets import extract_facets

    try:
        with time_limit():
            raw, repeated = ways.recall(raw)
            article = clean(raw, rules=ways.rules, repeated=repeated)
            return article, extract_facets(article, ways.names)
    except (Exception, TooSlowError) as error:
        return Skipped(raw.path, stage_of(error), str(error) or type(error).__name__)


def plain(text: str) -> str:
    """A value as labels hold it: single blanks, and U+FFFD for halves of surrogate pairs, which TOML cannot hold."""
    return " ".join(_SURROGATES.sub("\ufffd", text).split())


def held_values(values: Values, name: str) -> list[str]:
    """The values of a field as labels hold them, the main one first; of dates and publishers the main one alone."""
    held = [text for value in values.get(name, ()) if (text := plain(value.value))]
    return held[:1] if name in SINGLE else held


def _measure(label: Label, raw: RawArticle, ways: Ways) -> Scored | Skipped:
    done = take_apart(raw, ways)
    if isinstance(done, Skipped):
        return Skipped(label.path, done.stage, done.reason)
    article, values = done
    return score(label, article.title, article.body, values, ways.names)


def score(label: Label, title: str, body: str, values: Values, names: Names) -> Scored:
    """An article beside its label."""
    words = None if label.body is None else compare_texts(label.body, body)
    # without a body to compare with, the whole text that stays may hold what should have gone
    rest = body if words is None else "\n".join(words.extra)
    return Scored(
        label.path,
        words,
        None if label.title is None else _said(label.title) == _said(title),
        {name: _judge(name, wanted, held_values(values, name), names) for name, wanted in label.values.items()},
        {reason: _stayed(compare_texts(text, rest)) for reason, text in label.removed.items()},
    )


def _said(text: str) -> str:
    """The words of a title, without capitals and punctuation; a title without words as it is."""
    return " ".join(_WORD.findall(text)).casefold() or plain(text)


def _stayed(comparison: Comparison) -> Counts:
    counts = comparison.counts
    return Counts(counts.right, counts.right, counts.wanted)


def _judge(name: str, labelled: frozenset[str], held: Sequence[str], names: Names) -> Judged:
    found = frozenset(held)
    wanted = frozenset(_known(name, value, found, names) for value in labelled)
    if name.endswith("date"):
        verdict = date_verdict(next(iter(wanted), None), held[0] if held else None)
        return Judged(compare_values(wanted, found), *_differences(wanted, found), dated=verdict)
    if name != "region":
        return Judged(compare_values(wanted, found), *_differences(wanted, found))
    ancestors = FACET_BY_NAME[name].ancestors
    levels = [frozenset(path for value in side for path in ancestors(value)) for side in (wanted, found)]
    above = {path for value in wanted | found for path in ancestors(value)[:-1]}
    return Judged(
        compare_paths(wanted, found, ancestors),
        *_differences(wanted - (above - found), found - (above - wanted)),
        levels=compare_values(*levels),
    )


def _differences(wanted: frozenset[str], found: frozenset[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return tuple(sorted(wanted - found)), tuple(sorted(found - wanted))


def _known(name: str, value: str, found: frozenset[str], names: Names) -> str:
    """A labelled value as Dragoman writes it: labels may use any spelling that it knows."""
    value = plain(value)
    if value in found or name.endswith("date"):
        return value
    folded = {held.casefold(): held for held in found}
    if value.casefold() in folded:
        return folded[value.casefold()]
    known = names.lookup(name.removeprefix("original_"), value)
    asked = value.casefold().split("/")
    fit = [one.value for one in known if len(asked) == 1 or set(asked[:-1]) <= set(one.value.casefold().split("/"))]
    return next((one for one in fit if one in found), fit[0] if fit else value)
