"""The language that a text is written in, by py3langid (docs/decisions/ says why by it)."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier  # type: ignore[import-untyped]

SAMPLE: Final = 200
"""Characters that are looked at first: on the development sets no longer text is told any better."""
MORE: Final = 1_000
"""Characters that are looked at where those leave a doubt: a text that begins with names or figures."""
SURE: Final = 0.5
ENOUGH: Final = 0.3
"""The least chance, as the library gives it, that needs no second look; and the least that is an answer."""
LEAST: Final = 12
"""Letters: fewer are a name, a number, nothing."""

LANGUAGES: Final = (
    "af am ar as az be bg bn br bs ca cs cy da de el en es et eu fa fi fr ga gd gl gu ha he hi hr hu hy id ig is it ja"
    " ka kk km kn ko ku ky lb lo lt lv mg mk ml mn mr ms mt my ne nl nn no om or pa pl ps pt ro ru rw si sk sl sn so sq"
    " sr st sv sw ta te tg th tk tl tr tt ug uk ur uz vi xh yo zh zu"
).split()
"""Those that news is written in, among the 140 that the library knows: a short English text is taken for Nigerian
Pidgin or Latin otherwise."""
_SAME: Final = {"nn": "no", "nb": "no"}
_LETTERS: Final = re.compile(r"[^\W\d_]")


def detect_language(text: str) -> str | None:
    """ISO 639 code of the language of a text, of two letters if there is one; None where too little speaks for any."""
    text = text[: 4 * MORE].strip()
    if len(_LETTERS.findall(text[:SAMPLE])) < LEAST:
        return None
    language, chance = _identifier().classify(text[:SAMPLE])
    if chance < SURE and len(text) > SAMPLE:
        language, chance = _identifier().classify(text[:MORE])
    return _SAME.get(language, language) if chance >= ENOUGH else None


@lru_cache(maxsize=1)
def _identifier() -> LanguageIdentifier:
    """The library's model: half a second to read, so it waits for the first text."""
    import numpy as np
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(LANGUAGES)
    # a row for each feature: cut to our languages the rows lie scattered, and a text takes a third longer
    identifier.nb_ptc = np.ascontiguousarray(identifier.nb_ptc)
    return identifier
