"""Every error that Dragoman raises on purpose.

    DragomanError
    ├── ConfigError (ValueError)              dragoman.toml or a setting is wrong
    ├── ArchiveError (ValueError)             a sources file, a rules file or an archive folder is wrong
    ├── QueryError (ValueError)               the question cannot be asked as it stands
    │   └── UnknownFacetValueError            no article holds that value; `near` has the ones that look like it
    ├── DocumentNotFoundError (LookupError)   no article has that id
    └── EngineError                           the index cannot do what was asked
        ├── IndexNotFoundError (FileNotFoundError)
        ├── IndexUnreadableError              damaged, or written by another version
        ├── IndexStaleError                   not known to hold its archive as it is now
        └── IndexBusyError                    somebody else is writing

The subject is an attribute; the message ends with what to do. Exit codes and HTTP statuses are
given at the edges (`search/cli.py`, `index/cli.py`, `web/app.py`) and nowhere else.
"""

from __future__ import annotations

from collections.abc import Sequence


class DragomanError(Exception):
    """Root of the tree: catch this to catch everything below."""


class ConfigError(DragomanError, ValueError):
    """A setting, a flag or `dragoman.toml` is wrong."""


class ArchiveError(DragomanError, ValueError):
    """A sources file, rules file or archive folder is wrong; `path` and `line` say where."""

    def __init__(self, message: str, *, path: str | None = None, line: int | None = None) -> None:
        place = "" if path is None else path if line is None else f"{path}:{line}"
        super().__init__(f"{place}: {message}" if place else message)
        self.path = path
        self.line = line


class QueryError(DragomanError, ValueError):
    """The question cannot be asked as it stands."""


class UnknownFacetValueError(QueryError):
    """No article holds this facet value.

    `near` holds (value, count) pairs of known values that look like it, the likeliest first.
    """

    def __init__(self, field: str, value: str, near: Sequence[tuple[str, int]] = ()) -> None:
        hint = "; ".join(f"'{name}' ({count})" for name, count in near)
        advice = f"did you mean {hint}?" if hint else f"list the known ones with --facets={field}"
        super().__init__(f"no article has the {field} '{value}': {advice}")
        self.field = field
        self.value = value
        self.near = tuple(near)


class DocumentNotFoundError(DragomanError, LookupError):
    """No article has this id."""

    def __init__(self, id: str) -> None:
        super().__init__(f"no article has the id '{id}': search for its words to find it")
        self.id = id


class EngineError(DragomanError):
    """The index cannot do what was asked; `url` names the index."""

    def __init__(self, message: str, *, url: str | None = None) -> None:
        super().__init__(message)
        self.url = url


class IndexNotFoundError(EngineError, FileNotFoundError):
    """There is no index at this address."""

    def __init__(self, url: str) -> None:
        super().__init__(f"no index at {url}: make one with 'index-cli update'", url=url)

    def __str__(self) -> str:  # FileNotFoundError would print errno fields
        return str(self.args[0])


class IndexUnreadableError(EngineError):
    """The index is damaged or was written by another version."""

    def __init__(self, url: str, why: str) -> None:
        super().__init__(f"cannot read the index at {url} ({why}): 'index-cli rebuild' makes it anew", url=url)
        self.why = why


class IndexStaleError(EngineError):
    """The index is not known to hold its archive as it is now."""

    def __init__(self, url: str, why: str) -> None:
        super().__init__(f"the index at {url} may be out of date ({why}): run 'index-cli update'", url=url)
        self.why = why


class IndexBusyError(EngineError):
    """Another process is writing this index."""

    def __init__(self, url: str) -> None:
        super().__init__(f"the index at {url} is being written by another process: try again later", url=url)
