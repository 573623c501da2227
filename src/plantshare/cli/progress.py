"""Progress of a solve on standard error: best value, bound, gap, time, and what happens next."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from plantshare.cli.output import say
from plantshare.methods import Progress
from plantshare.report.words import number, percent
from plantshare.run import plain

__all__ = ["ProgressStyle", "draws_teller", "progress_teller"]

ProgressStyle = Literal["plain", "json", "none"]

SECONDS_BETWEEN = 1.0
"""Least time between two lines of the same case."""


@dataclass(slots=True)
class Teller:
    """Writes progress, at most a line a second for each case.

    Parameters
    ----------
    style
        Words, or one JSON object a line.
    told
        When each case was last told of.
    """

    style: Literal["plain", "json"]
    told: dict[str, float] = field(default_factory=dict)

    def __call__(self, case: str, progress: Progress) -> None:
        """Write one line, unless the last one is too fresh."""
        now = time.monotonic()
        if now - self.told.get(case, -SECONDS_BETWEEN) < SECONDS_BETWEEN:
            return
        self.told[case] = now
        say(json_line(case, progress) if self.style == "json" else plain_line(case, progress))


def progress_teller(style: ProgressStyle | None) -> Callable[[str, Progress], None] | None:
    """Return what tells progress; by default words on a terminal, and nothing elsewhere."""
    if style is None:
        style = "plain" if sys.stderr.isatty() else "none"
    return None if style == "none" else Teller(style)


def draws_teller(style: ProgressStyle | None) -> Callable[[str, int, int], None]:
    """Return what tells how many drawn futures are done; by default words on a terminal."""
    chosen = style or ("plain" if sys.stderr.isatty() else "none")

    def tell(plan: str, done: int, count: int) -> None:
        if chosen == "json":
            say(json.dumps({"plan": plan, "draws_done": done, "draws": count}))
        elif chosen == "plain":
            say(f"{plan}: {done:,} of {count:,} futures")

    return tell


def plain_line(case: str, progress: Progress) -> str:
    """Return progress as one line of words."""
    head = f"{case}: " if case else ""
    return (
        f"{head}{number(progress.seconds, 1)} s, best {number(progress.best, 1)} million, "
        f"bound {number(progress.bound, 1)} million, gap {percent(progress.gap, 2)}; "
        "searching until the gap or the time limit is reached, Ctrl-C keeps the best plan"
    )


def json_line(case: str, progress: Progress) -> str:
    """Return progress as one JSON object."""
    content = {
        "case": case,
        "seconds": progress.seconds,
        "best": progress.best,
        "bound": progress.bound,
        "gap": progress.gap,
    }
    return json.dumps(plain(content), allow_nan=False)
