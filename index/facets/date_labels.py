"""What stands before a date: *Published*, *Updated*, *since* ... from `data/date_labels.tsv`."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, Literal, cast, get_args

from index.facets.calendar_words import DATA, fold_word, weekday_pattern
from index.facets.phrases import one_of
from search.errors import ArchiveError
from search.names.tables import read_table

LabelKind = Literal["published", "updated", "original", "other", "byline", "filed"]
"""What a date with that label is: of publication, of a later change, of the first publication elsewhere, something
else; "byline" words (*by*) open lines that name an author, "filed" ones (*filed under*) follow such a date."""

LONGEST_LABEL: Final = 70
"""Characters before a date in which its label is looked for."""

_CLOCK: Final = r"\d{1,2}\s?[:.h]\s?\d{2}(?:\s?[ap]\.?m\.?|\s?uhr)?|\d{4}"
_BY: Final = (" by", " par", " por")
_FILLER: Final = r"on|at|the|am|den|le|el|il|em|um|kl|à"


def label_before(text: str, start: int, line_before: str = "") -> LabelKind | None:
    """What the words right before text[start:] say about a date there. Where the date begins its line, the line
    before counts, if it is nothing but a label."""
    before = text[max(0, start - LONGEST_LABEL) : start]
    match = _at_end().search(fold_word(before))
    if match:
        return _labels()[_key(match["label"])]
    if not _plain().sub("", fold_word(before)).strip(" \t\xa0.,:;|•·()-–—"):
        return _labels().get(_key(line_before)) if len(line_before) <= LONGEST_LABEL else None
    return None


def begins_with_byline(text: str) -> bool:
    """Whether a line begins like *By Jane Doe* or *Posted by Jane Doe*."""
    words = _key(text[:40])
    return any(
        words.startswith(f"{phrase} ")
        for phrase, kind in _labels().items()
        if kind == "byline" or (kind == "published" and phrase.endswith(_BY))
    )


def begins_with_other(text: str) -> bool:
    """Whether a line begins like *Photo: ...*."""
    word, colon, _ = text[:40].partition(":")
    return bool(colon) and _labels().get(_key(word)) == "other"


def is_filed(text: str) -> bool:
    """Whether words such as *. Filed under* follow a date."""
    words = _key(text[:40])
    return any(words.startswith(phrase) for phrase, kind in _labels().items() if kind == "filed")


def without_labels(text: str) -> str:
    """A line without labels, weekdays and times of day: what is left is names or running text."""
    return _residue().sub(" ", fold_word(text))


def _key(text: str) -> str:
    return " ".join(re.findall(r"[\w'-]+", fold_word(text)))


@lru_cache(maxsize=1)
def _labels() -> dict[str, LabelKind]:
    found: dict[str, LabelKind] = {}
    for row in read_table(DATA / "date_labels.tsv", ("phrase", "kind", "language", "source")):
        kind = row.choice("kind", get_args(LabelKind))
        found.setdefault(_key(row.required("phrase")), cast(LabelKind, kind))
    return found


def _phrases(*kinds: LabelKind) -> str:
    wanted = [phrase for phrase, kind in _labels().items() if kind in kinds]
    if not wanted:
        raise ArchiveError("no labels: restore the file or install Dragoman anew", path=str(DATA / "date_labels.tsv"))
    return one_of(wanted, space=r"\s{1,2}")


@lru_cache(maxsize=1)
def _at_end() -> re.Pattern[str]:
    every = _phrases("published", "updated", "original", "other", "byline")
    gap = r"[\s:,|(•·–—-]{0,4}"
    between = rf"(?:{gap}(?:{_FILLER}|{_CLOCK}|{weekday_pattern()})(?!\w)[.,]?){{0,3}}{gap}"
    return re.compile(rf"(?<!\w)(?P<label>{every})(?!\w){between}$", re.IGNORECASE)


@lru_cache(maxsize=1)
def _plain() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{_FILLER}|{_CLOCK}|{weekday_pattern()})(?!\w)", re.IGNORECASE)


@lru_cache(maxsize=1)
def _residue() -> re.Pattern[str]:
    zones = r"gmt|utc|est|edt|pst|pdt|cet|cest|bst|ist|ksa|eest|eet|msk|am|pm|uhr|hrs|clock|kl"
    return re.compile(
        rf"(?<!\w)(?:{_phrases('published', 'updated')}|{_CLOCK}|{weekday_pattern()}|{zones})(?!\w)", re.IGNORECASE
    )
