"""What a design can sell in each draw of demand: the least cut of its network, without a program."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from plantshare.errors import MethodError
from plantshare.flexibility.design import Design, Link

__all__ = ["MOST_CUTS", "Cuts", "blocks_of", "cuts_of", "parts_of", "sales"]

Floats = npt.NDArray[np.float64]

MOST_CUTS = 65_536
"""Most cuts of one connected part: 16 plants in any pattern, more where many share their vehicles."""

BLOCK = 131_072
"""Cut values held at a time: one megabyte, so that a block stays in the cache of a core."""

FEWEST_DRAWS = 32
"""Draws in a block even when there are many cuts; below this the matrix product slows down."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cuts:
    """The cuts of one connected part of a design that can be the least.

    Parameters
    ----------
    vehicles
        Vehicles of the part, counted as in the design.
    is_met
        Vehicles whose whole demand is in the cut, dims (cut, vehicle), 0 or 1.
    capacity
        Capacity in the cut, by cut, vehicles/yr.
    is_within
        Whether all vehicles of a plant are met, so that its capacity is not in the cut, by plant and cut.
    """

    vehicles: npt.NDArray[np.intp]
    is_met: Floats
    capacity: Floats
    is_within: Mapping[int, npt.NDArray[np.bool_]]


def sales(design: Design, demand: Floats) -> Floats:
    """Return the most that the design can sell in each draw.

        q = min over U of  sum_{v in U} d[v] + sum_{i: N(i) not within U} c[i]

    N(i) are the vehicles of plant i. By max-flow = min-cut (Ford and Fulkerson 1956) U may be any
    set of vehicles, but only unions of the sets N(i) can give the minimum: any other vehicle of U
    adds its demand and frees no plant. Unconnected parts add up, each with a minimum of its own, so
    that dedicated plants need two cuts each and full flexibility two in all. Demand below zero, which
    a wide normal distribution can give, counts as none.

    Parameters
    ----------
    design
        Plants, vehicles and links.
    demand
        Demand d, dims (draw, vehicle), vehicles/yr.

    Returns
    -------
    numpy.ndarray
        Sales q, by draw, vehicles/yr.

    Raises
    ------
    MethodError
        If one connected part has more than ``MOST_CUTS`` cuts.

    Examples
    --------
    Two plants of 100: 130 and 70 leave 30 unsold when each plant has one vehicle.

    >>> alone = Design(capacity=(100.0, 100.0), vehicles=2, links=((0, 0), (1, 1)))
    >>> demand = np.array([[130.0, 70.0], [70.0, 70.0]])
    >>> sales(alone, demand), sales(alone.with_link((1, 0)), demand)
    (array([170., 140.]), array([200., 140.]))
    """
    require_draws(design, demand)
    total = np.zeros(len(demand))
    for plants, links in parts_of(design):
        for place, _, values in blocks_of(cuts_of(design, plants, links), demand):
            total[place] += values.min(axis=0)
    return total


def require_draws(design: Design, demand: Floats) -> None:
    """Refuse demand that has no column for each vehicle or a missing value.

    Raises
    ------
    ValueError
        If it is so.
    """
    if demand.ndim != 2 or demand.shape[1] != design.vehicles:
        raise ValueError(f"demand must have dims (draw, {design.vehicles} vehicles), got {demand.shape}")
    if np.isnan(demand).any():
        raise ValueError("demand must be a number in every draw, got missing values")


def blocks_of(cuts: Cuts, demand: Floats) -> Iterator[tuple[slice, Floats, Floats]]:
    """Yield some draws at a time: their place, their demand and the value of every cut.

    Parameters
    ----------
    cuts
        Cuts of one connected part.
    demand
        Demand, dims (draw, vehicle), vehicles/yr.

    Yields
    ------
    tuple
        Place of the draws; demand of the vehicles of the part from zero up, dims (draw, vehicle); and
        values, dims (cut, draw), vehicles/yr.
    """
    # The capacity rides along as the weight of a demand that is always 1.
    weights = np.column_stack([cuts.is_met, cuts.capacity])
    size = max(FEWEST_DRAWS, BLOCK // len(weights))
    for start in range(0, len(demand), size):
        wanted = np.maximum(demand[start : start + size, cuts.vehicles], 0.0)
        block = np.column_stack([wanted, np.ones(len(wanted))])
        yield slice(start, start + len(wanted)), wanted, weights @ block.T


def parts_of(design: Design) -> list[tuple[list[int], list[Link]]]:
    """Return the plants and links of each connected part; plants and vehicles without links drop out."""
    part_of: dict[int, set[int]] = {}
    owner: dict[int, int] = {}
    for plant, vehicle in design.links:
        part_of.setdefault(plant, {plant})
        other = owner.setdefault(vehicle, plant)
        if part_of[plant] is not part_of[other]:
            joined = part_of[plant] | part_of[other]
            part_of.update(dict.fromkeys(joined, joined))
    distinct = {min(part): part for part in part_of.values()}
    return [
        (sorted(part), [link for link in design.links if link[0] in part])
        for _, part in sorted(distinct.items())
    ]


def cuts_of(design: Design, plants: list[int], links: list[Link]) -> Cuts:
    """Return the cuts of one part: every union of the vehicle sets of its plants."""
    vehicles = sorted({vehicle for _, vehicle in links})
    place = {vehicle: number for number, vehicle in enumerate(vehicles)}
    reach = dict.fromkeys(plants, 0)
    for plant, vehicle in links:
        reach[plant] |= 1 << place[vehicle]
    unions = _unions(sorted(set(reach.values())))
    within = {plant: np.array([own & ~union == 0 for union in unions]) for plant, own in reach.items()}
    capacity = sum(
        (design.capacity[plant] * ~inside for plant, inside in within.items()),
        start=np.zeros(len(unions)),
    )
    is_met = np.array([[union >> number & 1 for number in range(len(vehicles))] for union in unions])
    return Cuts(
        vehicles=np.array(vehicles), is_met=is_met.astype(np.float64), capacity=capacity, is_within=within
    )


def _unions(sets: list[int]) -> list[int]:
    """Return every union of some of the sets, written as bits, with the empty one first."""
    unions = {0}
    for bits in sets:
        unions |= {union | bits for union in unions}
        if len(unions) > MOST_CUTS:
            raise MethodError(
                f"Plants and vehicles of this design are linked in more than {MOST_CUTS:,} ways that must "
                "be compared in each draw. Join plants that build the same vehicles, or leave out "
                "plants whose links you do not question."
            )
    return sorted(unions)
