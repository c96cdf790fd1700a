"""Guessing the encoding of text from before UTF-8.

charset-normalizer decides between the code pages below. Left to choose among all it knows, it is right for 60 % of
Western and 22 % of Turkish texts of 40 characters; docs/decisions/0006 says how that was measured.
"""

from __future__ import annotations

import re
from typing import Final

from charset_normalizer import from_bytes

_CODE_PAGES: Final = ["cp1252", "cp1256", "cp1251", "cp1255"]
"""Western, Arabic, Cyrillic, Hebrew."""

_FOREIGN_WORD: Final = re.compile(rb"[\xc0-\xff]{3}")
"""Three letters of another script in a row. Bullets, quotation marks and single accented letters, however many,
make no Arabic text."""

_PROBED: Final = 200_000
"""Bytes that are looked at: enough to tell."""

_TURKISH: Final = b"\xf0\xfd\xfe\xd0\xdd\xde"
"""ğ ı ş Ğ İ Ş, the only places where Turkish differs from Western; there they are Icelandic ð ý þ, beside which
á æ í ó ú are never far."""
_ICELANDIC: Final = b"\xe1\xe6\xed\xf3\xfa"


def guess_legacy(data: bytes) -> str:
    """The likeliest encoding, as Python calls it, of bytes that are not UTF-8."""
    probe = _telling_part(data)
    best = from_bytes(probe, cp_isolation=_CODE_PAGES).best()
    page = best.encoding if best is not None and _FOREIGN_WORD.search(probe) else "cp1252"
    if page == "cp1252" and _count(probe, _TURKISH) > 2 * _count(probe, _ICELANDIC):
        return "cp1254"
    return page


def _telling_part(data: bytes) -> bytes:
    """The part from a little before the first byte that is not ASCII."""
    first = len(data) - len(data.lstrip(bytes(range(128))))
    begin = max(0, first - 100)
    return data[begin : begin + _PROBED]


def _count(data: bytes, letters: bytes) -> int:
    return len(data) - len(data.translate(None, letters))
