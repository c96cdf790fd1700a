"""How Whoosh's files are written and read, through its own extension point: its codec."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import Any

from whoosh.codec.whoosh3 import W3Codec, W3LeafMatcher


class Codec(W3Codec):  # type: ignore[misc]
    """Whoosh's codec, but without field lengths beside each posting, which cost a look at the disk per posting and
    which we have in `columns`, and with posting lists that are read a block at a time."""

    length_stats = False

    def postings_reader(self, dbfile: Any, terminfo: Any, format_: Any, term: Any = None, scorer: Any = None) -> Any:
        """The posting list of a token; of one article, it lies in the list of tokens."""
        if terminfo.is_inlined():
            return super().postings_reader(dbfile, terminfo, format_, term=term, scorer=scorer)
        return PostingList(dbfile, *terminfo.extent(), format_, term=term, scorer=scorer)


class PostingList(W3LeafMatcher):  # type: ignore[misc]
    """A posting list in a file. Whoosh's own goes through a block posting by posting, in Python."""

    def blocks(self) -> Iterator[tuple[Sequence[int], Sequence[float]]]:
        """The articles and frequencies of each block, from the first block on; afterwards the list is at its end."""
        while not self._atend:
            self.id(), self.weight()  # reads the block
            yield self._ids, self._weights
            self._next_block()

    def values(self, wanted: Sequence[int]) -> Iterator[tuple[int, bytes]]:
        """What the postings of the wanted articles, which are ascending, hold, of those that there are; afterwards the
        list is anywhere behind them."""
        at = 0
        while at < len(wanted):
            first = wanted[at]
            self._skip_to_block(lambda: first > self._maxid)  # noqa: B023 (asked at once)
            if not self.is_active():
                return
            self.id(), self.value()  # reads the block
            behind, place = bisect_right(wanted, self._maxid, at), 0
            for number in wanted[at:behind]:
                place = bisect_left(self._ids, number, place)
                if self._ids[place] == number:
                    yield number, self._values[place]
            at = behind

    def skip_to(self, targetid: int) -> None:
        """On to the first posting of this article or a later one."""
        if self.is_active() and targetid > self.id():
            self._skip_to_block(lambda: targetid > self._maxid)
            if self.is_active():
                self.id()
                self._i: int = bisect_left(self._ids, targetid, self._i)
