"""Random questions: of the pieces that mean something, and of anything."""

from __future__ import annotations

from hypothesis import strategies as st

PIECES = [
    *"a al-Bukamal T-90 IS ( ) (( )) - + * | : AND OR NOT actor: title: in: since: foo: none 2017 k* ** . / '".split(),
    *"a~1 ~ ka?b ka[b-d] ] [ .. date: exact: ~5 Deir Ezzor Hezbollah US date:2017-11 until:2018 region:Syria".split(),
    *(" ", '"', "\u00ab", "\u201d", "\U0001f642", "\x00", "\ud800", "\u202e", "\u0301", " \u062f\u064a\u0631 "),
]
messy = st.lists(st.sampled_from(PIECES), max_size=60).map("".join)
spaced = st.lists(st.sampled_from(PIECES), max_size=40).map(" ".join)
anything = st.text(st.characters(exclude_categories=()), max_size=200)
questions = st.one_of(messy, spaced, anything)
