"""Where to go from a question that finds nothing: questions near it that do find something, with their counts."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import islice
from typing import Final

from search.analysis import EXACT, words
from search.explain import described
from search.fields import FACET_BY_NAME, FACETS, MISSING, SCOPES
from search.parser import LONGEST_QUESTION
from search.query import FacetIs, FuzzyTerm, Not, Query, Shaped
from search.question import Choice, Question
from search.results import WayOut
from search.shapes import Shape
from search.typed import Typed
from search.unparse import unparse

MOST_WAYS: Final = 12
"""Questions tried for one that finds nothing."""

MOST_RESPELT: Final = 6
"""Questions among them that have other words in the place of misspelt ones, and words that others are looked for of."""

MOST_WORDS: Final = 6
"""Words of a question that is tried without each of them."""

MOST_LIKE: Final = 2
"""Words of the index that are tried in the place of one that it does not hold."""

LONG: Final = 6
"""Letters from which on a word may have two letters wrong."""

Count = Callable[[Question], int]
Tokens = Callable[[Shaped], Mapping[str, int]]


def ways_out(question: Question, missing: Collection[str], count: Count, tokens: Tokens) -> tuple[WayOut, ...]:
    """The near questions that find something: with words of the index in the place of misspelt ones, without each
    filter and exclusion, without the exactness, with any of the words, in other text, without each word or part; where
    none does, anything of it anywhere. `missing` are the words, quotations and wildcards of the question that nothing
    holds where it looks for them, `tokens` what `Searcher.tokens` is."""
    near = islice(_near(question, missing, tokens), MOST_WAYS)
    return tuple(_that_find(near, count)) or tuple(_that_find(_anything(question), count))


def _that_find(near: Iterable[tuple[str, Question]], count: Count) -> Iterator[WayOut]:
    for text, other in near:
        whole = len(other.text) <= LONGEST_QUESTION  # written anew, a question may be too long to be read to its end
        number = count(other) if whole else 0
        if number:
            yield WayOut(text, replace(other, offset=0), number)


def _anything(question: Question) -> Iterator[tuple[str, Question]]:
    """Anything that is looked for, anywhere: for questions of which no single part is to blame."""
    typed = Typed.of(question.text).anywhere()
    if typed.leaves:
        text = replace(typed, parts=typed.leaves, scopes=()).text()
        loose = replace(_unfiltered(question), text=text, any_word=True, similar=None, scope="all", field="")
        yield "with any of this, in all text, without any filter", loose


def _near(question: Question, missing: Collection[str], tokens: Tokens) -> Iterator[tuple[str, Question]]:
    typed = Typed.of(question.text)

    def changed(other: Typed) -> Question:
        return replace(question, text=other.text())

    yield from islice(_respelt(question, typed, missing, tokens), MOST_RESPELT)
    filters = list(_without_each_filter(question, typed))
    yield from filters
    if len(filters) > 1:
        yield "without any filter", replace(_unfiltered(question), text=typed.but(*typed.filters).text())
    if question.similar and (question.text or question != _unfiltered(question)):
        yield f"not only articles like {question.similar}", replace(question, similar=None)
    if question.exact or typed.inexact() != typed:
        yield "with other spellings and word forms", replace(changed(typed.inexact()), exact=False)
    if question.without or typed.unwanted:
        yield "with all spellings", replace(changed(replace(typed, unwanted=())), without=())
    if typed.unquoted() != typed:
        yield "without the quotation marks", changed(typed.unquoted())
    if (len(missing) > 1 or len(typed.words) > MOST_WORDS) and typed.without(missing).leaves:
        yield "without the words that are not found", changed(typed.without(missing))
    if not question.any_word and len(words(question.text)) > 1:
        yield "with any of the words", replace(question, any_word=True)
    yield from _in_other_text(question, typed)
    several = len(typed.words) + len(typed.sought) + len(typed.filters) > 1
    for word in typed.words if several and len(typed.words) <= MOST_WORDS else ():
        yield f"without the word \u201c{word}\u201d", changed(typed.without([word]))
    for part in typed.sought if several else ():
        yield _without(part), changed(typed.but(part))
    if question.text and question != _unfiltered(question):
        yield "in the removed text, without any filter", replace(_unfiltered(question), scope="removed")


def _in_other_text(question: Question, typed: Typed) -> Iterator[tuple[str, Question]]:
    """In all fields where the question names one, in the removed text in the place of the articles' own, and back."""
    if question.field:
        yield f"not only in the {question.field}", replace(question, field="")
    if typed.anywhere() != typed:
        yield "in all fields", replace(question, text=typed.anywhere().text())
    free = replace(question, text=replace(typed, scopes=()).text())
    if typed.scopes or question.scope != "body":
        yield "in the articles", replace(free, scope="body")
        yield "in all text", replace(free, scope="all")
    elif question.text:
        yield "in the removed text", replace(question, scope="removed")


