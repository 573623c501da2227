"""Things that happen or do not: states that switch, stops of a plant, launches that come late."""

from __future__ import annotations

import math

import numpy as np
from scipy.special import ndtr, pdtr

from plantshare.uncertainty.drivers import Regime

__all__ = ["WORKED_WEEKS", "availability", "chosen_outcomes", "regime_values", "stop_counts", "stop_weeks"]

WORKED_WEEKS = 47
"""Weeks that a plant works in a year: a stop of 5.5 weeks costs 11.70% of the year."""

TAIL = 1e-12
"""Probability of more stops in a year than are looked at."""

NEVER = 10**6
"""Years after which a state that cannot be left is left."""


def regime_values(regime: Regime, switches: np.ndarray, levels: np.ndarray) -> np.ndarray:
    """Return the value of a regime in each year, NaN while it is off and the study's own value holds.

    A state that is left with probability p a year lasts K years, P(K = k) = p (1-p)^k after the year in
    which it was entered. Each score gives the length of one stay, so that the first, which is spread
    most evenly, stratifies the year of the first switch; a high score switches early.

    Parameters
    ----------
    regime
        Probabilities, states and start.
    switches
        Standard normal scores, dims (..., year): one for each stay in turn.
    levels
        Standard normal scores, dims (..., year): the state of each time that the regime is on.

    Returns
    -------
    numpy.ndarray
        Value or factor, dims (..., year).
    """
    years = switches.shape[-1]
    flat = ndtr(-switches.reshape(-1, years))
    steps = ndtr(levels.reshape(-1, years))
    year = np.arange(years)
    values = np.full(flat.shape, np.nan)
    is_on, begin, used = first_state(regime, flat)
    known = np.array([value for value, _ in regime.states])
    ends = np.cumsum([share for _, share in regime.states])[:-1]
    for stay in range(years + 1):
        # The first stay may have begun before the plan, so that all its years may be over.
        before = 1 if stay == 0 and not used else 0
        column = min(stay + used, years - 1)
        leave = np.where(is_on, regime.return_rate, regime.rate)
        end = begin + 1 - before + stay_length(flat[:, column], leave)
        level = known[np.searchsorted(ends, steps[:, min(stay, years - 1)], side="right")]
        inside = is_on[:, None] & (year >= begin[:, None]) & (year < end[:, None])
        values = np.where(inside, level[:, None], values)
        begin, is_on = end, ~is_on
    return values.reshape(switches.shape)


def first_state(regime: Regime, points: np.ndarray) -> tuple[np.ndarray, np.ndarray, int]:
    """Return whether each path begins on, in which year, and how many points that took."""
    begin = np.zeros(len(points), dtype=np.int64)
    if regime.start == "stationary":
        total = regime.rate + regime.return_rate
        share_on = regime.rate / total if total > 0 else 0.0
        return points[:, 0] < share_on, begin, 1
    return np.full(len(points), regime.start == "on"), begin, 0


def stay_length(points: np.ndarray, leave: np.ndarray) -> np.ndarray:
    """Return how many years a state lasts beyond the first, geometric with probability ``leave``."""
    with np.errstate(divide="ignore"):
        length = np.floor(np.log1p(-points) / np.log1p(-np.minimum(leave, 1.0)))
    known: np.ndarray = np.where(leave > 0, np.minimum(np.nan_to_num(length), NEVER), NEVER).astype(np.int64)
    return known


def stop_counts(scores: np.ndarray, rate: float) -> np.ndarray:
    """Return how often a plant stops in each year, Poisson, dims of the scores.

    Parameters
    ----------
    scores
        Standard normal scores; a high one means more stops.
    rate
        Mean number of stops in a year.
    """
    most = 1
    while 1 - pdtr(most, rate) > TAIL:
        most += 1
    counts: np.ndarray = np.searchsorted(pdtr(np.arange(most + 1), rate), ndtr(scores), side="right")
    return counts


def stop_weeks(scores: np.ndarray, mean: float, sd: float) -> np.ndarray:
    """Return the length of stops in weeks, log-normal, dims of the scores.

    With s^2 = ln(1 + sd^2 / mean^2) the length is mean exp(s z - s^2 / 2).

    Parameters
    ----------
    scores
        Standard normal scores z; a high one means a long stop.
    mean, sd
        Mean and standard deviation of the length, weeks.
    """
    if mean == 0:
        return np.zeros_like(scores)
    variance = math.log1p((sd / mean) ** 2)
    weeks: np.ndarray = mean * np.exp(math.sqrt(variance) * scores - variance / 2)
    return weeks


def availability(weeks: np.ndarray) -> np.ndarray:
    """Return the share of a year that is left after some weeks of stops, never below zero.

    Parameters
    ----------
    weeks
        Weeks of all stops in the year.

    Examples
    --------
    >>> availability(np.array([0.0, 5.5, 60.0])).round(4)
    array([1.   , 0.883, 0.   ])
    """
    left: np.ndarray = np.clip(1 - weeks / WORKED_WEEKS, 0.0, 1.0)
    return left


def chosen_outcomes(scores: np.ndarray, outcomes: tuple[tuple[float, float], ...]) -> np.ndarray:
    """Return the outcome that each score stands for, in the order of the list, dims of the scores.

    Parameters
    ----------
    scores
        Standard normal scores; a low one means an early outcome of the list.
    outcomes
        Values and their probabilities.

    Examples
    --------
    >>> chosen_outcomes(np.array([-1.0, 1.0]), ((0.0, 0.75), (6.0, 0.25)))
    array([0., 6.])
    """
    values = np.array([value for value, _ in outcomes])
    ends = np.cumsum([share for _, share in outcomes])[:-1]
    chosen: np.ndarray = values[np.searchsorted(ends, ndtr(scores), side="right")]
    return chosen
