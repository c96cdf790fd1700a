"""Labels: what the owner says should become of articles, to measure cleaning and facets by.

[floors]                        # optional: what must be reached
f1 = 0.97
corpus = "sha256:..."           # optional: the labelled content that the floors were written for

[[article]]
path = "2016/bridge.txt"
title = "Bridge reopens"        # every key but path is optional: what is not said is not measured,
date = ""                       # and "" or [] says that there is none
region = ["Middle East & North Africa/Syria/Homs"]
body = \"\"\"
The text that should stay.\"\"\"
[article.removed]               # optional: texts that should go, by reason
comment = \"\"\"
First!\"\"\"
"""

from __future__ import annotations

import difflib
import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, get_args

from index.articles import Reason
from index.figures import FIELDS, NAMES
from index.toml_file import heads, load_toml
from search.documents import date_span
from search.errors import ArchiveError

_KEYS: Final = ("path", "title", *FIELDS, "body", "removed")
SINGLE: Final = ("date", "original_date", "publisher", "original_publisher")
"""Fields that hold one value."""
_STRINGS: Final = re.compile(
    r'"""(?:\\.|[^\\])*?"{3,5}|' r"'''.*?'{3,5}|" r'"(?:\\.|[^"\\\n])*"|' r"'[^'\n]*'|#[^\n]*", re.DOTALL
)
_HEAD: Final = re.compile(r"\s*\[\[\s*article\s*\]\]")


@dataclass(frozen=True, slots=True)
class Label:
    """What should become of one article. `path` is relative to the labels file or to the archive. None, or a field
    that is absent from `values`, is not measured; `removed` maps reasons to texts that should go."""

    path: str
    body: str | None = None
    title: str | None = None
    values: Mapping[str, frozenset[str]] = field(default_factory=dict)
    removed: Mapping[str, str] = field(default_factory=dict)
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Floors:
    """What must be reached: names of figures (`index.figures.NAMES`) with their bounds, and the hash of the labelled
    content that they were written for, if it was said."""

    bounds: Mapping[str, float] = field(default_factory=dict)
    corpus: str | None = None
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Labels:
    """A labels file."""

    file: Path
    articles: tuple[Label, ...]
    floors: Floors = Floors()


def read_labels(file: Path) -> Labels:
    """The labels in a file; `ArchiveError`, with its line where that can be told, for the first mistake."""
    data, text = load_toml(file, "check the path", 'correct it there; in texts, \\ and """ are written \\\\ and \\"""')
    return _Reader(file, text).read(data)


def corpus_hash(labels: Iterable[Label], texts: Mapping[str, str]) -> str:
    """The hash of the labelled content: labels, and the texts of the articles by path. Neither the order of entries,
    nor comments and floors in the file, nor the system's line ends are in it."""
    said = hashlib.sha256()
    for label in sorted(labels, key=lambda label: label.path):
        values = {name: sorted(held) for name, held in label.values.items()}
        text = texts.get(label.path)
        content = None if text is None else text.replace("\r\n", "\n")
        entry = [label.path, label.title, label.body, values, dict(label.removed), content]
        said.update(json.dumps(entry, sort_keys=True).encode() + b"\n")
    return f"sha256:{said.hexdigest()}"


