"""Reduce, solve, polish, certify: a plan made for a few representatives, proven for all scenarios."""

from __future__ import annotations

import time
from dataclasses import replace

import numpy as np

from plantshare.methods.block_solver import StoppedError
from plantshare.methods.clusters import places_of
from plantshare.methods.decomposition import Proposal, early_gap, solve_decomposition
from plantshare.methods.dive import dive
from plantshare.methods.extensive_form import SMALL, solve_extensive
from plantshare.methods.integer_phase import FEW_OPEN, choose_the_rest
from plantshare.methods.limits import Limits, Solution
from plantshare.methods.linked import linked
from plantshare.methods.master import Master
from plantshare.methods.mean_phase import solve_mean
from plantshare.methods.recourse import Recourse, cut_groups
from plantshare.methods.relaxation import solve_relaxation
from plantshare.methods.scenarios import blocks_of
from plantshare.methods.search import Search
from plantshare.methods.two_stage import Family, TwoStage
from plantshare.uncertainty.reduce import MOST_POINTS, fast_forward

__all__ = ["REDUCE", "reduced", "solve_reduced"]

REDUCE = "reduce"

REPRESENTATIVES = 10
"""Blocks of each family that stand for all of them; eight to fifteen scenarios are usual."""

CHOICES = 2
"""Times that the last integers of the representatives are chosen together."""

ROUNDS = 8
"""Most rounds in which the relaxation of the representatives is proven."""

SHARE = 0.4
"""Largest share of the time for the program of the representatives."""

ROUGH = 0.5
"""Share of the gap asked for to which the program of the representatives is solved."""


def solve_reduced(
    program: TwoStage, limits: Limits, *, whole: bool = True, keep: int = REPRESENTATIVES
) -> Solution:
    """Return the best plan that begins from one made for a few representatives, with its proven bound.

    1. Reduce: fast forward selection keeps a few blocks of each family (``reduced``).
    2. Solve the program of these, all at once where it is small and by cuts otherwise.
    3. Polish: hold its integers and solve what is continuous again for all scenarios, by cuts.
    4. Certify: the linear relaxation of all scenarios bounds every plan.

    The best point of the representatives' relaxation is where that of all scenarios begins. Where the gap
    asked for is not proven then, the search goes on as in the decomposition. A stop while the
    representatives are solved keeps their best plan, which is valued for all scenarios once before the
    method ends.

    Parameters
    ----------
    program
        A program whose second stage is continuous.
    limits
        When to stop.
    whole
        Whether to return second-stage values and duals too, as in ``solve_decomposition``.
    keep
        Blocks of each family that are kept.

    Raises
    ------
    MethodError
        If the second stage has integers: cuts from duals do not hold for it.
    """
    return replace(
        solve_decomposition(
            program, limits, whole=whole, first_plan=lambda search: propose(reduced(program, keep), search)
        ),
        method=REDUCE,
    )


def propose(small: TwoStage, search: Search) -> Proposal:
    """Return a plan of the representatives, and their relaxation's best point where it is known.

    Parameters
    ----------
    small
        The program of the representatives.
    search
        The search for a plan of all, which is told how it goes.
    """
    seconds = max(SHARE * search.left, 1e-3)
    limits = replace(search.limits, gap=ROUGH * search.limits.gap, seconds=seconds, tell=None)
    if small.columns <= SMALL:
        found = solve_extensive(small, replace(limits, threads=1, executor=None))
        plan = found.values[: small.first.cost.size]
        continuous = np.zeros(0) if small.first.is_integer.any() else plan
        proposal, worth = Proposal(plan, continuous), found.objective
    else:
        own = Search(limits, time.perf_counter())
        proposal, worth = by_cuts(small, own), own.best
    search.say(f"representatives {worth:.6g}, {small.columns} columns")
    return proposal


