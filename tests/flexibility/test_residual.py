"""Room and appetite give the worth of every link, exactly, without solving for each."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plantshare.flexibility import Design, dedicated, sales
from plantshare.flexibility.residual import residual


@st.composite
def cases(draw):
    """Return a design, some demand and some sets of vehicles."""
    plants, vehicles = draw(st.integers(1, 5)), draw(st.integers(1, 6))
    pairs = [(plant, vehicle) for plant in range(plants) for vehicle in range(vehicles)]
    links = draw(st.lists(st.sampled_from(pairs), max_size=12))
    capacity = draw(st.lists(st.integers(0, 12), min_size=plants, max_size=plants))
    row = st.lists(st.integers(-2, 14), min_size=vehicles, max_size=vehicles)
    demand = np.array(draw(st.lists(row, min_size=1, max_size=4)), dtype=float)
    wanted = st.sets(st.integers(0, vehicles - 1), min_size=1, max_size=3).map(frozenset)
    design = Design(capacity=tuple(map(float, capacity)), vehicles=vehicles, links=tuple(links))
    return design, demand, draw(st.lists(wanted, min_size=1, max_size=3))


@given(cases())
@settings(max_examples=150, deadline=None)
def test_the_gain_of_a_link_is_the_difference_of_two_minimum_cuts(case) -> None:
    """Whatever the design, sales with the link less sales without it, in every draw to the last digit."""
    design, demand, wanted = case
    left = residual(design, demand, wanted)

    assert np.array_equal(left.sales, sales(design, demand))
    for plant in range(len(design.capacity)):
        for vehicles in wanted:
            wider = design.with_links([*design.links, *((plant, vehicle) for vehicle in vehicles)])
            assert np.array_equal(left.gain(plant, vehicles), sales(wider, demand) - left.sales)


def test_room_passes_along_a_chain() -> None:
    """Plants 0 and 1 both build vehicle 1; demand 40, 130, 90 of 100 each.

    Sales are 40 + 130 + 90 = 260. Plant 0 has 60 spare and takes 30 of vehicle 1, so 30 are left, there
    or, when it takes 60 of vehicle 1, at plant 1; plant 2 has its own 10.
    """
    chained = dedicated(Design(capacity=(100.0,) * 3, vehicles=3, links=())).with_link((0, 1))
    left = residual(chained, np.array([[40.0, 130.0, 90.0]]), [frozenset({2})])

    assert left.sales[0] == 260
    assert left.room[:, 0] == pytest.approx([30, 30, 10])
    assert left.appetite[frozenset({2})][0] == 0


def test_a_plant_and_a_vehicle_without_links_have_all_of_theirs() -> None:
    """Nothing is linked: the link of plant 0 and vehicle 0 sells the less of 100 and 130."""
    bare = Design(capacity=(100.0, 50.0), vehicles=2, links=())
    left = residual(bare, np.array([[130.0, 20.0]]), [frozenset({0}), frozenset({0, 1})])

    assert left.gain(0, frozenset({0}))[0] == 100
    assert left.gain(1, frozenset({0, 1}))[0] == 50
