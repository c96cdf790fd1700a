"""A limit on how long one article may take."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Final

PATIENCE: Final = 60
"""Seconds for one article; the slowest of ordinary pages take one."""


class TooSlowError(BaseException):
    """The time is up. Not an `Exception`: what handles those on its way must not swallow it."""


@contextmanager
def time_limit(seconds: float = PATIENCE) -> Iterator[None]:
    """Raise `TooSlowError` in the block when it takes longer.

    Works on the main thread of systems with an alarm clock (not on Windows); elsewhere there is no limit. C code
    is interrupted when it comes back to Python.
    """
    if not hasattr(signal, "SIGALRM") or threading.current_thread() is not threading.main_thread():
        yield
        return

    def ring(_number: int, _frame: FrameType | None) -> None:
        raise TooSlowError(f"took longer than {seconds:g} seconds")

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
