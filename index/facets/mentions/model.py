"""A mention on its way to becoming evidence."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Final, cast

from index.facets.dateline import heads_report
from index.facets.mentions.passages import Passage
from search.documents import Evidence, MentionKind
from search.names import Name

_evidence: Final = cast(Callable[[tuple[object, ...]], Evidence], partial(tuple.__new__, Evidence))
"""Evidence of its fields, which takes a third of the time: dozens are made for every article."""


@dataclass(slots=True)
class Mention:
    """A stretch of a passage that names something: `names` are what it may mean, the likeliest first.

    `supported` says that what stands around it speaks for it; `text` are the words, `low` the same in small letters.
    """

    passage: Passage
    start: int
    end: int
    kind: MentionKind
    names: list[Name] = field(default_factory=list)
    rule: str = "names"
    weak: bool = False
    supported: bool = False
    text: str = field(init=False)
    low: str = field(init=False)

    def __post_init__(self) -> None:
        self.text = self.passage.text[self.start : self.end]
        self.low = self.text.lower()  # a dozen rules compare it

    @property
    def name(self) -> Name:
        """What it is taken to mean."""
        return self.names[0]

    def is_dateline(self) -> bool:
        """Whether a place tells where the article, or a report in it, was written."""
        return heads_report(self.passage.text, self.start, self.end)

    def evidence(self) -> Evidence:
        """What is kept of it."""
        return _evidence((self.rule, self.text, self.passage.place, self.start, self.end, self.kind))


@dataclass(slots=True)
class Actor:
    """Somebody who acts, named or described: the facet value, its type and the mentions of it."""

    value: str
    type: str
    role: str
    mentions: list[Mention] = field(default_factory=list)
