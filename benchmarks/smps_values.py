"""What news is worth in a stochastic program: each scenario alone, and the plan for the mean."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace

import numpy as np
from smps_program import whole_tree
from smps_tree import Tree, mean_tree, path_tree

from plantshare.formulation import MatrixProgram
from plantshare.methods import Limits, solve_direct

__all__ = ["MeanValue", "WaitAndSee", "mean_value", "wait_and_see"]


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitAndSee:
    """Expected cost when every scenario is known before anything is decided.

    Parameters
    ----------
    wait_and_see, wait_and_see_bound
        Expected cost of the plans found, and the least that is proven; missing if a scenario has no plan
        or the time is up.
    wait_and_see_seconds
        Time for all scenarios.
    """

    wait_and_see: float
    wait_and_see_bound: float
    wait_and_see_seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class MeanValue:
    """What the plan for the mean costs.

    Parameters
    ----------
    mean_value
        Least cost if every random value took its mean.
    expected_of_mean_value
        Expected cost of the first-stage decisions of that plan; infinite if some scenario has no answer
        to them, missing if the mean has no plan or the time is up.
    mean_value_seconds
        Time for both.
    """

    mean_value: float
    expected_of_mean_value: float
    mean_value_seconds: float


def wait_and_see(tree: Tree, limits: Limits) -> WaitAndSee:
    """Return the expected cost of the best plans of each scenario alone: sum_s p_s min_x f(x, s)."""
    began = time.perf_counter()
    value = bound = 0.0
    for leaf in tree.leaves:
        left = limits.seconds - (time.perf_counter() - began)
        probability = tree.nodes[leaf].probability
        if probability == 0:
            continue
        found = solve_direct(whole_tree(path_tree(tree, leaf)), within(limits, left))
        value += probability * found.objective
        bound += probability * found.bound
        if not np.isfinite(value):
            break
    factor = tree.core.factor
    return WaitAndSee(
        wait_and_see=tree.constant - factor * value,
        wait_and_see_bound=tree.constant - factor * bound,
        wait_and_see_seconds=time.perf_counter() - began,
    )


def mean_value(tree: Tree, limits: Limits) -> MeanValue:
    """Return the cost of the plan for the mean: as it expects, and over the scenarios."""
    began = time.perf_counter()
    found = solve_direct(whole_tree(mean_tree(tree)), limits)
    expected = float("nan")
    if found.has_plan:
        first = found.values[: int((tree.column_period == 0).sum())]
        expected = expected_of(tree, first, within(limits, limits.seconds - (time.perf_counter() - began)))
    factor = tree.core.factor
    return MeanValue(
        mean_value=tree.constant - factor * found.objective,
        expected_of_mean_value=tree.constant - factor * expected,
        mean_value_seconds=time.perf_counter() - began,
    )


def expected_of(tree: Tree, first: np.ndarray, limits: Limits) -> float:
    """Return the expected objective, to maximise, of first-stage decisions; minus infinity if they fail.

    With two periods every scenario is solved alone; with more, all of the tree at once.
    """
    if tree.last > 1:
        found = solve_direct(holding(whole_tree(tree), first), limits)
        return -np.inf if found.status == "infeasible" else found.objective
    began = time.perf_counter()
    value = 0.0
    for leaf in tree.leaves:
        left = limits.seconds - (time.perf_counter() - began)
        program = holding(whole_tree(path_tree(tree, leaf)), first)
        found = solve_direct(program, within(limits, left))
        if found.status == "infeasible":
            return -np.inf
        value += tree.nodes[leaf].probability * found.objective
    return value


def holding(program: MatrixProgram, first: np.ndarray) -> MatrixProgram:
    """Return the program with its first columns held at their values."""
    lower, upper = program.lower.copy(), program.upper.copy()
    lower[: first.size] = upper[: first.size] = np.where(
        program.is_integer[: first.size], np.round(first), first
    )
    return replace(program, lower=lower, upper=upper)


def within(limits: Limits, seconds: float) -> Limits:
    """Return the limits with another time, which is never zero."""
    return replace(limits, seconds=max(seconds, 1e-3))
