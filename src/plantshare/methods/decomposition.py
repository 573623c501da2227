"""Solve a two-stage program by cuts: the L-shaped method with an integer first stage."""

from __future__ import annotations

import time
from contextlib import ExitStack

import highspy
import numpy as np

from plantshare.errors import MethodError
from plantshare.methods.block_solver import StoppedError
from plantshare.methods.condensed import Groups, condensed
from plantshare.methods.dive import dive
from plantshare.methods.integer_phase import FEW_OPEN, choose_the_rest, solve_integers, told
from plantshare.methods.limits import Limits, Solution, Status
from plantshare.methods.linked import Linked, linked
from plantshare.methods.master import Master
from plantshare.methods.mean_phase import solve_mean
from plantshare.methods.recourse import Recourse, cut_groups
from plantshare.methods.relaxation import solve_relaxation
from plantshare.methods.search import Search
from plantshare.methods.two_stage import TwoStage

__all__ = ["solve_decomposition"]

MEANS = 12
"""Means of blocks in each group with which the first plan is made."""

EARLY_SHARE, EARLY_GAP, EARLY_ROUNDS = 0.3, 1.5e-3, 12
"""Before the first plan the relaxation is solved to this share of the gap asked for, or to this gap
if that is wider, and its proof may take so many rounds.
"""


def solve_decomposition(program: TwoStage, limits: Limits, *, whole: bool = True) -> Solution:
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
        status = search_for_plan(inner, groups, recourse, search)
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
        solver=f"HiGHS {highspy.Highs().version()}",
        log=tuple(search.log),
    )


def search_for_plan(inner: Linked, groups: Groups, recourse: Recourse, search: Search) -> Status:
    """Run the phases until the gap is proven or the limits end them, and return how it ended."""
    program = inner.program
    has_integers = bool(program.first.is_integer.any())
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
        if not has_integers:
            return solve_continuous(master, recourse, start, search)
        smaller = condensed(program, groups, MEANS)
        with ExitStack() as stack:
            few = recourse
            if smaller is not None:
                limits = search.limits
                few = stack.enter_context(Recourse(*smaller, limits.threads, executor=limits.executor))
                start = early_plan(master, few, recourse, start, search)
            linear = solve_relaxation(
                master, recourse, search, start=start, gap=early_gap(search), most=EARLY_ROUNDS
            )
            if linear.answer.x.size == 0:
                return "unbounded" if linear.answer.bound == np.inf else "infeasible"
            return solve_integers(master, recourse, few, linear, search)
    except StoppedError:
        if search.x.size == 0:
            return "no_plan"
        return "interrupted" if search.was_interrupted else "time_limit"


def solve_continuous(master: Master, recourse: Recourse, start: np.ndarray | None, search: Search) -> Status:
    """Solve a program without integers and return how it ended."""
    linear = solve_relaxation(master, recourse, search, start=start, gap=search.limits.gap)
    if linear.answer.x.size == 0:
        return "unbounded" if linear.answer.bound == np.inf else "infeasible"
    search.offer(linear.value, linear.x)
    return "optimal" if search.is_done else "gap_reached"


def early_plan(
    master: Master, few: Recourse, recourse: Recourse, start: np.ndarray | None, search: Search
) -> np.ndarray | None:
    """Try a plan that suits a few means of the blocks, and return where their relaxation is best.

    A round of the few costs a small part of a round of all, and their cuts and bounds hold for all.
    The plan comes before the proof of their relaxation, so that there is one early.
    """
    linear = solve_relaxation(master, few, search, start=start, gap=early_gap(search), most=0)
    if not np.isfinite(linear.value):
        return start
    found = dive(master, few, linear.x, search.check, told(search), enough=FEW_OPEN)
    if found is not None:
        choose_the_rest(master, recourse, found, search)
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
