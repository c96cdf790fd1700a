"""Where to go from a question that finds nothing: questions near it that do find something, with their counts."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice
from typing import Final

from search.analysis import EXACT, words
from search.explain import described
from search.fields import FACET_BY_NAME, FACETS, MISSING, SCOPES
from search.parser import parse_query
from search.query import And, DateRange, Everything, FacetIs, Fuzzy, FuzzyTerm, Not, Or, Query, Shaped, Text, Wildcard
from search.question import Choice, Question
from search.results import WayOut
from search.shapes import Shape
from search.unparse import unparse

MOST_WAYS: Final = 12
"""Questions tried for one that finds nothing."""

MOST_WORDS: Final = 6
"""Words of a question that is tried without each of them."""

MOST_LIKE: Final = 2
"""Words of the index that are tried in the place of one that it does not hold."""

LONG: Final = 6
"""Letters from which on a word may have two letters wrong."""

_TYPED_TEXT: Final = (Text, Wildcard, Fuzzy)
_WORD: Final = re.compile(r"\w[\w'\u2019-]*")

Count = Callable[[Question], int]
Tokens = Callable[[Shaped], Mapping[str, int]]


@dataclass(frozen=True, slots=True)
class _Typed:
    """A question taken apart: its words, what else must hold, which text it names (`in:removed`, `-in:comments`), and
    the spellings that it does not want."""

    words: tuple[str, ...] = ()
    parts: tuple[Query, ...] = ()
    scopes: tuple[str, ...] = ()
    unwanted: tuple[str, ...] = ()

    @classmethod
    def of(cls, text: str) -> _Typed:
        parsed = parse_query(text)
        tree = parsed.query
        children = tree.children if isinstance(tree, And) else () if isinstance(tree, Everything) else (tree,)
        said = [word for child in children if _is_plain(child) for word in unparse(child).split()]
        plain = len(said) <= MOST_WORDS and all(map(_WORD.fullmatch, said))
        parts = tuple(child for child in children if not (plain and _is_plain(child)))
        scopes = [f"-in:{scope}" for scope in parsed.not_in] + ([f"in:{parsed.scope}"] if parsed.scope else [])
        unwanted = (f'without:"{spelling}"' for spelling in parsed.without)
        return cls(tuple(said) if plain else (), parts, tuple(scopes), tuple(unwanted))

    @property
    def filters(self) -> tuple[Query, ...]:
        """The parts that only take articles away: facets, dates, all that is excluded."""
        return tuple(part for part in self.parts if _is_filter(part))

    @property
    def sought(self) -> tuple[Query, ...]:
        """The parts that look for text and are no plain words."""
        return tuple(part for part in self.parts if not _is_filter(part))

    @property
    def is_in_fields(self) -> bool:
        """Whether some part is looked for in one field only."""
        return any(isinstance(part, _TYPED_TEXT) and part.fields for part in self.parts)

    @property
    def quotations(self) -> tuple[Text, ...]:
        """The parts that are words in quotation marks."""
        return tuple(part for part in self.parts if isinstance(part, Text) and part.quoted and not part.exact)

    def but(self, *parts: Query) -> _Typed:
        """The same without these parts."""
        return replace(self, parts=tuple(part for part in self.parts if part not in parts))

    def anywhere(self) -> _Typed:
        """The same with no part looked for in one field only."""
        parts = (replace(part, fields=None) if isinstance(part, _TYPED_TEXT) else part for part in self.parts)
        return replace(self, parts=tuple(parts))

    def respelt(self, at: int, *words: str) -> _Typed:
        """The same with these words in the place of one."""
        return replace(self, words=(*self.words[:at], *words, *self.words[at + 1 :]))

    def text(self) -> str:
        """The question, written anew."""
        return " ".join([*self.words, *map(_written, self.parts), *self.scopes, *self.unwanted])


def _written(part: Query) -> str:
    return f"({unparse(part)})" if isinstance(part, And | Or) else unparse(part)


def _is_plain(query: Query) -> bool:
    return query == Text(query.text) if isinstance(query, Text) else False


def _is_sought(query: Query) -> bool:
    return isinstance(query, Wildcard | Fuzzy) or (isinstance(query, Text) and query.quoted)


def _is_filter(query: Query) -> bool:
    return isinstance(query, Not | FacetIs | DateRange)


def absent(question: Question, count: Count) -> tuple[str, ...]:
    """The words, quotations and wildcards of a question that nothing in the whole archive holds, in any spelling. Of
    more words than a few, none is looked for."""
    everywhere = replace(_unfiltered(question), scope="all", field="")
    typed = _Typed.of(question.text)
    asked = [*typed.words, *(unparse(part) for part in typed.parts if _is_sought(part))]
    return tuple(text for text in dict.fromkeys(asked) if not _is_held(replace(everywhere, text=text), count))


def _is_held(question: Question, count: Count) -> bool:
    """Whether anything is found; as typed first, since other spellings take longest to look for."""
    return any(count(replace(question, exact=exact)) for exact in dict.fromkeys((True, question.exact)))


def ways_out(question: Question, missing: Collection[str], count: Count, tokens: Tokens) -> tuple[WayOut, ...]:
    """The near questions that find something: with words of the index in the place of misspelt ones, without each
    filter and exclusion, without the exactness, with any of the words, in other text, without each word or part; where
    none does, anything of it anywhere. `missing` is what `absent` gives, `tokens` what `Searcher.tokens` does."""
    near = islice(_near(question, missing, count, tokens), MOST_WAYS)
    return tuple(_that_find(near, count)) or tuple(_that_find(_anything(question), count))


def _that_find(near: Iterable[tuple[str, Question]], count: Count) -> Iterator[WayOut]:
    for text, other in near:
        number = count(other)
        if number:
            yield WayOut(text, replace(other, offset=0), number)


def _anything(question: Question) -> Iterator[tuple[str, Question]]:
    """Anything that is looked for, anywhere: for questions of which no single part is to blame."""
    typed = _Typed.of(question.text).anywhere()
    sought = [*typed.words, *map(_written, typed.sought)]
    if sought:
        text = replace(typed, words=(" OR ".join(dict.fromkeys(sought)),), parts=(), scopes=()).text()
        loose = replace(_unfiltered(question), text=text, scope="all", field="")
        yield "with any of this, in all text, without any filter", loose


def _near(question: Question, missing: Collection[str], count: Count, tokens: Tokens) -> Iterator[tuple[str, Question]]:
    typed = _Typed.of(question.text)
    yield from _respelt(question, typed, missing, count, tokens)
    filters = list(_without_each_filter(question, typed))
    yield from filters
    if len(filters) > 1:
        yield "without any filter", replace(_unfiltered(question), text=typed.but(*typed.filters).text())
    if question.exact:
        yield "with other spellings and word forms", replace(question, exact=False)
    if question.without:
        yield "with all spellings", replace(question, without=())
    if typed.quotations:
        loose = replace(typed.but(*typed.quotations), words=(*typed.words, *(part.text for part in typed.quotations)))
        yield "without the quotation marks", replace(question, text=loose.text())
    if not question.any_word and len(words(question.text)) > 1:
        yield "with any of the words", replace(question, any_word=True)
    yield from _in_other_text(question, typed)
    for n, word in enumerate(typed.words if len(typed.words) + len(typed.parts) > 1 else ()):
        yield f"without the word \u201c{word}\u201d", replace(question, text=typed.respelt(n).text())
    for part in typed.sought if len(typed.words) + len(typed.parts) > 1 else ():
        yield _without(part), replace(question, text=typed.but(part).text())
    if question.text and question != _unfiltered(question):
        yield "in the removed text, without any filter", replace(_unfiltered(question), scope="removed")


def _in_other_text(question: Question, typed: _Typed) -> Iterator[tuple[str, Question]]:
    """In all fields where the question names one, in the removed text in the place of the articles' own, and back."""
    if question.field:
        yield f"not only in the {question.field}", replace(question, field="")
    if typed.is_in_fields:
        yield "in all fields", replace(question, text=typed.anywhere().text())
    free = replace(question, text=replace(typed, scopes=()).text())
    if typed.scopes or question.scope != "body":
        yield "in the articles", replace(free, scope="body")
        yield "in all text", replace(free, scope="all")
    elif question.text:
        yield "in the removed text", replace(question, scope="removed")


def _respelt(
    question: Question, typed: _Typed, missing: Collection[str], count: Count, tokens: Tokens
) -> Iterator[tuple[str, Question]]:
    """With the likest words of the index in the place of each word that it does not hold."""
    fields = SCOPES[question.scope]
    for n, word in enumerate(typed.words):
        if word not in missing and _is_held(replace(_unfiltered(question), text=word), count):
            continue
        for like in _like(word, fields, tokens):
            near = replace(question, text=typed.respelt(n, like).text())
            yield f"with \u201c{like}\u201d for \u201c{word}\u201d", near


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


def _without_each_filter(question: Question, typed: _Typed) -> Iterator[tuple[str, Question]]:
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
