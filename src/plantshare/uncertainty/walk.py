"""Errors that carry over from year to year, with their widest movements first."""

from __future__ import annotations

import numpy as np

__all__ = ["carried", "principal", "walk_factors", "walk_variance"]


def carried(years: int, persistence: float) -> np.ndarray:
    """Return how the error of each year answers to the shock of each year, dims (year, shock).

    A[t,k] = rho^(t-k) for k <= t, else 0

    Parameters
    ----------
    years
        Number of years.
    persistence
        Share rho of an error that carries into the next year.

    Examples
    --------
    >>> carried(3, 0.5)
    array([[1.  , 0.  , 0.  ],
           [0.5 , 1.  , 0.  ],
           [0.25, 0.5 , 1.  ]])
    """
    age = np.subtract.outer(np.arange(years), np.arange(years))
    answer: np.ndarray = np.where(age >= 0, float(persistence) ** np.maximum(age, 0), 0.0)
    return answer


def principal(years: int, persistence: float) -> np.ndarray:
    """Return the turn from principal components to the shocks of the years, dims (shock, component).

    The covariance of the walk is A A' = V L V'. With independent scores z the shocks are
    w = A^-1 V sqrt(L) z, so that the first score moves the walk most and the last one least: the even
    first coordinates of a net go where they count. The turn is a rotation, so shocks stay independent.

    Parameters
    ----------
    years
        Number of years.
    persistence
        Share rho of an error that carries into the next year.

    Examples
    --------
    >>> turn = principal(4, 0.8)
    >>> bool(np.allclose(turn @ turn.T, np.eye(4)))
    True
    """
    if persistence == 0:
        return np.eye(years)
    answer = carried(years, persistence)
    sizes, components = np.linalg.eigh(answer @ answer.T)
    components = components[:, ::-1] * np.sign(components[-1, ::-1])
    turn: np.ndarray = np.linalg.solve(answer, components * np.sqrt(sizes[::-1]))
    return turn


def walk_variance(years: int, sd: float, persistence: float) -> np.ndarray:
    """Return the variance of the error in each year, dims (year).

    Var[t] = sigma^2 sum_{k < t} rho^(2k)

    Parameters
    ----------
    years
        Number of years.
    sd
        Standard deviation sigma of the shock of one year.
    persistence
        Share rho of an error that carries into the next year.

    Examples
    --------
    >>> np.sqrt(walk_variance(5, 0.15, 0.8)).round(5)
    array([0.15   , 0.19209, 0.21475, 0.22807, 0.2362 ])
    """
    variance: np.ndarray = sd**2 * np.cumsum(float(persistence) ** (2 * np.arange(years)))
    return variance


def walk_factors(shocks: np.ndarray, sd: float, persistence: float) -> np.ndarray:
    """Return the factors of a log-normal walk on its forecast, with a mean of one in every year.

    D[t] / F[t] = exp(e[t] - Var(e[t]) / 2),   e = sigma A w

    Parameters
    ----------
    shocks
        Standard normal shocks w, independent over the years, last dim year.
    sd
        Standard deviation sigma of the shock of one year.
    persistence
        Share rho of an error that carries into the next year.

    Returns
    -------
    numpy.ndarray
        Factors, dims as the shocks.
    """
    years = shocks.shape[-1]
    errors = sd * shocks @ carried(years, persistence).T
    factors: np.ndarray = np.exp(errors - walk_variance(years, sd, persistence) / 2)
    return factors
