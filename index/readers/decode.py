"""From bytes to text: byte order marks, then UTF-8, then what the page declares, then a guess."""

from __future__ import annotations

import codecs
from dataclasses import dataclass
from typing import Final

from index.articles import Kind
from index.readers.legacy import guess_legacy

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SIGNATURES: Final = (
    (b"%PDF-", "a PDF"), (b"PK\x03\x04", "a ZIP or Office file"), (b"\x1f\x8b", "a gzip file"),
    (b"\x89PNG", "a PNG image"), (b"\xff\xd8\xff", "a JPEG image"), (b"GIF8", "a GIF image"),
    (b"\xd0\xcf\x11\xe0", "an old Office file"), (b"{\\rtf", "an RTF file"), (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"), (b"BZh", "a bzip2 file"), (b"7z\xbc\xaf", "a 7-Zip file"), (b"bplist", "a property list"),
)  # fmt: skip
_DECLARATION_REACH: Final = 4096
"""Bytes in which a declaration is looked for; HTML asks for 1024, pages keep to it loosely. Beautiful Soup's search
would take quadratic time on a hostile page, so it is given no more than these."""

_SHARE_OF_CONTROLS: Final = 0.02
"""A text file with more control characters than this is not one. The article with a few NULs in it stays."""

_CONTROLS: Final = bytes(set(range(32)) - set(b"\t\n\r\f\x1b"))

# what browsers read these labels as (Encoding Standard, "Names and labels"): pages use the letters of the right one
_AS_BROWSERS_READ: Final = {"iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254", "gb2312": "gb18030"}
_NEVER: Final = frozenset({"utf-7", "unicode-escape", "raw-unicode-escape", "punycode", "idna", "mbcs", "oem"})
"""UTF-7 on a page is an attack; the others are Python's own."""


class NotTextError(ValueError):
    """The bytes are no text; the message says what they look like."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text and the encoding that it was read as."""

    text: str
    encoding: str


def decode(data: bytes, kind: Kind) -> Decoded:
    """The text of a file. Bytes that no encoding explains become U+FFFD; `NotTextError` for binary files."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _lenient(data[len(mark) :], encoding)
    _refuse_binary(data)
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        pass
    if _mostly_utf8(data):
        return _lenient(data, "utf-8")
    declared = declared_encoding(data) if kind == "html" else None
    if declared is not None and declared != "utf-8":
        return _lenient(data, declared)
    return _lenient(data, guess_legacy(data))


def declared_encoding(data: bytes) -> str | None:
    """The encoding that a page's markup declares, as Python calls it, None when there is none or it is unknown."""
    from bs4.dammit import EncodingDetector  # only pages that are not UTF-8 need it

    label = EncodingDetector.find_declared_encoding(data[:_DECLARATION_REACH], is_html=True)
    if label is None:
        return None
    try:
        name = codecs.lookup(label).name
        if b"<a>".decode(name) != "<a>":  # or its declaration could not have been read
            return None
    except (LookupError, UnicodeError, ValueError):
        return None
    return None if name in _NEVER else _AS_BROWSERS_READ.get(name, name)


def _lenient(data: bytes, encoding: str) -> Decoded:
    return Decoded(data.decode(encoding, "replace"), encoding)


def _refuse_binary(data: bytes) -> None:
    for signature, what in _SIGNATURES:
        if data.startswith(signature):
            raise NotTextError(f"looks like {what}, not a text: convert it or move it out of the archive")
    controls = len(data) - len(data.translate(None, _CONTROLS))
    if controls > 8 and controls > len(data) * _SHARE_OF_CONTROLS:
        raise NotTextError("holds binary data, not a text: convert it or move it out of the archive")


def _mostly_utf8(data: bytes) -> bool:
    """Whether this is UTF-8 with a few bytes broken (cut off, or one pasted from elsewhere) rather than another
    encoding, whose letters hardly ever make up valid sequences."""
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    whole = sum(character > "\x7f" for character in text) - broken
    return whole > 4 * broken
