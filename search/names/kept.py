"""A dictionary of what was worked out, in which only so much is kept."""

from __future__ import annotations

from itertools import islice
from typing import Final, TypeVar

K = TypeVar("K")
V = TypeVar("V")

_AT_ONCE: Final = 256
"""What is forgotten at a time. Forgetting everything at once keeps whoever asks next waiting for 10 ms and more."""


class Kept(dict[K, V]):
    """Forgets what was kept first. Safe to share between threads: what two of them work out is the same."""

    def keep(self, key: K, value: V, most: int) -> V:
        """Keep the value for the key, and no more than `most` in all; gives the value back."""
        if len(self) >= most:
            for oldest in list(islice(self, _AT_ONCE)):
                self.pop(oldest, None)
        self[key] = value
        return value
