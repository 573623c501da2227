"""How much output must be added to reach a target with some confidence, when other output is uncertain."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import NormalDist

import numpy as np

__all__ = ["extra_for_confidence", "extra_from_samples", "reach_probability", "reach_probability_of_samples"]

ROUNDING = 1e-12


def extra_for_confidence(goal: float, mean: float, deviation: float, confidence: float) -> float:
    """Return the output to add so that a normal base reaches the goal with the confidence, k/yr.

    extra = goal - mean + z(confidence) deviation, and never below zero

    Parameters
    ----------
    goal
        Target, k/yr.
    mean, deviation
        Mean and standard deviation of the output that is there anyway, k/yr.
    confidence
        Probability with which the target has to be met, between 0 and 1.

    Examples
    --------
    >>> [round(extra_for_confidence(1300, 1000, 90, share), 1) for share in (0.5, 0.8, 0.9)]
    [300.0, 375.7, 415.3]
    """
    between(confidence)
    if deviation < 0:
        raise ValueError(f"deviation must not lie below 0, got {deviation}")
    return max(goal - mean + NormalDist().inv_cdf(confidence) * deviation, 0.0)


def extra_from_samples(
    goal: float, base: Sequence[float], confidence: float, probability: Sequence[float] | None = None
) -> float:
    """Return the least output to add so that samples of the base reach the goal with the confidence, k/yr.

    The smallest extra >= 0 with sum of p[s] over base[s] + extra >= goal at least the confidence.

    Parameters
    ----------
    goal
        Target, k/yr.
    base
        Output that is there anyway, one number for each sample, k/yr.
    confidence
        Probability with which the target has to be met, between 0 and 1.
    probability
        Probability of each sample; equal if not given.

    Examples
    --------
    >>> extra_from_samples(1300, [900, 1000, 1100, 1200], 0.75)
    300.0
    """
    between(confidence)
    values, chance = weighted(base, probability)
    order = np.argsort(-values, kind="stable")
    reached = np.cumsum(chance[order]) >= confidence - ROUNDING
    return max(goal - float(values[order][int(np.argmax(reached))]), 0.0)


def reach_probability(goal: float, mean: float, deviation: float, extra: float) -> float:
    """Return the probability that a normal base with some output added reaches the goal.

    Parameters
    ----------
    goal, mean, deviation, extra
        Target, base and addition, k/yr.
    """
    if deviation == 0:
        return float(mean + extra >= goal)
    return 1.0 - NormalDist(mean + extra, deviation).cdf(goal)


def reach_probability_of_samples(
    goal: float, base: Sequence[float], extra: float, probability: Sequence[float] | None = None
) -> float:
    """Return the probability that samples of the base with some output added reach the goal.

    Parameters
    ----------
    goal, base, extra, probability
        As of :func:`extra_from_samples`; ``extra`` is what is added, k/yr.
    """
    values, chance = weighted(base, probability)
    return float(chance[values + extra >= goal - ROUNDING].sum())


def between(confidence: float) -> None:
    """Refuse a confidence that is not between 0 and 1."""
    if not 0 < confidence < 1:
        raise ValueError(f"confidence must lie between 0 and 1, got {confidence}")


def weighted(base: Sequence[float], probability: Sequence[float] | None) -> tuple[np.ndarray, np.ndarray]:
    """Return samples and their probabilities as arrays."""
    values = np.asarray(base, dtype=float)
    chance = (
        np.full(len(values), 1.0 / max(len(values), 1)) if probability is None else np.asarray(probability)
    )
    if not len(values) or len(values) != len(chance) or abs(float(chance.sum()) - 1.0) > 1e-9:
        raise ValueError(f"{len(values)} samples need as many probabilities, with a sum of 1")
    return values, chance
