"""Solve a two-stage program by cuts: the L-shaped method with an integer first stage."""

from __future__ import annotations

import time

import highspy
import numpy as np

from plantshare.errors import MethodError
from plantshare.methods.block_solver import StoppedError
from plantshare.methods.condensed import Groups
from plantshare.methods.integer_phase import solve_integers
from plantshare.methods.limits import Limits, Solution, Status
from plantshare.methods.linear_phase import Linear, solve_linear
from plantshare.methods.linked import Linked, linked
from plantshare.methods.master import Master
from plantshare.methods.mean_phase import solve_mean
from plantshare.methods.recourse import Evaluation, Recourse, cut_groups
from plantshare.methods.search import Search
from plantshare.methods.two_stage import TwoStage

__all__ = ["solve_decomposition"]

LINEAR_SHARE = 0.3
"""Share of the gap asked for at which the linear relaxation of an integer program is good enough."""

LINEAR_TIME = 0.4
"""Share of the time limit after which the relaxation of an integer program is good enough."""


def solve_decomposition(program: TwoStage, limits: Limits, *, whole: bool = True) -> Solution:
    """Return the best plan that the L-shaped method finds within the limits, with its proven bound.

    First the linear relaxation is solved by cuts, one for each group of blocks and round (Van Slyke
    and Wets 1969; Birge and Louveaux 1988), then the master with its integers, whose cuts are kept.
    The answer does not depend on the number of threads, unless the time limit ends the search.

    Parameters
    ----------
    program
        A program whose second stage is continuous.
    limits
        When to stop. ``threads`` is the number of blocks that are solved at once.
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
    with Recourse(inner.program, groups, limits.threads) as recourse:
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
        gap = LINEAR_SHARE * search.limits.gap if has_integers else search.limits.gap
        start = None
        mean = solve_mean(program, groups, search)
        if mean is not None:
            start, cuts, bound = mean
            start = inner.extended(start)
            master.add(cuts)
            search.prove(bound)
            search.say("mean of the blocks")

        def say(linear: Linear, found: Evaluation) -> None:
            search.prove(linear.answer.bound)
            if not has_integers:
                search.offer(linear.value, linear.x)
            search.say(f"linear {linear.value:.6g}, round {linear.rounds}, {found.pivots} pivots")

        # What the relaxation leaves of the time is for plans.
        share = LINEAR_TIME * search.limits.seconds if has_integers else np.inf
        linear = solve_linear(
            master,
            recourse,
            start=start,
            gap=gap,
            check=search.check,
            say=say,
            is_enough=lambda: search.seconds > share,
        )
        if linear.answer.x.size == 0:
            return "unbounded" if linear.answer.bound == np.inf else "infeasible"
        search.prove(linear.answer.bound)
        if not has_integers:
            search.offer(linear.value, linear.x)
            return "optimal" if search.is_done else "gap_reached"
        return solve_integers(master, recourse, linear, search)
    except StoppedError:
        if search.x.size == 0:
            return "no_plan"
        return "interrupted" if search.was_interrupted else "time_limit"
