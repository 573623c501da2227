"""Which plant can build which vehicle: the links of a network, and the designs to compare it with."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace

__all__ = ["Design", "Link", "chain", "dedicated", "full_flexibility"]

Link = tuple[int, int]
"""A plant and a vehicle that it can build, both counted from 0."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Design:
    """Plants with their capacity, and the vehicles that each can build.

    Parameters
    ----------
    capacity
        Output that each plant can reach, by plant, vehicles/yr.
    vehicles
        Number of vehicles; those without a link are lost sales.
    links
        The pairs of plant and vehicle, both counted from 0, in order and without repeats.

    Examples
    --------
    >>> Design(capacity=(100.0, 100.0), vehicles=2, links=((0, 0), (1, 1))).with_link((0, 1)).links
    ((0, 0), (0, 1), (1, 1))
    """

    capacity: tuple[float, ...]
    vehicles: int
    links: tuple[Link, ...]

    def __post_init__(self) -> None:
        """Refuse capacities and links that mean nothing; sort the links."""
        for amount in self.capacity:
            if not (math.isfinite(amount) and amount >= 0):
                raise ValueError(f"a capacity must be a finite number from 0 up, got {amount}")
        for plant, vehicle in self.links:
            if not (0 <= plant < len(self.capacity) and 0 <= vehicle < self.vehicles):
                raise ValueError(
                    f"link ({plant}, {vehicle}) lies outside {len(self.capacity)} plants "
                    f"and {self.vehicles} vehicles, both counted from 0"
                )
        object.__setattr__(self, "links", tuple(sorted(set(self.links))))

    def with_link(self, link: Link) -> Design:
        """Return the same design with one link more."""
        return replace(self, links=(*self.links, link))

    def with_links(self, links: Iterable[Link]) -> Design:
        """Return the same plants and vehicles with other links."""
        return replace(self, links=tuple(links))

    @property
    def absent_links(self) -> tuple[Link, ...]:
        """Return every pair of plant and vehicle that has no link yet."""
        present = set(self.links)
        pairs = ((plant, vehicle) for plant in range(len(self.capacity)) for vehicle in range(self.vehicles))
        return tuple(pair for pair in pairs if pair not in present)


def dedicated(design: Design) -> Design:
    """Return the design in which plant i builds vehicle i alone."""
    return design.with_links((number, number) for number in range(_pairs_in(design)))


def chain(design: Design, *, is_closed: bool = True) -> Design:
    """Return the long chain: plant i builds vehicles i and i + 1, and the last plant closes the ring.

    Parameters
    ----------
    design
        Plants and vehicles, as many of one as of the other; its links do not matter.
    is_closed
        Whether the last plant also builds the first vehicle; without it the chain is open.
    """
    count = _pairs_in(design)
    steps = range(count if is_closed else count - 1)
    onward = ((number, (number + 1) % count) for number in steps)
    return design.with_links((*dedicated(design).links, *onward))


def full_flexibility(design: Design) -> Design:
    """Return the design in which every plant builds every vehicle: the ceiling of all designs."""
    return design.with_links((*design.links, *design.absent_links))


def _pairs_in(design: Design) -> int:
    """Return the number of plants, which must be the number of vehicles."""
    if len(design.capacity) != design.vehicles:
        raise ValueError(
            f"a chain needs as many plants as vehicles, got {len(design.capacity)} plants "
            f"and {design.vehicles} vehicles"
        )
    return design.vehicles
