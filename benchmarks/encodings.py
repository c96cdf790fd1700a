"""How often the encoding of an old text is guessed right: our reader against charset-normalizer on its own.

    python benchmarks/encodings.py ../shared/data/cleaning

The folder holds gzipped JSON lines with texts in many languages ("gold_body"), as the labelled sets beside a checkout
do. Pieces of them are encoded as Windows-1252, -1256, -1251 and ISO-8859-9, by their letters, and read back; a piece is
right when every character is.
"""

from __future__ import annotations

import gzip
import json
import random
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from charset_normalizer import from_bytes

from index.readers.legacy import guess_legacy

PIECES = 60
LETTERS = {
    "cp1256": "[\u0600-\u06ff]",
    "cp1251": "[\u0400-\u04ff]",
    "iso8859-9": "[ışğİĞŞ]",
    "cp1252": "[éèàçäöüßñáíóú]",
}
SHARE = {"cp1256": 0.3, "cp1251": 0.3, "iso8859-9": 0.01, "cp1252": 0.005}


def texts(folder: Path) -> dict[str, list[str]]:
    """The texts, by the encoding that fits their letters."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for file in sorted(folder.glob("html_*.jsonl.gz")):
        with gzip.open(file, "rt", encoding="utf-8") as lines:
            for row in map(json.loads, lines):
                text = row.get("gold_body") or " ".join(row.get("with_") or [])
                for encoding, letters in LETTERS.items():
                    if len(re.findall(letters, text)) > SHARE[encoding] * max(1, len(text)):
                        found[encoding].setdefault(text[:100], text)
                        break
    return {encoding: list(held.values()) for encoding, held in found.items()}


def pieces(held: list[str], encoding: str, size: int) -> Iterator[bytes]:
    """Random pieces of about this many characters that are not plain ASCII."""
    chance = random.Random(1)
    given = 0
    for _ in range(PIECES * 20):
        text = chance.choice(held)
        start = chance.randrange(max(1, len(text) - size))
        data = text[start : start + size].encode(encoding, "ignore")
        if not data.isascii() and given < PIECES:
            given += 1
            yield data


def alone(data: bytes) -> str:
    """What charset-normalizer says when it may choose among all encodings."""
    best = from_bytes(data).best()
    return best.encoding if best else "ascii"


def main() -> None:
    """Print the share of pieces that are read back as they were."""
    held = texts(Path(sys.argv[1]))
    print("characters  encoding    texts  pieces  alone  ours")
    for size in (40, 100, 300, 1000):
        for encoding in LETTERS:
            datas = list(pieces(held.get(encoding, [""]), encoding, size))
            right = {
                guess: sum(d.decode(guess(d), "replace") == d.decode(encoding) for d in datas) / max(1, len(datas))
                for guess in (alone, guess_legacy)
            }
            print(
                f"{size:10}  {encoding:10}  {len(held.get(encoding, [])):5}  {len(datas):6}  "
                f"{right[alone]:5.2f}  {right[guess_legacy]:4.2f}"
            )


if __name__ == "__main__":
    main()
