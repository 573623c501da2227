"""Draws of uncertain demand: normal within limits, correlated, or a few values with probabilities."""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.special import ndtr, ndtri
from scipy.stats import qmc

__all__ = ["DiscreteDemand", "Draws", "NormalDemand", "draw", "draw_sobol", "outcomes"]

Floats = npt.NDArray[np.float64]

MOST_OUTCOMES = 1_000_000
"""Most outcomes that are listed one by one; more are drawn."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NormalDemand:
    """Normally distributed demand, kept within some standard deviations of its mean.

    Parameters
    ----------
    mean, sd
        Mean and standard deviation before the limits, by vehicle, vehicles/yr.
    truncation_sd
        Draws farther from the mean than this many standard deviations are drawn again, or none.
    correlation
        Correlation before the limits, dims (vehicle, vehicle), or none for independent demand. With
        limits the whole draw is taken again when one of its vehicles lies outside.
    """

    mean: tuple[float, ...]
    sd: tuple[float, ...]
    truncation_sd: float | None = None
    correlation: tuple[tuple[float, ...], ...] | None = None

    def __post_init__(self) -> None:
        """Refuse what is no distribution."""
        if len(self.mean) != len(self.sd):
            raise ValueError(f"got {len(self.mean)} means and {len(self.sd)} standard deviations")
        if not all(map(math.isfinite, (*self.mean, *self.sd))) or min(self.sd, default=0.0) < 0:
            raise ValueError(f"means must be finite and standard deviations from 0 up, got {self.sd}")
        if self.truncation_sd is not None and not self.truncation_sd > 0:
            raise ValueError(f"truncation_sd must be above 0, got {self.truncation_sd}")
        if self.correlation is not None:
            _root(self.correlation, len(self.mean))


@dataclass(frozen=True, slots=True, kw_only=True)
class DiscreteDemand:
    """Independent demand with a few possible values.

    Parameters
    ----------
    values, probabilities
        Possible values, vehicles/yr, and how likely each is, both by vehicle.
    """

    values: tuple[tuple[float, ...], ...]
    probabilities: tuple[tuple[float, ...], ...]

    def __post_init__(self) -> None:
        """Refuse probabilities that do not belong to the values or do not sum to 1."""
        if [len(row) for row in self.values] != [len(row) for row in self.probabilities]:
            raise ValueError("every vehicle needs as many probabilities as values")
        for row in self.probabilities:
            if not row or min(row) < 0 or abs(math.fsum(row) - 1) > 1e-9:
                raise ValueError(f"probabilities must be from 0 up and sum to 1, got {row}")


Draws = NormalDemand | DiscreteDemand
"""Uncertain demand that can be drawn."""


def draw(demand: Draws, count: int, generator: np.random.Generator) -> Floats:
    """Return independent draws of demand, dims (draw, vehicle), vehicles/yr.

    Parameters
    ----------
    demand
        Distribution of the demand.
    count
        Number of draws.
    generator
        Source of chance; the same state gives the same digits.

    Examples
    --------
    >>> normal = NormalDemand(mean=(100.0, 50.0), sd=(40.0, 0.0), truncation_sd=2.0)
    >>> drawn = draw(normal, 1000, np.random.default_rng(1))
    >>> bool((abs(drawn[:, 0] - 100) <= 80).all()), set(drawn[:, 1].tolist())
    (True, {50.0})
    """
    if isinstance(demand, DiscreteDemand):
        return _discrete(demand, generator.random((count, len(demand.values))))
    if demand.correlation is None:
        standard = _standard(count, len(demand.mean), demand.truncation_sd, generator)
    else:
        standard = _correlated(demand, count, generator)
    return _scaled(demand, standard)


def draw_sobol(demand: Draws, count: int, generator: np.random.Generator) -> Floats:
    """Return draws from a scrambled Sobol sequence, dims (draw, vehicle), vehicles/yr.

    They spread more evenly than independent draws, most so when their count is a power of 2. A
    standard error taken from them as if they were independent is too large.

    Raises
    ------
    ValueError
        If the demand is both correlated and within limits: taking draws again breaks the sequence.
    """
    vehicles = len(demand.values) if isinstance(demand, DiscreteDemand) else len(demand.mean)
    sequence = qmc.Sobol(vehicles, scramble=True, rng=generator)
    uniform = np.asarray(sequence.random_base2(max(0, math.ceil(math.log2(max(count, 1)))))[:count])
    if isinstance(demand, DiscreteDemand):
        return _discrete(demand, uniform)
    if demand.truncation_sd is None:
        standard = ndtri(np.clip(uniform, 1e-16, 1 - 1e-16))
    else:
        tail = ndtr(-demand.truncation_sd)
        standard = ndtri(tail + uniform * (1 - 2 * tail))
    if demand.correlation is not None:
        if demand.truncation_sd is not None:
            raise ValueError("a Sobol sequence cannot keep correlated demand within truncation_sd; use draw")
        standard = standard @ _root(demand.correlation, vehicles).T
    return _scaled(demand, standard)


def outcomes(demand: DiscreteDemand) -> tuple[Floats, Floats]:
    """Return every outcome of discrete demand and its probability.

    Returns
    -------
    tuple
        Demand, dims (outcome, vehicle), vehicles/yr, and the probability by outcome.

    Raises
    ------
    ValueError
        If there are more than a million outcomes.

    Examples
    --------
    >>> coins = DiscreteDemand(values=((130.0, 70.0),) * 2, probabilities=((0.5, 0.5),) * 2)
    >>> outcomes(coins)[0].tolist()
    [[130.0, 130.0], [130.0, 70.0], [70.0, 130.0], [70.0, 70.0]]
    """
    count = math.prod(len(row) for row in demand.values)
    if count > MOST_OUTCOMES:
        raise ValueError(
            f"{count:,} outcomes are too many to list, wanted at most {MOST_OUTCOMES:,}; draw them"
        )
    amounts = np.array(list(itertools.product(*demand.values)))
    chances = np.array(list(itertools.product(*demand.probabilities)))
    return amounts, chances.prod(axis=1)


def _scaled(demand: NormalDemand, standard: Floats) -> Floats:
    """Return standard normal numbers at the mean and spread of the demand."""
    return np.asarray(demand.mean) + np.asarray(demand.sd) * standard


def _standard(count: int, vehicles: int, limit: float | None, generator: np.random.Generator) -> Floats:
    """Return independent standard normal numbers, each drawn again until it lies within the limit."""
    if limit is not None and limit < 1:
        # Drawing again would take long: invert the distribution between its limits instead.
        tail = ndtr(-limit)
        return np.asarray(ndtri(tail + generator.random((count, vehicles)) * (1 - 2 * tail)))
    numbers = generator.standard_normal((count, vehicles))
    if limit is None:
        return numbers
    flat = numbers.reshape(-1)
    outside = np.flatnonzero(np.abs(flat) > limit)
    while outside.size:
        flat[outside] = generator.standard_normal(outside.size)
        outside = outside[np.abs(flat[outside]) > limit]
    return numbers


def _correlated(demand: NormalDemand, count: int, generator: np.random.Generator) -> Floats:
    """Return correlated standard normal numbers; a draw with one outside the limit is taken again."""
    vehicles = len(demand.mean)
    root = _root(demand.correlation or (), vehicles)
    limit = demand.truncation_sd if demand.truncation_sd is not None else math.inf
    numbers = generator.standard_normal((count, vehicles)) @ root.T
    outside = np.flatnonzero((np.abs(numbers) > limit).any(axis=1))
    tries = 0
    while outside.size:
        tries += 1
        if tries > 10_000:
            raise ValueError(f"hardly any draw of {vehicles} vehicles lies within truncation_sd {limit}")
        again = generator.standard_normal((outside.size, vehicles)) @ root.T
        numbers[outside] = again
        outside = outside[(np.abs(again) > limit).any(axis=1)]
    return numbers


def _root(correlation: tuple[tuple[float, ...], ...], vehicles: int) -> Floats:
    """Return R with R R' = correlation, which may be singular, as of perfectly correlated demand."""
    matrix = np.array(correlation, dtype=np.float64)
    if matrix.shape != (vehicles, vehicles):
        raise ValueError(f"correlation must be {vehicles} by {vehicles}, got {matrix.shape}")
    if not (np.allclose(matrix, matrix.T) and np.allclose(np.diag(matrix), 1.0)):
        raise ValueError("correlation must be symmetric with ones on its diagonal")
    weights, directions = np.linalg.eigh(matrix)
    if weights.min(initial=0.0) < -1e-8:
        raise ValueError(f"correlation is no correlation matrix: its least eigenvalue is {weights.min():.6g}")
    return np.asarray(directions * np.sqrt(np.maximum(weights, 0.0)))


def _discrete(demand: DiscreteDemand, uniform: Floats) -> Floats:
    """Return the values at uniform numbers between 0 and 1."""
    drawn = np.empty_like(uniform)
    for vehicle, (values, chances) in enumerate(zip(demand.values, demand.probabilities, strict=True)):
        steps = np.cumsum(chances)[:-1]
        drawn[:, vehicle] = np.array(values)[np.searchsorted(steps, uniform[:, vehicle], side="right")]
    return drawn
