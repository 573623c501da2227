"""The course of a search: best plan and bound over time."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["CoursePoint"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CoursePoint:
    """What a search knew at one time.

    Parameters
    ----------
    seconds
        Time since the method began.
    best
        Objective of the best plan so far, in millions; none before the first plan.
    bound
        No plan can be better than this, in millions; none before the first bound.
    """

    seconds: float
    best: float | None
    bound: float | None
