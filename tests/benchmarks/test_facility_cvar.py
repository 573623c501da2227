"""Facility location with conditional value at risk: the published values, and an oracle by enumeration."""

from __future__ import annotations

import csv
import itertools
from pathlib import Path

import numpy as np
import pytest
from facility_cvar import known_case, solve_case, verdict
from facility_cvar_program import RiskyFacility, facility_program, facility_tail_program, read_risky_facility
from scipy.optimize import linprog

from plantshare.methods import Limits
from plantshare.methods.aimed import solve_aim
from plantshare.methods.aims import MeanCVaR
from plantshare.methods.choose import METHODS

INSTANCES = Path(__file__).parents[2] / "benchmarks" / "instances"
CAP41 = INSTANCES / "cflp" / "orlib" / "cap41.txt"
EXACT = Limits(gap=0.0, seconds=60, threads=1)


@pytest.fixture(scope="module")
def small() -> RiskyFacility:
    """Return four sites, five customers and ten draws; any three sites hold all demand, some two do."""
    generator = np.random.default_rng(7)
    largest = generator.integers(4, 9, 5).astype(float)
    return RiskyFacility(
        fixed_cost=np.array([9.0, 7.0, 8.0, 6.0]),
        capacity=np.full(4, np.ceil(largest.sum() / 2)),
        unit_cost=generator.integers(1, 12, (4, 5)).astype(float),
        largest=largest,
        demand=largest * generator.random((10, 5)),
    )


def transport_cost(instance: RiskyFacility, is_open: np.ndarray, demand: np.ndarray) -> float:
    """Return the least cost of serving a demand, by another solver's front end."""
    sites, customers = instance.unit_cost.shape
    served = np.kron(np.ones((1, sites)), np.eye(customers))
    used = np.kron(np.eye(sites), np.ones((1, customers)))
    found = linprog(
        instance.unit_cost.ravel(),
        A_ub=used,
        b_ub=instance.capacity * is_open,
        A_eq=served,
        b_eq=demand,
    )
    return float(found.fun)


def least_cost(instance: RiskyFacility) -> float:
    """Return the least opening cost plus mean of the worst draw in ten, over all sets of sites."""
    costs = []
    for choice in itertools.product([0.0, 1.0], repeat=4):
        is_open = np.array(choice)
        if instance.capacity @ is_open >= instance.largest.sum():
            worst = max(transport_cost(instance, is_open, demand) for demand in instance.demand)
            costs.append(float(instance.fixed_cost @ is_open) + worst)
    return min(costs)


@pytest.mark.parametrize("method", ["extensive", "decomposition"])
def test_both_forms_find_what_enumeration_finds(small: RiskyFacility, method: str):
    """At level 0.9 the worst tenth of ten draws is the worst draw; sixteen sets of sites are tried."""
    wanted = least_cost(small)
    rows = METHODS[method](facility_tail_program(small), EXACT)
    aim = solve_aim(facility_program(small), MeanCVaR(share=1.0, level=0.9), EXACT, method)

    assert -rows.objective == pytest.approx(wanted)
    assert -aim.objective == pytest.approx(wanted)
    assert rows.bound >= rows.objective - 1e-9
    assert aim.bound >= aim.objective - 1e-9


def test_level_zero_is_the_expected_cost(small: RiskyFacility):
    """The mean of the worst 100% is the mean of all: the program without risk."""
    tail = METHODS["extensive"](facility_tail_program(small, 0.0), EXACT)

    assert tail.objective == pytest.approx(METHODS["extensive"](facility_program(small), EXACT).objective)


def test_published_value_is_reached():
    """cap41 with 100 draws of seed 1: 643,401.317969, by the package's aim."""
    report = solve_case(CAP41, 100, 1, limits=Limits(gap=1e-6, seconds=300, threads=1))

    assert report.known == 643_401.317969
    assert report.objective == pytest.approx(643_401.317969, rel=1e-6)
    assert report.bound <= report.objective
    assert report.verdict == "reached"


def test_form_by_rows_is_that_of_the_aim():
    """Five draws of cap41: the worst tenth is part of the worst draw, in either form."""
    found = [
        solve_case(CAP41, 5, 1, limits=Limits(gap=1e-7, seconds=300, threads=1), form=form)
        for form in ("aim", "rows")
    ]

    assert found[0].objective == pytest.approx(found[1].objective, rel=1e-6)
    assert {report.verdict for report in found} == {"unknown"}


def test_demand_is_that_of_the_published_runs():
    """d_j U[j, s] with U of numpy's default generator; opening cost and capacity are taken in turn."""
    instance = read_risky_facility(CAP41, 3, 5)
    uniform = np.random.default_rng(seed=5).random((50, 3))

    assert instance.demand[2, 4] == pytest.approx(instance.largest[4] * uniform[4, 2])
    assert (instance.fixed_cost[0], instance.capacity[0]) == (5_000, 7_500)


def test_forty_cases_are_listed():
    """Ten seeds for each of cap41 to cap44; a case that is not listed has no known value."""
    with (INSTANCES / "cvar" / "optima.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))

    assert [row["instance"] for row in rows] == [f"cap{n}" for n in (41, 42, 43, 44) for _ in range(10)]
    assert known_case("cap44", 100, 10) == 614_967.418141
    assert known_case("cap44", 100, 11) is None
    assert verdict(1.0, 1.0, None) == "unknown"
