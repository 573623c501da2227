"""How good a plan is on scenarios it has not seen, by sampling: its worth, and its distance to the best."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from scipy import stats

from plantshare.errors import MethodError
from plantshare.methods.choose import AUTO, METHODS, choose_method
from plantshare.methods.fixed_plan import evaluate_plan
from plantshare.methods.limits import Limits
from plantshare.methods.scenarios import scenario_probability
from plantshare.methods.two_stage import TwoStage

__all__ = ["Draw", "Estimate", "GapEstimate", "gap_by_replications", "out_of_sample", "sample_average_plan"]

BATCH = 2_000
"""Scenarios drawn at once when a plan is valued, so that memory does not grow with their number."""


class Draw(Protocol):
    """A source of scenarios: the same first stage each time, and as many scenarios as asked for."""

    def __call__(self, source: np.random.Generator, scenarios: int) -> TwoStage:
        """Return a program of independent scenarios of equal probability.

        Parameters
        ----------
        source
            Where the randomness comes from.
        scenarios
            How many.
        """


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """A mean known from a sample.

    Parameters
    ----------
    mean
        Mean of the sample, millions.
    standard_error
        Standard deviation over the square root of the count.
    low, high
        Interval that covers the true mean with the confidence asked for (t quantile, count - 1 degrees).
    count
        Draws.
    """

    mean: float
    standard_error: float
    low: float
    high: float
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class GapEstimate:
    """By how much a plan falls short of the best one, known from replications.

    Parameters
    ----------
    gap
        Mean over replications of best worth less worth of the plan on the same scenarios; the best is
        chosen with the scenarios in view, so that the mean leans upwards.
    standard_error
        Its standard error.
    high
        The true shortfall lies between 0 and this with the confidence asked for.
    bound
        Estimate of the bound: what the best plan of each sample is worth on it, on average. The worth
        of the best plan is at most the mean of this.
    worth
        Estimate of the worth of the plan, from the same scenarios.
    replications, scenarios
        Samples, and scenarios in each.
    """

    gap: float
    standard_error: float
    high: float
    bound: Estimate
    worth: Estimate
    replications: int
    scenarios: int


def sample_average_plan(
    draw: Draw,
    *,
    scenarios: int,
    source: np.random.Generator,
    limits: Limits,
    method: str = AUTO,
) -> np.ndarray:
    """Return the first stage that is best for one sample of scenarios.

    Parameters
    ----------
    draw
        Source of scenarios.
    scenarios
        How many.
    source
        Randomness.
    limits
        When to stop.
    method
        Name of the method, or "auto".

    Raises
    ------
    MethodError
        If the sample has no plan.
    """
    program = draw(source, scenarios)
    solution = METHODS[choose_method(program) if method == AUTO else method](program, limits)
    if not solution.has_plan:
        raise MethodError(f"a sample of {scenarios} scenarios has no plan: it ended with '{solution.status}'")
    return solution.values[: program.first.cost.size]


def out_of_sample(
    draw: Draw,
    x: np.ndarray,
    *,
    scenarios: int,
    source: np.random.Generator,
    confidence: float = 0.95,
    limits: Limits | None = None,
) -> Estimate:
    """Return what a plan is worth on fresh scenarios, with a confidence interval.

    Plans valued with generators of the same seed meet the same scenarios, which makes their difference
    far surer than either worth.

    Parameters
    ----------
    draw
        Source of scenarios.
    x
        First stage of the plan.
    scenarios
        How many, at least 2.
    source
        Randomness; not the one the plan was chosen with.
    confidence
        Share of samples whose interval covers the true worth, such as 0.95.
    limits
        Threads, and gap where the second stage has integers.
    """
    worths = []
    left = scenarios
    while left > 0:
        program = draw(source, min(left, BATCH))
        require_equal(scenario_probability(program))
        worths.append(evaluate_plan(program, x, limits).worths)
        left -= BATCH
    return estimate(np.concatenate(worths), confidence)


def gap_by_replications(
    draw: Draw,
    x: np.ndarray,
    *,
    replications: int,
    scenarios: int,
    source: np.random.Generator,
    limits: Limits,
    confidence: float = 0.95,
    method: str = AUTO,
) -> GapEstimate:
    """Return by how much a plan may fall short of the best one (Mak, Morton and Wood 1999, section 3).

        G_m = bound of sample m - worth of x on sample m,   gap <= mean G + t[M-1] s / sqrt(M)

    Both come from the same scenarios (their common random numbers), so that luck cancels. The bound of
    a sample is the proven one: a search that stops at its gap makes the interval wider, never wrong.

    Parameters
    ----------
    draw
        Source of scenarios.
    x
        First stage of the plan, chosen without a look at these samples.
    replications
        Samples, at least 2; 20 to 30 are usual.
    scenarios
        Scenarios in each sample. More of them bring the bound nearer.
    source
        Randomness; each sample takes its own stream of it.
    limits
        When the search of each sample may stop.
    confidence
        Of the one-sided interval, such as 0.95.
    method
        Name of the method, or "auto".

    Raises
    ------
    MethodError
        If a sample has no bound, or its scenarios differ in probability.
    """
    if replications < 2:
        raise ValueError(f"replications must be 2 or more, got {replications}")
    bounds, worths = np.zeros(replications), np.zeros(replications)
    for number, stream in enumerate(source.spawn(replications)):
        program = draw(stream, scenarios)
        chance = scenario_probability(program)
        require_equal(chance)
        solution = METHODS[choose_method(program) if method == AUTO else method](program, limits)
        if not (solution.has_plan and np.isfinite(solution.bound)):
            raise MethodError(
                f"sample {number} of {scenarios} scenarios ended with '{solution.status}' and no bound; "
                "allow it more time"
            )
        bounds[number] = solution.bound
        worths[number] = float(chance @ evaluate_plan(program, x, limits).worths)
    gaps = np.maximum(bounds - worths, 0.0)
    error = float(gaps.std(ddof=1)) / float(np.sqrt(replications))
    quantile = float(stats.t.ppf(confidence, replications - 1))
    return GapEstimate(
        gap=float(gaps.mean()),
        standard_error=error,
        high=float(gaps.mean()) + quantile * error,
        bound=estimate(bounds, confidence),
        worth=estimate(worths, confidence),
        replications=replications,
        scenarios=scenarios,
    )


def require_equal(probability: np.ndarray) -> None:
    """Refuse scenarios of unequal probability: a mean of them with equal weights would be wrong."""
    if not np.allclose(probability, 1 / probability.size, rtol=1e-9, atol=0):
        raise MethodError(
            "a sample has scenarios of unequal probability; draw them with equal chances, so that "
            "standard errors hold"
        )


def estimate(values: np.ndarray, confidence: float) -> Estimate:
    """Return mean, standard error and two-sided interval of independent values.

    Parameters
    ----------
    values
        The sample, at least 2.
    confidence
        Share of samples whose interval covers the true mean.

    Examples
    --------
    The t quantile of one degree at 0.975 is 12.706; the standard error of (1, 3) is 1.

    >>> found = estimate(np.array([1.0, 3.0]), 0.95)
    >>> found.mean, found.standard_error, round(found.high, 3)
    (2.0, 1.0, 14.706)
    """
    if values.size < 2:
        raise ValueError(f"an interval needs 2 values or more, got {values.size}")
    if not 0 < confidence < 1:
        raise ValueError(f"confidence must lie between 0 and 1, got {confidence}")
    mean = float(values.mean())
    error = float(values.std(ddof=1)) / float(np.sqrt(values.size)) if np.isfinite(mean) else float("inf")
    reach = float(stats.t.ppf(0.5 + confidence / 2, values.size - 1)) * error
    return Estimate(
        mean=mean, standard_error=error, low=mean - reach, high=mean + reach, count=int(values.size)
    )