class _Reader:
    """Checks one file. tomllib tells no lines, so the text is looked through for them, with strings blanked out."""

    def __init__(self, file: Path, text: str) -> None:
        self._file = file
        blanked = _STRINGS.sub(lambda found: re.sub(r"[^\n]", " ", found[0]) if "\n" in found[0] else found[0], text)
        self._lines = blanked.split("\n")
        self._heads = heads(self._lines, "article")

    def read(self, data: Mapping[str, Any]) -> Labels:
        for key in data:
            if key not in ("article", "floors"):
                raise self._unknown(key, ("article", "floors"), self._line_of(key))
        tables = data.get("article", [])
        if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
            raise self._error("write [[article]] with two brackets on each side", self._line_of("article"))
        if not tables:
            raise self._error("labels no article: make entries with 'index-cli evaluate --draft FILE'", None)
        articles: dict[str, Label] = {}
        for number, table in enumerate(tables):
            head = self._heads[number] if number < len(self._heads) else None
            label = self._label(table, head)
            if label.path in articles:
                first = articles[label.path].line
                raise self._error(
                    f"'{label.path}' is labelled at line {first} already: keep one of the two", label.line
                )
            articles[label.path] = label
        return Labels(self._file, tuple(articles.values()), self._floors(data.get("floors", {})))

    def _label(self, table: Mapping[str, Any], head: int | None) -> Label:
        said: dict[str, Any] = {}
        for key, value in table.items():
            if key not in _KEYS:
                raise self._unknown(key, _KEYS, self._line_of(key, head))
            try:
                said[key] = _checked(key, value)
            except ValueError as error:
                raise self._error(f"'{key}' {error}", self._line_of(key, head)) from None
        line = None if head is None else head + 1
        if "path" not in said:
            raise self._error("this entry has no 'path': say which article it is about", line)
        values: dict[str, frozenset[str]] = {name: said[name] for name in FIELDS if name in said}
        return Label(said["path"], said.get("body"), said.get("title"), values, said.get("removed", {}), line)

    def _floors(self, table: Any) -> Floors:
        if not isinstance(table, dict):
            raise self._error("write [floors] as a table, such as f1 = 0.97", self._line_of("floors"))
        bounds = {}
        for name, bound in table.items():
            line = self._line_of(name, self._floors_head())
            if name == "corpus":
                if not isinstance(bound, str) or not re.fullmatch(r"sha256:[0-9a-f]{64}", bound):
                    raise self._error(
                        "'corpus' must be \"sha256:\" and 64 digits, as 'index-cli evaluate' prints", line
                    )
                continue
            if name not in NAMES:
                raise self._unknown(name, NAMES, line)
            if isinstance(bound, bool) or not isinstance(bound, (int, float)) or not 0 <= bound <= 1:
                raise self._error(f"the floor '{name}' must be a number from 0 to 1", line)
            bounds[name] = float(bound)
        return Floors(bounds, table.get("corpus"), self._floors_head() + 1)

    def _floors_head(self) -> int:
        return next((n for n, line in enumerate(self._lines) if re.match(r"\s*\[\s*floors\s*\]", line)), 0)

    def _line_of(self, key: str, head: int | None = 0) -> int | None:
        """The line, from 1, of a key below a heading; the heading's own when it is not found."""
        if head is None:
            return None
        pattern = re.compile(rf"""\s*(?:\[+\s*)?(?:article\s*\.\s*)?["']?{re.escape(key)}["']?\s*[=.\]]""")
        for n in range(head, len(self._lines)):
            if n > head and _HEAD.match(self._lines[n]):
                break
            if pattern.match(self._lines[n]):
                return n + 1
        return head + 1

    def _unknown(self, key: str, known: Iterable[str], line: int | None) -> ArchiveError:
        known = tuple(known)
        near = difflib.get_close_matches(key, known, n=1, cutoff=0.5)
        meant = f"did you mean '{near[0]}'?" if near else f"known are {', '.join(known[:20])}: see docs/evaluate.md"
        return self._error(f"unknown key '{key}': {meant}", line)

    def _error(self, message: str, line: int | None) -> ArchiveError:
        return ArchiveError(message, path=str(self._file), line=line)


def _checked(key: str, value: Any) -> Any:
    """The value as a `Label` holds it; ValueError, in words for the owner, when it is wrong."""
    if key == "path":
        return check_path(value)
    if key == "removed":
        return _removed(value)
    if key in ("body", "title"):
        if not isinstance(value, str):
            raise ValueError('must be text in quotes, such as """..."""')
        return value
    return _values(key, value)


def check_path(value: Any) -> str:
    """The path of an article as labels hold it; ValueError, in words for the owner, when it cannot be one."""
    if not isinstance(value, str) or not value.strip():
        raise ValueError('must be text in quotes, such as "2017/bridge.txt"')
    if value.startswith("/") or "\\" in value or ":" in value[:2] or ".." in value.split("/"):
        raise ValueError("must lead from the labels file, or from the archive, into its folders, with '/' between them")
    if not _is_text(value):
        raise ValueError("must be text: rename the file")
    return value.removeprefix("./")


def _is_text(value: str) -> bool:
    """Whether UTF-8 can hold it: names of files may be any bytes on some systems."""
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True


def _removed(value: Any) -> dict[str, str]:
    if not isinstance(value, dict) or not all(isinstance(text, str) for text in value.values()):
        raise ValueError('must be a table of reasons and texts, such as comment = """..."""')
    for reason in value:
        if reason not in get_args(Reason):
            raise ValueError(f"has no reason '{reason}': use {', '.join(get_args(Reason))}")
    return value


def _values(key: str, value: Any) -> frozenset[str]:
    held = value if isinstance(value, list) else [value] if value != "" else []
    # an unquoted TOML date is as clear as a quoted one
    held = [item.isoformat()[:10] if hasattr(item, "isoformat") else item for item in held]
    if not all(isinstance(item, str) and item.strip() for item in held):
        raise ValueError('must be text in quotes; "" or [] says that there is none')
    if key in SINGLE and len(held) > 1:
        raise ValueError("must be one value, not a list")
    if key.endswith("date"):
        for item in held:
            _check_date(item)
    return frozenset(" ".join(item.split()) for item in held)


def _check_date(value: str) -> None:
    try:
        date_span(value)
    except ValueError:
        raise ValueError("must be a day, a month or a year: write 2017-11-18, 2017-11 or 2017") from None
