"""The integer first stage: the master with its integers, and plans tried on the second stage."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from plantshare.methods.direct import solve_direct
from plantshare.methods.dive import Dive, dive
from plantshare.methods.limits import Limits, Solution, Status
from plantshare.methods.linear_phase import Linear, solve_linear
from plantshare.methods.master import Master
from plantshare.methods.near_phase import Near, solve_near
from plantshare.methods.recourse import Recourse, SecondStage
from plantshare.methods.relaxation import solve_relaxation
from plantshare.methods.search import Search

__all__ = ["FEW_OPEN", "choose_the_rest", "solve_integers", "told"]

NEAR = 1e-6
"""Distance from a whole number below which a value counts as whole."""

LEAST_GAP = 1e-9
"""Smallest relative gap that a master is asked for."""

PROOF_SHARE, PROOF_TIME = 0.3, 0.4
"""Share of the gap asked for to which the relaxation is proven, and of the time left for it."""

MOST_MISSES = 1
"""Dives that may end without a better plan."""

FEW_OPEN, MOST_CHOICES = 60, 4
"""Open integers of a dive that the master chooses together, and the times that it does."""

MOST_STEPS, MOST_POLISHING = 8, 40
"""Most short steps, and most rounds after them, in which the continuous part of a plan is polished."""

STEPS_OF_ALL = 2
"""Most short steps of all blocks once estimates have led near the best."""

POLISHING_SHARE, ROUGH = 0.05, 1e-3
"""Share of the gap that is left to which a plan is polished, and the roughest polishing."""

FAR = 10.0
"""Times the gap asked for above which it is not proven that a plan cannot be polished further."""


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


def solve_integers(
    master: Master, recourse: Recourse, few: SecondStage, linear: Linear, search: Search
) -> Status:
    """Return how the search for an integer first stage ended; the search holds plan and bound.

    The first plans come from diving. Then the master is solved with its integers, each time to a part
    of the gap that is left; its plan is tried on the second stage, its continuous part polished, and
    its cuts added, until the bound meets the best plan.

    Parameters
    ----------
    master, recourse
        First and second stage.
    few
        A second stage of few means to dive with, or the same as ``recourse``.
    linear
        What the relaxation gave.
    search
        Best plan and bound; told what is found.
    """
    dive_for_plans(master, recourse, few, linear, search)
    share = search.seconds + PROOF_TIME * search.left
    linear = solve_relaxation(
        master,
        recourse,
        search,
        start=linear.x if np.isfinite(linear.value) else None,
        known=linear.value,
        gap=PROOF_SHARE * search.limits.gap,
        is_enough=lambda: search.is_done or search.seconds > share,
    )
    before, is_stuck = (search.best, search.bound, np.zeros(0)), False
    while not search.is_done:
        search.check()
        linear = replace(linear, answer=master.solve_linear())
        search.prove(linear.answer.bound)
        fixing = fix_by_reduced_cost(master, linear, search)
        gap = max(search.limits.gap / 3, min(0.25 * search.gap, 0.05), LEAST_GAP)
        if is_stuck:
            gap = LEAST_GAP
        solution = solve_master(master, fixing, gap, search, enough=search.enough)
        if not solution.has_plan:
            search.check()
            search.prove(max(fixing.worth, search.best))
            return "optimal" if np.isfinite(search.best) else "infeasible"
        search.prove(max(solution.bound, fixing.worth))
        if search.is_done:
            search.say(f"master proves {search.bound:.6g}, {fixing.count} integers fixed")
            break
        x = solution.values[: master.count]
        worth = try_plan(master, recourse, few, x, search, exactly=is_stuck)
        search.say(f"master {solution.objective:.6g} tried {worth:.6g}, {fixing.count} integers fixed")
        now = (search.best, search.bound, np.round(x[master.first.is_integer]))
        repeats = now[:2] == before[:2] and np.array_equal(now[2], before[2])
        if repeats and is_stuck:
            # The master repeats itself to its last digit: what is left of the gap is rounding.
            break
        before, is_stuck = now, repeats
    return "optimal" if search.is_done else "gap_reached"


def dive_for_plans(
    master: Master, recourse: Recourse, few: SecondStage, linear: Linear, search: Search
) -> None:
    """Dive from the relaxation, then from half way between it and the best plan, while plans get better.

    Half way, what the plan and the relaxation agree on is nearly settled, and the rest is open anew.
    """
    start, misses = linear.x, 0
    while not search.is_done and misses < MOST_MISSES:
        if search.x.size:
            start = 0.5 * (start + search.x)
        before = search.best
        found = dive(master, few, start, search.check, told(search), enough=FEW_OPEN)
        if found is None:
            return
        choose_the_rest(master, recourse, few, found, search)
        misses = 0 if search.best > before else misses + 1


def choose_the_rest(
    master: Master,
    recourse: Recourse,
    few: SecondStage,
    found: Dive,
    search: Search,
    *,
    most: int = MOST_CHOICES,
) -> None:
    """Choose the integers that a dive left open by the master, and try what it chooses.

    Each plan that is tried adds cuts around it, until the master expects nothing better from what is open,
    or two plans in a row were no better.
    """
    if found.is_whole:
        worth = try_plan(master, recourse, few, found.point, search)
        search.say(f"plan from diving, tried {worth:.6g}")
        return
    near = Fixing(found.lower, found.upper, -np.inf, 0)
    before, misses = np.zeros(0), 0
    for _ in range(most):
        gap = max(search.limits.gap / 4, LEAST_GAP)
        solution = solve_master(master, near, gap, search)
        if not solution.has_plan or solution.bound <= search.best + gap * abs(search.best):
            return
        x = solution.values[: master.count]
        whole = np.round(x[master.first.is_integer])
        if np.array_equal(whole, before):
            return
        before, best = whole, search.best
        worth = try_plan(master, recourse, few, x, search)
        search.say(f"rest of a dive, promised {solution.objective:.6g}, tried {worth:.6g}")
        misses = 0 if search.best > best else misses + 1
        if misses == MOST_CHOICES // 2:
            return


def told(search: Search) -> Callable[[Near, int], None]:
    """Return what tells a search how a dive goes."""

    def say(near: Near, left: int) -> None:
        search.say(f"diving {near.value:.6g}, promised {near.promised:.6g}, {left} integers open")

    return say


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
    master: Master, fixing: Fixing, gap: float, search: Search, *, enough: float = -np.inf
) -> Solution:
    """Return the best plan of the master with its integers, to a relative gap or a bound that is enough."""
    lower, upper = fixing.lower, fixing.upper
    start = None
    if search.x.size and (search.x >= lower - NEAR).all() and (search.x <= upper + NEAR).all():
        start = dict(enumerate(search.x))
    program = master.whole_program(lower, upper)
    return solve_direct(program, quiet(search, gap, max(search.left, 1e-3)), start, enough=enough)


def quiet(search: Search, gap: float, seconds: float) -> Limits:
    """Return limits for one master: one thread, so that every machine finds the same plan."""
    return Limits(gap=min(gap, 1.0), seconds=seconds, stop=search.limits.stop, threads=1)


def try_plan(
    master: Master,
    recourse: Recourse,
    few: SecondStage,
    x: np.ndarray,
    search: Search,
    *,
    exactly: bool = False,
) -> float:
    """Return the true worth of a plan after its continuous part is polished; keep it if it is best.

    The integers are held and the linear program that is left is solved by the same cuts; so the
    master also learns what the second stage is worth around the plan.

    Parameters
    ----------
    master, recourse
        First and second stage; the master keeps the cuts.
    few
        A second stage that is quicker and estimates the whole, to polish with first; or the whole.
    x
        The plan, whose integers are whole.
    search
        Keeps the best plan.
    exactly
        Whether to prove that the plan cannot be polished further, even while the gap is wide.
    """
    first = master.first
    held = np.where(first.is_integer, np.round(x), x)
    lower = np.where(first.is_integer, held, first.lower)
    upper = np.where(first.is_integer, held, first.upper)
    start = master.exact(np.clip(held, lower, upper))
    gap = max(search.limits.gap / 10, min(POLISHING_SHARE * search.gap, ROUGH))
    steps = MOST_STEPS
    if few is not recourse:
        rough = solve_near(
            master,
            few,
            start,
            (lower, upper),
            gap=gap,
            most=MOST_STEPS,
            check=search.check,
            least=search.best,
        )
        if rough is None:
            return -np.inf
        start, steps = (rough.x if np.isfinite(rough.value) else start), STEPS_OF_ALL
    near = solve_near(
        master,
        recourse,
        start,
        (lower, upper),
        gap=gap,
        most=steps,
        try_centre=few is not recourse,
        check=search.check,
        least=search.best,
        say=lambda near: keep(search, near),
    )
    if near is None or not np.isfinite(near.value):
        return -np.inf
    if not exactly and search.gap > FAR * search.limits.gap > 0:
        return near.value
    master.limit(lower, upper)
    try:
        found = solve_linear(
            master,
            recourse,
            start=near.x,
            known=near.value,
            gap=gap,
            check=search.check,
            most=MOST_POLISHING,
            least=search.best,
        )
    finally:
        master.limit(first.lower, first.upper)
    if found.x.size and np.isfinite(found.value):
        search.offer(found.value, found.x)
    return found.value


def keep(search: Search, near: Near) -> None:
    """Offer a point whose integers are whole to the search."""
    search.offer(near.value, near.x)