def by_cuts(small: TwoStage, own: Search) -> Proposal:
    """Return what the first phases of the decomposition find, or what they had when they were stopped."""
    inner, count = linked(small), small.first.cost.size
    program, limits = inner.program, own.limits
    groups, near = cut_groups(program), np.zeros(0)
    with Recourse(program, groups, limits.threads, executor=limits.executor) as recourse:
        try:
            master = Master(program.first, recourse.groups, inner.extended)
            start = None
            mean = solve_mean(program, groups, own)
            if mean is not None:
                start = inner.extended(mean[0])
                master.add(mean[1])
            linear = solve_relaxation(master, recourse, own, start=start, gap=early_gap(own), most=ROUNDS)
            near = linear.x[:count]
            if program.first.is_integer.any():
                found = dive(master, recourse, linear.x, own.check, enough=FEW_OPEN)
                if found is not None:
                    choose_the_rest(master, recourse, recourse, found, own, most=CHOICES)
            elif near.size:
                own.offer(linear.value, linear.x)
        except StoppedError:
            pass
    return Proposal(own.x[:count], near)


def reduced(program: TwoStage, keep: int) -> TwoStage:
    """Return a program of some blocks of each family, which stand for those they are nearest to.

    Blocks meet in the first stage alone, so that each family has representatives of its own: ten of
    each year cover more than ten paths through all years.

    Parameters
    ----------
    program
        The program.
    keep
        Blocks of each family that are kept; families with fewer stay as they are.

    Examples
    --------
    Demand of 0, 1, 2 and 10 with equal chance: 1 stands for the first three.

    >>> from scipy import sparse
    >>> from plantshare.methods.two_stage import FirstStage
    >>> from plantshare.methods.varying import Varying, VaryingMatrix
    >>> one, none = sparse.csr_matrix([[1.0]]), np.zeros(0)
    >>> first = FirstStage(cost=-np.ones(1), matrix=sparse.csr_matrix((0, 1)), row_lower=none,
    ...     row_upper=none, lower=np.zeros(1), upper=np.ones(1), is_integer=np.zeros(1, dtype=bool))
    >>> sold = Family(name="all", scenario=np.arange(4), probability=np.full(4, 0.25),
    ...     cost=Varying.same(np.array([3.0]), 4), row_lower=Varying.same(np.array([-np.inf]), 4),
    ...     row_upper=Varying.same(np.zeros(1), 4), lower=Varying.same(np.zeros(1), 4),
    ...     upper=Varying.of(np.array([[0.0], [1.0], [2.0], [10.0]])),
    ...     technology=VaryingMatrix.same(-one, 4), recourse=VaryingMatrix.same(one, 4),
    ...     is_integer=np.zeros(1, dtype=bool))
    >>> small = reduced(TwoStage(first=first, families=(sold,)), keep=2)
    >>> small.families[0].probability, small.families[0].upper.rows().ravel()
    (array([0.75, 0.25]), array([ 1., 10.]))
    """
    return replace(
        program,
        families=tuple(reduced_family(family, keep) for family in program.families),
        scenario_cost=None,
    )


def reduced_family(family: Family, keep: int) -> Family:
    """Return a family of its representatives, each with the probability of those it stands for."""
    total = float(family.probability.sum())
    if family.blocks <= keep or total <= 0:
        return family
    points = places_of(family, family.cost, family.recourse.entries)
    if points.shape[1] == 0:
        keep, points = 1, np.zeros((family.blocks, 1))
    # Beyond what can be compared at once, every n-th block takes part in the selection.
    compared = np.arange(0, family.blocks, -(-family.blocks // MOST_POINTS))
    weight = family.probability[compared]
    if weight.sum() <= 0:
        compared, weight = np.arange(keep), np.ones(keep)
    found = fast_forward(points[compared], weight / weight.sum(), min(keep, compared.size))
    order = np.argsort(found.chosen)
    chosen = compared[np.array(found.chosen)[order]]
    probability = total * np.array(found.weights)[order]
    return replace(blocks_of(family, chosen), probability=probability)
