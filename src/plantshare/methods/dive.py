"""A whole plan from a fractional one: drop what is chosen least, solve again, and so on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from plantshare.methods.master import Master
from plantshare.methods.near_phase import Near, solve_near
from plantshare.methods.recourse import SecondStage

__all__ = ["Dive", "dive"]

WHOLE = 1e-5
"""Distance from a whole number below which a column is held there."""

ALMOST, HALF = 0.9, 0.5
"""Fractions from which a column is rounded up at once, and up to which it may be dropped."""

DROPPED = 0.2
"""Share of the fractional columns that is dropped before the program is solved again."""

ROUNDS, GAP = 3, 3e-4
"""Most rounds of cuts after each drop, and the gap at which fewer will do."""


@dataclass(frozen=True, slots=True, eq=False)
class Dive:
    """Where a dive ended.

    Parameters
    ----------
    point
        First-stage values.
    lower, upper
        Limits of the first-stage columns; equal where the dive has settled one.
    is_whole
        Whether every integer of the point is whole.
    """

    point: np.ndarray
    lower: np.ndarray
    upper: np.ndarray
    is_whole: bool


def dive(
    master: Master,
    recourse: SecondStage,
    start: np.ndarray,
    check: Callable[[], None],
    say: Callable[[Near, int], None] = lambda near, left: None,
    *,
    enough: int = 0,
) -> Dive | None:
    """Return a first stage whose integers are whole but for a few, or None where rounding leads nowhere.

    Rounding up what is chosen most forces choices that the relaxation made small on purpose; dropping
    what is chosen least costs little, and what it did moves to its rivals when the program is solved
    again by cuts. A few cuts are made each time, so that the master knows what the second stage is
    worth along the way (a diving heuristic inside the L-shaped method).

    Parameters
    ----------
    master, recourse
        First and second stage; the master keeps the cuts.
    start
        A point of the linear relaxation.
    check
        Raises to stop.
    say
        Told the state and the number of fractional columns after each drop.
    enough
        Number of fractional columns at which to end; the last few are better chosen together.
    """
    first = master.first
    lower, upper = first.lower.copy(), first.upper.copy()
    point = start
    while True:
        left = hold_whole(first.is_integer, point, lower, upper).size
        if left <= enough:
            return Dive(point, lower, upper, left == 0)
        narrow(first.is_integer, point, lower, upper)
        near = solve_near(master, recourse, point, (lower, upper), gap=GAP, most=ROUNDS, check=check)
        if near is None or not np.isfinite(near.value):
            return None
        point = near.x
        say(near, left)


def hold_whole(is_integer: np.ndarray, point: np.ndarray, lower: np.ndarray, upper: np.ndarray) -> np.ndarray:
    """Hold the integers that are whole, in place, and return the places of those that are not."""
    whole = np.round(point)
    is_whole = is_integer & (np.abs(point - whole) <= WHOLE)
    lower[is_whole] = upper[is_whole] = whole[is_whole]
    return np.flatnonzero(is_integer & ~is_whole & (lower < upper))


def narrow(is_integer: np.ndarray, point: np.ndarray, lower: np.ndarray, upper: np.ndarray) -> int:
    """Hold what is whole, round up what almost is, drop what is chosen least; return what was fractional.

    Changes the limits in place; at least one column is held whenever any is fractional.
    """
    open_columns = hold_whole(is_integer, point, lower, upper)
    fraction = point[open_columns] - np.floor(point[open_columns])
    almost = open_columns[fraction > ALMOST]
    lower[almost] = upper[almost] = np.ceil(point[almost])
    order = open_columns[np.argsort(fraction, kind="stable")]
    few = order[: max(1, int(DROPPED * order.size))]
    few = few[point[few] - np.floor(point[few]) <= HALF]
    upper[few] = np.floor(point[few])
    if few.size == 0 and almost.size == 0 and order.size:
        lower[order[-1]] = np.ceil(point[order[-1]])
    return int(order.size)
