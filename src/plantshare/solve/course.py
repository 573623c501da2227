"""Keeps the course of a search while it is told."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np

from plantshare.methods import Progress
from plantshare.results import Proof
from plantshare.results.course import CoursePoint

__all__ = ["Listener", "course_of"]

MOST = 200
"""Points that a course keeps; more are thinned out evenly."""

ROUNDING = 1e-6
"""By so much, relative, a plan may lie above the last best plan, or a bound below the last bound."""


@dataclass(slots=True)
class Listener:
    """Hears the progress of a search, keeps it and tells it on.

    Parameters
    ----------
    tell
        Told each progress, where there is somebody to tell.
    heard
        What was told so far.
    """

    tell: Callable[[Progress], None] | None = None
    heard: list[Progress] = field(default_factory=list)

    def __call__(self, progress: Progress) -> None:
        """Keep one progress and tell it on."""
        self.heard.append(progress)
        if self.tell is not None:
            self.tell(progress)


def course_of(heard: Sequence[Progress], proof: Proof) -> tuple[CoursePoint, ...]:
    """Return the course of a search: the times at which best plan or bound got better, and its end.

    A method may tell of smaller programs that it solves on its way. Their plans and bounds would
    contradict the end, which is how they are known and left out.

    Parameters
    ----------
    heard
        What the search told.
    proof
        How it ended.

    Examples
    --------
    The second progress is of another program: its bound lies below the plan that was found in the end.

    >>> told = [Progress(0.5, float("nan"), 12.0), Progress(0.6, 8.0, 9.0), Progress(1.0, 9.0, 11.0)]
    >>> proof = Proof(
    ...     status="gap_reached", objective=10.0, bound=10.5, gap=0.05, build_seconds=0.1, solve_seconds=2.0,
    ...     columns=1, rows=1, integers=0, method="direct", solver="",
    ... )  # fmt: skip
    >>> [(point.seconds, point.best, point.bound) for point in course_of(told, proof)]
    [(0.5, None, 12.0), (1.0, 9.0, 11.0), (2.0, 10.0, 10.5)]
    """
    end = Progress(proof.solve_seconds, proof.objective, proof.bound)
    best, bound = -np.inf, np.inf
    points: list[CoursePoint] = []
    for one in [*sorted(heard, key=lambda progress: progress.seconds), end]:
        if one is not end and (contradicts(one, end) or one.seconds > end.seconds):
            continue
        # What the solver rounds must not make the course overshoot its end.
        now = min(one.best, end.best), max(one.bound, end.bound)
        higher, lower = np.isfinite(now[0]) and now[0] > best, np.isfinite(now[1]) and now[1] < bound
        best, bound = (now[0] if higher else best), (now[1] if lower else bound)
        if higher or lower or one is end:
            points.append(CoursePoint(seconds=one.seconds, best=known(best), bound=known(bound)))
    return tuple(thinned(points))


def contradicts(one: Progress, end: Progress) -> bool:
    """Return whether a progress cannot be of the search that ended so."""
    room = ROUNDING * max(1.0, abs(end.best), abs(end.bound) if np.isfinite(end.bound) else 0.0)
    # A missing number is neither above nor below.
    return bool(one.best > end.best + room or one.bound < end.bound - room)


def known(value: float) -> float | None:
    """Return a number, and none for one that is infinite."""
    return float(value) if np.isfinite(value) else None


def thinned(points: list[CoursePoint]) -> list[CoursePoint]:
    """Return the points, or as many of them as a course keeps, with the first and the last."""
    if len(points) <= MOST:
        return points
    places = np.linspace(0, len(points) - 1, MOST).round().astype(int)
    return [points[place] for place in places]
