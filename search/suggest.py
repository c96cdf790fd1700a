"""What somebody who has begun to type may mean: values of facets under any of their spellings, words and titles.

One function for the search box, the JSON API and completion in shells. What is offered is what the index holds, with
the number of articles that hold it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from search.analysis import EXACT, fold, stem, words
from search.choices import NAMED_LIKE, Choices
from search.explain import quoted
from search.fields import FACET_ALIASES, FACET_BY_NAME, SCOPES
from search.keys import key
from search.name_ways import EXPANDED
from search.query import And, Nothing, Prefix, Query, SearchRequest, Term
from search.spelling import light_words
from search.terminal import printable

if TYPE_CHECKING:
    from search.engine import Searcher
    from search.names import Names

MOST_NAMES: Final = 5
MOST_WORDS: Final = 3
MOST_TITLES: Final = 2

LIKELY_WORDS: Final = 6
"""Words of most articles with one beginning, of which some are names, or have a stem together."""

LONGEST_NAME: Final = 4
"""Words at the end of a question that are taken together for the beginning of a name."""

SHORTEST_NAME: Final = 2
SHORTEST: Final = 3
SHORTEST_OF_TITLE: Final = 4
"""Letters from which on names are offered, their other spellings and words, and titles: fewer begin too many."""

_FACETS: Final = ("actor", "region", "publisher")
"""The facets whose values are offered unasked."""

_FIELD: Final = re.compile(r"(?:^|(?<=[\s(-]))([^\W\d_]\w*):(\"?)([^\":]*)\Z")
_LAST_WORDS: Final = re.compile(r"\w[\w'\u2019.-]*(?:[ \t]+\w[\w'\u2019.-]*)*\Z")


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A question to ask instead of what was typed. `kind` is the name of a facet, "word" or "title", `label` what was
    completed; `count` is how many articles hold that value or word, 1 for a title."""

    text: str
    kind: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Completed:
    """A facet value that was begun: what it is called in short, itself, how many articles hold it, and whether it
    begins so itself."""

    shown: str
    value: str
    count: int
    first: bool


def suggest(searcher: Searcher, names: Names, text: str, facet: str = "") -> tuple[Suggestion, ...]:
    """What a question that begins so may become, the likeliest first; with `facet` the text is the beginning of one of
    its values alone. Raises `EngineError`, and nothing for what is typed."""
    choices = Choices(searcher, names)
    if facet:
        found = complete_value(facet, text, choices.counts(facet), lambda: names)
        return tuple(Suggestion(one.value, facet, one.shown, one.count) for one in found)
    if (typed := _FIELD.search(text)) and (field := _facet(typed[1])):
        begin = text[: typed.start()]
        found = complete_value(field, typed[3], choices.counts(field), lambda: names)
        return tuple(
            Suggestion(f"{begin}{field}:{quoted(one.shown)}", field, one.shown, one.count)
            for one in found[: MOST_NAMES + MOST_WORDS]
        )
    sure, unsure = _names(text, choices, names)
    others = sorted([*unsure, *_words(text, searcher, names)], key=lambda one: -one.count)
    return tuple(_unlike([*sure, *others, *_titles(text, searcher)]))


def complete_value(
    field: str, begun: str, counts: Mapping[str, int], names: Callable[[], Names]
) -> tuple[Completed, ...]:
    """The values of a facet that begin so, case and accents apart, then those of which another word or, where these are
    none, another spelling begins so; each by its number of articles. Of a path the last level is enough, and is what a
    value is called unless several end in it or a path is typed. `names` gives the names, if they are needed."""
    separator = FACET_BY_NAME[field].separator
    wanted = begun if separator == "-" else key(begun)
    short = separator == "/" and "/" not in begun
    ends = {value: value.rsplit("/", 1)[-1] if short else value for value in counts if printable(value) == value}
    shared = Counter(ends.values())
    called = {value: end if shared[end] == 1 else value for value, end in ends.items()}
    plain = {value: end if separator == "-" else key(end) for value, end in ends.items()}
    first = [value for value, end in plain.items() if end.startswith(wanted)]
    found = first or [value for value, end in plain.items() if f" {wanted}" in end]
    if not found and len(wanted) >= SHORTEST and separator != "-":
        spelt = names().beginning(NAMED_LIKE.get(field, field), begun)
        found = [value for value in dict.fromkeys(name.value for name in spelt) if value in called]
    made = (Completed(called[value], value, counts[value], bool(first)) for value in found)
    return tuple(sorted(made, key=lambda one: -one.count))


