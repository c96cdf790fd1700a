"""Who an article is and whether it changed: ids, digests and the fingerprint of the rules.

An id is made from the article's address if it has one, else from its path in the archive: 12 hexadecimal digits
of a SHA-256. Two files with one address both keep their place: the first in path order has the address's id,
the others ids of address and path. An article without an address keeps its id when its file is renamed;
that the ledger remembers (`index.ledger`).
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable
from dataclasses import fields
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Final
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

from index.articles import Facts

ID_LENGTH: Final = 12
"""Hexadecimal digits: 48 bits, so that a million articles share an id with a chance of 0.2 % (birthday bound)."""

_MAKERS: Final = (
    "dragoman", "trafilatura", "beautifulsoup4", "lxml", "charset-normalizer", "python-dateutil", "PyStemmer",
    "py3langid",
)  # fmt: skip
"""Distributions that have a part in what a document holds."""

_FACTS: Final = tuple(sorted(field.name for field in fields(Facts)))

_TRACKING: Final = re.compile(r"utm_\w+|fbclid|gclid|dclid|msclkid|mc_cid|mc_eid|igshid", re.IGNORECASE)


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def content_of(text: str) -> str:
    """The SHA-256 of a text, hexadecimal: changes when it does."""
    return _hash(text)


def normal_url(url: str) -> str:
    """The address without what does not change the page: scheme, "www.", default port, fragment, campaign
    parameters, a slash at the end, and sorts of percent-encoding. Meant for comparison, not for opening."""
    try:
        parts = urlsplit(url.strip())
        host = (parts.hostname or "").removeprefix("www.")
        port = f":{parts.port}" if parts.port not in (None, 80, 443) else ""
    except ValueError:
        return url.strip()
    path = quote(unquote(parts.path), safe="/~!$&'()*+,;=:@").rstrip("/")
    query = urlencode(
        [(key, value) for key, value in parse_qsl(parts.query, keep_blank_values=True) if not _TRACKING.fullmatch(key)]
    )
    return f"{host}{port}{path}" + (f"?{query}" if query else "")


def article_id(url: str | None, path: str, *, copy: int = 0) -> str:
    """The id of the article at this address, or without one (None) of the file at this path.

    `copy` above 0 gives further ids for articles whose own is taken.
    """
    own = path if url is None else normal_url(url)
    return _hash(own if not copy else f"{own}\n{path}\n{copy}")[:ID_LENGTH]


def digest(content: str, facts: Facts, rules: str, repeated: str = "") -> str:
    """What an article would be indexed as, in short: changes with the file's bytes (`content`, their SHA-256),
    the owner's facts about it, the rules (`fingerprint`), and which repeated paragraphs apply to it
    (`index.repeats.survey.Repeats.applied`)."""
    said = json.dumps([getattr(facts, name) for name in _FACTS])
    return _hash(f"{content}\n{said}\n{rules}\n{repeated}")


@lru_cache(maxsize=1)
def fingerprint() -> str:
    """The SHA-256 of all that turns a file into a document: code and data of reading, cleaning, facets, names and
    analysis, and the versions of this package and of those that parse. Any change of it makes every article be
    indexed anew."""
    import index
    import search

    ours = Path(str(index.__file__)).parent
    theirs = Path(str(search.__file__)).parent
    parts = [
        ours / name
        for name in (
            "articles.py",
            "build.py",
            "changes.py",
            "suspicion.py",
            "readers",
            "cleaning",
            "facets",
            "repeats",
        )
    ]
    parts += [theirs / name for name in ("names", "analysis.py", "documents.py", "fields.py")]
    return fingerprint_of(parts, " ".join(map(_release, _MAKERS)))


def _release(distribution: str) -> str:
    try:
        return version(distribution)
    except PackageNotFoundError:
        return "unknown"


def fingerprint_of(parts: Iterable[Path], release: str = "") -> str:
    """The SHA-256 of these files, and of all files in these folders, with their names."""
    total = hashlib.sha256(release.encode())
    for part in parts:
        for file in sorted(part.rglob("*")) if part.is_dir() else [part]:
            if file.is_file() and "__pycache__" not in file.parts and not file.name.startswith("."):
                total.update(f"\n{file.relative_to(part.parent).as_posix()}\n".encode())
                total.update(hashlib.sha256(file.read_bytes()).digest())
    return total.hexdigest()
