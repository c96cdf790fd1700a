"""What Whoosh keeps of a document.

Every text field holds the tokens of `search.analysis` with their positions; what Whoosh's own analyzers, parsers and
boosts would add is not used. The document lies beside them as JSON, and so do its facts: what `columns` is made of.
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final
from zlib import crc32

from whoosh import fields, formats

from search.analysis import analyze
from search.documents import Document, from_json, to_json
from search.fields import FACETS, TEXTS

_LAYOUT: Final = "dragoman whoosh 5"
"""Names how documents lie in Whoosh's fields and in `columns`: changes whenever that does."""

_SAMPLE: Final = (
    "The U.S. Army's 1,500 T-90s and S-300 near al-Bukamal; l'arm\u00e9e, Hay'at Tahrir al-Sham (HTS), IS "
    "and us. \u062f\u064a\u0631 \u0627\u0644\u0632\u0648\u0631 counter-attacks, militants', "
    "G\u00fclen \u0130zmir running generously"
)


@lru_cache(maxsize=1)
def format_name() -> str:
    """The layout of this index and the tokens in it, as a name: an index with another one was written differently and
    must be rebuilt, not misread. Which tokens the analysis makes is seen from what it makes of a sample."""
    tokens = "\n".join(f"{token.position} {token.text}" for token in analyze([_SAMPLE, _SAMPLE]))
    return f"{_LAYOUT}, words {crc32(tokens.encode('utf-8')):08x}"


class PositionList(formats.Format):  # type: ignore[misc]
    """A posting's value: the token's positions in this document, ascending, as 32-bit numbers."""

    def decode_positions(self, value: bytes) -> array[int]:
        """The positions that `encode` wrote."""
        return decode(value)

    def decode_frequency(self, value: bytes) -> int:
        """How often the token occurs."""
        return len(value) // 4

    def decode_weight(self, value: bytes) -> float:
        """How often the token occurs."""
        return float(len(value) // 4)


class Tokens(fields.FieldType):  # type: ignore[misc]
    """A text field. It is given what `tokens_of` makes: token -> positions."""

    def __init__(self) -> None:
        super().__init__(PositionList(), None, scorable=False, stored=False)

    def index(self, value: Mapping[str, array[int]], **_: Any) -> Iterator[tuple[bytes, int, float, bytes]]:
        """The postings of a document, as Whoosh wants them: token, frequency, weight, value."""
        for token, positions in value.items():
            yield token.encode("utf-8", "surrogatepass"), len(positions), float(len(positions)), positions.tobytes()

    def to_bytes(self, value: str | bytes) -> bytes:
        """A token as Whoosh's files hold it."""
        return value if isinstance(value, bytes) else value.encode("utf-8", "surrogatepass")


class Key(fields.FieldType):  # type: ignore[misc]
    """The id: one token, exactly as it is, lone surrogates included."""

    def __init__(self) -> None:
        super().__init__(formats.Existence(), None, scorable=False, stored=False)

    def index(self, value: str, **_: Any) -> Iterator[tuple[bytes, int, float, bytes]]:
        """The only posting of a document."""
        yield self.to_bytes(value), 1, 1.0, b""

    def to_bytes(self, value: str | bytes) -> bytes:
        """An id as Whoosh's files hold it."""
        return value if isinstance(value, bytes) else value.encode("utf-8", "surrogatepass")


def schema() -> fields.Schema:
    """Whoosh's schema of our documents."""
    texts = {text.name: Tokens() for text in TEXTS}
    return fields.Schema(key=Key(), document=fields.STORED(), facts=fields.COLUMN(), **texts)


def decode(value: bytes) -> array[int]:
    """The positions in a posting's value."""
    positions = array("I")
    positions.frombytes(value)
    return positions


def tokens_of(document: Document) -> dict[str, dict[str, array[int]]]:
    """Text field -> token -> ascending positions, each once."""
    found: dict[str, dict[str, array[int]]] = {}
    for name, passages in document.texts().items():
        held = found[name] = {}
        for token in analyze(passages):
            positions = held.get(token.text)
            if positions is None:
                held[token.text] = array("I", (token.position,))
            elif positions[-1] != token.position:
                positions.append(token.position)
    return found


@dataclass(frozen=True, slots=True)
class Facts:
    """What is asked of all articles at once. `span` holds the first and last day as ordinals, `lengths` the number
    of positions of each text field in the order of `TEXTS`, `terms` the facet values counted, ancestors included."""

    id: str
    digest: str
    span: tuple[int, int] | None
    lengths: tuple[int, ...]
    terms: Mapping[str, list[str]]


def whoosh_fields(document: Document) -> dict[str, Any]:
    """The document as Whoosh's writer takes it."""
    tokens = tokens_of(document)
    days = document.dates()
    facts = (
        document.id,
        document.digest,
        days and (days[0].toordinal(), days[1].toordinal()),
        [len(set().union(*tokens[text.name].values())) for text in TEXTS],
        {facet.name: terms for facet in FACETS if (terms := sorted(document.facet_terms(facet.name)))},
    )
    texts = {name: held for name, held in tokens.items() if held}
    return {"key": document.id, "document": _pack(to_json(document)), "facts": _pack(facts), **texts}


def read_facts(value: bytes) -> Facts:
    """The facts that `whoosh_fields` wrote."""
    id, digest, span, lengths, terms = _unpack(value)
    return Facts(id, digest, span and (span[0], span[1]), tuple(lengths), terms)


def read_document(value: bytes) -> Document:
    """The document that `whoosh_fields` wrote."""
    return from_json(_unpack(value))


def _pack(data: Any) -> bytes:
    # JSON may hold lone surrogates, which UTF-8 may not
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


def _unpack(value: bytes) -> Any:
    return json.loads(value.decode("utf-8", "surrogatepass"))
