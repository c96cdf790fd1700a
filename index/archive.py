"""What the owner says about an archive: its folder, and the facts of its sources file.

Later `[[source]]` entries refine earlier ones, field by field; `[[article]]` entries win over all of them.
The file itself is read by `index.sources`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from index.articles import Facts
from index.overlay import Overlay
from search.errors import ArchiveError

LARGEST: Final = 10_000_000
"""Bytes that a file may have, unless the settings say otherwise."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """A glob over paths in the archive: `*` and `?` stay within a folder, `**` crosses folders.

    `fixed` is what stands before the first wildcard, up to a "/": "news/2017/*.txt" has "news/2017/".
    """

    glob: str
    fixed: str
    expression: re.Pattern[str]

    @classmethod
    def parse(cls, glob: str) -> Pattern:
        """The pattern that a glob describes."""
        plain = re.split(r"[*?\[]", glob, maxsplit=1)[0]
        fixed = plain[: plain.rfind("/") + 1]
        return cls(glob, fixed, re.compile(_expression(glob) + r"\Z", re.DOTALL))

    def matches(self, path: str) -> bool:
        """Whether the whole path fits."""
        return self.expression.match(path) is not None


_TOKEN: Final = re.compile(r"\*\*/|\*\*|\*|\?|\[!?[^\]/]+\]|.", re.DOTALL)
_MEANING: Final = {"**/": "(?:[^/]+/)*", "**": ".*", "*": "[^/]*", "?": "[^/]"}


def _expression(glob: str) -> str:
    return "".join(_MEANING.get(token) or _set_or_character(token) for token in _TOKEN.findall(glob))


def _set_or_character(token: str) -> str:
    if len(token) == 1:
        return re.escape(token)
    inner = re.escape(token[1:-1]).replace(r"\-", "-")
    return f"[^/{inner[1:]}]" if inner.startswith("!") else f"[{inner}]"


@dataclass(frozen=True, slots=True)
class Source:
    """A `[[source]]` entry: facts about all files that one of its patterns matches."""

    patterns: tuple[Pattern, ...]
    facts: Facts
    url_prefix: str | None = None
    line: int | None = None

    def facts_for(self, path: str) -> Facts | None:
        """The entry's facts about this file, None when it is about others."""
        pattern = next((pattern for pattern in self.patterns if pattern.matches(path)), None)
        if pattern is None:
            return None
        if self.url_prefix is None:
            return self.facts
        rest = quote(path.removeprefix(pattern.fixed), safe="/~!$&'()*+,;=:@")
        return replace(self.facts, url=self.url_prefix + rest)


@dataclass(frozen=True, slots=True)
class Article:
    """An `[[article]]` entry: facts about one file."""

    path: str
    facts: Facts
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Archive:
    """A folder of articles with what its owner knows about them. `file` is the sources file, if there is one;
    `largest` the number of bytes a file may have, `overlay` the owner's rules of cleaning, `names` his overlay of names
    as `search.names.load_names` takes it, from `names_files`."""

    root: Path
    sources: tuple[Source, ...] = ()
    articles: Mapping[str, Article] = field(default_factory=dict)
    file: Path | None = None
    largest: int = LARGEST
    overlay: Overlay | None = None
    names: str = ""
    names_files: tuple[Path, ...] = ()

    def beside(self) -> tuple[Path, ...]:
        """The files that are no articles and change what the index holds; some may lie outside the folder."""
        rules = [] if self.overlay is None else [self.overlay.path]
        return (*([] if self.file is None else [self.file]), *rules, *self.names_files)

    def check(self) -> None:
        """`ArchiveError` when the folder is not there."""
        if not self.root.is_dir():
            raise ArchiveError(
                "there is no such folder: name the archive with --archive or [archive] path", path=str(self.root)
            )

    def facts(self, path: str) -> Facts:
        """All that the owner says about a file."""
        known = Facts()
        for source in self.sources:
            found = source.facts_for(path)
            known = known if found is None else refine(known, found)
        article = self.articles.get(path)
        return known if article is None else refine(known, article.facts)

    def warnings(self, paths: Iterable[str]) -> Iterator[str]:
        """What in the sources file is likely a mistake, given the paths in the archive: patterns and articles
        that no file has, one address for several files."""
        paths = tuple(paths)
        for source in self.sources:
            for pattern in source.patterns:
                count = sum(map(pattern.matches, paths))
                place = self.place(source.line)
                if not count:
                    yield f"{place}: no article matches '{pattern.glob}': correct paths, or remove it"
                elif count > 1 and source.facts.url is not None:
                    yield f"{place}: {count} articles are given one url: use url_prefix"
        listed = set(paths)
        for article in self.articles.values():
            if article.path not in listed:
                yield f"{self.place(article.line)}: there is no article '{article.path}': correct path, or remove it"

    def place(self, line: int | None) -> str:
        """A line of the sources file, as messages name it."""
        return str(self.file) if line is None else f"{self.file}:{line}"


_NAMES: Final = tuple(f.name for f in fields(Facts))


def refine(known: Facts, further: Facts) -> Facts:
    """Both sets of facts; where both speak of the same, the further one counts."""
    said: dict[str, Any] = {name: value for name in _NAMES if (value := getattr(further, name)) not in (None, (), {})}
    if "facets" in said:
        said["facets"] = {**known.facets, **further.facets}
    return replace(known, **said)
