"""The integer first stage: the master with its integers, and plans tried on the second stage."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from plantshare.methods.direct import solve_direct
from plantshare.methods.limits import Limits, Solution, Status
from plantshare.methods.linear_phase import Linear, solve_linear
from plantshare.methods.master import Master
from plantshare.methods.recourse import Recourse
from plantshare.methods.search import Search

__all__ = ["solve_integers"]

NEAR = 1e-6
"""Distance from a whole number below which a value counts as whole."""

LEAST_GAP = 1e-9
"""Smallest relative gap that a master is asked for."""

NEIGHBOURHOOD_SECONDS, NEIGHBOURHOOD_SHARE, MOST_NEIGHBOURS = 20.0, 0.3, 10
"""Longest time for one plan near the relaxation, share of all time for such plans, and their number."""


MOST_POLISHING = 40
"""Most rounds in which the continuous part of a plan is polished."""


@dataclass(frozen=True, slots=True, eq=False)
class Fixing:
    """Limits of integer columns within which every plan lies that is better than some worth.

    Parameters
    ----------
    lower, upper
        The limits.
    worth
        Plans outside are worth no more.
    count
        Integer columns that are fixed.
    """

    lower: np.ndarray
    upper: np.ndarray
    worth: float
    count: int


def solve_integers(master: Master, recourse: Recourse, linear: Linear, search: Search) -> Status:
    """Return how the search for an integer first stage ended; the search holds plan and bound.

    The first plan comes from the master with only those integers free that the relaxation leaves
    open. Then the master is solved with its integers, each time to a part of the gap that is left;
    its plan is tried on the second stage, its continuous part polished, and its cuts added, until the
    bound meets the best plan.
    """
    first_plan(master, recourse, linear, search)
    before, is_stuck = (search.best, search.bound, np.zeros(0)), False
    while not search.is_done:
        search.check()
        linear = replace(linear, answer=master.solve_linear())
        search.prove(linear.answer.bound)
        fixing = fix_by_reduced_cost(master, linear, search)
        gap = max(search.limits.gap / 3, min(0.25 * search.gap, 0.05), LEAST_GAP)
        if is_stuck:
            gap = LEAST_GAP
        solution = solve_master(master, fixing, gap, search)
        if not solution.has_plan:
            search.check()
            search.prove(max(fixing.worth, search.best))
            return "optimal" if np.isfinite(search.best) else "infeasible"
        search.prove(max(solution.bound, fixing.worth))
        x = solution.values[: master.count]
        worth = try_plan(master, recourse, x, search)
        search.say(f"master {solution.objective:.6g} tried {worth:.6g}, {fixing.count} integers fixed")
        now = (search.best, search.bound, np.round(x[master.first.is_integer]))
        repeats = now[:2] == before[:2] and np.array_equal(now[2], before[2])
        if repeats and is_stuck:
            # The master repeats itself to its last digit: what is left of the gap is rounding.
            break
        before, is_stuck = now, repeats
    return "optimal" if search.is_done else "gap_reached"


def first_plan(master: Master, recourse: Recourse, linear: Linear, search: Search) -> None:
    """Try the plans that are best among those near the relaxation.

    Only the integers that the relaxation leaves open are free. Each plan tried adds cuts where the
    next one is looked for, until the master expects no better one there.
    """
    first = master.first
    whole = np.round(linear.answer.x)
    settled = first.is_integer & (np.abs(linear.answer.x - whole) <= NEAR)
    near = Fixing(
        np.where(settled, whole, first.lower),
        np.where(settled, whole, first.upper),
        -np.inf,
        int(settled.sum()),
    )
    gap = max(search.limits.gap / 4, LEAST_GAP)
    began = search.seconds
    for _ in range(MOST_NEIGHBOURS):
        if search.is_done or search.seconds - began > NEIGHBOURHOOD_SHARE * search.limits.seconds:
            return
        solution = solve_master(master, near, gap, search, most=NEIGHBOURHOOD_SECONDS)
        if not solution.has_plan or solution.bound <= search.best + gap * abs(search.best):
            return
        worth = try_plan(master, recourse, solution.values[: master.count], search)
        free = int(first.is_integer.sum()) - near.count
        search.say(
            f"near the relaxation {solution.objective:.6g} in {solution.seconds:.1f} s, "
            f"tried {worth:.6g}, {free} integers free"
        )


def fix_by_reduced_cost(master: Master, linear: Linear, search: Search) -> Fixing:
    """Return limits outside which no plan is better than the best by more than the gap asked for.

    A column at its limit in the relaxation with reduced cost d loses |d| for each step away from it:
    where bound - |d| is no more than the best plan and its allowed gap, the column stays.
    """
    first, answer = master.first, linear.answer
    lower, upper = first.lower.copy(), first.upper.copy()
    allowed = search.best + 0.5 * search.limits.gap * abs(search.best)
    if not np.isfinite(search.best) or not np.isfinite(answer.bound):
        return Fixing(lower, upper, -np.inf, 0)
    room = answer.bound - allowed
    loses = first.is_integer & (np.abs(answer.reduced) > max(room, 0.0) * (1 + 1e-9) + 1e-9)
    at_lower = loses & (answer.reduced < 0) & (answer.x <= first.lower + NEAR)
    at_upper = loses & (answer.reduced > 0) & (answer.x >= first.upper - NEAR)
    upper[at_lower] = lower[at_lower]
    lower[at_upper] = upper[at_upper]
    count = int((at_lower | at_upper).sum())
    return Fixing(lower, upper, allowed if count else -np.inf, count)


def solve_master(
    master: Master, fixing: Fixing, gap: float, search: Search, most: float = np.inf
) -> Solution:
    """Return the best plan of the master with its integers, to some relative gap."""
    lower, upper = fixing.lower, fixing.upper
    start = None
    if search.x.size and (search.x >= lower - NEAR).all() and (search.x <= upper + NEAR).all():
        start = dict(enumerate(search.x))
    program = master.whole_program(lower, upper)
    return solve_direct(program, quiet(search, gap, min(most, max(search.left, 1e-3))), start)


def quiet(search: Search, gap: float, seconds: float) -> Limits:
    """Return limits for one master: one thread, so that every machine finds the same plan."""
    return Limits(gap=min(gap, 1.0), seconds=seconds, stop=search.limits.stop, threads=1)


def try_plan(master: Master, recourse: Recourse, x: np.ndarray, search: Search) -> float:
    """Return the true worth of a plan after its continuous part is polished; keep it if it is best.

    The integers are held and the linear program that is left is solved by the same cuts; so the
    master also learns what the second stage is worth around the plan.
    """
    first = master.first
    held = np.where(first.is_integer, np.round(x), x)
    lower = np.where(first.is_integer, held, first.lower)
    upper = np.where(first.is_integer, held, first.upper)
    master.limit(lower, upper)
    try:
        start = master.exact(np.clip(held, lower, upper))
        found = solve_linear(
            master,
            recourse,
            start=start,
            gap=search.limits.gap / 10,
            check=search.check,
            most=MOST_POLISHING,
            least=search.best,
        )
    finally:
        master.limit(first.lower, first.upper)
    if found.x.size and np.isfinite(found.value):
        search.offer(found.value, found.x)
    return found.value
