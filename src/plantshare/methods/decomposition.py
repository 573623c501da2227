"""Solve a two-stage program by cuts: the L-shaped method with an integer first stage."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass

import numpy as np

from plantshare.errors import MethodError
from plantshare.methods.block_solver import StoppedError
from plantshare.methods.condensed import Groups, condensed
from plantshare.methods.dive import dive
from plantshare.methods.integer_phase import FEW_OPEN, choose_the_rest, solve_integers, told, try_plan
from plantshare.methods.limits import Limits, Solution, Status, relative_gap
from plantshare.methods.linked import Linked, linked
from plantshare.methods.master import Master
from plantshare.methods.mean_phase import solve_mean
from plantshare.methods.pooled_recourse import PooledRecourse, can_pool
from plantshare.methods.recourse import Recourse, SecondStage, cut_groups
from plantshare.methods.relaxation import solve_relaxation
from plantshare.methods.search import Search
from plantshare.methods.solver import solver_name
from plantshare.methods.two_stage import TwoStage

__all__ = ["Proposal", "early_gap", "solve_decomposition"]

MEANS = 12
"""Means of blocks in each group with which the first plan is made."""

MOST_POOLED, POOLED_ROUNDS, LEAST_FALL = 6, 8, 5e-4
"""Times that estimates and all blocks take turns, rounds of estimates in between, and the relative fall
of the bound in one turn below which all blocks go on alone.
"""

EARLY_SHARE, EARLY_GAP, EARLY_ROUNDS = 0.3, 1.5e-3, 12
"""Before the first plan the relaxation is solved to this share of the gap asked for, or to this gap
if that is wider, and its proof may take so many rounds.
"""


@dataclass(frozen=True, slots=True, eq=False)
class Proposal:
    """Where to begin.

    Parameters
    ----------
    plan
        First-stage values of a plan to try first; empty where there is none.
    near
        A point near the best of the linear relaxation; empty where there is none.
    """

    plan: np.ndarray
    near: np.ndarray


NOTHING = Proposal(np.zeros(0), np.zeros(0))

FirstPlan = Callable[[Search], Proposal]
"""Proposes where to begin."""


def solve_decomposition(
    program: TwoStage, limits: Limits, *, whole: bool = True, first_plan: FirstPlan | None = None
) -> Solution:
    """Return the best plan that the L-shaped method finds within the limits, with its proven bound.

    The linear relaxation is solved by cuts, one for each group of blocks and round (Van Slyke and Wets
    1969; Birge and Louveaux 1988), for a few means of the blocks first and then for all. Plans come
    from diving, and then from the master with its integers; every cut is kept throughout.
    The answer does not depend on who solves the blocks, nor on how many workers do, unless the time
    limit ends the search.

    Parameters
    ----------
    program
        A program whose second stage is continuous.
    limits
        When to stop. ``threads`` is the number of blocks that are solved at once, unless there is an
        ``executor`` to solve them.
    whole
        Whether to return second-stage values and duals too, in the order of the extensive form;
        without them ``values`` holds the first stage and ``duals`` nothing.
    first_plan
        Proposes where to begin, in place of means of the blocks.

    Raises
    ------
    MethodError
        If the second stage has integers: cuts from duals do not hold for it.
    """
    if program.has_integer_recourse:
        raise MethodError(
            "the decomposition needs a second stage without integers, and this one has some; "
            "use the method 'extensive'"
        )
    search = Search(limits, time.perf_counter())
    inner = linked(program)
    groups = cut_groups(inner.program)
    with Recourse(inner.program, groups, limits.threads, executor=limits.executor) as recourse:
        status = search_for_plan(inner, groups, recourse, search, first_plan)
        values, duals = search.x[: program.first.cost.size], np.zeros(0)
        if search.x.size and whole:
            own, own_duals = recourse.columns(inner.extended(search.x))
            values = np.concatenate([values, own])
            # The first stage has no duals of its own: with its integers held they depend on the order.
            duals = np.concatenate([np.full(program.first.row_lower.size, np.nan), own_duals])
    has_plan = status not in ("infeasible", "unbounded", "no_plan")
    return Solution(
        status=status,
        values=values if has_plan else np.zeros(0),
        duals=duals if has_plan else np.zeros(0),
        objective=search.best if has_plan else float("nan"),
        bound=max(search.bound, search.best) if has_plan else float("nan"),
        seconds=search.seconds,
        method="decomposition",
        solver=solver_name(),
        log=tuple(search.log),
    )


def search_for_plan(
    inner: Linked, groups: Groups, recourse: Recourse, search: Search, first_plan: FirstPlan | None
) -> Status:
    """Run the phases until the gap is proven or the limits end them, and return how it ended."""
    program = inner.program
    try:
        master = Master(program.first, recourse.groups, inner.extended)
        start = None
        mean = solve_mean(program, groups, search)
        if mean is not None:
            start, cuts, bound = mean
            start = inner.extended(start)
            master.add(cuts)
            search.prove(bound)
            search.say("mean of the blocks")
        few: SecondStage = PooledRecourse(recourse, groups) if can_pool(program, groups) else recourse
        proposal = NOTHING if first_plan is None else first_plan(search)
        if proposal.plan.size:
            value_plan(master, recourse, few, inner.extended(proposal.plan), search)
        if proposal.near.size:
            start = inner.extended(proposal.near)
        if not program.first.is_integer.any():
            return solve_continuous(master, recourse, start, search)
        return solve_whole(
            master, recourse, few, start, search, groups=groups, is_near=proposal.near.size > 0
        )
    except StoppedError:
        if search.x.size == 0:
            return "no_plan"
        return "interrupted" if search.was_interrupted else "time_limit"


def solve_whole(
    master: Master,
    recourse: Recourse,
    few: SecondStage,
    start: np.ndarray | None,
    search: Search,
    *,
    groups: Groups,
    is_near: bool,
) -> Status:
    """Solve the relaxation and then the program with its integers; return how it ended.

    Unless the start is near the best of the relaxation, a few means of the blocks lead there; they also
    give a plan where there is none.
    """
    smaller, limits = condensed(recourse.program, groups, MEANS), search.limits
    with ExitStack() as stack:
        quick = few
        if smaller is not None:
            means = stack.enter_context(Recourse(*smaller, limits.threads, executor=limits.executor))
            if not is_near or search.x.size == 0:
                found = early_plan(master, means, recourse, start, search)
                start = start if is_near else found
            quick = means if few is recourse else few
        if few is not recourse:
            start = pooled_relaxation(master, few, recourse, start, search)
        linear = solve_relaxation(
            master, recourse, search, start=start, gap=early_gap(search), most=EARLY_ROUNDS
        )
        if linear.answer.x.size == 0:
            return "unbounded" if linear.answer.bound == np.inf else "infeasible"
        return solve_integers(master, recourse, quick, linear, search)


def solve_continuous(master: Master, recourse: Recourse, start: np.ndarray | None, search: Search) -> Status:
    """Solve a program without integers and return how it ended."""
    linear = solve_relaxation(master, recourse, search, start=start, gap=search.limits.gap)
    if linear.answer.x.size == 0:
        return "unbounded" if linear.answer.bound == np.inf else "infeasible"
    search.offer(linear.value, linear.x)
    return "optimal" if search.is_done else "gap_reached"


def value_plan(master: Master, recourse: Recourse, few: SecondStage, x: np.ndarray, search: Search) -> None:
    """Value a plan for all scenarios, whoever asks to stop meanwhile, and then polish it."""
    first = master.first
    plan = np.where(first.is_integer, np.round(x), x)
    found = recourse.evaluate(plan)
    master.add(found.cuts)
    search.offer(float(first.cost @ plan) + found.value, plan)
    search.say("plan of the representatives, valued for all")
    try_plan(master, recourse, few, plan, search)
    search.say("plan of the representatives, polished")


def pooled_relaxation(
    master: Master, few: SecondStage, recourse: Recourse, start: np.ndarray | None, search: Search
) -> np.ndarray | None:
    """Return a point near the best of the relaxation, mostly from blocks that are estimated.

    Every block is solved at the start and now and then, so that the master is right around the point; the
    estimates take it further from there. It ends when all blocks agree with the bound, or lower it little.
    """
    first, best, value, estimate = master.first, start, -np.inf, np.nan
    for _ in range(MOST_POOLED):
        before = search.bound
        if start is not None:
            found = recourse.evaluate(start, search.check)
            master.add(found.cuts)
            worth = float(first.cost @ start) + found.value
            search.prove(master.solve_linear().bound)
            search.say(f"all blocks {worth:.6g}, estimated {estimate:.6g}")
            if worth > value:
                best, value = start, worth
            if relative_gap(value, search.bound) <= early_gap(search):
                break
            if np.isfinite(estimate) and before - search.bound <= LEAST_FALL * abs(search.bound):
                break
        linear = solve_relaxation(master, few, search, start=start, gap=early_gap(search), most=POOLED_ROUNDS)
        if not np.isfinite(linear.value):
            break
        start, estimate = linear.x, linear.value
    return best


def early_plan(
    master: Master, few: SecondStage, recourse: Recourse, start: np.ndarray | None, search: Search
) -> np.ndarray | None:
    """Try a plan that suits a few means of the blocks, and return where their relaxation is best.

    A round of the few costs a small part of a round of all, and their cuts and bounds hold for all.
    The plan comes before the proof of their relaxation, so that there is one early; if there is a plan
    already, only the relaxation is solved.
    """
    linear = solve_relaxation(master, few, search, start=start, gap=early_gap(search), most=0)
    if not np.isfinite(linear.value):
        return start
    found = None
    if not search.x.size:
        found = dive(master, few, linear.x, search.check, told(search), enough=FEW_OPEN)
    if found is not None:
        # Means promise too much for a second choice to be worth its time.
        choose_the_rest(master, recourse, few, found, search, most=1)
        search.say("early plan")
    proof = solve_relaxation(
        master,
        few,
        search,
        start=linear.x,
        known=linear.value,
        gap=early_gap(search),
        most=EARLY_ROUNDS,
    )
    return proof.x


def early_gap(search: Search) -> float:
    """Return the gap to which the relaxation is solved before there is a plan."""
    return max(EARLY_SHARE * search.limits.gap, EARLY_GAP)
