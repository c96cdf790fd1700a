"""Hits as citations, for Zotero, JabRef, EndNote and LaTeX: RIS and BibTeX.

RIS is as Clarivate and Zotero read it: two letters, two blanks, a hyphen and a blank before each value, a value to a
line. BibTeX is `@misc` with the fields that its styles print. All archived text goes through `printable`, so no value
has a second line, and what TeX would act on is escaped: no title can begin a field or an entry of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from search.documents import INFERRED, Document
from search.results import Hit
from search.terminal import printable

_MONTHS: Final = "jan feb mar apr may jun jul aug sep oct nov dec".split()
"""The macros that every BibTeX style defines."""

_TEX: Final = {
    "\\": r"\textbackslash{}",
    # BibTeX counts braces behind a backslash too, so one alone would end the field or swallow the next entries
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{character: f"\\{character}" for character in "#$%&_"},
}
_WEB: Final = re.compile(r"https?://[^/\s]", re.IGNORECASE)
_NOT_IN_KEYS: Final = re.compile(r"[^A-Za-z0-9:.-]")
_NOT_IN_URLS: Final = re.compile(r"[\s{}\\<>\"^`|]")


def ris(hits: Iterable[Hit]) -> Iterator[str]:
    """A record for each hit, as lines with their ends, an empty one behind it."""
    for hit in hits:
        for tag, value in _ris_fields(hit.document):
            yield f"{tag}  - {value}\n"
        yield "\n"


def _ris_fields(document: Document) -> Iterator[tuple[str, str]]:
    year, month, day = _date(document)
    held = [
        ("ID", document.id),
        ("TI", document.title),
        ("PB", _publisher(document)),
        ("PY", year),
        ("DA", f"{year}/{month}/{day}/" if year else ""),
        ("LA", document.language or ""),
        ("UR", web_address(document) or ""),
        ("AV", document.path),
        *(("N1", note) for note in _notes(document)),
    ]
    yield "TY", "ELEC"
    yield from ((tag, printable(value).strip()) for tag, value in held if value.strip())
    yield "ER", ""


def bibtex(hits: Iterable[Hit]) -> Iterator[str]:
    """An entry for each hit, as lines with their ends, an empty one behind it."""
    for hit in hits:
        document = hit.document
        yield f"@misc{{{_key(document.id)},\n"
        yield from (f"  {name} = {value},\n" for name, value in _bibtex_fields(document))
        yield "}\n\n"


def _bibtex_fields(document: Document) -> Iterator[tuple[str, str]]:
    year, month, day = _date(document)
    publisher = _tex(_publisher(document))
    notes = [f"Archived as {document.path}", *_notes(document)]
    address = web_address(document)
    held = [
        ("title", f"{{{{{_tex(document.title)}}}}}"),  # twice, so that no style takes the capitals of names
        ("publisher", f"{{{publisher}}}" if publisher else ""),
        ("howpublished", f"{{{publisher}}}" if publisher else ""),  # what styles print of @misc
        ("year", f"{{{year}}}" if year else ""),
        ("month", _MONTHS[int(month) - 1] if month else ""),
        ("day", f"{{{int(day)}}}" if day else ""),
        ("url", f"{{{address}}}" if address else ""),
        ("language", f"{{{_tex(document.language)}}}" if document.language else ""),
        ("note", f"{{{_tex('. '.join(notes))}}}"),
    ]
    return ((name, value) for name, value in held if value)


def web_address(document: Document) -> str | None:
    """Where the article stood on the web, on one line and with nothing in it that ends a field; None where that is not
    known, or the archived page names something else (`javascript:`)."""
    shown = printable(document.url or "").strip()
    if not _WEB.match(shown):
        return None
    return _NOT_IN_URLS.sub(lambda found: "".join(f"%{byte:02X}" for byte in found[0].encode()), shown)


def _date(document: Document) -> tuple[str, str, str]:
    """Year, month and day as far as they are known, else empty."""
    held = document.first("date")
    year, month, day = (*(held.value if held else "").split("-"), "", "")[:3]
    return year, month, day


def _publisher(document: Document) -> str:
    held = document.first("publisher")
    return held.value if held else ""


def _notes(document: Document) -> Iterator[str]:
    date, first, day = (document.first(name) for name in ("date", "original_publisher", "original_date"))
    if date and date.type == INFERRED:
        yield "The date is inferred"
    if first:
        yield f"First published by {first.value}" + (f", {day.value}" if day else "")


def _key(id: str) -> str:
    """The id as a key of BibTeX; different ones stay different."""
    return _NOT_IN_KEYS.sub(lambda found: f"_{ord(found[0]):x}_", id)


def _tex(text: str) -> str:
    return "".join(_TEX.get(character, character) for character in printable(text).strip())
