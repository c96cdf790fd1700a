"""From the question as typed to the question as matched: words become tokens, names become all their spellings."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from search import patterns
from search.analysis import EXACT, Word, piece_words, stem
from search.explain import alternatives, described, within
from search.name_ways import Asked, NameWays, Way
from search.notes import Notes, piece
from search.query import (
    And,
    AnyOf,
    Everything,
    Fuzzy,
    FuzzyTerm,
    Near,
    Not,
    Nothing,
    Or,
    Pattern,
    Prefix,
    Query,
    Term,
    Text,
    Wildcard,
)
from search.spelling import (
    Tokens,
    acronym,
    any_of,
    any_shape,
    asks_words,
    everyday_words,
    leaf,
    leftmost_longest,
    lone_article,
    name_part,
    named,
    sequences,
    shouted,
    weight,
)
from search.unlisted import WEIGHT, Alike, Known, OtherSpellings
from search.unwanted import Unwanted

if TYPE_CHECKING:
    from search.engine import Searcher
    from search.names import Match, Names


FEW: Final = 3
"""Words typed together, of which it is said how those were read that are names in capitals: in prose all are words."""


@dataclass(frozen=True, slots=True)
class Expanded:
    """A query of matched leaves, how to say it in words (in the query language itself), what joins the parts of that
    ("AND", "OR", or "" when there is one), and remarks."""

    query: Query
    text: str
    joins: str = ""
    notes: tuple[str, ...] = ()
    spellings: tuple[tuple[Way, ...], ...] = ()
    """Of each name that has others than the typed one: that, and the others that are asked for."""
    labels: Mapping[Query, str] = field(default_factory=dict)
    """What the parts of the query that score are called, as typed."""


def expand(
    query: Query,
    names: Names,
    *,
    fields: tuple[str, ...],
    exact: bool = False,
    any_word: bool = False,
    without: Iterable[str] = (),
    searcher: Searcher | None = None,
    known: Known | None = None,
) -> Expanded:
    """What to ask an engine for. `fields` are the text fields that leaves without their own look in; `without` are
    spellings and names that are not to be asked for unless they are typed (see `search.unwanted`).

    Unless `exact`, words match by stem, names by every literal spelling of every name written so, and names that no
    list has by the words of the searcher's index that are spelt much like them; with it, words match as typed but for
    case and accents, and only names that count in capitals alone (*IS*, *US*) keep that. With `any_word` an article
    need not hold all the words and names: one is enough, and one word of a name or part of a compound too; facets,
    dates and exclusions still all count. `known` keeps what the index spells like a word, for other questions.
    """
    notes, unwanted = Notes(), Unwanted(without)
    others = (
        None
        if searcher is None or exact
        else OtherSpellings(searcher, names, unwanted, notes, {} if known is None else known)
    )
    ways = NameWays(names, unwanted, notes)
    expander = _Expander(names, fields, exact, any_word, ways, others)
    expanded, text, joins = expander.walk(query)
    for typed in unwanted.unused():
        notes.add(f"'without:{piece(typed)}' is no spelling of a name in the question: it changes nothing")
    shown = tuple(dict.fromkeys(ways.shown))
    return Expanded(expanded, text or "all articles", joins, notes.listed(), shown, expander.labels)


Said = tuple[Query, str, str]
"""A query, how to say it, and what joins its parts in that ("AND", "OR", or "" when it needs no parentheses)."""


@dataclass(slots=True)
class _Expander:
    names: Names
    fields: tuple[str, ...]
    exact: bool
    any_word: bool
    ways: NameWays
    others: OtherSpellings | None
    said: dict[tuple[Asked, bool, tuple[str, ...] | None], Said] = field(default_factory=dict)
    labels: dict[Query, str] = field(default_factory=dict)

    def walk(self, query: Query) -> Said:
        """Every node of the tree, which the parser keeps shallow."""
        match query:
            case Text(exact=True) if not self.exact:
                query, text, joins = replace(self, exact=True).walk(query)
                return query, f"exact:({text})" if joins else f"exact:{text}", ""
            case Text():
                return self.all_of(list(self.phrase(query) if query.quoted else self.run(query)))
            case Wildcard():
                return self.wildcard(query)
            case Fuzzy(text, edits, fields):
                token = EXACT + piece_words(text)[0].joined
                said = within(f"{text.casefold()}~{edits}", fields)
                return self.part(FuzzyTerm(token, edits, self.looked_in(query)), said)
            case And(children):
                return self.all_of([self.walk(child) for child in children])
            case Or(children):
                return _join(Or, "OR", [self.walk(child) for child in children])
            case AnyOf(children, label):
                parts = [self.walk(child) for child in children]
                return AnyOf(tuple(part for part, _, _ in parts), label), label, ""
            case Not(child):
                inner, text, operator = self.walk(child)
                if isinstance(inner, Nothing):
                    return Everything(), "", ""
                return Not(inner), f"NOT ({text})" if operator else f"NOT {text or 'all articles'}", ""
            case _:
                return query, described(query), ""

    def all_of(self, parts: Sequence[Said]) -> Said:
        """What all must match; of words any one, if that is enough."""
        words = [part for part in parts if self.any_word and asks_words(part[0])]
        others = [part for part in parts if part not in words]
        return _join(And, "AND", [*([_join(Or, "OR", words)] if words else []), *others])

    def phrase(self, typed: Text) -> Iterator[Said]:
        """A quotation: the words one behind the other, or near each other; names in it in every spelling."""
        found = piece_words(typed.text)
        if not found:
            return
        matches = list(leftmost_longest(self.matches(typed.text, found)))
        if [(first, last) for first, last, _ in matches] == [(0, len(found))]:
            yield self.name(typed, found, matches[0][2])
            return
        listed = {n for first, last, _ in matches for n in range(first, last)}
        like = [
            [] if n in listed else self.alike((word.joined,), typed.text[word.start : word.end].casefold(), typed)
            for n, word in enumerate(found)
        ]
        if not (matches or any(like)) and (typed.distance is None or len(found) == 1):
            said = within(f'"{" ".join(typed.text.split())}"', typed.fields)
            yield self.part(any_of(sequences(found, exact=self.exact), self.looked_in(typed), typed.text), said)
        else:
            yield self.near(typed, found, matches, like)

    def near(
        self, typed: Text, found: Sequence[Word], matches: Sequence[tuple[int, int, Match]], like: Sequence[list[Alike]]
    ) -> Said:
        """A quotation of words and names, each in all its ways; `like` are the words that spell each word otherwise."""
        parts: list[tuple[Tokens, ...]] = []
        said: list[str] = []
        at = 0
        for first, last, match in [*matches, (len(found), 0, None)]:
            for n, word in enumerate(found[at:first], at):
                others = [other.tokens for other in like[n]]
                parts.append(tuple(dict.fromkeys([*sequences([word], exact=self.exact), *others])))
                plain = typed.text[word.start : word.end].casefold()
                said.append(alternatives([plain, *(other.said for other in like[n])]) if like[n] else plain)
            if match is not None:
                ways, _ = self.ways.of(self.asked(typed, found[first:last]), match.names, exact=self.exact)
                parts.append(tuple(ways))
                said.append(alternatives(list(ways.values())).strip('"'))
            at = last
        tail = "" if typed.distance is None else f"~{typed.distance}"
        text = within(f'"{" ".join(said)}"{tail}', typed.fields)
        if typed.distance is None and all(len(part) == 1 for part in parts):
            return self.part(leaf(sum((part[0] for part in parts), ()), self.looked_in(typed)), text)
        own = within(f'"{" ".join(typed.text.split())}"{tail}', typed.fields)
        return self.part(Near(tuple(parts), typed.distance, self.looked_in(typed)), text, own)

    def run(self, typed: Text) -> Iterator[Said]:
        """Adjacent words: each name in them, and each word that is part of none."""
        found = piece_words(typed.text)
        if len(found) <= FEW:
            self.note_small_letters(typed.text, found)
        at = 0
        for first, last, match in [*leftmost_longest(self.matches(typed.text, found)), (len(found), 0, None)]:
            yield from self.words(typed, found[at:first])
            if match is not None:
                yield self.name(typed, found[first:last], match)
                yield from self.parts(typed, found[first:last])
            at = last

    def note_small_letters(self, text: str, found: Sequence[Word]) -> None:
        """Say of words that are names in capitals (*us*, *is*) how they were read."""
        for own in (text[word.start : word.end] for word in found):
            if own.islower() and (len(own) == 2 or own in everyday_words()):
                capitals = own.upper()
                if any(match.text == capitals and self.ways.wanted(match) for match in self.names.find(capitals)):
                    self.ways.notes.add(f"'{own}' in small letters is the word: {capitals} would be the name")

    def words(self, typed: Text, found: Sequence[Word]) -> Iterator[Said]:
        """Words as such, and what may be names that no list has in every spelling that the index holds; an Arabic
        article goes with the word behind it."""
        units = list(self.units(found))
        for own, like in zip(units, self.other_spellings(typed, units), strict=True):
            ways = ([] if self.exact else named(own)) or sequences(own, exact=self.exact)
            said = _said(typed, own)
            lesser = [replace(leaf(other.tokens, self.looked_in(typed)), weight=WEIGHT) for other in like]
            shown = alternatives([said, *(other.said for other in like)]) if like else said
            asked = any_of(ways, self.looked_in(typed), said, weight(own[-1].joined), lesser)
            yield self.part(asked, within(shown, typed.fields), within(said, typed.fields))
            yield from self.parts(typed, own if len(own) == 1 else ())

    def units(self, found: Sequence[Word]) -> Iterator[Sequence[Word]]:
        """The words, an Arabic article with the one behind it."""
        at = 0
        while at < len(found):
            size = 2 if lone_article(found[at]) and at + 1 < len(found) and not self.exact else 1
            yield found[at : at + size]
            at += size

    def other_spellings(self, typed: Text, units: Sequence[Sequence[Word]]) -> list[list[Alike]]:
        """How each may be spelt otherwise, alone or together with one beside it."""
        found = [self.alike((name_part(own),), _said(typed, own), typed) for own in units]
        for n, (one, other) in enumerate(pairwise(units)):
            if typed.text[one[-1].end : other[0].start] != " ":  # http://www
                continue
            pair = self.alike((name_part(one), name_part(other)), _said(typed, (*one, *other)), typed)
            found[n] += [like for like in pair if like not in found[n]]
            found[n + 1] += [like for like in pair if like not in found[n + 1]]
        return found

    def parts(self, typed: Text, found: Sequence[Word]) -> Iterator[Said]:
        """Where any word is enough, the words of a name and the parts of a compound, but for single letters and digits
        (*T-90*)."""
        texts = [part.text for word in found for part in word.parts]
        said = [text for text in texts if len(text) > 1] if self.any_word and len(texts) > 1 else []
        tokens = [EXACT + text if self.exact else stem(text) for text in said]
        terms = [Term(token, self.looked_in(typed), weight(text)) for token, text in zip(tokens, said, strict=True)]
        if terms:  # an Or of nothing would match nothing
            shown = [self.part(term, within(text, typed.fields)) for term, text in zip(terms, said, strict=True)]
            yield Or(tuple(terms)), " OR ".join(text for _, text, _ in shown), "OR"

    def alike(self, folded: tuple[str, ...], said: str, typed: Text) -> list[Alike]:
        """Other spellings of a word, or of two side by side, that may be a name that no list has."""
        found = [] if self.others is None or self.exact else self.others.of(folded, said, self.looked_in(typed))
        if found:
            own = dict.fromkeys(sequences(piece_words(said)), said)
            self.ways.note_spellings(said, own | {other.tokens: other.said for other in found})
        return found

    def matches(self, text: str, found: Sequence[Word]) -> list[tuple[int, int, Match]]:
        """Names among the words, as (first word, last word + 1, match); none begins or ends inside a word."""
        starts = {word.start: n for n, word in enumerate(found)}
        ends = {word.end: n + 1 for n, word in enumerate(found)}
        hits: list[Match] = []
        alone: dict[str, list[Match]] = {}
        for word in found:
            typed = text[word.start : word.end]
            if typed.isupper() or acronym(typed):  # IS, typed so, is never the verb; sdf means the SDF
                if typed not in alone:
                    alone[typed] = self.names.find(typed.upper())
                hits += [_moved(match, word.start) for match in alone[typed]]
        hits += self.names.find(text)
        return [
            (starts[m.start], ends[m.end], m)
            for m in hits
            if m.start in starts and m.end in ends and self.ways.wanted(m)
        ]

    def name(self, typed: Text, found: Sequence[Word], match: Match) -> Said:
        """All spellings of all names that are written so, and the words as typed, as a phrase."""
        asked = self.asked(typed, found), self.exact, typed.fields
        if asked not in self.said:
            ways, label = self.ways.of(asked[0], match.names, exact=self.exact)
            text = within(alternatives(list(ways.values())), typed.fields)
            own = within(asked[0].text.casefold(), typed.fields)
            self.said[asked] = self.part(any_of(ways, self.looked_in(typed), label), text, own)
        return self.said[asked]

    def asked(self, typed: Text, found: Sequence[Word]) -> Asked:
        """A stretch of what is typed, as a name."""
        own = typed.text[found[0].start : found[-1].end]
        return Asked(own, typed.quoted, shouted(typed.text, own))

    def wildcard(self, typed: Wildcard) -> Said:
        """A shape of words. Of a compound, the joined form has it; words before the last one stand as words."""
        begin = patterns.head(typed.text)
        said = within(typed.text.casefold(), typed.fields)
        if begin + "*" != typed.text:
            shape = any_shape(Pattern, patterns.folded(typed.text), typed.text, self.looked_in(typed), said)
            return self.part(shape, said)
        found = piece_words(begin)
        head = list(self.words(Text(begin, fields=typed.fields), found[:-1]))
        last = found[-1]
        said = within(begin[last.start : last.end].casefold() + "*", typed.fields)
        shape = any_shape(Prefix, last.joined, begin[last.start :], self.looked_in(typed), said)
        return _join(And, "AND", [*head, self.part(shape, said)])

    def part(self, query: Query, text: str, typed: str = "") -> Said:
        """A part that scores, how to say it, and what it is called, if that is less."""
        self.labels.setdefault(query, typed or text)
        return query, text, ""

    def looked_in(self, typed: Text | Wildcard | Fuzzy) -> tuple[str, ...]:
        return typed.fields or self.fields


def _said(typed: Text, own: Sequence[Word]) -> str:
    return typed.text[own[0].start : own[-1].end].casefold()


def _moved(match: Match, by: int) -> Match:
    return match._replace(start=match.start + by, end=match.end + by)


def _join(join: Callable[[tuple[Query, ...]], Query], operator: str, parts: Sequence[Said]) -> Said:
    """And or Or of the parts, nested ones of the same sort laid flat; inner Ors in parentheses."""
    if len(parts) == 1:
        return parts[0]
    said = [f"({text})" if inner and inner != operator else text for _, text, inner in parts if text]
    return join(tuple(query for query, _, _ in parts)), f" {operator} ".join(said), operator if len(said) > 1 else ""
