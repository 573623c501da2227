"""Solve a two-stage program for an aim, by any method."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from plantshare.errors import MethodError
from plantshare.methods.aim_program import with_aim, with_aim_by_scenario
from plantshare.methods.aims import Aim
from plantshare.methods.choose import AUTO, EXTENSIVE, METHODS, choose_method
from plantshare.methods.direct import solve_direct
from plantshare.methods.envelope import worst_weights
from plantshare.methods.fixed_plan import FixedPlan, evaluate_plan
from plantshare.methods.limits import Limits, Solution
from plantshare.methods.scenarios import scenario_probability, scenario_worths
from plantshare.methods.two_stage import TwoStage

__all__ = ["solve_aim"]

SETTLING_SECONDS = 10.0
"""Least time to find the best second stage of a plan, where it has integers."""


def solve_aim(
    program: TwoStage,
    aim: Aim,
    limits: Limits,
    method: str = AUTO,
    start: Mapping[int, float] | None = None,
) -> Solution:
    """Return the plan that is best for an aim, with its proven bound in the aim's own terms.

    The extensive form takes the aim as rows over all scenarios; the other methods solve scenarios as
    whole blocks, so that the aim needs nothing of them. Then the second stage is solved once more with
    the first stage held: an aim such as the worst scenario says nothing about what to do in the others.
    Duals tell what a unit of a second-stage limit is worth in the aim's terms: those of a scenario count
    with its weight in the worst weighting, not with its probability.

    Parameters
    ----------
    program
        The program of the expected value.
    aim
        What to maximise.
    limits
        When to stop.
    method
        Name of the method, or "auto" to choose by size.
    start
        First-stage columns of an earlier plan by their place.

    Returns
    -------
    Solution
        Values and duals in extensive order of the program; objective and bound are the aim's.

    Raises
    ------
    MethodError
        If the program does not say what a scenario is, or the method cannot solve it.
    """
    began = time.perf_counter()
    probability = scenario_probability(program)
    name = choose_method(program) if method == AUTO else method
    if name == EXTENSIVE:
        found = replace(solve_direct(with_aim(program, aim), limits, start or None), method=EXTENSIVE)
    elif aim.shortfall(probability).is_mean:
        found = METHODS[name](program, limits, start)
    else:
        found = METHODS[name](with_aim_by_scenario(program, aim), limits, start)
    if not found.has_plan:
        return found
    count = program.first.cost.size
    left = max(limits.seconds - (time.perf_counter() - began), SETTLING_SECONDS)
    held = replace(limits, gap=0.0, seconds=left, tell=None, stop=None)
    plan = evaluate_plan(program, found.values[:count], held)
    if name == EXTENSIVE:
        plan = better(program, aim, plan, found.values[: program.columns])
    worth = aim.worth(plan.worths, probability)
    if not np.isfinite(worth):
        raise MethodError("the second stage of the plan could not be solved again with its first stage held")
    return replace(
        found,
        values=plan.values,
        duals=aim_duals(program, aim, plan),
        objective=worth,
        bound=max(found.bound, worth),
        seconds=time.perf_counter() - began,
    )


def better(program: TwoStage, aim: Aim, plan: FixedPlan, values: np.ndarray) -> FixedPlan:
    """Return the better of a settled plan and the solver's own values, which rounding may favour."""
    probability = scenario_probability(program)
    worths = scenario_worths(program, values)
    if aim.worth(plan.worths, probability) >= aim.worth(worths, probability) - 1e-9 * (
        1 + abs(aim.worth(worths, probability))
    ):
        return plan
    return FixedPlan(values=values, duals=np.full_like(plan.duals, np.nan), worths=worths)


def aim_duals(program: TwoStage, aim: Aim, plan: FixedPlan) -> np.ndarray:
    """Return the duals of a plan with each scenario at its weight in the aim."""
    probability = scenario_probability(program)
    weight = worst_weights(aim.shortfall(probability), plan.worths, probability).weight
    share = np.divide(weight, probability, out=np.zeros_like(weight), where=probability > 0)
    duals = plan.duals.copy()
    row = program.first.row_lower.size
    for family in program.families:
        height = family.recourse.shape[0]
        own = duals[row : row + height * family.blocks].reshape(family.blocks, height)
        own *= share[family.scenario][:, None]
        row += height * family.blocks
    return duals
