"""Reading a sources file: every mistake is an error that names its line and what was probably meant."""

from __future__ import annotations

import difflib
import re
import zoneinfo
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from index.archive import LARGEST, Archive, Article, Pattern, Source
from index.articles import Facts
from index.toml_file import heads, line_of, load_toml, meant
from search.documents import date_span
from search.errors import ArchiveError

Check = Callable[[Any], Any]
"""Gives the value back as `Facts` holds it; ValueError, in words for the owner, when it is wrong."""


def _text(value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ValueError('must be text in quotes, such as "..."')
    return value.strip()


def _flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise ValueError("must be true or false")
    return value


def _texts(value: Any) -> tuple[str, ...]:
    if isinstance(value, str):
        value = [value]
    if not isinstance(value, list) or not value:
        raise ValueError('must be a list of texts, such as ["...", "..."]')
    return tuple(_text(item) for item in value)


def _address(value: Any) -> str:
    parts = urlsplit(_text(value))
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError("must be a whole address that begins with http:// or https://")
    return _text(value)


def _time_zone(value: Any) -> str:
    name = _text(value)
    try:
        zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        near = difflib.get_close_matches(name, sorted(zoneinfo.available_timezones()), n=1, cutoff=0.4)
        meant = f": did you mean '{near[0]}'?" if near else ", such as 'Asia/Damascus'"
        raise ValueError(f"must be the name of a time zone{meant}") from None
    return name


def _language(value: Any) -> str:
    if not re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8}){0,3}", _text(value)):
        raise ValueError("must be a language code, such as 'en' or 'ar'")
    return str(value).lower()


def _date(value: Any) -> str:
    # an unquoted TOML date is as clear as a quoted one
    text = value.isoformat()[:10] if hasattr(value, "isoformat") else _text(value)
    date_span(text)
    return text


def _pattern_list(value: Any) -> tuple[Pattern, ...]:
    return tuple(Pattern.parse(_relative(item)) for item in _texts(value))


def _relative(value: Any) -> str:
    path = _text(value)
    if path.startswith("/") or "\\" in path or ".." in path.split("/"):
        raise ValueError("must be a path inside the archive, with '/' between folders")
    return path.removeprefix("./")


def _facets(value: Any) -> Mapping[str, tuple[str, ...]]:
    if not isinstance(value, dict):
        raise ValueError('must be a table, such as { actor = ["..."] }')
    for name in value:
        if name not in ("region", "actor"):
            raise ValueError(f"has no '{name}': it may hold region and actor")
    return {name: _texts(held) for name, held in value.items()}


_COMMON: Final[Mapping[str, Check]] = {
    "publisher": _text,
    "language": _language,
    "time_zone": _time_zone,
    "day_first": _flag,
    "url": _address,
}
SOURCE_KEYS: Final[Mapping[str, Check]] = {"paths": _pattern_list, "url_prefix": _address, **_COMMON}
ARTICLE_KEYS: Final[Mapping[str, Check]] = {
    "path": _relative,
    **_COMMON,
    "title": _text,
    "date": _date,
    "original_date": _date,
    "original_publisher": _text,
    "facets": _facets,
    "keep": _texts,
    "remove": _texts,
}


@dataclass(frozen=True, slots=True)
class _Entry:
    """A table of the file: its keys, checked, and where it begins."""

    values: Mapping[str, Any]
    line: int | None

    def facts(self) -> Facts:
        return Facts(**{k: v for k, v in self.values.items() if k not in ("paths", "path", "url_prefix")})


def read_archive(root: Path, file: Path | None = None, *, largest: int = LARGEST) -> Archive:
    """The archive in a folder. Its sources file is the one named, or `sources.toml` in the folder, or none.

    `ArchiveError` when the folder or the named file is missing, or the file holds something wrong.
    """
    Archive(root).check()
    if file is None and (root / "sources.toml").is_file():
        file = root / "sources.toml"
    if file is None:
        return Archive(root, largest=largest)
    sources, articles = read_sources(file)
    return Archive(root, sources, articles, file, largest)


def read_sources(file: Path) -> tuple[tuple[Source, ...], dict[str, Article]]:
    """The `[[source]]` and `[[article]]` entries of a file; `ArchiveError` with its line for the first mistake."""
    data, text = load_toml(file, "check --sources")
    return _Reader(str(file), text.splitlines()).read(data)


class _Reader:
    """Checks the tables of one file. tomllib tells no lines, so the text is looked through for them."""

    def __init__(self, path: str, lines: list[str]) -> None:
        self._path = path
        self._lines = lines

    def read(self, data: Mapping[str, Any]) -> tuple[tuple[Source, ...], dict[str, Article]]:
        for key in data:
            if key not in ("source", "article"):
                line = self._line_of(key, 0)
                raise self._unknown(key, ("source", "article"), line, "write [[source]] or [[article]]")
        sources = []
        for entry in self._entries(data, "source", SOURCE_KEYS, "paths"):
            values = entry.values
            sources.append(Source(values["paths"], entry.facts(), values.get("url_prefix"), entry.line))
        articles: dict[str, Article] = {}
        for entry in self._entries(data, "article", ARTICLE_KEYS, "path"):
            path = entry.values["path"]
            if path in articles:
                first = articles[path].line
                raise self._error(f"'{path}' was already described at line {first}: make one entry of both", entry.line)
            articles[path] = Article(path, entry.facts(), entry.line)
        return tuple(sources), articles

    def _entries(self, data: Mapping[str, Any], name: str, keys: Mapping[str, Check], needed: str) -> list[_Entry]:
        tables = data.get(name, [])
        if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
            raise self._error(f"write [[{name}]] with two brackets on each side", self._line_of(name, 0))
        begins: list[int | None] = [*heads(self._lines, name), *([None] * len(tables))]
        return [self._entry(table, head, keys, needed) for table, head in zip(tables, begins, strict=False)]

    def _entry(self, table: Mapping[str, Any], head: int | None, keys: Mapping[str, Check], needed: str) -> _Entry:
        values = {}
        for key, value in table.items():
            line = self._line_of(key, head or 0)
            if key not in keys:
                raise self._unknown(key, tuple(keys), line, "see docs/sources-file.md")
            try:
                values[key] = keys[key](value)
            except ValueError as error:
                raise self._error(f"'{key}' {error}", line) from None
        first = None if head is None else head + 1
        if needed not in values:
            raise self._error(f"this entry has no '{needed}': say which files it is about", first)
        if "url" in values and "url_prefix" in values:
            raise self._error("has both url and url_prefix: keep one", first)
        return _Entry(values, first)

    def _line_of(self, key: str, head: int) -> int | None:
        return line_of(self._lines, key, head)

    def _unknown(self, key: str, known: tuple[str, ...], line: int | None, advice: str) -> ArchiveError:
        return self._error(f"unknown key '{key}': {meant(key, known, advice)}", line)

    def _error(self, message: str, line: int | None) -> ArchiveError:
        return ArchiveError(message, path=self._path, line=line)
