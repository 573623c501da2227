"""What a decomposition knows while it runs: best plan, bound, log, time."""

from __future__ import annotations

import time
from dataclasses import dataclass, field

import numpy as np

from plantshare.methods.block_solver import StoppedError
from plantshare.methods.limits import Limits, Progress, relative_gap

__all__ = ["Search"]

ROUNDING = 1e-7
"""Relative gap that the tolerances of the solver leave."""


@dataclass(slots=True, eq=False)
class Search:
    """Best plan and bound so far.

    Parameters
    ----------
    limits
        When to stop, and whom to tell.
    began
        Time at which the method began, from ``time.perf_counter``.
    best, x
        Objective and first stage of the best plan.
    bound
        No plan can be better.
    """

    limits: Limits
    began: float
    best: float = -np.inf
    x: np.ndarray = field(default_factory=lambda: np.zeros(0))
    bound: float = np.inf
    log: list[str] = field(default_factory=list)
    was_interrupted: bool = False
    was_late: bool = False

    @property
    def seconds(self) -> float:
        """Return the time since the method began."""
        return time.perf_counter() - self.began

    @property
    def left(self) -> float:
        """Return the time left."""
        return self.limits.seconds - self.seconds

    def check(self) -> None:
        """Raise when the time is over or a person asked to stop."""
        if self.limits.stop is not None and self.limits.stop():
            self.was_interrupted = True
            raise StoppedError
        if self.left <= 0:
            self.was_late = True
            raise StoppedError

    def offer(self, value: float, x: np.ndarray) -> bool:
        """Keep a plan if it is the best so far, and return whether it is."""
        if value <= self.best:
            return False
        self.best, self.x = value, x.copy()
        return True

    def prove(self, bound: float) -> None:
        """Keep a bound if it is the best so far."""
        self.bound = min(self.bound, bound)

    @property
    def gap(self) -> float:
        """Return the relative gap between best plan and bound."""
        return relative_gap(self.best, max(self.bound, self.best))

    @property
    def enough(self) -> float:
        """Return the bound at which the gap asked for is proven; minus infinity without a plan."""
        return self.best + self.limits.gap * abs(self.best)

    @property
    def is_done(self) -> bool:
        """Return whether the gap asked for is proven."""
        return self.gap <= max(self.limits.gap, ROUNDING)

    def say(self, text: str) -> None:
        """Add a line to the log and tell the progress."""
        line = f"{self.seconds:8.1f} s  best {self.best:.6g}  bound {self.bound:.6g}  {text}"
        self.log.append(line)
        if self.limits.tell is not None:
            best = self.best if np.isfinite(self.best) else float("nan")
            bound = self.bound if np.isfinite(self.bound) else float("nan")
            self.limits.tell(Progress(self.seconds, best, bound))
