"""Measures of a spread that is known from weighted draws: quantiles and the mean of the worst."""

from __future__ import annotations

import numpy as np

__all__ = ["quantiles", "worst_mean"]


def quantiles(values: np.ndarray, weights: np.ndarray, levels: tuple[float, ...]) -> np.ndarray:
    """Return the values below which given shares of the probability lie.

    The least value whose cumulative probability reaches the level, so that every quantile is a value
    that was drawn. Of a hundred equal draws the fifth percentile is the fifth from below.

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
    """Return the mean of the worst share 1 - level of the draws: CVaR of a gain.

        CVaR_b = 1/(1-b) sum over the worst draws of p v, the last of them in part

    Parameters
    ----------
    values
        One gain for each draw, any unit.
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
    The worst 40% of four equal chances: all of -30 and 15 of the 25 points of 10.

    >>> round(worst_mean(np.array([-30.0, 10.0, 25.0, 40.0]), np.full(4, 0.25), 0.6), 9)
    -15.0
    """
    if not 0 <= level < 1:
        raise ValueError(f"a level must lie from 0 up to, and without, 1, got {level}")
    order = np.argsort(values, kind="stable")
    before = np.cumsum(weights[order]) - weights[order]
    counted = np.clip(1 - level - before, 0.0, weights[order])
    # A draw that cannot happen does not count, even where its value is minus infinity.
    used = counted > 0
    return float(counted[used] @ values[order][used]) / float(counted.sum())
