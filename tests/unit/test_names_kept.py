"""What was worked out is kept, within bounds."""

from __future__ import annotations

from search.names.kept import Kept


def test_no_more_is_kept_than_wanted_and_the_newest_stays() -> None:
    kept: Kept[int, str] = Kept()
    for number in range(5_000):
        assert kept.keep(number, str(number), 1_000) == str(number)
        assert len(kept) <= 1_000 and kept[number] == str(number)
    assert min(kept) > 3_000 and len(kept) > 700


def test_little_is_forgotten_at_a_time() -> None:
    kept: Kept[int, int] = Kept()
    sizes = []
    for number in range(4_000):
        kept.keep(number, number, 2_000)
        sizes.append(len(kept))
    assert min(sizes[2_000:]) > 1_700
