"""From the query box to a `Query`. The box never fails: what cannot be meant is read as words or left out, and named.

    question := group ( OR group )*                 a OR b, a | b
    group    := unit ( AND? unit )*                 a b, a AND b: both
    unit     := ( NOT | - | + )* atom               NOT binds closest, then AND, then OR
    atom     := words | "phrase" | "words"~5 | sh?pe* | misspelt~1
              | field:value | field:"value" | field:( question ) | ( question )

See docs/query-language.md for what people are told, and docs/decisions/0002-query-language.md for the reasons.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from search import lexer, patterns
from search.analysis import piece_words
from search.dates import Span, read_date, read_span
from search.fields import FACET_ALIASES, FACET_BY_NAME, MISSING, SCOPES, TEXT_BY_NAME
from search.lexer import OPERATORS, Kind, Lexeme
from search.notes import Notes, piece
from search.query import And, DateRange, Everything, FacetIs, Fuzzy, Not, Or, Query, Text, Wildcard

LONGEST_QUESTION: Final = 1_000
"""Characters of a question that are read."""

DEEPEST: Final = 16
SHORTEST_WILDCARD: Final = 2
SHORTEST_FUZZY: Final = 3
MOST_EDITS: Final = 2
MOST_SHAPED: Final = 16
"""Words with signs that stand for letters: each is compared with all words of the index, and of the articles shown."""

FARTHEST: Final = 50
"""Words between those of a `"..."~n`: less than the gap that `search.analysis` leaves between two passages."""

MOST_NEAR: Final = 16
"""Words of a `"..."~n`: looking for them takes the square of their number."""

LONGEST_FIELD: Final = 20
"""Characters of a name that known fields are compared with."""

DATE_FIELDS: Final = ("since", "until", "on")
SCOPE_FIELD: Final = "in"
EXACT_FIELD: Final = "exact"
WITHOUT_FIELD: Final = "without"
WHOLE: Final = (SCOPE_FIELD, WITHOUT_FIELD)
"""Fields that count for the whole question."""

FIELDS: Final = (*TEXT_BY_NAME, *FACET_BY_NAME, *FACET_ALIASES, *DATE_FIELDS, *WHOLE, EXACT_FIELD)
"""All that may stand before a colon."""


@dataclass(frozen=True, slots=True)
class ParsedQuery:
    """What was asked: a tree with leaves as typed, the scope if `in:` named one (else None), remarks on
    everything that was left out or read otherwise than it may have been meant, the spellings that `without:` named, and
    the scopes that `-in:` excluded."""

    query: Query
    notes: tuple[str, ...] = ()
    scope: str | None = None
    without: tuple[str, ...] = ()
    not_in: tuple[str, ...] = ()


def parse_query(
    text: str, *, today: dt.date | None = None, longest: int = LONGEST_QUESTION, deepest: int = DEEPEST
) -> ParsedQuery:
    """Read a question, in time linear in its length. Whatever it holds, it has a reading: what stands behind the first
    `longest` characters is left out, parentheses inside more than `deepest` others are ignored, each with a remark.
    `today` is the day that *last month* counts from; None is the present one."""
    notes = Notes()
    parser = _Parser(_balanced(lexer.lex(_cut(text, longest, notes), notes), deepest, notes), notes, today)
    query = parser.question(None)
    if query is None and text.strip() and not (notes.listed() or parser.scope or parser.without or parser.not_in):
        notes.add(f"'{piece(text)}' has nothing to search for: all articles are listed")
    not_in = tuple(dict.fromkeys(parser.not_in))
    if not searched(parser.scope, not_in):
        notes.add("nothing is left to search in: '-in:' is left out")
        not_in = ()
    found = Everything() if query is None else query
    return ParsedQuery(found, notes.listed(), parser.scope, tuple(parser.without), not_in)


def searched(scope: str | None, not_in: tuple[str, ...]) -> tuple[str, ...]:
    """The text fields of a scope without those of the excluded ones. Whoever excludes some and names none means all."""
    excluded = {name for one in not_in for name in SCOPES[one]}
    return tuple(name for name in SCOPES[scope or "all"] if name not in excluded)


def _cut(text: str, longest: int, notes: Notes) -> str:
    """The beginning of a text, up to the end of a word where that is near."""
    if len(text) <= longest:
        return text
    notes.add(f"the question has {len(text):,} characters: only the first {longest:,} are read")
    begin, _, rest = text[:longest].rpartition(" ")
    return begin if begin and len(rest) < longest // 4 else text[:longest]


def _balanced(lexemes: list[Lexeme], deepest: int, notes: Notes) -> list[Lexeme]:
    """The tokens with parentheses in pairs, none deeper than allowed."""
    kept: list[Lexeme] = []
    depth = 0
    for lexeme in lexemes:
        depth += (lexeme.kind is Kind.OPEN) - (lexeme.kind is Kind.CLOSE)
        if depth < 0:
            depth = 0
            notes.add("a parenthesis is closed that was never opened: read as if it were not there")
        elif depth > deepest - (lexeme.kind is Kind.CLOSE) and lexeme.kind in (Kind.OPEN, Kind.CLOSE):
            notes.add(f"parentheses stand more than {deepest} deep: the inner ones are ignored")
        else:
            kept.append(lexeme)
    if depth:
        notes.add("a parenthesis is not closed: read as if it were, at the end")
    return kept + [Lexeme(Kind.CLOSE, ")")] * min(depth, deepest)


@dataclass(slots=True)
class _Parser:
    lexemes: list[Lexeme]
    notes: Notes
    today: dt.date | None = None
    at: int = 0
    scope: str | None = None
    exact: bool = False
    without: list[str] = field(default_factory=list)
    not_in: list[str] = field(default_factory=list)
    negated: bool = False
    shaped: int = 0

    def question(self, field: str | None) -> Query | None:
        """Groups joined by OR, up to the closing parenthesis or the end; None when nothing is left of them."""
        groups = [self.group(field)]
        while self.kind() is Kind.OR:
            bar = self.take()
            following = self.group(field)
            if following is None or groups == [None]:
                self.notes.add(f"'{bar.text}' has nothing to join on one side: left out")
            groups.append(following)
        return _joined(Or, [group for group in groups if group is not None])

    def group(self, field: str | None) -> Query | None:
        """Units that must all match."""
        units: list[Query] = []
        while self.kind() not in (None, Kind.OR, Kind.CLOSE):
            if self.kind() is Kind.AND:
                self.conjunction(started=bool(units))
                continue
            unit = self.unit(field)
            if unit is not None:
                units.append(unit)
        return _joined(And, units)

    def conjunction(self, *, started: bool) -> None:
        self.take()
        if not started or self.kind() in (None, Kind.AND, Kind.OR, Kind.CLOSE):
            self.notes.add("'AND' has nothing to join on one side: left out")

    def unit(self, field: str | None) -> Query | None:
        negations = 0
        while self.kind() is Kind.NOT:
            sign = self.take()
            negations += 1
            if self.kind() in (None, Kind.AND, Kind.OR, Kind.CLOSE):
                self.notes.add(f"'{sign.text}' has nothing to exclude: left out")
                return None
        if self.kind() is Kind.FIELD and self.lexemes[self.at].text.casefold() in FIELDS:
            negations += self.lexemes[self.at].minus
        excluded = self.negated = negations % 2 == 1
        atom = self.atom(field, single=negations > 0)
        return Not(atom) if atom is not None and excluded else atom

    def atom(self, field: str | None, *, single: bool) -> Query | None:
        lexeme = self.take()
        match lexeme.kind:
            case Kind.OPEN:
                inner = self.question(field)
                self.take()
                if inner is None:
                    self.notes.add("a parenthesis holds nothing: left out")
                return inner
            case Kind.FIELD:
                return self.fielded(lexeme.text, field)
            case Kind.QUOTE:
                return self.quoted(lexeme, field)
            case _:
                return self.words(lexeme, field, single=single)

    def words(self, first: Lexeme, field: str | None, *, single: bool) -> Query | None:
        """Adjacent words make one leaf, so that names of several words are seen; after a sign only one counts."""
        if first.text == "*":
            return Not(FacetIs(field, None)) if field and field in FACET_BY_NAME else Everything()
        if patterns.signed(first.text):
            return self.signed(first.text, field)
        run = [first.text]
        while not single and self.kind() is Kind.WORD and not patterns.signed(self.lexemes[self.at].text):
            run.append(self.take().text)
        for word in run:
            self.remark(word)
        return self.leaf(" ".join(run), field, quoted=False)

    def remark(self, word: str) -> None:
        if word in OPERATORS:  # where a value stands
            self.notes.add(f"'{word}' right behind a colon is a word like any other")
        elif word in ("or", "not"):
            self.notes.add(f"'{word}' in small letters is a word like any other: {word.upper()} would join")
        elif word.endswith(":") and word[:-1].casefold() in FIELDS:
            self.notes.add(f"'{word}' has no value right behind it: read as a word")
        elif patterns.headless(word):
            self.notes.add(f"'{piece(word)}' begins with a sign, which needs letters before it: read as words")

    def quoted(self, lexeme: Lexeme, field: str | None) -> Query | None:
        """A quotation, perhaps with a distance behind it."""
        distance = lexeme.distance
        if distance is not None and distance > FARTHEST:
            self.notes.add(f"'~{piece(str(distance))}' is too far: read as ~{FARTHEST}")
            distance = FARTHEST
        text, found = lexeme.text, piece_words(lexeme.text)
        if distance is not None and len(found) > MOST_NEAR:
            self.notes.add(f"only the first {MOST_NEAR} words of a quotation are looked for near each other")
            text = text[: found[MOST_NEAR - 1].end]
        return self.leaf(text, field, quoted=True, distance=distance)

    def leaf(self, text: str, field: str | None, *, quoted: bool, distance: int | None = None) -> Query | None:
        if field in FACET_BY_NAME:
            return self.facet(str(field), text, quoted=quoted)
        for part in [text] if quoted else text.split():
            if not _silent(part) and not piece_words(part):
                self.notes.add(f"'{piece(part)}' has no letters or digits: left out")
        if not piece_words(text):
            return None
        if not quoted:
            text = " ".join(_plain(word) for word in text.split())
        if quoted and "*" in text:
            self.notes.add(f"a star means nothing inside quotation marks: '{piece(text)}' is read without it")
        return Text(text, quoted, None if field is None else (field,), self.exact, distance)

    def signed(self, text: str, field: str | None) -> Query | None:
        """A word with signs in it that stand for letters."""
        fuzzy = patterns.misspelt(text)
        if fuzzy is not None and "*" not in text:
            return self.fuzzy(fuzzy[1], fuzzy[2], field)
        begin = patterns.head(text.lstrip("*"))
        if field in FACET_BY_NAME:
            self.notes.add(f"a star means nothing behind '{field}:': '{piece(text)}' is read without it")
            return self.facet(str(field), begin, quoted=False)
        if text.startswith("*"):
            self.notes.add(f"a star is understood inside and at the end of a word: '{piece(text)}' is read without it")
        typed = patterns.shape(text.lstrip("*"))
        if typed is None:
            return self.unshaped(text, field)
        if patterns.letters(begin) < SHORTEST_WILDCARD:
            sign = "star" if "*" in typed else "sign"
            self.notes.add(f"'{piece(text)}' needs {SHORTEST_WILDCARD} letters before its {sign}: left out")
            return None
        return self.shape(Wildcard(typed, None if field is None else (field,)))

    def unshaped(self, text: str, field: str | None) -> Query | None:
        """A star among other signs: the pattern is what has a star in the end, the words before it are words."""
        cut = re.split(r"[^\w*'\u2019-]+", text.lstrip("*"))
        last = patterns.shape(cut[-1]) if cut else None
        before = " ".join(cut if last is None else cut[:-1]).replace("*", " ").strip()
        parts = [self.leaf(before, field, quoted=False), None if last is None else self.signed(last, field)]
        return _joined(And, [part for part in parts if part is not None])

    def fuzzy(self, word: str, typed: str, field: str | None) -> Query | None:
        """A word that may be misspelt."""
        found = piece_words(word)
        if field in FACET_BY_NAME or len(found) != 1 or len(found[0].joined) < SHORTEST_FUZZY:
            if typed:
                why = f"only single words of {SHORTEST_FUZZY} letters and more can be misspelt"
                self.notes.add(f"'{piece(word)}~{typed}' is read as typed: {why}")
            return self.leaf(word, field, quoted=False)
        edits = min(int(typed or MOST_EDITS), MOST_EDITS)
        if int(typed or 0) > MOST_EDITS:
            self.notes.add(f"'{piece(word)}~{typed}' allows too much: read as ~{MOST_EDITS}")
        if edits == 0:
            return self.leaf(word, field, quoted=False)
        return self.shape(Fuzzy(word, edits, None if field is None else (field,)))

    def shape(self, leaf: Wildcard | Fuzzy) -> Query | None:
        """What stands for several words, unless there is too much of that."""
        self.shaped += 1
        if self.shaped > MOST_SHAPED:
            self.notes.add(f"more than {MOST_SHAPED} words have signs that stand for letters: the rest is left out")
        return leaf if self.shaped <= MOST_SHAPED else None

    def fielded(self, name: str, outer: str | None) -> Query | None:
        """What stands after `name:`, which is the next token."""
        known = FACET_ALIASES.get(name.casefold(), name.casefold())
        if self.kind() in (None, Kind.AND, Kind.OR, Kind.CLOSE):  # its parenthesis stood too deep
            return None
        value = self.take()
        grouped = value.kind is Kind.OPEN
        if known == EXACT_FIELD:
            return self.exactly(outer)
        if known not in FIELDS or (grouped and known in (*DATE_FIELDS, *WHOLE)):
            return self.unknown(name, value, outer)
        if known in DATE_FIELDS:
            return self.dated(known, value.text)
        if known == SCOPE_FIELD:
            self.scoped(value.text)
            return None
        if known == WITHOUT_FIELD:
            self.without.append(value.text)
            return None
        if grouped:
            inner = self.question(known)
            self.take()
            return inner
        if value.kind is Kind.QUOTE:
            return self.quoted(value, known)
        return self.words(value, known, single=True)

    def exactly(self, field: str | None) -> Query | None:
        """What stands after `exact:`, which was taken."""
        self.at -= 1
        before, self.exact = self.exact, True
        found = self.atom(field, single=True)
        self.exact = before
        return found

    def unknown(self, name: str, value: Lexeme, outer: str | None) -> Query | None:
        why = "takes one value" if name.casefold() in FIELDS else f"is no field{_near(name)}"
        self.notes.add(f"'{piece(name)}:' {why}: read as words")
        if value.kind is Kind.WORD:
            return self.words(value._replace(text=f"{name}:{value.text}"), outer, single=False)
        self.at -= 1
        parts = (self.leaf(name, outer, quoted=False), self.atom(outer, single=True))
        return _joined(And, [part for part in parts if part is not None])

    def facet(self, field: str, value: str, *, quoted: bool) -> Query | None:
        if not value.strip():
            self.notes.add(f"'{field}:' has no value: left out")
            return None
        if value.casefold() == MISSING and not quoted:
            return FacetIs(field, None)
        if field == "date":
            date = read_date(value)
            return self.dated(field, value) if date is None else FacetIs(field, date)
        return FacetIs(field, " ".join(value.split()))

    def dated(self, field: str, value: str) -> Query | None:
        span = read_span(value, self.today or dt.date.today())
        if span is None:
            self.notes.add(f"'{field}:{piece(value)}' is no date (write 2017, 2017-11 or 2017-11-18): left out")
            return None
        sides = {"since": Span(span.since, None), "until": Span(None, span.until)}
        since, until = sides.get(field, span)
        return None if since is until is None else DateRange(since, until)

    def scoped(self, value: str) -> None:
        scope = value.casefold()
        if scope not in SCOPES:
            self.notes.add(f"'in:{piece(value)}' is no part of an article (write {', '.join(SCOPES)}): left out")
        elif self.negated:
            self.not_in.append(scope)
        elif self.scope not in (None, scope):
            self.notes.add(f"only one 'in:' counts, the first: 'in:{scope}' is left out")
        else:
            self.scope = scope

    def kind(self) -> Kind | None:
        """The kind of the next token, None at the end."""
        return self.lexemes[self.at].kind if self.at < len(self.lexemes) else None

    def take(self) -> Lexeme:
        self.at += 1
        return self.lexemes[self.at - 1]


def _joined(join: Callable[[tuple[Query, ...]], Query], parts: list[Query]) -> Query | None:
    """And or Or of the parts; one part is itself, none is None."""
    return None if not parts else parts[0] if len(parts) == 1 else join(tuple(parts))


def _silent(text: str) -> bool:
    """Whether leaving this out need not be said: white space and punctuation."""
    return all(c.isspace() or c in "$+<=>^`|~" or unicodedata.category(c)[0] in "PM" for c in text)


def _plain(word: str) -> str:
    """A word without what would mean something else, were it written anew: signs before it, the capitals of OR."""
    word = word.lstrip("-+") or word
    return word.lower() if word in OPERATORS else word


def _near(name: str) -> str:
    from difflib import get_close_matches

    near = get_close_matches(name.casefold(), FIELDS, 1) if len(name) <= LONGEST_FIELD else []
    return f" (did you mean {near[0]}:?)" if near else ""
