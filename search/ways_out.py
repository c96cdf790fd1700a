"""Where to go from a question that finds nothing: questions near it that do find something, with their counts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from itertools import islice
from typing import Final

from search.analysis import EXACT, words
from search.explain import described
from search.fields import FACET_BY_NAME, FACETS, MISSING, SCOPES
from search.query import FacetIs, FuzzyTerm, Shaped
from search.question import Choice, Question
from search.results import WayOut

MOST_WAYS: Final = 12
"""Questions tried for one that finds nothing."""

MOST_WORDS: Final = 6
"""Words of a question that is tried without each of them."""

MOST_LIKE: Final = 2
"""Words of the index that are tried in the place of one that it does not hold."""

LONG: Final = 6
"""Letters from which on a word may have two letters wrong."""

_WORD: Final = re.compile(r"\w[\w'\u2019-]*")
_OPERATORS: Final = ("AND", "OR", "NOT")

Count = Callable[[Question], int]
Tokens = Callable[[Shaped], Mapping[str, int]]


def ways_out(question: Question, count: Count, tokens: Tokens) -> tuple[WayOut, ...]:
    """The near questions that find something: with words of the index in the place of misspelt ones, without each
    filter, without the exactness, with any of the words, in other text, without each word. `tokens` is what
    `Searcher.tokens` gives."""
    found: list[WayOut] = []
    for text, near in islice(_near(question, count, tokens), MOST_WAYS):
        number = count(near)
        if number:
            found.append(WayOut(text, replace(near, offset=0), number))
    return tuple(found)


def _near(question: Question, count: Count, tokens: Tokens) -> Iterator[tuple[str, Question]]:
    plain = _plain_words(question.text)
    yield from _respelt(question, plain, count, tokens)
    if question.since or question.until:
        yield "without the range of dates", replace(question, since=None, until=None)
    filters = list(_without_each_filter(question))
    yield from filters
    if len(filters) + bool(question.since or question.until) > 1:
        yield "without any filter", _unfiltered(question)
    if question.exact:
        yield "with other spellings and word forms", replace(question, exact=False)
    if question.without:
        yield "with all spellings", replace(question, without=())
    if not question.any_word and len(words(question.text)) > 1:
        yield "with any of the words", replace(question, any_word=True)
    if question.text and question.scope == "body":
        yield "in the removed text", replace(question, scope="removed")
    if question.scope != "body":
        yield "in the articles", replace(question, scope="body")
    for n, word in enumerate(plain if len(plain) > 1 else ()):
        yield f"without the word \u201c{word}\u201d", replace(question, text=" ".join(plain[:n] + plain[n + 1 :]))
    if question.text and question != _unfiltered(question):
        yield "in the removed text, without any filter", replace(_unfiltered(question), scope="removed")


def _plain_words(text: str) -> list[str]:
    """The words of a question that is a few words and nothing else; none of any other."""
    found = text.split()
    plain = len(found) <= MOST_WORDS and all(_WORD.fullmatch(w) and w not in _OPERATORS for w in found)
    return found if plain else []


def _respelt(question: Question, plain: list[str], count: Count, tokens: Tokens) -> Iterator[tuple[str, Question]]:
    """With the likest words of the index in the place of each word that it does not hold."""
    fields = SCOPES[question.scope]
    for n, word in enumerate(plain):
        alone = replace(_unfiltered(question), text=word)
        if count(alone):
            continue
        for like in _like(word, fields, tokens):
            near = replace(question, text=" ".join([*plain[:n], like, *plain[n + 1 :]]))
            yield f"with \u201c{like}\u201d for \u201c{word}\u201d, which no article holds", near


def _like(word: str, fields: tuple[str, ...], tokens: Tokens) -> list[str]:
    """Words of the index with one or two letters other, the likest first, then those of most articles."""
    found = words(word)
    typed = found[0].joined if len(found) == 1 else ""
    for edits in (1, 2) if len(typed) >= LONG else (1,) if len(typed) > 2 else ():
        held = tokens(FuzzyTerm(EXACT + typed, edits, fields))
        like = sorted(held, key=lambda token: (-held[token], token))
        if like:
            return [token.removeprefix(EXACT) for token in like[:MOST_LIKE]]
    return []


def _without_each_filter(question: Question) -> Iterator[tuple[str, Question]]:
    for facet in FACETS:
        choice = question.choices.get(facet.name, Choice())
        for value in choice.include:
            rest = replace(choice, include=tuple(other for other in choice.include if other != value))
            yield f"without {_named(facet.name, value)}", _with(question, facet.name, rest)
        for value in choice.exclude:
            rest = replace(choice, exclude=tuple(other for other in choice.exclude if other != value))
            yield f"without {_named(facet.name, value, 'not ')}", _with(question, facet.name, rest)


def _named(field: str, value: str, sign: str = "") -> str:
    shown = described(FacetIs(field, None if value == MISSING else value)).partition(":")[2].strip('"')
    return f"{FACET_BY_NAME[field].label}: {sign}{shown.rsplit('/', 1)[-1]}"


def _with(question: Question, field: str, choice: Choice) -> Question:
    return replace(question, choices={**question.choices, field: choice})


def _unfiltered(question: Question) -> Question:
    return replace(question, choices={}, since=None, until=None)
