"""The linear relaxation by cuts, a short step at a time from a point that is nearly right."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from plantshare.methods.master import LinearAnswer, Master
from plantshare.methods.recourse import SecondStage

__all__ = ["Near", "solve_near"]

REACH = 0.05
"""First reach of a step, as a share of the span of each column."""

LONGEST = 30.0
"""Reach above which a program without an answer within reach has none."""

WELL = 0.5
"""Share of the promised gain above which the reach doubles."""


@dataclass(frozen=True, slots=True, eq=False)
class Near:
    """What steps within reach gave.

    Parameters
    ----------
    x, value
        Best point found, and its worth.
    promised
        What the master promises within reach of that point; no bound beyond the reach.
    rounds
        Times that the second stage was solved.
    """

    x: np.ndarray
    value: float
    promised: float
    rounds: int


def solve_near(
    master: Master,
    recourse: SecondStage,
    centre: np.ndarray,
    limits: tuple[np.ndarray, np.ndarray],
    *,
    gap: float,
    most: int,
    check: Callable[[], None],
    try_centre: bool = False,
    least: float = -np.inf,
    say: Callable[[Near], None] = lambda near: None,
) -> Near | None:
    """Return the best point between limits that short steps find, or None if there is none.

    The master is solved within a box around the best point so far (box step method, Marsten, Hogan and
    Blankenship 1975; Linderoth and Wright 2003). Far from where cuts were made the master promises too
    much; within the box its promise is nearly kept. The box grows while promises are kept and while
    it holds no point at all, and shrinks otherwise. The cuts hold everywhere.

    Parameters
    ----------
    master, recourse
        First and second stage; the master keeps the cuts, and its own limits are put back.
    centre
        First point; it may lie outside the limits.
    limits
        Lower and upper limits of the first-stage columns.
    gap
        Relative gap between the best point and what the master promises within reach at which to stop.
    most
        Most rounds.
    check
        Raises to stop.
    try_centre
        Whether the centre is a point of the first stage, and is asked first.
    least
        Worth that must be exceeded: the search ends once the master promises no more within reach.
    say
        Told the state after each round.
    """
    first = master.first
    lower, upper = limits
    span = first.upper - first.lower
    centre, value, reach = np.clip(centre, lower, upper), -np.inf, REACH
    is_point, promised, rounds = try_centre, np.inf, 0
    try:
        while rounds < most:
            if is_point and rounds == 0:
                asked = centre
            else:
                answer, reach = step(master, centre, limits, span, reach)
                if answer.x.size == 0:
                    return None
                asked = answer.x
                promised = float(master.highs.getInfo().objective_function_value)
                if is_settled(value, promised, gap) or (rounds > 0 and promised <= least):
                    break
            found = recourse.evaluate(asked, check)
            rounds += 1
            master.add(found.cuts)
            worth = float(first.cost @ asked) + found.value
            if worth > value:
                if np.isfinite(value) and worth - value > WELL * (promised - value):
                    reach = min(1.0, 2 * reach)
                centre, value = asked, worth
            else:
                reach /= 2
            say(Near(centre, value, promised, rounds))
    finally:
        master.limit(first.lower, first.upper)
        master.drop_idle()
    return Near(centre, value, promised, rounds)


def is_settled(value: float, promised: float, gap: float) -> bool:
    """Return whether no more than a relative gap is promised above a value."""
    return np.isfinite(value) and promised - value <= gap * max(1.0, abs(value))


def step(
    master: Master,
    centre: np.ndarray,
    limits: tuple[np.ndarray, np.ndarray],
    span: np.ndarray,
    reach: float,
) -> tuple[LinearAnswer, float]:
    """Return the master's answer within reach of a centre, and the reach it took to have one."""
    restrict(master, centre, limits, reach * span)
    answer = master.solve_linear()
    while answer.x.size == 0 and answer.bound == -np.inf and reach < LONGEST:
        reach *= 3
        restrict(master, centre, limits, reach * span)
        answer = master.solve_linear()
    return answer, reach


def restrict(
    master: Master, centre: np.ndarray, limits: tuple[np.ndarray, np.ndarray], room: np.ndarray
) -> None:
    """Give the master the limits, and no more room than some around a centre."""
    lower, upper = limits
    # A centre outside the limits is drawn to the nearest point within, so that no limits cross.
    inside = np.clip(centre, lower, upper)
    master.limit(np.maximum(lower, inside - room), np.minimum(upper, inside + room))
