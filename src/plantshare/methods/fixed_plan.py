"""What a given first stage is worth in each scenario, with the best second stage for it."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from plantshare.methods.direct import solve_direct
from plantshare.methods.limits import Limits
from plantshare.methods.recourse import Recourse
from plantshare.methods.scenarios import scenario_worths
from plantshare.methods.two_stage import TwoStage, extensive

__all__ = ["FixedPlan", "evaluate_plan"]


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class FixedPlan:
    """A first stage with the best that each scenario makes of it.

    Parameters
    ----------
    values, duals
        Columns and rows in extensive order. Duals are those of the expected worth with the first
        stage held; those of its own rows are missing, and all of them where the second stage has
        integers.
    worths
        Worth in each scenario, dims (scenario), millions; minus infinity where the first stage leaves
        the scenario no answer.
    """

    values: np.ndarray
    duals: np.ndarray
    worths: np.ndarray


def evaluate_plan(program: TwoStage, x: np.ndarray, limits: Limits | None = None) -> FixedPlan:
    """Return what a first stage is worth in each scenario.

    Each block is solved once, by itself, so that a scenario that no aim looks at has its best second stage
    too. The first-stage rows are taken as kept.

    Parameters
    ----------
    program
        The program.
    x
        Values of the first-stage columns.
    limits
        Threads, and for integers in the second stage also gap and time.
    """
    limits = Limits(gap=0.0) if limits is None else limits
    if program.has_integer_recourse:
        return integer_plan(program, x, limits)
    with Recourse(program, threads=limits.threads, executor=limits.executor) as recourse:
        found = recourse.settled(x)
    values = np.concatenate([x, found.values])
    worths = scenario_worths(program, values)
    worths[found.impossible] = -np.inf
    duals = np.concatenate([np.full(program.first.row_lower.size, np.nan), found.duals])
    return FixedPlan(values=values, duals=duals, worths=worths)


def integer_plan(program: TwoStage, x: np.ndarray, limits: Limits) -> FixedPlan:
    """Return what a first stage is worth where the second stage has integers: one program of all blocks."""
    whole = extensive(program)
    lower, upper = whole.lower.copy(), whole.upper.copy()
    lower[: x.size] = upper[: x.size] = x
    free = whole.is_integer.copy()
    free[: x.size] = False
    duals = np.full(whole.row_lower.size, np.nan)
    solution = solve_direct(replace(whole, lower=lower, upper=upper, is_integer=free), limits)
    if not solution.has_plan:
        values = np.concatenate([x, np.full(whole.cost.size - x.size, np.nan)])
        worths = np.full_like(scenario_worths(program, np.zeros(whole.cost.size)), -np.inf)
        return FixedPlan(values=values, duals=duals, worths=worths)
    values = np.concatenate([x, solution.values[x.size :]])
    return FixedPlan(values=values, duals=duals, worths=scenario_worths(program, values))
