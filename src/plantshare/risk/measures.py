"""Measures of a distribution that is known from weighted draws."""

from __future__ import annotations

import numpy as np
from scipy.stats import norm

from plantshare.methods.envelope import mean_of_worst

__all__ = ["chance_interval", "mean_error", "quantiles", "worst_mean"]


def quantiles(values: np.ndarray, weights: np.ndarray, levels: tuple[float, ...]) -> np.ndarray:
    """Return the values below which given shares of the probability lie.

    The least value whose cumulative probability reaches the level, so that every quantile is a value
    that was drawn.

    Parameters
    ----------
    values
        One value for each draw.
    weights
        Probability of each draw; adds to one.
    levels
        Shares between 0 and 1.

    Examples
    --------
    >>> quantiles(np.array([4.0, 1.0, 3.0, 2.0]), np.full(4, 0.25), (0.25, 0.5, 0.9))
    array([1., 2., 4.])
    """
    order = np.argsort(values, kind="stable")
    # Probabilities are rounded: a level that is met exactly must not slip to the next draw.
    reached = np.cumsum(weights[order]) + 1e-12
    places = np.searchsorted(reached, np.asarray(levels), side="left")
    chosen: np.ndarray = values[order][np.minimum(places, values.size - 1)]
    return chosen


def worst_mean(values: np.ndarray, weights: np.ndarray, level: float) -> float:
    """Return the mean of the worst share 1 - level of the draws (CVaR of a gain).

        CVaR_b = 1/(1-b) sum over the worst draws of p v, the last of them in part

    Parameters
    ----------
    values
        One gain for each draw.
    weights
        Probability of each draw; adds to one.
    level
        Level b from 0 up to, and without, 1; 0.95 takes the worst twentieth.

    Raises
    ------
    ValueError
        If the level lies outside.

    Examples
    --------
    >>> worst_mean(np.array([-30.0, 10.0, 25.0, 40.0]), np.full(4, 0.25), 0.6)
    -15.0
    """
    if not 0 <= level < 1:
        raise ValueError(f"a level must lie from 0 up to, and without, 1, got {level}")
    return round(mean_of_worst(values, weights, 1 - level), 12)


def mean_error(values: np.ndarray, weights: np.ndarray) -> tuple[float, float]:
    """Return the mean of a distribution and the standard error that the number of draws leaves.

        se^2 = sum_s p_s (v_s - mean)^2 / (n - 1),  n = 1 / sum_s p_s^2

    Draws of a net lie more evenly than independent ones, for which the error is stated, so that it errs
    on the large side.

    Parameters
    ----------
    values
        One value for each draw.
    weights
        Probability of each draw; adds to one.
    """
    mean = float(weights @ values)
    count = 1 / float(weights @ weights)
    if count <= 1:
        return mean, float("nan")
    return mean, float(np.sqrt(weights @ (values - mean) ** 2 / (count - 1)))


def chance_interval(chance: float, weights: np.ndarray, confidence: float = 0.95) -> tuple[float, float]:
    """Return the interval in which a probability lies that was counted from draws (Wilson 1927).

    Unlike the plain interval it stays inside 0 to 1 and is open to surprise: 0 of 100 draws does not
    mean never.

    Parameters
    ----------
    chance
        Share of the probability for which the event was seen.
    weights
        Probability of each draw; adds to one.
    confidence
        Confidence of the interval.

    Examples
    --------
    >>> low, high = chance_interval(0.0, np.full(100, 0.01))
    >>> low, round(high, 4)
    (0.0, 0.037)
    """
    count, z = 1 / float(weights @ weights), float(norm.ppf(0.5 + confidence / 2))
    middle = (chance + z**2 / (2 * count)) / (1 + z**2 / count)
    half = z / (1 + z**2 / count) * np.sqrt(chance * (1 - chance) / count + z**2 / (4 * count**2))
    return max(0.0, round(float(middle - half), 12)), min(1.0, round(float(middle + half), 12))
