"""The linear relaxation by cuts, with a stabilising point."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from plantshare.methods.master import LinearAnswer, Master
from plantshare.methods.recourse import Evaluation, SecondStage
from plantshare.methods.search import ROUNDING

__all__ = ["Linear", "solve_linear"]

FLOOR = ROUNDING / 2
"""Relative gap below which a linear relaxation counts as solved whatever gap is asked for: no search
asks for less.
"""


@dataclass(frozen=True, slots=True, eq=False)
class Linear:
    """What the linear relaxation gave.

    Parameters
    ----------
    x, value
        Best point found and its worth.
    answer
        Last answer of the master, with the bound.
    rounds
        Times that the second stage was solved.
    """

    x: np.ndarray
    value: float
    answer: LinearAnswer
    rounds: int


def solve_linear(
    master: Master,
    recourse: SecondStage,
    *,
    start: np.ndarray | None,
    known: float = -np.inf,
    gap: float,
    check: Callable[[], None],
    say: Callable[[Linear, Evaluation], None] = lambda linear, found: None,
    most: int = 10_000,
    least: float = -np.inf,
    is_enough: Callable[[], bool] = lambda: False,
) -> Linear:
    """Return the best first stage of the linear relaxation by the L-shaped method.

    The second stage is asked at a point between the master's answer and a stabilising point, the best
    so far (in-out separation, Ben-Ameur and Neto 2007). A step that cuts nothing off moves the point
    asked for towards the master's answer, so that the method ends as the plain one does.

    Parameters
    ----------
    master, recourse
        First and second stage; the master keeps the cuts.
    start
        First stabilising point, feasible for the first stage.
    known
        Worth of the first point, if its cuts are made already.
    gap
        Relative gap between the best point and the bound at which to stop.
    check
        Raises to stop.
    say
        Told the state after each round.
    most
        Most rounds.
    least
        Worth that must be exceeded: the search ends once the bound shows that it cannot.
    is_enough
        Asked after each round; true ends the search with what it has.
    """
    first = master.first
    best, value, step = start, known, 0.5
    if start is not None and not np.isfinite(known):
        found = recourse.evaluate(start, check)
        master.add(found.cuts)
        value = float(first.cost @ start) + found.value
    bound, asked = np.inf, 0
    answer = master.solve_linear()
    while answer.x.size and asked < most and not (asked and is_enough()):
        bound = min(bound, answer.bound)
        inside = best is not None and np.isfinite(value)
        if bound <= least:
            break
        if np.isfinite(value) and bound - value <= max(gap, FLOOR) * max(1.0, abs(value)):
            break
        point = step * answer.x + (1 - step) * best if inside and best is not None else answer.x
        found = recourse.evaluate(point, check)
        asked += 1
        worth = float(first.cost @ point) + found.value
        is_better = worth > value
        if is_better:
            best, value = point, worth
        promised = promise(master, answer, found)
        master.add(found.cuts)
        before = answer
        answer = master.solve_linear()
        state = Linear(best if best is not None else point, value, answer, asked)
        say(state, found)
        if promised <= 0 and step >= 1 and not is_better:
            # The master's own answer was asked and no cut is violated: only rounding is left.
            if not master.box or not master.leans_on_box(before.x):
                break
            master.widen()
            answer = master.solve_linear()
        step = next_step(step, promised > 0, is_better)
        master.drop_idle()
    if answer.x.size == 0 and best is None:
        return Linear(np.zeros(0), value, answer, asked)
    return Linear(best if best is not None else answer.x, value, answer, asked)


def promise(master: Master, answer: LinearAnswer, found: Evaluation) -> float:
    """Return by how much new cuts lower what the master promised at its answer, relative."""
    if not master.has_cut.all():
        return np.inf
    worth = np.full(master.groups, -np.inf)
    for cut in found.cuts:
        at = cut.constant + float(cut.slope @ answer.x)
        if cut.group < 0:
            if at < -1e-9 * max(1.0, abs(cut.constant)):
                return np.inf
        else:
            worth[cut.group] = at
    lowered = float(np.maximum(master.worth - worth, 0.0)[np.isfinite(worth)].sum())
    return lowered if lowered > 1e-10 * max(1.0, abs(float(master.worth.sum()))) else 0.0


def next_step(step: float, has_cut_off: bool, is_better: bool) -> float:
    """Return the share of the master's answer in the next point asked for."""
    if not has_cut_off:
        return 1.0 if step > 0.9 else min(1.0, 2 * step)
    return max(0.3, 0.8 * step) if not is_better else step
