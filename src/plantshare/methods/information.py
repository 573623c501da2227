"""What it is worth to plan for all scenarios, and to know which one comes."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from plantshare.errors import MethodError
from plantshare.methods.choose import AUTO, METHODS, choose_method
from plantshare.methods.condensed import mean_value
from plantshare.methods.fixed_plan import evaluate_plan
from plantshare.methods.limits import Limits, Solution
from plantshare.methods.scenarios import scenario_probability, scenario_program
from plantshare.methods.two_stage import TwoStage

__all__ = ["Between", "Information", "value_of_information", "value_of_mean_plan", "wait_and_see"]


@dataclass(frozen=True, slots=True)
class Between:
    """A number known to lie between two others, because a search left a gap.

    Parameters
    ----------
    low, high
        The two, millions.
    """

    low: float
    high: float

    def __sub__(self, other: Between) -> Between:
        """Return what the difference lies between.

        Examples
        --------
        >>> Between(10.0, 11.0) - Between(8.0, 8.5)
        Between(low=1.5, high=3.0)
        """
        return Between(self.low - other.high, self.high - other.low)


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Information:
    """What planning for all scenarios is worth, and what it would be worth to know the one that comes.

    True values obey  mean plan <= stochastic <= wait and see,  so that neither difference is negative.
    The intervals are proven; an interval of a difference can begin below 0 by the gaps that were left.

    Parameters
    ----------
    stochastic
        Expected worth of the best plan for all scenarios.
    mean_plan
        First stage that is best if every scenario were the mean.
    mean_plan_worth
        Its expected worth over the scenarios (EEV); minus infinity where some scenario has no answer.
    wait_and_see
        Expected worth if each scenario were known before its plan is made.
    scenario_best
        Lower and upper limit of the best worth in each scenario alone, dims (scenario, 2).
    stochastic_solution
        Value of the stochastic solution (VSS): stochastic less mean plan.
    perfect_information
        Expected value of perfect information (EVPI): wait and see less stochastic.
    """

    stochastic: Between
    mean_plan: np.ndarray
    mean_plan_worth: Between
    wait_and_see: Between
    scenario_best: np.ndarray
    stochastic_solution: Between
    perfect_information: Between


def value_of_information(
    program: TwoStage, limits: Limits, *, method: str = AUTO, held: np.ndarray | None = None
) -> Information:
    """Return what the stochastic plan and perfect information are worth, each within proven limits.

        VSS = RP - EEV,   EVPI = WS - RP                            (Birge 1982)

    Parameters
    ----------
    program
        The program.
    limits
        When each search may stop; the scenarios alone share one time limit.
    method
        Method for the program of all scenarios.
    held
        Which first-stage columns the mean plan decides; all of them unless given. Columns that only
        record what scenarios do, such as a target missed, are left free.

    Raises
    ------
    MethodError
        If the program has no plan, or does not say what a scenario is.
    """
    name = choose_method(program) if method == AUTO else method
    best = proven(METHODS[name](program, limits), "the program of all scenarios")
    plan, worth = value_of_mean_plan(program, limits, held=held)
    alone = wait_and_see(program, limits)
    chance = scenario_probability(program)
    known = Between(float(chance @ alone[:, 0]), float(chance @ alone[:, 1]))
    return Information(
        stochastic=best,
        mean_plan=plan,
        mean_plan_worth=worth,
        wait_and_see=known,
        scenario_best=alone,
        stochastic_solution=best - worth,
        perfect_information=known - best,
    )


def value_of_mean_plan(
    program: TwoStage, limits: Limits, *, held: np.ndarray | None = None
) -> tuple[np.ndarray, Between]:
    """Return the plan for the mean of the scenarios, and what it is worth over all of them.

    Where several plans suit the mean equally well, the solver's choice among them is taken.

    Parameters
    ----------
    program
        The program.
    limits
        When to stop.
    held
        Which first-stage columns the plan decides; all of them unless given.
    """
    # The mean has one scenario, whose blocks may come from scenarios of several shapes.
    mean = mean_value(replace(program, scenario_cost=None))
    found = METHODS[choose_method(mean)](mean, limits)
    if not found.has_plan:
        raise MethodError(f"the mean of the scenarios has no plan: the search ended with '{found.status}'")
    x = found.values[: program.first.cost.size]
    if held is None or held.all():
        if program.has_integer_recourse:
            return x, fixed_worth(program, x, np.ones(x.size, dtype=bool), limits)
        worth = scenario_mean(program, x, limits)
        return x, Between(worth, worth)
    return x, fixed_worth(program, x, held, limits)


def scenario_mean(program: TwoStage, x: np.ndarray, limits: Limits) -> float:
    """Return the expected worth of a first stage."""
    chance = scenario_probability(program)
    worths = evaluate_plan(program, x, limits).worths
    possible = chance > 0
    return float(chance[possible] @ worths[possible])


def fixed_worth(program: TwoStage, x: np.ndarray, held: np.ndarray, limits: Limits) -> Between:
    """Return the expected worth with some first-stage columns held and the others best for them."""
    first = program.first
    near = replace(
        program,
        first=replace(
            first,
            lower=np.where(held, x, first.lower),
            upper=np.where(held, x, first.upper),
            is_integer=first.is_integer & ~held,
        ),
    )
    found = METHODS[choose_method(near)](near, limits)
    return Between(found.objective, found.bound) if found.has_plan else Between(-np.inf, -np.inf)


def wait_and_see(program: TwoStage, limits: Limits) -> np.ndarray:
    """Return limits of the best worth in each scenario if it is known, dims (scenario, 2), millions.

    Parameters
    ----------
    program
        The program.
    limits
        The gap of each search, and the time for all of them.

    Raises
    ------
    MethodError
        If a scenario has no plan, or the time ends before one is found.
    """
    chance = scenario_probability(program)
    share = replace(limits, seconds=limits.seconds / chance.size, tell=None)
    found = np.zeros((chance.size, 2))
    for scenario in range(chance.size):
        alone = scenario_program(program, scenario)
        best = proven(METHODS[choose_method(alone)](alone, share), f"scenario {scenario}")
        found[scenario] = best.low, best.high
    return found


def proven(solution: Solution, what: str) -> Between:
    """Return worth and bound of a solution."""
    if not solution.has_plan:
        raise MethodError(f"{what} has no plan: the search ended with '{solution.status}'")
    return Between(solution.objective, solution.bound)
