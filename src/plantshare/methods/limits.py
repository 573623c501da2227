"""When a method may stop, and what it tells on the way."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np

from plantshare.methods.executor import Executor

__all__ = ["Limits", "Progress", "Solution", "Status"]


Status = Literal["optimal", "gap_reached", "time_limit", "interrupted", "infeasible", "unbounded", "no_plan"]
"""How a method ended.

optimal and gap_reached: proven to the gap asked for; time_limit and interrupted: best plan so far;
infeasible, unbounded and no_plan (stopped before any plan was found): no plan.
"""


@dataclass(frozen=True, slots=True)
class Progress:
    """What a method knows while it runs.

    Parameters
    ----------
    seconds
        Time since the method began.
    best
        Objective of the best plan so far, in millions; missing before the first plan.
    bound
        No plan can be better than this, in millions.
    """

    seconds: float
    best: float
    bound: float

    @property
    def gap(self) -> float:
        """Return the relative gap between best and bound."""
        return relative_gap(self.best, self.bound)


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """When to stop, and whom to tell.

    Parameters
    ----------
    gap
        Relative gap at which the plan is good enough.
    seconds
        Longest time to spend.
    tell
        Called with the progress from time to time.
    stop
        Asked from time to time; true ends the search with the best plan so far.
    threads
        Threads of the solver; 0 leaves it to the solver.
    executor
        Who solves the blocks of a decomposition; threads of this process unless given. It stays open.
    """

    gap: float = 1e-3
    seconds: float = 300.0
    tell: Callable[[Progress], None] | None = None
    stop: Callable[[], bool] | None = None
    threads: int = 0
    executor: Executor | None = None

    def __post_init__(self) -> None:
        """Refuse limits that mean nothing."""
        if not 0 <= self.gap <= 1:
            raise ValueError(f"gap must lie in [0, 1], got {self.gap}")
        if not self.seconds > 0:
            raise ValueError(f"seconds must be above 0, got {self.seconds}")


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Solution:
    """What a method found: values, duals of the plan with its integers fixed, and the proof.

    Parameters
    ----------
    status
        How the method ended.
    values, duals
        Value of each column and dual of each row; empty where there is no plan.
    objective, bound
        Objective of the plan and the proven bound, in millions.
    seconds
        Time spent by the solver.
    method, solver
        Name of the method, and name and version of the solver.
    log
        What the solver said, line by line.
    """

    status: Status
    values: np.ndarray
    duals: np.ndarray
    objective: float
    bound: float
    seconds: float
    method: str
    solver: str
    log: tuple[str, ...] = ()

    @property
    def has_plan(self) -> bool:
        """Return whether there is a plan."""
        return self.values.size > 0

    @property
    def gap(self) -> float:
        """Return the relative gap between objective and bound."""
        return relative_gap(self.objective, self.bound)


def relative_gap(best: float, bound: float) -> float:
    """Return |bound - best| / |best|, infinite while one of them is missing.

    Examples
    --------
    >>> relative_gap(100.0, 101.0)
    0.01
    """
    if not (np.isfinite(best) and np.isfinite(bound)):
        return float("inf")
    difference = abs(bound - best)
    return 0.0 if difference == 0 else difference / max(abs(best), 1e-9)
