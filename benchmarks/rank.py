"""A ranker for `score.py ranking`: reads a test collection, writes the best articles of each question.

    python score.py ranking --rank-cmd "python benchmarks/rank.py whoosh"
    python benchmarks/rank.py memory|whoosh|lucene CORPUS QUERIES RUN

CORPUS and QUERIES hold a JSON object a line: _id, title, text. RUN gets lines `question article rank score`. A question
of a test collection is prose, not the query language: it is read as words of which any will do, which is how the
peers that it is compared with read it.

`lucene` is the reference: Debian's liblucene8-java, its English analyzer and BM25 as they come (`lucene/Rank.java`).
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent))

from search.documents import Document
from search.engine import Engine, open_engine
from search.expand import expand
from search.fields import SCOPES
from search.names import Names, load_names
from search.query import SearchRequest, Text

HITS = 1000
"""Articles given per question: as deep as mean average precision looks."""

JARS = [Path(f"/usr/share/java/lucene-{part}-8.7.0.jar") for part in ("core", "analyzers-common")]


def lucene_installed() -> bool:
    """Whether the reference can be run."""
    return shutil.which("java") is not None and all(jar.exists() for jar in JARS)


def rows(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def fill(engine: Engine, corpus: Path) -> None:
    with engine.writer(rebuild=True) as writer:
        for row in rows(corpus):
            id = str(row["_id"])
            writer.write(Document(id, row.get("title") or "", row["text"], path=id, digest=id))


def rank(engine: Engine, queries: Path, names: Names) -> Iterator[str]:
    """The lines of the run."""
    for row in rows(queries):
        asked = expand(Text(row["text"]), names, fields=SCOPES["body"], any_word=True)
        hits = engine.search(SearchRequest(asked.query, facets=(), limit=HITS)).hits
        yield from (f"{row['_id']} {hit.document.id} {n} {hit.score}" for n, hit in enumerate(hits, 1))


def rank_by_lucene(corpus: Path, queries: Path, run: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        plain = [Path(folder) / name for name in ("articles", "questions")]
        for source, target in zip((corpus, queries), plain, strict=True):
            with target.open("w", encoding="utf-8") as lines:
                for row in rows(source):
                    text = " ".join(f"{row.get('title') or ''} {row['text']}".split())
                    lines.write(f"{row['_id']}\t{text}\n")
        jars = ":".join(map(str, JARS))
        subprocess.run(["java", "-cp", jars, Path(__file__).with_name("lucene") / "Rank.java", *plain, run], check=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("engine", choices=("memory", "whoosh", "lucene"))
    parser.add_argument("corpus", type=Path)
    parser.add_argument("queries", type=Path)
    parser.add_argument("run", type=Path)
    found = parser.parse_args()
    if found.engine == "lucene":
        if not lucene_installed():
            parser.error("Lucene is not installed: apt-get install liblucene8-java default-jdk-headless")
        rank_by_lucene(found.corpus, found.queries, found.run)
        return
    with tempfile.TemporaryDirectory() as folder, found.run.open("w", encoding="utf-8") as lines:
        engine = open_engine("memory:" if found.engine == "memory" else f"{found.engine}:{folder}")
        fill(engine, found.corpus)
        lines.writelines(f"{line}\n" for line in rank(engine, found.queries, load_names()))
        engine.close()


if __name__ == "__main__":
    main()