def _facet(name: str) -> str:
    known = FACET_ALIASES.get(name.casefold(), name.casefold())
    return known if known in FACET_BY_NAME else ""


def _tails(text: str) -> Iterator[tuple[str, str]]:
    """The question before its last words, and these: the most words first."""
    last = _LAST_WORDS.search(text)
    if last is None:
        return
    starts = [last.start() + word.start() for word in re.finditer(r"\S+", last[0])]
    yield from ((text[:start], text[start:]) for start in starts[-LONGEST_NAME:])


def _names(text: str, choices: Choices, names: Names) -> tuple[list[Suggestion], list[Suggestion]]:
    """Values that the last words are the beginning of, of as many words as there are any for: those that begin so
    themselves, and those of which another word or spelling does."""
    for before, typed in _tails(text):
        if len(key(typed)) < SHORTEST_NAME:
            continue
        found = [(field, one) for field in _FACETS for one in _valued(field, typed, choices, names)]
        ordered = sorted(found, key=lambda named: (not named[1].first, -named[1].count))[:MOST_NAMES]
        made = [
            (one.first, Suggestion(before + one.shown.rsplit("/", 1)[-1], field, one.shown, one.count))
            for field, one in ordered
        ]
        if made:
            return [one for first, one in made if first], [one for first, one in made if not first]
    return [], []


def _valued(field: str, typed: str, choices: Choices, names: Names) -> Iterator[Completed]:
    """Values that begin so in their own or in any other spelling."""
    counts = choices.counts(field)
    own = complete_value(field, typed, counts, lambda: names)
    yield from own
    if len(key(typed)) >= SHORTEST:
        others = {name.value for name in names.beginning(field, typed)} - {one.value for one in own}
        for value in sorted(others & counts.keys()):
            yield Completed(value.rsplit("/", 1)[-1], value, counts[value], first=False)


def _words(text: str, searcher: Searcher, names: Names) -> Iterator[Suggestion]:
    """Words of the articles that the last word is the beginning of, one for each stem, by the number of articles that
    asking for it finds. Names are left out: they stand among the values."""
    *_, (before, typed) = ("", ""), *_tails(text)
    begun = fold(typed).text
    if len(begun) < SHORTEST or not begun.isalnum() or begun in light_words():
        return
    held = searcher.tokens(Prefix(EXACT + begun, SCOPES["body"]), most=LIKELY_WORDS)
    by_stem: dict[str, str] = {}
    for token in sorted(held, key=lambda token: (-held[token], token)):
        word = token.removeprefix(EXACT)
        if len(by_stem) < MOST_WORDS and not any(
            names.lookup(field, written) for field in EXPANDED for written in (word, stem(word))
        ):
            by_stem.setdefault(stem(word), word)
    asked = tuple(Term(token, SCOPES["body"]) for token in by_stem)
    counts = searcher.search(SearchRequest(Nothing(), facets=(), limit=0, counted=asked)).held
    for word, count in zip(by_stem.values(), counts, strict=True):
        yield Suggestion(before + word, "word", word, count)


def _titles(text: str, searcher: Searcher) -> Iterator[Suggestion]:
    """Articles whose titles hold all the words, the last of them as a beginning."""
    found = [part.text for word in words(text) for part in word.parts]
    if not found or len(found[-1]) < SHORTEST_OF_TITLE:
        return
    fields = ("title",)
    asked: list[Query] = [Term(stem(word), fields) for word in found[:-1]]
    query = And((*asked, Prefix(EXACT + found[-1], fields)))
    for hit in searcher.search(SearchRequest(query, facets=(), limit=MOST_TITLES)).hits:
        title = " ".join(printable(hit.document.title).replace('"', " ").split())
        yield Suggestion(f'title:"{title}"', "title", title, 1)


def _unlike(found: list[Suggestion]) -> Iterator[Suggestion]:
    """Without questions that differ in capitals and accents only."""
    seen: set[str] = set()
    for one in found:
        if key(one.text) not in seen:
            seen.add(key(one.text))
            yield one
