"""A long chain for any study: plants in a ring, each able to build a vehicle of the next one."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from plantshare.flexibility.design import Link

__all__ = ["MOST_STEPS", "ring_links"]

MOST_STEPS = 200_000
"""Plants tried before the search for a ring is given up."""


def ring_links(
    main: Sequence[Link], possible: Collection[Link], weight: Mapping[int, float]
) -> tuple[Link, ...] | None:
    """Return the links that join dedicated plants to one closed chain, or none where there is no ring.

    Each plant also gets the vehicle of largest demand that it could build among those of the next plant,
    and the last plant one of the first. The first ring in the order of the study is taken. With as many
    vehicles as plants, all fitting everywhere, this is the long chain of Jordan and Graves (1995).

    Parameters
    ----------
    main
        The one link of each vehicle.
    possible
        Links that are there or could be.
    weight
        Mean demand of each vehicle, vehicles/yr.

    Examples
    --------
    Three plants with a vehicle each; the first cannot build the second's, so the ring turns the other way.

    >>> every = {(plant, vehicle) for plant in range(3) for vehicle in range(3)}
    >>> main = [(0, 0), (1, 1), (2, 2)]
    >>> ring_links(main, every, dict.fromkeys(range(3), 1.0))
    ((0, 1), (1, 2), (2, 0))
    >>> ring_links(main, every - {(0, 1)}, dict.fromkeys(range(3), 1.0))
    ((0, 2), (1, 0), (2, 1))
    """
    plants = sorted({plant for plant, _ in main})
    if len(plants) < 2:
        return None
    steps = {
        plant: {
            other: best
            for other in plants
            if other != plant and (best := best_vehicle(plant, other, main, possible, weight)) is not None
        }
        for plant in plants
    }
    ring = ring_through(plants[0], {plant: list(onward) for plant, onward in steps.items()})
    if ring is None:
        return None
    onward = zip(ring, [*ring[1:], ring[0]], strict=True)
    return tuple(sorted((plant, steps[plant][other]) for plant, other in onward))


def best_vehicle(
    plant: int, other: int, main: Sequence[Link], possible: Collection[Link], weight: Mapping[int, float]
) -> int | None:
    """Return the vehicle of another plant with most demand that a plant could build, or none."""
    fitting = [vehicle for owner, vehicle in main if owner == other and (plant, vehicle) in possible]
    return max(fitting, key=lambda vehicle: (weight[vehicle], -vehicle)) if fitting else None


def ring_through(start: int, onward: Mapping[int, Sequence[int]]) -> list[int] | None:
    """Return the first ring through every plant, by search in depth, or none if none was found in time."""
    path, choices = [start], [iter(onward[start])]
    for _ in range(MOST_STEPS):
        if len(path) == len(onward) and start in onward[path[-1]]:
            return path
        following = next((plant for plant in choices[-1] if plant not in path), None)
        if following is not None:
            path.append(following)
            choices.append(iter(onward[following]))
            continue
        path.pop()
        choices.pop()
        if not path:
            return None
    return None
