"""A mention on its way to becoming evidence."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Final, cast

from index.facets.mentions.passages import Passage
from search.documents import Evidence, MentionKind
from search.names import Name

_evidence: Final = cast(Callable[[tuple[object, ...]], Evidence], partial(tuple.__new__, Evidence))
"""Evidence of its fields, which takes a third of the time: dozens are made for every article."""


@dataclass(slots=True)
class Mention:
    """A stretch of a passage that names something: `names` are what it may mean, the likeliest first.

    `supported` says that what stands around it speaks for it; `extent` is the stretch together with the words
    that belong to it (*Deir ez-Zor Province*).
    """

    passage: Passage
    start: int
    end: int
    kind: MentionKind
    names: list[Name] = field(default_factory=list)
    rule: str = "names"
    weak: bool = False
    supported: bool = False

    @property
    def text(self) -> str:
        """The words."""
        return self.passage.text[self.start : self.end]

    @property
    def name(self) -> Name:
        """What it is taken to mean."""
        return self.names[0]

    def evidence(self) -> Evidence:
        """What is kept of it."""
        passage, start, end = self.passage, self.start, self.end
        return _evidence((self.rule, passage.text[start:end], passage.place, start, end, self.kind))


@dataclass(slots=True)
class Actor:
    """Somebody who acts, named or described: the facet value, its type and the mentions of it."""

    value: str
    type: str
    role: str
    mentions: list[Mention] = field(default_factory=list)
