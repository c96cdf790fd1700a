"""The contract between Dragoman and the thing that holds the index."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from types import TracebackType
from typing import Protocol

from search.documents import Document
from search.errors import ConfigError
from search.query import SearchRequest, Shaped
from search.results import Results


class Searcher(Protocol):
    """All that the command line, the web pages and the API see of an index.

    Any method may raise `EngineError`. A searcher sees the last commit before it was opened, until it is
    closed; after `close` no method may be called. Methods may be called from several threads at once.
    """

    def search(self, request: SearchRequest, /) -> Results:
        """Answer a request.

        * `total` counts every match under the query and all filters.
        * Hits are ordered by `request.sort`: relevance (score, highest first), newest or oldest (articles dated to a
          day first, then those dated to a month, to a year, and undated ones; each of these by the first day that
          their date can mean). Equal ones are ordered by id, so pages never overlap. Hits carry no snippets; these
          are added by `search.ask`. In order of dates, `inexact` counts the matches that are not dated to a day.
        * Facet counts keep the promise of `FacetCount`: a value's count is the number of articles that hold
          it under the query, the filters of all *other* facets, and this facet's own exclusions.
        * With `request.explain`, hits carry the parts of their scores (`search.weighing`), which add up to them.
        * `held` says of each leaf in `request.counted` how many articles of the whole index hold it.
        * The same request gives the same ids and counts on every engine. Scores are those of
          `search.scoring`, to 1e-6; an engine that must have a formula of its own says so.
        """
        ...

    def get(self, id: str, /) -> Document:
        """The document with this id; `DocumentNotFoundError` when there is none."""
        ...

    def count(self) -> int:
        """How many documents the index holds."""
        ...

    def overlay(self) -> str:
        """The owner's names that this state was tagged with, for `search.names.load_names`: what `Writer.carry` was
        given last; "" where it never was, or nothing has been built."""
        ...

    def tokens(self, leaf: Shaped, /, *, most: int | None = None) -> Mapping[str, int]:
        """The tokens of this shape, as indexed, and how many articles hold each in the fields of the leaf; with `most`
        only so many, those that most articles hold (of equal ones the first in order), which is quicker."""
        ...

    def words(self, keys: Collection[str], /) -> Collection[str]:
        """The words of the index that may be names and have one of these keys (`search.unlisted.word_keys`), folded,
        and such pairs of words with their mark (`search.analysis.PAIR`), in any order. What stands in deleted documents
        only may be among them."""
        ...

    def close(self) -> None:
        """Release files. Closing twice is harmless."""
        ...


class Writer(Protocol):
    """One batch of changes, as a context manager: leaving it normally commits all of it, leaving it by an
    exception changes nothing. Only one writer may be open on an index: a second raises `IndexBusyError`."""

    def write(self, document: Document, /) -> None:
        """Add the document, replacing the one with its id."""
        ...

    def delete(self, id: str, /) -> None:
        """Remove the document with this id; unknown ids are ignored."""
        ...

    def carry(self, overlay: str, /) -> None:
        """Publish the owner's names together with the documents. A batch that is not given any keeps those of the
        state it began with; a rebuild begins without."""
        ...

    def __enter__(self) -> Writer: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None, /
    ) -> None: ...


class Engine(Searcher, Protocol):
    """An index that can also be written.

    `url` is what `open_engine` was given: "memory:", "whoosh:var/index". Opening an address where nothing
    has been built yet is allowed for writing; searching it raises `IndexNotFoundError`.
    """

    @property
    def url(self) -> str:
        """The address that `open_engine` was given."""
        ...

    @property
    def generation(self) -> str:
        """The name of the published state that searches see; it changes with every commit. Empty: none yet."""
        ...

    def writer(self, *, rebuild: bool = False) -> Writer:
        """Start a batch. With `rebuild` it starts from nothing, beside the living index, which it replaces
        at the commit; readers that are open go on seeing the old one."""
        ...

    def digests(self) -> Mapping[str, str]:
        """id -> digest of every document, for an incremental run to compare with. Empty for no index."""
        ...


def open_engine(url: str) -> Engine:
    """The engine for an index address such as "whoosh:var/index" or "memory:"; the part after the colon is a
    folder, relative to the current one. `ConfigError` when no engine has that name. Engines are imported here
    and nowhere else, when asked for."""
    name, _, place = url.partition(":")
    if name == "memory":
        from search.engines.memory import MemoryEngine

        return MemoryEngine()
    if name == "whoosh" and place:
        from search.engines.whoosh import WhooshEngine

        return WhooshEngine(place)
    raise ConfigError(f"no engine is called '{url}': write 'whoosh:' and a folder, such as whoosh:var/index")
