"""A question taken apart as it was typed, to be put together otherwise: without a word, or with another."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace
from typing import TypeGuard

from search.analysis import piece_words
from search.lexer import OPERATORS
from search.parser import parse_query
from search.query import And, Everything, Fuzzy, Or, Query, Text, Wildcard
from search.unparse import unparse

Leaf = Text | Wildcard | Fuzzy
"""What looks for text."""


@dataclass(frozen=True, slots=True)
class Typed:
    """A question taken apart: the parts that must all hold, which text it names (`in:removed`, `-in:comments`), and the
    spellings that it does not want. Its words are as `spelt` gives them."""

    parts: tuple[Query, ...] = ()
    scopes: tuple[str, ...] = ()
    unwanted: tuple[str, ...] = ()

    @classmethod
    def of(cls, text: str) -> Typed:
        """Read a question."""
        parsed = parse_query(text)
        tree = parsed.query
        parts = tree.children if isinstance(tree, And) else () if isinstance(tree, Everything) else (tree,)
        scopes = [f"-in:{scope}" for scope in parsed.not_in] + ([f"in:{parsed.scope}"] if parsed.scope else [])
        return cls(parts, tuple(scopes), tuple(f'without:"{spelling}"' for spelling in parsed.without))

    def text(self) -> str:
        """The question, written anew."""
        return " ".join([*_written(self.parts), *self.scopes, *self.unwanted])

    @property
    def leaves(self) -> tuple[Leaf, ...]:
        """All that looks for text, in groups, too; not what is excluded."""
        return tuple(leaf for part in self.parts for leaf in _leaves(part))

    @property
    def words(self) -> tuple[str, ...]:
        """The words that stand alone: in no field, quotation or group."""
        return tuple(dict.fromkeys(word for part in self.parts if _is_run(part) for word in spelt(part.text)))

    @property
    def filters(self) -> tuple[Query, ...]:
        """The parts that only take articles away: facets, dates, all that is excluded."""
        return tuple(part for part in self.parts if not any(_leaves(part)))

    @property
    def sought(self) -> tuple[Query, ...]:
        """The parts that look for text and are no words that stand alone."""
        return tuple(part for part in self.parts if any(_leaves(part)) and not _is_run(part))

    def but(self, *parts: Query) -> Typed:
        """The same without these parts."""
        return replace(self, parts=tuple(part for part in self.parts if part not in parts))

    def anywhere(self) -> Typed:
        """The same with nothing looked for in one field only."""
        return self._with(lambda leaf: replace(leaf, fields=None))

    def inexact(self) -> Typed:
        """The same with other spellings and word forms."""
        return self._with(lambda leaf: replace(leaf, exact=False) if isinstance(leaf, Text) else leaf)

    def unquoted(self) -> Typed:
        """The same with words in the place of quotations, but for exact ones."""
        return self._with(lambda leaf: _unquoted(leaf) if _is_quotation(leaf) and not leaf.exact else leaf)

    def respelt(self, word: str, like: str) -> Typed:
        """The same with a word in the place of another, wherever that stands, case apart."""
        return self._with(lambda leaf: _respelt(leaf, word, like))

    def without(self, texts: Collection[str]) -> Typed:
        """The same without these words, quotations and wildcards, wherever they stand."""
        gone = frozenset(text.casefold() for text in texts)
        return self._with(lambda leaf: _without(leaf, gone))

    def _with(self, change: Callable[[Leaf], Leaf | None]) -> Typed:
        """The same with all that looks for text changed; None leaves it out."""
        changed = (_changed(part, change) for part in self.parts)
        return replace(self, parts=tuple(part for part in changed if part is not None))


def spelt(text: str) -> list[str]:
    """The words of a text as they are written in it, ready to be written anew."""
    found: list[str] = []
    end = 0
    for word in piece_words(text):
        if word.start >= end:  # one character may stand for several words
            own, end = text[word.start : word.end], word.end
            found.append(own.lower() if own in OPERATORS else own)
    return found


def everything_in(leaves: Collection[Leaf]) -> Query:
    """What looks for all of these, and for the words of the quotations among them, in any field."""
    alone = [replace(leaf, fields=None) for leaf in leaves]
    quoted = [_unquoted(leaf) for leaf in alone if _is_quotation(leaf)]
    return And(tuple(dict.fromkeys([*alone, *quoted])))


def _written(parts: Collection[Query]) -> Iterator[str]:
    """The parts one behind the other, with AND where two would be read as one."""
    before = None
    for part in parts:
        if before is not None and _is_run(before) and _is_run(part):
            yield "AND"
        yield f"({unparse(part)})" if isinstance(part, And | Or) else unparse(part)
        before = part


def _leaves(query: Query) -> Iterator[Leaf]:
    if isinstance(query, And | Or):
        for child in query.children:
            yield from _leaves(child)
    elif isinstance(query, Text | Wildcard | Fuzzy):
        yield query


def _is_run(query: Query) -> TypeGuard[Text]:
    """Whether these are words that stand alone."""
    return isinstance(query, Text) and query == Text(query.text)


def _is_quotation(leaf: Leaf) -> TypeGuard[Text]:
    return isinstance(leaf, Text) and leaf.quoted


def _unquoted(leaf: Text) -> Text:
    return replace(leaf, text=" ".join(spelt(leaf.text)), quoted=False, distance=None)


def _respelt(leaf: Leaf, word: str, like: str) -> Leaf:
    own = spelt(leaf.text) if isinstance(leaf, Text) else []
    new = [like if one.casefold() == word.casefold() else one for one in own]
    return leaf if new == own else replace(leaf, text=" ".join(new))


def _without(leaf: Leaf, gone: Collection[str]) -> Leaf | None:
    if isinstance(leaf, Text) and not leaf.quoted:
        own = spelt(leaf.text)
        kept = [word for word in own if word.casefold() not in gone]
        return leaf if kept == own else replace(leaf, text=" ".join(kept)) if kept else None
    bare = replace(leaf, fields=None, exact=False) if isinstance(leaf, Text) else replace(leaf, fields=None)
    return None if unparse(bare).casefold() in gone else leaf


def _changed(query: Query, change: Callable[[Leaf], Leaf | None]) -> Query | None:
    if isinstance(query, Text | Wildcard | Fuzzy):
        return change(query)
    if not isinstance(query, And | Or):
        return query
    children = [child for old in query.children if (child := _changed(old, change)) is not None]
    return None if not children else children[0] if len(children) == 1 else type(query)(tuple(children))
