"""What every link would add, all at once: the room of plants and the appetite of vehicles, by draw."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from plantshare.flexibility.design import Design
from plantshare.flexibility.kernel import Cuts, blocks_of, cuts_of, parts_of, require_draws

__all__ = ["Residual", "residual"]

Floats = npt.NDArray[np.float64]
Wanted = frozenset[int]
"""Vehicles that one link would reach together; mostly a single one."""


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Residual:
    """What is left to win in each draw, given the sales of a design.

    Parameters
    ----------
    sales
        Sales of the design, by draw, vehicles/yr.
    room
        What each plant could build besides if it could sell without limit, dims (plant, draw), vehicles/yr.
    appetite
        What each set of vehicles could sell besides if it had a plant without limit, by draw,
        vehicles/yr.
    """

    sales: Floats
    room: Floats
    appetite: Mapping[Wanted, Floats]

    def gain(self, plant: int, vehicles: Wanted) -> Floats:
        """Return the sales that a link of the plant to these vehicles would add, by draw, vehicles/yr.

        Parameters
        ----------
        plant
            Plant, counted from 0.
        vehicles
            One of the sets that the record was made for.
        """
        least: Floats = np.minimum(self.room[plant], self.appetite[vehicles])
        return least


def residual(design: Design, demand: Floats, wanted: Collection[Wanted]) -> Residual:
    """Return the room of each plant and the appetite of each set of vehicles, in each draw.

        q     = min over U of cut(U)
        E[p]  = min over U of (cut(U) + c[p] [N(p) within U]) - q       room of plant p
        F[W]  = min over U of (cut(U) + sum_{v in W, not in U} d[v]) - q    appetite of vehicles W
        gain of linking p to W = min(E[p], F[W])

    The gain is exact. In the residual network of a maximum flow, the way from the source to p runs
    through nodes that the source still reaches, and the way from W to the sink through nodes that still
    reach the sink. A maximum flow leaves no node of both kinds, so the two ways never compete, and the
    new link carries the less of them. So n plants and m vehicles take n + m minima rather than n m
    maximum flows.

    Parameters
    ----------
    design
        Plants, vehicles and links.
    demand
        Demand d, dims (draw, vehicle), vehicles/yr.
    wanted
        Sets of vehicles, counted from 0, whose appetite is asked for.

    Raises
    ------
    MethodError
        If one connected part has too many cuts: see :func:`plantshare.flexibility.sales`.

    Examples
    --------
    Plants of 100, demand 130 and 70: the second plant has room for 30, the first vehicle appetite for 30.

    >>> alone = Design(capacity=(100.0, 100.0), vehicles=2, links=((0, 0), (1, 1)))
    >>> left = residual(alone, np.array([[130.0, 70.0]]), [frozenset({0}), frozenset({1})])
    >>> left.room[:, 0], left.gain(1, frozenset({0})), left.gain(0, frozenset({1}))
    (array([ 0., 30.]), array([30.]), array([0.]))
    """
    require_draws(design, demand)
    total = np.zeros(len(demand))
    # Without a link a plant has all its capacity as room, and a vehicle all its demand as appetite.
    room = np.repeat(np.array(design.capacity)[:, None], len(demand), axis=1)
    linked = {vehicle for _, vehicle in design.links}
    appetite = {
        each: np.maximum(demand[:, sorted(each - linked)], 0.0).sum(axis=1) for each in dict.fromkeys(wanted)
    }
    for plants, links in parts_of(design):
        cuts = cuts_of(design, plants, links)
        inside = places_in(cuts, appetite)
        for place, drawn, values in blocks_of(cuts, demand):
            least = values.min(axis=0)
            total[place] += least
            for plant in plants:
                room[plant, place] = plant_minimum(cuts, plant, design.capacity[plant], values) - least
            for each, columns in inside.items():
                appetite[each][place] += vehicle_minimum(cuts, columns, drawn, values) - least
    return Residual(sales=total, room=room, appetite=appetite)


def places_in(cuts: Cuts, wanted: Collection[Wanted]) -> dict[Wanted, list[int]]:
    """Return, for each set of vehicles with a share in one part, the columns of that share."""
    columns = {int(vehicle): place for place, vehicle in enumerate(cuts.vehicles)}
    found = {each: [columns[vehicle] for vehicle in sorted(each) if vehicle in columns] for each in wanted}
    return {each: places for each, places in found.items() if places}


def plant_minimum(cuts: Cuts, plant: int, capacity: float, values: Floats) -> Floats:
    """Return the least cut, by draw, when the capacity of one plant is always in it, vehicles/yr."""
    inside = cuts.is_within[plant]
    least: Floats = values[inside].min(axis=0) + capacity
    # Every cut but those that meet all vehicles of the plant has its capacity already.
    least = np.minimum(least, values[~inside].min(axis=0))
    return least


def vehicle_minimum(cuts: Cuts, columns: list[int], drawn: Floats, values: Floats) -> Floats:
    """Return the least cut, by draw, when the demand of some vehicles is always in it, vehicles/yr."""
    missing = 1.0 - cuts.is_met[:, columns]
    kinds, kind_of = np.unique(missing, axis=0, return_inverse=True)
    minima = [
        values[kind_of == number].min(axis=0) + drawn[:, columns] @ lacks
        for number, lacks in enumerate(kinds)
    ]
    least: Floats = np.min(minima, axis=0)
    return least
