"""Risk: what a party's gain is worth to it when it does not like the bad cases."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.optimize import linprog

from plantshare.deals.stream import Yearly
from plantshare.errors import MethodError
from plantshare.uncertainty.spread import quantiles, worst_mean

__all__ = [
    "Aversion",
    "GainRisk",
    "certainty_equivalent",
    "conditional_value_at_risk",
    "conditional_value_at_risk_by_program",
    "gain_risk",
    "is_walking",
    "walk_away_probability",
]

ROUNDING = 1e-12


@dataclass(frozen=True, slots=True, kw_only=True)
class Aversion:
    """How much a party minds bad cases: CE = (1 - lam) mean + lam CVaR_b.

    Parameters
    ----------
    weight
        Weight lam of the bad cases, 0 for a neutral party.
    level
        Level b: the bad cases are the worst 1 - b.
    """

    weight: float = 0.5
    level: float = 0.75

    def __post_init__(self) -> None:
        """Refuse weights outside [0, 1] and levels outside [0, 1)."""
        if not 0 <= self.weight <= 1:
            raise ValueError(f"weight must lie in [0, 1], got {self.weight}")
        if not 0 <= self.level < 1:
            raise ValueError(f"level must lie in [0, 1), got {self.level}")


@dataclass(frozen=True, slots=True, kw_only=True)
class GainRisk:
    """The spread of a party's gain over the scenarios, m.

    Parameters
    ----------
    mean
        Expected gain.
    fifth_percentile
        Least gain that is not exceeded with a probability of 5% or more, as every other quantile is taken.
    tail_mean
        CVaR: mean of the worst 1 - b.
    certainty_equivalent
        What the spread is worth to the party.
    loss_probability
        Probability that the gain is below zero, so that it would rather have walked.
    """

    mean: float
    fifth_percentile: float
    tail_mean: float
    certainty_equivalent: float
    loss_probability: float


def conditional_value_at_risk(gains: Yearly, probability: Yearly, level: float) -> float:
    """Return the mean of the worst 1 - level of the gains, m.

    Sorted from the worst, scenarios are taken until their probability reaches 1 - b; the last counts
    in part. CVaR = sum_s taken[s] gain[s] / (1 - b).

    Parameters
    ----------
    gains
        Gain in each scenario, m.
    probability
        Probability of each scenario.
    level
        Level b in [0, 1).

    Examples
    --------
    >>> import numpy as np
    >>> gains, chance = np.array([-30.0, 10.0, 25.0, 40.0]), np.full(4, 0.25)
    >>> [round(conditional_value_at_risk(gains, chance, level), 9) for level in (0.5, 0.6, 0.75)]
    [-10.0, -15.0, -30.0]
    """
    gains, probability = checked(gains, probability)
    return worst_mean(gains, probability, level)


def conditional_value_at_risk_by_program(gains: Yearly, probability: Yearly, level: float) -> float:
    """Return the same number from the program of Rockafellar and Uryasev 2000, m.

        max eta - sum_s p[s] xi[s] / (1 - b),   xi[s] >= eta - gain[s],   xi >= 0

    Parameters
    ----------
    gains, probability, level
        As of :func:`conditional_value_at_risk`.
    """
    gains, probability = checked(gains, probability)
    count = len(gains)
    found = linprog(
        np.concatenate([[-1.0], probability / (1.0 - level)]),
        A_ub=np.column_stack([np.ones(count), -np.eye(count)]),
        b_ub=gains,
        bounds=[(None, None), *[(0.0, None)] * count],
        method="highs",
    )
    if found.status != 0:
        raise MethodError(f"the program of the worst cases was not solved: {found.message}")
    return -float(found.fun)


def certainty_equivalent(gains: Yearly, probability: Yearly, aversion: Aversion) -> float:
    """Return what an uncertain gain is worth to a party, m: (1 - lam) mean + lam CVaR.

    Parameters
    ----------
    gains
        Gain in each scenario, m.
    probability
        Probability of each scenario.
    aversion
        How much the party minds the bad cases.
    """
    gains, probability = checked(gains, probability)
    tail = conditional_value_at_risk(gains, probability, aversion.level)
    return (1.0 - aversion.weight) * float(probability @ gains) + aversion.weight * tail


def walk_away_probability(gains: Yearly, probability: Yearly, exit_gain: float = 0.0) -> float:
    """Return the probability that a party does better by walking.

    Parameters
    ----------
    gains
        Gain of staying in each scenario, m.
    probability
        Probability of each scenario.
    exit_gain
        Gain of leaving, m: below zero if leaving costs a termination fee.
    """
    gains, probability = checked(gains, probability)
    return float(probability[is_walking(gains, exit_gain)].sum())


def is_walking(gains: Yearly, exit_gain: float = 0.0) -> npt.NDArray[np.bool_]:
    """Return in which scenarios a party does better by walking.

    Parameters
    ----------
    gains, exit_gain
        As of :func:`walk_away_probability`.
    """
    return np.asarray(gains < exit_gain - ROUNDING)


def gain_risk(gains: Yearly, probability: Yearly, aversion: Aversion) -> GainRisk:
    """Return mean, fifth percentile, tail mean, certainty equivalent and probability of a loss.

    Parameters
    ----------
    gains
        Gain in each scenario, m.
    probability
        Probability of each scenario.
    aversion
        How much the party minds the bad cases.
    """
    gains, probability = checked(gains, probability)
    return GainRisk(
        mean=float(probability @ gains),
        fifth_percentile=float(quantiles(gains, probability, (0.05,))[0]),
        tail_mean=conditional_value_at_risk(gains, probability, aversion.level),
        certainty_equivalent=certainty_equivalent(gains, probability, aversion),
        loss_probability=walk_away_probability(gains, probability),
    )


def checked(gains: Yearly | Sequence[float], probability: Yearly | Sequence[float]) -> tuple[Yearly, Yearly]:
    """Return gains and probabilities as arrays; refuse probabilities that do not add up to one."""
    values, chance = np.asarray(gains, dtype=float), np.asarray(probability, dtype=float)
    if values.shape != chance.shape or values.ndim != 1 or not len(values):
        raise ValueError(f"{values.shape} gains do not meet {chance.shape} probabilities")
    if (chance < 0).any() or abs(chance.sum() - 1.0) > 1e-9:
        raise ValueError(f"probabilities must be 0 or more and add up to 1, got a sum of {chance.sum():g}")
    return values, chance
