"""How well a mean and a probability are known from weighted draws."""

from __future__ import annotations

import numpy as np
from scipy.stats import norm

__all__ = ["chance_interval", "mean_error"]


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
