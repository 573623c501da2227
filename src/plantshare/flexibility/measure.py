"""What flexibility is worth: expected sales of a design, and of each link that it does not have."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from plantshare.flexibility.demand import Draws, draw
from plantshare.flexibility.design import Design, Link, full_flexibility
from plantshare.flexibility.kernel import sales
from plantshare.flexibility.running import RunningMean

__all__ = [
    "ExpectedSales",
    "LinkWorth",
    "best_next_link",
    "expected_sales",
    "link_worths",
    "simulated_sales",
    "worth_of_full_flexibility",
]

Floats = npt.NDArray[np.float64]

BLOCK = 100_000
"""Draws held at a time in a simulation. Part of what a seed means: another size gives other digits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectedSales:
    """Mean of the sales over uncertain demand.

    Parameters
    ----------
    expected_sales
        Mean sales, vehicles/yr.
    standard_error
        Standard error of that mean, vehicles/yr; 0 where every outcome was counted.
    utilisation
        Mean sales as a share of all capacity; missing where there is no capacity.
    """

    expected_sales: float
    standard_error: float
    utilisation: float


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkWorth:
    """What one link more would add.

    Parameters
    ----------
    link
        Plant and vehicle, counted from 0.
    worth
        Sales that the link adds in the mean, vehicles/yr.
    standard_error
        Standard error of the worth, vehicles/yr; small, as the same draws serve with and without.
    """

    link: Link
    worth: float
    standard_error: float


def expected_sales(design: Design, demand: Floats, probability: Floats | None = None) -> ExpectedSales:
    """Return mean sales and utilisation over given draws or outcomes.

    Parameters
    ----------
    design
        Plants, vehicles and links.
    demand
        Demand, dims (draw, vehicle), vehicles/yr.
    probability
        Probability by outcome where the rows are all outcomes; draws count alike without it.

    Examples
    --------
    Two plants of 100, demands 130 or 70: 100 or 70 are sold each, 85 in the mean.

    >>> design = Design(capacity=(100.0, 100.0), vehicles=2, links=((0, 0), (1, 1)))
    >>> demand = np.array([[130.0, 130.0], [130.0, 70.0], [70.0, 130.0], [70.0, 70.0]])
    >>> expected_sales(design, demand, np.full(4, 0.25))
    ExpectedSales(expected_sales=170.0, standard_error=0.0, utilisation=0.85)
    """
    mean, error = _mean(sales(design, demand), probability)
    return _expected(design, mean, error)


def simulated_sales(
    design: Design, demand: Draws, *, draws: int, generator: np.random.Generator
) -> ExpectedSales:
    """Return mean sales and utilisation over draws that are made and dropped block by block.

    Memory does not grow with the number of draws.

    Parameters
    ----------
    design
        Plants, vehicles and links.
    demand
        Distribution of the demand.
    draws
        Number of draws, at least 2.
    generator
        Source of chance; the same state gives the same digits.
    """
    if draws < 2:
        raise ValueError(f"a standard error needs at least 2 draws, got {draws}")
    mean, error = _pooled(sales(design, block) for block in _blocks(demand, draws, generator))
    return _expected(design, mean, error)


def link_worths(
    design: Design, demand: Floats, probability: Floats | None = None, *, links: Iterable[Link] | None = None
) -> tuple[LinkWorth, ...]:
    """Return what each absent link would add alone, the best first and equals in order of plant.

    Every link is tried on the same demand (common random numbers), so that chance hardly blurs which
    link is better. Worths of two links do not add up.

    Parameters
    ----------
    design, demand, probability
        As of ``expected_sales``.
    links
        Links to try; every absent one unless given.
    """
    base = sales(design, demand)
    tried = design.absent_links if links is None else tuple(links)
    worths = []
    for link in tried:
        worth, error = _mean(sales(design.with_link(link), demand) - base, probability)
        worths.append(LinkWorth(link=link, worth=worth, standard_error=error))
    return tuple(sorted(worths, key=lambda one: (-one.worth, one.link)))


def best_next_link(design: Design, demand: Floats, probability: Floats | None = None) -> LinkWorth | None:
    """Return the absent link that adds most, or none where every plant builds every vehicle."""
    worths = link_worths(design, demand, probability)
    return worths[0] if worths else None


def worth_of_full_flexibility(
    design: Design, demand: Floats, probability: Floats | None = None
) -> tuple[float, float]:
    """Return the sales that all absent links would add together, and the standard error, vehicles/yr.

    No set of links adds more: full flexibility is the ceiling.
    """
    gained = sales(full_flexibility(design), demand) - sales(design, demand)
    return _mean(gained, probability)


def _expected(design: Design, mean: float, error: float) -> ExpectedSales:
    """Return the record of a mean, with utilisation."""
    capacity = math.fsum(design.capacity)
    share = mean / capacity if capacity > 0 else math.nan
    return ExpectedSales(expected_sales=mean, standard_error=error, utilisation=share)


def _mean(amounts: Floats, probability: Floats | None) -> tuple[float, float]:
    """Return the mean and its standard error, which is 0 when probabilities make it exact."""
    if probability is None:
        return _pooled([amounts])
    if probability.shape != amounts.shape or abs(float(probability.sum()) - 1) > 1e-9:
        raise ValueError("probability must have one entry for each outcome and sum to 1")
    return float(probability @ amounts), 0.0


def _blocks(demand: Draws, draws: int, generator: np.random.Generator) -> Iterator[Floats]:
    """Yield the draws block by block."""
    for start in range(0, draws, BLOCK):
        yield draw(demand, min(BLOCK, draws - start), generator)


def _pooled(blocks: Iterable[Floats]) -> tuple[float, float]:
    """Return mean and standard error over blocks."""
    running = RunningMean()
    for block in blocks:
        running.add(block)
    return running.mean, running.standard_error
