"""Names of months and weekdays in many languages, from `data/months.tsv` and `data/weekdays.tsv`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Final

from index.facets.phrases import one_of
from search.names.tables import read_table

_LETTERS: Final = re.compile(r"[^\W\d_]+")
DATA: Final = Path(__file__).with_name("data")


def fold_word(word: str) -> str:
    """The word as it is looked up: without case, with the dotless and the dotted i of Turkish as one."""
    return word.casefold().replace("i̇", "i").replace("ı", "i").replace("’", "'")


@lru_cache(maxsize=1)
def _months() -> dict[str, dict[str, int]]:
    """Folded form -> language -> month, 1 to 12."""
    found: dict[str, dict[str, int]] = {}
    for form, language, number in _forms("months.tsv", "month"):
        found.setdefault(fold_word(form), {})[language] = number
    return found


@lru_cache(maxsize=1)
def _weekdays() -> dict[str, set[int]]:
    """Folded form -> days, Monday is 0."""
    found: dict[str, set[int]] = {}
    for form, _, number in _forms("weekdays.tsv", "weekday"):
        found.setdefault(fold_word(form), set()).add(number)
    return found


def _forms(file: str, column: str) -> Iterator[tuple[str, str, int]]:
    for row in read_table(DATA / file, ("language", column, "forms", "source")):
        for form in row.required("forms").split("|"):
            yield form, row.required("language"), int(row.required(column))


def month_number(word: str, language: str | None = None) -> int | None:
    """The month, 1 to 12, that a word names; None where it names none, or different ones in different languages
    (*listopada* is October in Zagreb and November in Warsaw) and the language is not known."""
    senses = _months().get(fold_word(word.strip(" .")), {})
    if language in senses:
        return senses[language]
    numbers = set(senses.values())
    return numbers.pop() if len(numbers) == 1 else None


def weekday_number(word: str) -> int | None:
    """The weekday that a word names, Monday is 0; None where it names none or several."""
    numbers = _weekdays().get(fold_word(word.strip(" .")), set())
    return next(iter(numbers)) if len(numbers) == 1 else None


def month_offsets(text: str, start: int, end: int) -> list[int]:
    """Where in text[start:end] names of months may begin, or the preposition written together with them: quick, and
    no month begins anywhere else."""
    return [word.start() for word in _LETTERS.finditer(text, start, end) if _begins_month(word.group())]


@lru_cache(maxsize=1_024)
def _begins_month(letters: str) -> bool:
    """Whether letters that stand together in a text are how a name of a month begins, or all of it."""
    return fold_word(letters) in _month_beginnings()


@lru_cache(maxsize=1)
def _month_beginnings() -> frozenset[str]:
    """The first letters of each form of a month, up to what is no letter; in Hebrew also behind *in*."""
    found = {match.group() for form in _months() if (match := _LETTERS.search(form))}
    return frozenset(found | {f"\u05d1{word}" for word in found if "\u05d0" <= word[0] <= "\u05ea"})


@lru_cache(maxsize=1)
def month_pattern() -> str:
    """A regular expression, to be used without case, for every form of every month."""
    return _alternatives(word for row in _forms("months.tsv", "month") for word in (row[0], row[0].upper()))


@lru_cache(maxsize=1)
def weekday_pattern() -> str:
    """A regular expression, to be used without case, for every form of every weekday."""
    return _alternatives(word for row in _forms("weekdays.tsv", "weekday") for word in (row[0], row[0].upper()))


def _alternatives(words: Iterator[str]) -> str:
    return one_of({form for word in words for form in (word.casefold(), fold_word(word))}, space=r"\s")
