"""How long a run takes that finds nothing to do.

    python benchmarks/updates.py 10000

Makes an archive of this many small files in a temporary folder, indexes it without cleaning, and updates it again.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from index.articles import RawArticle
from index.build import Built
from index.changes import article_id, digest, fingerprint
from index.pipeline import update
from index.sources import read_archive
from search.documents import Document
from search.engine import open_engine
from search.names import Names


def build(raw: RawArticle, names: Names, **known: object) -> Built:
    """The plainest document."""
    changes = digest(raw.content, raw.facts, fingerprint())
    return Built(Document(article_id(None, raw.path), raw.text, "", raw.path, changes, raw.content))


def main() -> None:
    """Print the seconds of both runs."""
    count = int(sys.argv[1])

    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "archive"
        for n in range(count):
            (root / f"{n // 500}").mkdir(parents=True, exist_ok=True)
            (root / f"{n // 500}" / f"{n}.txt").write_text(f"article {n}")
        time.sleep(2.1)  # files that changed just now would be read again
        engine = open_engine(f"whoosh:{folder}/index")
        for run in ("first", "second"):
            report = update(read_archive(root), engine, build=build)
            figures = f"indexed={report.indexed} unchanged={report.unchanged}"
            print(f"{run:7} {figures} seconds={report.seconds:.2f}")
        engine.close()


if __name__ == "__main__":
    main()