def _respelt(
    question: Question, typed: Typed, missing: Collection[str], tokens: Tokens
) -> Iterator[tuple[str, Question]]:
    """With the likest words of the index in the place of those that it does not hold: of all, then of each."""
    fields = SCOPES[question.scope]
    liked = {word: _like(word, fields, tokens) for word in islice(missing, MOST_RESPELT)}
    likest = {word: like[0] for word, like in liked.items() if like}
    if len(likest) > 1:
        yield _respelling(question, typed, likest)
    for word, like in liked.items():
        yield from (_respelling(question, typed, {word: other}) for other in like)


def _respelling(question: Question, typed: Typed, respelt: Mapping[str, str]) -> tuple[str, Question]:
    for word, like in respelt.items():
        typed = typed.respelt(word, like)
    told = ", ".join(f"\u201c{like}\u201d for \u201c{word}\u201d" for word, like in respelt.items())
    return f"with {told}", replace(question, text=typed.text())


def _like(word: str, fields: tuple[str, ...], tokens: Tokens) -> list[str]:
    """Words of the index with one or two letters other, the likest first, then those of most articles."""
    found = words(word)
    typed = found[0].joined if len(found) == 1 else ""
    if len(typed) < 3:
        return []
    held = tokens(FuzzyTerm(EXACT + typed, 2 if len(typed) >= LONG else 1, fields))
    nearest = Shape.of(FuzzyTerm(EXACT + typed, 1, fields))
    near = [token for token in held if nearest.fits(token)] or list(held)
    return [token.removeprefix(EXACT) for token in sorted(near, key=lambda token: (-held[token], token))[:MOST_LIKE]]


def _without_each_filter(question: Question, typed: Typed) -> Iterator[tuple[str, Question]]:
    if question.since or question.until:
        yield "without the range of dates", replace(question, since=None, until=None)
    for part in typed.filters:
        yield _without(part), replace(question, text=typed.but(part).text())
    for facet in FACETS:
        choice = question.choices.get(facet.name, Choice())
        for value in choice.include:
            rest = replace(choice, include=tuple(other for other in choice.include if other != value))
            yield f"without {_named(facet.name, value)}", _with(question, facet.name, rest)
        for value in choice.exclude:
            rest = replace(choice, exclude=tuple(other for other in choice.exclude if other != value))
            yield f"without {_named(facet.name, value, 'not ')}", _with(question, facet.name, rest)


def _without(part: Query) -> str:
    return f"without excluding {unparse(part.child)}" if isinstance(part, Not) else f"without {unparse(part)}"


def _named(field: str, value: str, sign: str = "") -> str:
    shown = described(FacetIs(field, None if value == MISSING else value)).partition(":")[2].strip('"')
    return f"{FACET_BY_NAME[field].label}: {sign}{shown.rsplit('/', 1)[-1]}"


def _with(question: Question, field: str, choice: Choice) -> Question:
    return replace(question, choices={**question.choices, field: choice})


def _unfiltered(question: Question) -> Question:
    return replace(question, choices={}, since=None, until=None)
