"""A long chain through every plant, where the links that could exist allow one."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from plantshare.flexibility import Design, chain
from plantshare.flexibility.rings import ring_links


def test_with_a_vehicle_each_it_is_the_long_chain() -> None:
    """Ten plants, ten vehicles: plant i also builds vehicle i + 1."""
    count = 10
    main = [(number, number) for number in range(count)]
    every = set(itertools.product(range(count), repeat=2))
    ring = ring_links(main, every, dict.fromkeys(range(count), 1.0))

    wanted = chain(Design(capacity=(1.0,) * count, vehicles=count, links=()))
    assert ring is not None
    assert tuple(sorted([*main, *ring])) == wanted.links


def test_the_vehicle_of_largest_demand_is_taken() -> None:
    """Plant 1 builds vehicles 1 and 2; plant 0 gets vehicle 2, of which more is wanted."""
    main = [(0, 0), (1, 1), (1, 2)]
    every = set(itertools.product(range(2), range(3)))

    assert ring_links(main, every, {0: 5.0, 1: 5.0, 2: 9.0}) == ((0, 2), (1, 0))


def test_there_is_none_where_a_plant_can_only_build_its_own() -> None:
    """Plant 2 can build nothing of others, so no ring leaves it; one plant alone is no ring either."""
    main = [(0, 0), (1, 1), (2, 2)]
    every = set(itertools.product(range(2), range(3))) | {(2, 2)}

    assert ring_links(main, every, dict.fromkeys(range(3), 1.0)) is None
    assert ring_links([(0, 0)], {(0, 0)}, {0: 1.0}) is None


@given(st.sets(st.tuples(st.integers(0, 4), st.integers(0, 4))))
def test_a_ring_is_found_exactly_where_one_is(possible) -> None:
    """Held against every order of five plants."""
    main = [(number, number) for number in range(5)]
    orders = ((0, *rest) for rest in itertools.permutations(range(1, 5)))
    is_there = any(
        all((order[place], order[(place + 1) % 5]) in possible for place in range(5)) for order in orders
    )
    ring = ring_links(main, possible, dict.fromkeys(range(5), 1.0))

    assert (ring is not None) == is_there
    if ring is not None:
        assert set(ring) <= possible
        assert sorted(plant for plant, _ in ring) == sorted(vehicle for _, vehicle in ring) == list(range(5))
