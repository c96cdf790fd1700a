"""Archives for tests: files in a folder, and the plainest way to make documents of them."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from index.articles import RawArticle
from index.build import Built
from index.changes import article_id, digest, fingerprint
from index.cleaning.normal import normalize
from index.cleaning.repeated import NOTHING, Repeated, paragraph_key
from index.cleaning.rules import Rules
from index.repeats.dates import pack
from index.suspicion import Suspicion
from search.documents import Document, Evidence, FacetValue, RemovedBlock
from search.names import Names

LONG_AGO = 1_500_000_000


def put(root: Path, path: str, text: str | bytes = "text", *, age: int = LONG_AGO) -> Path:
    """Write a file that was last changed at `age`, in seconds since 1970."""
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    os.utime(file, (age, age))
    return file


def fill(root: Path, files: Mapping[str, str]) -> Path:
    """Make the folder hold these files."""
    root.mkdir(parents=True, exist_ok=True)
    for path, text in files.items():
        put(root, path, text)
    return root


def plain_build(raw: RawArticle, names: Names, *, rules: Rules | None = None, repeated: Repeated = NOTHING) -> Built:
    """The first line is the title, the rest the body; lines that begin with "-" and repeated ones are removed. A line
    "url: X" is the article's address, "explode" cannot be cleaned, and "fishy" is suspicious. The title ends with what
    its source says of dates that it leaves open; names of the owner are its actors."""
    if "explode" in raw.text:
        raise ArithmeticError("cannot clean this")
    title, _, rest = raw.text.partition("\n")
    lines = rest.split("\n")
    url = next((line.removeprefix("url: ") for line in lines if line.startswith("url: ")), raw.facts.url)
    spread = {line: repeated.get(paragraph_key(normalize(line)) or 0) for line in lines}
    removed = [line for line in lines if line.startswith("-") or spread[line]]
    body = "\n".join(line for line in lines if line not in removed)
    document = Document(
        id=article_id(url, raw.path),
        title=f"{raw.facts.title or title} {pack(raw.source_dates)}".rstrip(),
        body=body,
        path=raw.path,
        digest=digest(raw.content, raw.facts, fingerprint()),
        content=raw.content,
        url=url,
        values={
            "actor": tuple(
                FacetValue(name.value, (Evidence("names", match.text, "body", match.start, match.end),))
                for match in names.find(body)
                for name in match.names
                if name.id.startswith("o.")  # the owner's
            )
        },
        removed=tuple(
            RemovedBlock("other", line, f"test {s.name}" if (s := spread[line]) else "test", len(body))
            for line in removed
        ),
    )
    return Built(document, Suspicion(raw.path, "fishy", {"confidence": 0.1}) if "fishy" in raw.text else None)
