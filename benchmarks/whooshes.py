"""The engine contract on every published Whoosh: which of them could be pinned.

    python benchmarks/whooshes.py [--python PATH ...] [--no-tests]

For each interpreter and each Whoosh: a fresh environment, the contract tests, what its import costs and says, what it
depends on, and how fast it indexes and answers a made-up archive. The digests of the answers must be the same for all.
Needs the package index. CPU times, so that busy neighbours count for little.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.metadata
import json
import random
import re
import subprocess
import sys
import tempfile
import time
import warnings
from pathlib import Path

ROOT = Path(__file__).parent.parent
WHOOSHES = ("Whoosh==2.7.4", "Whoosh-Reloaded==2.7.5", "whoosh3==3.54.0")
TOOLS = ("PyStemmer", "hypothesis", "pytest", "pytest-timeout")
DOCUMENTS = 600
SUMMARY = re.compile(r"\d+ (?:passed|failed|error).*")


def make_environment(python: str, whoosh: str, folder: Path) -> Path:
    subprocess.run([python, "-m", "venv", str(folder)], check=True)
    binary = next(path for path in (folder / "bin" / "python", folder / "Scripts" / "python.exe") if path.exists())
    tools = [f"{tool}=={importlib.metadata.version(tool)}" for tool in TOOLS]
    pip = [str(binary), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, whoosh, *tools], check=True)
    return binary


def output(binary: Path, *arguments: str) -> str:
    # -P would hide the checkout: the packages under test are those of the current folder
    done = subprocess.run([str(binary), *arguments], cwd=ROOT, capture_output=True, text=True)
    return done.stdout if done.returncode == 0 else f"{done.stdout}\n{done.stderr}"


def examine(binary: Path, whoosh: str, *, tests: bool) -> bool:
    probed = output(binary, str(Path(__file__).resolve()), "--probe", whoosh.partition("==")[0])
    print(f"  {probed.strip()}", flush=True)
    if not tests:
        return True
    report = output(binary, "-m", "pytest", "tests/contract", "-m", "not slow", "-p", "no:cacheprovider")
    found = SUMMARY.findall(report)
    print(f"  contract: {found[-1] if found else report[-2000:]}", flush=True)
    failures = [line for line in report.splitlines() if line.startswith(("FAILED", "ERROR"))]
    print("".join(f"    {line}\n" for line in failures), end="", flush=True)
    return bool(found) and not failures


def probe(distribution: str) -> dict[str, object]:
    """What this very environment's Whoosh is like."""
    began = time.process_time()
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        import whoosh.fields
        import whoosh.index
        import whoosh.scoring
    facts: dict[str, object] = {"import ms": round((time.process_time() - began) * 1000), "modules": len(sys.modules)}
    facts["warnings"] = sorted({str(warning.message) for warning in caught})
    # code with wrong escapes warns when it is compiled, and then never again
    quiet = "import compileall, sys; compileall.compile_dir(sys.argv[1], quiet=1, force=True)"
    compiled = subprocess.run(
        [sys.executable, "-W", "always", "-c", quiet, str(Path(whoosh.index.__file__).parent)],
        capture_output=True,
        text=True,
    )
    facts["warnings when compiled"] = (compiled.stdout + compiled.stderr).count("SyntaxWarning")
    facts["dependencies"] = [d for d in importlib.metadata.requires(distribution) or () if "extra" not in d]
    return facts | exercise()


def exercise() -> dict[str, object]:
    """Speed and answers of our engine over this Whoosh."""
    sys.path.insert(0, str(ROOT))
    from search.engine import open_engine
    from search.query import And, AnyOf, Not, Or, Phrase, Prefix, SearchRequest, Term
    from tests.documents import ACTORS, DATES, REGIONS, article

    dice = random.Random(7)
    words = [f"{a}{b}{c}" for a in "bdklmnrst" for b in "aeiou" for c in ("n", "ra", "dio", "s", "-")]
    documents = [
        article(
            f"{n:05}",
            " ".join(dice.choices(words, k=6)),
            " ".join(words[min(int(dice.expovariate(0.02)), len(words) - 1)] for _ in range(250)),
            region=dice.sample(REGIONS, 2),
            actor=dice.sample(ACTORS, 2),
            date=dice.choice(DATES),
        )
        for n in range(DOCUMENTS)
    ]
    fields = ("title", "body")
    queries = [
        query
        for first, second in zip(words[::9], words[1::9], strict=False)
        for query in (
            Term(first, fields),
            And((Term(first, fields), Not(Term(second, fields)))),
            Or((Term(first, fields), Phrase((first, second), fields))),
            AnyOf((Phrase((second, first), fields), Prefix("=" + first, fields))),
        )
    ]
    with tempfile.TemporaryDirectory() as folder:
        engine = open_engine(f"whoosh:{folder}")
        began = time.process_time()
        for part in (documents, documents[::10]):  # the second replaces a tenth of the first
            with engine.writer() as writer:
                for document in part:
                    writer.write(document)
        indexed = time.process_time() - began
        began = time.process_time()
        answers = [engine.search(SearchRequest(query, limit=50)) for query in queries]
        searched = time.process_time() - began
        engine.close()
    told = [([(hit.document.id, hit.score) for hit in a.hits], a.total, sorted(a.facets.items())) for a in answers]
    return {
        "documents/s": round(1.1 * DOCUMENTS / indexed),
        "search ms": round(searched / len(queries) * 1000, 2),
        "answers": hashlib.sha256(repr(told).encode()).hexdigest()[:12],
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--python", nargs="+", default=[sys.executable], help="interpreters to try")
    parser.add_argument("--no-tests", action="store_true", help="only look and measure")
    parser.add_argument("--probe", metavar="DISTRIBUTION", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.probe:
        print(json.dumps(probe(arguments.probe)))
        return 0
    good = True
    for python in arguments.python:
        for whoosh in WHOOSHES:
            with tempfile.TemporaryDirectory() as folder:
                binary = make_environment(python, whoosh, Path(folder) / "venv")
                print(f"{whoosh} on {output(binary, '--version').strip()}", flush=True)
                good &= examine(binary, whoosh, tests=not arguments.no_tests)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
