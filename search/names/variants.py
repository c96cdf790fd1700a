"""Spellings that follow from a spelling by rule: what joins, splits or assimilates the Arabic article."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from search.analysis import ARTICLES

_SUN: Final = {
    "t": "at", "th": "ath", "d": "ad", "dh": "adh", "r": "ar", "z": "az", "s": "as", "sh": "ash", "n": "an",
}  # fmt: skip
"""The letters that the article assimilates to, and how it is written then."""

_GAPS: Final = ("-", " ")

_BARE: Final = re.compile(r"(?:" + "|".join(sorted(ARTICLES, key=len, reverse=True)) + r") (?=\w{4})")


def bare(key: str) -> str:
    """A key without its Arabic article: *al bukamal* gives *bukamal*; shorter words keep theirs."""
    return _BARE.sub("", key, count=1) if _BARE.match(key) else key


def has_article(text: str) -> bool:
    """Whether a place's name begins with the Arabic article, so that `variants` may give others."""
    return bool(_split(text)[0])


def variants(text: str) -> Iterator[str]:
    """Other ways to write a place: *al-Bukamal* gives *Albukamal*; *as-Suwar* gives *al-Suwar*, and the other way
    round. Whether spaces or hyphens stand between makes no difference to a key."""
    head, rest = _split(text)
    if not head or len(rest) < 4:
        return
    yield f"al-{rest}"
    yield f"el-{rest}"
    yield "Al" + rest.lower()
    assimilated = _SUN.get(rest[:2].lower()) or _SUN.get(rest[:1].lower())
    if assimilated:
        yield f"{assimilated}-{rest}"
        yield assimilated.capitalize() + rest.lower()


def without_article(text: str) -> str | None:
    """*Bukamal* for *al-Bukamal*; None where there is no article or little would be left. Safe only where no
    other name has this spelling."""
    head, rest = _split(text)
    return rest if head and len(rest) > 4 and " " not in rest else None


def _split(text: str) -> tuple[str, str]:
    if text[2:3] not in _GAPS and text[3:4] not in _GAPS:
        return "", ""
    if text[:2].lower() not in ARTICLES and text[:3].lower() not in ARTICLES:
        return "", ""
    for sign in "- ":
        head, found, rest = text.partition(sign)
        if found and head.lower() in ARTICLES and rest[:1].isalpha():
            return head, rest
    return "", ""
