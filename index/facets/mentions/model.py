"""A mention on its way to becoming evidence."""

from __future__ import annotations

from dataclasses import dataclass, field

from index.facets.mentions.passages import Passage
from search.documents import Evidence, MentionKind
from search.names import Name


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
        return Evidence(self.rule, self.text, self.passage.place, self.start, self.end, self.kind)


@dataclass(slots=True)
class Actor:
    """Somebody who acts, named or described: the facet value, its type and the mentions of it."""

    value: str
    type: str
    role: str
    mentions: list[Mention] = field(default_factory=list)
