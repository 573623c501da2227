"""Ctrl-C: the first asks the search to stop and keep its best plan, the second ends at once."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

from plantshare.cli.output import say

__all__ = ["INTERRUPTED", "stop_on_interrupt"]

INTERRUPTED = 130
"""Exit code after Ctrl-C."""


@contextmanager
def stop_on_interrupt(
    says: str = "Stopping with the best plan so far; Ctrl-C again ends at once.",
) -> Iterator[Callable[[], bool]]:
    """Give a function that says whether the user has asked to stop.

    Parameters
    ----------
    says
        What the first Ctrl-C is answered with.
    """
    asked: list[bool] = []

    def note(_number: int, _frame: FrameType | None) -> None:
        if asked:
            raise KeyboardInterrupt
        asked.append(True)
        say(says)

    before = signal.signal(signal.SIGINT, note)
    try:
        yield lambda: bool(asked)
    finally:
        signal.signal(signal.SIGINT, before)
