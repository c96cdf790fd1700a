"""Is a regular expression that an owner wrote safe to run on every block of an archive?

Python's expressions cannot be stopped once they run, and some take time that doubles with each character. What is known
to do so is refused by its form; the rest is tried on strings made to take long, shorter ones first, so that
the trial itself stays short.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from itertools import product
from typing import Final

PATTERN_LENGTH: Final = 300
"""Characters of a block that patterns see; keeps their cost bounded."""
LONGEST_PATTERN: Final = 2_000
"""Characters of a pattern itself."""
SLOW: Final = 0.004
"""Seconds for one block; ten thousand times what a good pattern takes."""

_CLASS: Final = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]", re.DOTALL)
_REFERENCE: Final = re.compile(r"\\[1-9]|\(\?P=|\(\?\(")
_SIGN: Final = re.compile(r"\(\?(?:[:=!>]|<[=!]|P?<\w+>|[a-zA-Z-]*[:)])|[()]|[*+?]|\{\d*,?\d*\}")
_COUNTS: Final = re.compile(r"\{(\d*)(,?)(\d*)\}")
_GLOBAL: Final = re.compile(r"\(\?[aiLmsux]+\)")
_MANY: Final = 20
_LENGTHS: Final = (4, 8, 12, 16, 20, 24, 30, 39, 50, 65, 85, 110, 145, 185, 240, PATTERN_LENGTH)
_USUAL: Final = "aA1 .-\u00e9"
_ENDS: Final = ("\0", "!")


def check_pattern(pattern: str, example: str) -> re.Pattern[str]:
    """The pattern compiled. ValueError, saying what to do, where it is none or could take forever."""
    if len(pattern) > LONGEST_PATTERN:
        raise ValueError(f"a pattern of {len(pattern):,} characters is too long: use phrases, or several cues")
    try:
        compiled = re.compile(pattern)
    except (re.error, OverflowError, RecursionError) as error:
        raise ValueError(f"bad pattern ({error}): mend it") from error
    plain = _CLASS.sub(lambda match: match[0] if match[0][1:].isdigit() else "x", pattern)
    if _REFERENCE.search(plain):
        raise ValueError("a pattern that refers back to a group can take forever: write it without")
    if _nests(plain):
        raise ValueError("a repeated group that repeats inside can take forever: write it without one of the two")
    tried = _without_least_length(compiled)
    if slow := next((text for text in _trials(pattern, example) if _is_slow(tried, text)), None):
        raise ValueError(f"the pattern takes too long on texts like {slow[:24]!r}: leave it one way to match them")
    return compiled


def _nests(plain: str) -> bool:
    """Does a group that is repeated often hold a repetition of no fixed number?"""
    inside = [False]  # for each open group
    closed: bool | None = None  # what the group held that has just ended
    for sign in _SIGN.findall(plain):
        if sign.startswith("("):
            if not sign.endswith(")"):
                inside.append(False)
            closed = None
        elif sign == ")":
            closed = inside.pop() if len(inside) > 1 else False
            inside[-1] = inside[-1] or closed
        else:
            often, varies = _repeats(sign)
            if closed and often:
                return True
            inside[-1] = inside[-1] or varies
            closed = None
    return False


def _repeats(sign: str) -> tuple[bool, bool]:
    """Of a repetition: may it be a high number, and is the number open?"""
    if sign in "*+":
        return True, True
    counts = _COUNTS.fullmatch(sign)
    if counts is None or sign == "{}":
        return False, False
    least = int(counts[1] or 0)
    most = int(counts[3]) if counts[3] else _MANY + 1 if counts[2] else least
    return most > _MANY, most != least


def _without_least_length(pattern: re.Pattern[str]) -> re.Pattern[str]:
    """The pattern with a second way that never matches: else texts shorter than any match would not be tried at all,
    and the first that is long enough could take forever."""
    plain = _GLOBAL.sub("", pattern.pattern, count=1)
    end = "\n" if pattern.flags & re.VERBOSE else ""
    return re.compile(f"(?:{plain}{end})|(?!)", pattern.flags)


def _trials(pattern: str, example: str) -> Iterator[str]:
    """Texts in which something is repeated and that then end otherwise: stretches of the example, and the signs that
    the pattern speaks of, alone and in pairs. Shorter ones first."""
    example = example[:60]
    signs = list(dict.fromkeys(_USUAL + re.sub(r"\\[a-zA-Z]", "", pattern)))[:16]
    pumps = [("", "".join(pair)) for pair in product(signs, [*signs, ""])]
    pumps += [(example[:n], example[n : n + size]) for n in range(len(example)) for size in (1, 2, 3)]
    pumps = list(dict.fromkeys(pumps))
    for length in _LENGTHS:
        for head, pump in pumps:
            text = (head + pump * (length // len(pump)))[:length]
            yield from (text + end for end in _ENDS)


def _is_slow(pattern: re.Pattern[str], text: str) -> bool:
    for _ in range(3):  # once may be the machine's doing
        took = _seconds(pattern, text)
        if not SLOW < took < 25 * SLOW:
            return took > SLOW
    return True


def _seconds(pattern: re.Pattern[str], text: str) -> float:
    start = time.thread_time()
    pattern.search(text, 0, PATTERN_LENGTH)
    return time.thread_time() - start
