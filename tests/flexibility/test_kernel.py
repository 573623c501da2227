"""Sales by least cut: small designs by hand, random ones against a linear program."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from plantshare.errors import MethodError
from plantshare.flexibility import Design, dedicated, full_flexibility, sales


@st.composite
def networks(draw: st.DrawFn) -> tuple[Design, np.ndarray]:
    """Return up to five plants and vehicles with any links, and three draws of demand."""
    plants, vehicles = draw(st.integers(1, 5)), draw(st.integers(1, 5))
    amounts = st.floats(0, 200)
    pairs = st.tuples(st.integers(0, plants - 1), st.integers(0, vehicles - 1))
    design = Design(
        capacity=tuple(draw(st.lists(amounts, min_size=plants, max_size=plants))),
        vehicles=vehicles,
        links=tuple(draw(st.lists(pairs, max_size=plants * vehicles))),
    )
    row = st.lists(amounts, min_size=vehicles, max_size=vehicles)
    return design, np.array(draw(st.lists(row, min_size=3, max_size=3)))


def sales_by_program(design: Design, demand: np.ndarray) -> float:
    """Return the largest sum of flows on links within capacity and demand, by linear programming."""
    if not design.links:
        return 0.0
    rows = np.zeros((len(design.capacity) + design.vehicles, len(design.links)))
    for column, (plant, vehicle) in enumerate(design.links):
        rows[plant, column] = rows[len(design.capacity) + vehicle, column] = 1
    limits = [*design.capacity, *demand]
    return -float(linprog(-np.ones(len(design.links)), A_ub=rows, b_ub=limits, method="highs").fun)


@settings(max_examples=80)
@given(networks())
def test_the_least_cut_is_the_largest_flow(network: tuple[Design, np.ndarray]) -> None:
    """Max-flow = min-cut: the program that ships along links sells as much, in every draw."""
    design, demand = network
    flows = [sales_by_program(design, row) for row in demand]
    np.testing.assert_allclose(sales(design, demand), flows, rtol=1e-6, atol=1e-4)


@settings(max_examples=40)
@given(networks())
def test_a_link_more_never_sells_less_and_full_flexibility_is_the_ceiling(
    network: tuple[Design, np.ndarray],
) -> None:
    """The old flows stay possible; with all links the least of capacity and demand is sold."""
    design, demand = network
    before, ceiling = sales(design, demand), sales(full_flexibility(design), demand)
    for link in design.absent_links:
        after = sales(design.with_link(link), demand)
        assert (after >= before - 1e-9).all()
        assert (after <= ceiling + 1e-9).all()
    np.testing.assert_allclose(ceiling, np.minimum(demand.sum(axis=1), sum(design.capacity)), atol=1e-9)


def test_ten_plants_in_any_pattern_agree_with_the_program() -> None:
    """Ten by ten with 10, 20, ... 60 random links, five draws each: 30 programs, 30 least cuts."""
    generator = np.random.default_rng(4)
    demand = generator.uniform(20, 180, (5, 10))
    for count in range(10, 61, 10):
        picks = generator.choice(100, count, replace=False)
        links = tuple((int(pick) // 10, int(pick) % 10) for pick in picks)
        design = Design(capacity=tuple(generator.uniform(50, 150, 10).tolist()), vehicles=10, links=links)
        flows = [sales_by_program(design, row) for row in demand]
        np.testing.assert_allclose(sales(design, demand), flows, rtol=1e-9)


def test_blocks_of_draws_join_without_a_seam() -> None:
    """Dedicated plants sell min(100, demand) each, in all of 200,000 draws (several blocks)."""
    design = dedicated(Design(capacity=(100.0, 100.0), vehicles=2, links=()))
    demand = np.random.default_rng(1).uniform(0, 200, (200_000, 2))
    np.testing.assert_allclose(sales(design, demand), np.minimum(demand, 100).sum(axis=1))


def test_a_plant_or_a_vehicle_without_links_sells_nothing() -> None:
    """Plant 1 of 70 is idle and vehicle 1 of 90 unserved: the one link sells min(50, 60) = 50."""
    design = Design(capacity=(50.0, 70.0), vehicles=2, links=((0, 0),))
    assert sales(design, np.array([[60.0, 90.0]])).tolist() == [50.0]
    assert sales(design.with_links(()), np.array([[60.0, 90.0]])).tolist() == [0.0]


def test_demand_below_zero_counts_as_none() -> None:
    """Demands -30 and 80 on one plant of 100 sell 80, not 50."""
    design = Design(capacity=(100.0,), vehicles=2, links=((0, 0), (0, 1)))
    assert sales(design, np.array([[-30.0, 80.0]])).tolist() == [80.0]


def test_plants_with_the_same_vehicles_are_one_however_many() -> None:
    """30 plants of 10 that all build both vehicles: min(300, 200 + 150) = 300."""
    design = full_flexibility(Design(capacity=(10.0,) * 30, vehicles=2, links=()))
    assert sales(design, np.array([[200.0, 150.0], [20.0, 15.0]])).tolist() == [300.0, 35.0]


def test_too_many_cuts_are_refused_with_a_way_out() -> None:
    """17 dedicated pairs and one more plant for all: 2^17 unions are more than 65,536."""
    links = [(number, number) for number in range(17)] + [(17, number) for number in range(17)]
    design = Design(capacity=(1.0,) * 18, vehicles=17, links=tuple(links))
    with pytest.raises(MethodError, match=r"65,536 ways.*Join plants"):
        sales(design, np.ones((1, 17)))


@pytest.mark.parametrize("demand", [np.ones(2), np.ones((4, 3)), np.array([[1.0, np.nan]])])
def test_demand_of_another_shape_or_with_gaps_is_refused(demand: np.ndarray) -> None:
    """Two vehicles need dims (draw, 2) and a number everywhere."""
    with pytest.raises(ValueError, match="demand must"):
        sales(Design(capacity=(1.0,), vehicles=2, links=((0, 0),)), demand)
