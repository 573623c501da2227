"""Flows: demand, lost sales, local uplift, ramps, lanes, and what a vehicle earns and costs."""

from __future__ import annotations

import math

import numpy as np
import pytest
import xarray as xr

from plantshare.errors import InfeasibleError
from plantshare.results.checker import check_result
from plantshare.study import Draw, Draws
from tests.formulation.plants import BASE, best, guest, profit, study_with

IMPORT_B = {"option": "B import", "vehicle": "B", "plant": "Wuhu", "mode": "import"}


def test_lost_sales_are_charged():
    """10 of 50 thousand are lost on 40 of capacity at 100 each: 80 - 10 - 1."""
    patterns = [{"shop": "line", "pattern": "one", "capacity": 40_000}]
    demand = [BASE["demand"][0] | {"lost_cost": 100}]
    fixed = [{"group": "L", "pattern": "one", "fixed_cost": 10}]

    assert profit(shop_patterns=patterns, demand=demand, group_patterns=fixed) == pytest.approx(3 * 69)


def test_demand_that_must_be_served_and_cannot_be_is_a_conflict():
    """50 thousand must be served on 40: 10 thousand a year, three years, name the rule and the size."""
    patterns = [{"shop": "line", "pattern": "one", "capacity": 40_000}]
    demand = [BASE["demand"][0] | {"must_serve": True}]
    fixed = [{"group": "L", "pattern": "one", "fixed_cost": 10}]
    result = best(study_with(shop_patterns=patterns, demand=demand, group_patterns=fixed))

    assert result.proof.status == "infeasible"
    assert not result.has_plan
    words = " ".join(result.proof.conflicts)
    assert "The capacity of shops would have to give way by 30,000 vehicles (line, 2026: 10,000;" in words
    assert "Demand that must be served would have to give way by 30,000 vehicles (A, home, 2026" in words
    with pytest.raises(InfeasibleError, match="30,000 vehicles"):
        result.require_plan()


def test_demand_that_nothing_can_serve_is_a_conflict():
    """B must be served and has no option: a row without variables is kept, not dropped."""
    demand = [
        *BASE["demand"],
        {"vehicle": "B", "market": "home", "units": 1_000, "must_serve": True},
    ]
    result = best(study_with(demand=demand))

    assert result.proof.status == "infeasible"
    assert "Demand that must be served" in " ".join(result.proof.conflicts)


def test_building_locally_lifts_demand():
    """B is imported at 2,000 a car; built at home it sells 20% more: 12 * 3 instead of 10 * 2 a year."""
    tables = guest(capex=30)
    tables["options"].append(IMPORT_B | {"parts_cost": 1_000})
    tables["demand"] = [*BASE["demand"], tables["demand"][1] | {"local_uplift": 0.2}]
    incumbents = [*BASE["incumbents"], {"option": "B import"}]

    tables["shop_patterns"] = [{"shop": "line", "pattern": "one", "capacity": 100_000}]

    assert profit({"sharing": "off"}, incumbents=incumbents, **tables) == pytest.approx(270 + 60)
    assert profit(incumbents=incumbents, **tables) == pytest.approx(270 + 3 * 36 - 30)


def test_ramp_limits_the_first_years():
    """Peak 10 thousand reached by 40%, 80%, 100%: 3 * (4 + 8 + 10) = 66."""
    ramps = [{"ramp": "slow", "age": age, "share": share} for age, share in ((0, 0.4), (1, 0.8), (2, 1.0))]

    assert profit(ramps=ramps, **guest(peak_rate=10_000, ramp="slow")) == pytest.approx(270 + 66)


def test_ages_beyond_the_ramp_keep_its_last_share():
    """Only age 0 is given, at 40%: every year builds 4 thousand."""
    ramps = [{"ramp": "flat", "age": 0, "share": 0.4}]

    assert profit(ramps=ramps, **guest(peak_rate=10_000, ramp="flat")) == pytest.approx(270 + 36)


SLOW = [{"ramp": "slow", "age": age, "share": share} for age, share in ((0, 0.4), (1, 0.8), (2, 1.0))]


@pytest.mark.parametrize(
    ("months", "shares"),
    [
        (0, 0.4 + 0.8 + 1.0),
        (6, 0.2 + 0.6 + 0.9),
        (12, 0.4 + 0.8),
        (18, 0.2 + 0.6),
        (36, 0.0),
        (math.inf, 0.0),
    ],
)
def test_a_late_launch_ramps_late(months, shares):
    """Peak 10 thousand at 3 each. Half a year late, a year has half of its own share and half of the last.

    On time 0.4, 0.8, 1.0; six months late 0.2, 0.6, 0.9; a year late 0, 0.4, 0.8; cancelled nothing.
    """
    found = profit(ramps=SLOW, **guest(peak_rate=10_000, ramp="slow", launch_delay=months))

    assert found == pytest.approx(270 + 30 * shares)


def test_a_late_launch_without_a_peak_rate_builds_for_part_of_the_year():
    """10 thousand wanted a year at 3 each, no ramp, eighteen months late: 0, then 5, then 10 thousand."""
    assert profit(**guest(launch_delay=18)) == pytest.approx(270 + 15 + 30)


def test_what_is_built_today_cannot_come_late():
    """Car A runs already: 90 million a year."""
    options = [BASE["options"][0] | {"launch_delay": 12, "peak_rate": 50_000}]

    assert profit(options=options) == pytest.approx(270)


def test_a_launch_is_decided_before_its_delay_is_known():
    """On time or a year late, equally likely: (66 + 36) / 2 = 51 on average, for capital of 50 either way."""
    tables = guest(peak_rate=10_000, ramp="slow", capex=50)
    study = study_with(ramps=SLOW, **tables)
    months = np.zeros((2, 2))
    months[1] = [0.0, 12.0]
    coords = {"option": study.labels["option"], "scenario": ["on time", "late"]}
    delay = Draw(
        key="options.launch_delay", how="set", values=xr.DataArray(months, coords, ("option", "scenario"))
    )
    result = best(study.with_draws(Draws(columns=(delay,), weights=(0.5, 0.5), origin={})))
    built = result.values["built"].sel(option="B Leipzig").transpose("scenario", "year")

    assert result.proof.objective == pytest.approx(270 + 51 - 50)
    assert built.values.round().tolist() == [[4_000, 8_000, 10_000], [0, 4_000, 8_000]]
    assert check_result(result).failures == ()


def test_peak_rate_limits_what_is_built_today():
    """A builds at most 30 thousand: 60 - 10."""
    options = [BASE["options"][0] | {"peak_rate": 30_000}]

    assert profit(options=options) == pytest.approx(3 * 50)


def test_no_lane_no_flow():
    """Without a lane from Leipzig nothing is sold and the plant waits at 2 a year."""
    assert profit(lanes=[{"plant": "Wuhu", "market": "home"}]) == pytest.approx(-6)


def test_every_cost_of_a_vehicle_is_booked_to_who_pays_it():
    """One year, 10 thousand B from Leipzig for Bo, at 10% and 73 days in transit.

    Ada: 20 h * 30 = 600 labour, 1 MWh * 100 + 2 MWh * 50 = 200 energy, 40 conversion, all refunded.
    Bo: revenue 30,000 + feebate 100 - selling 500 - parts 9,000 - parts duty 60 - freight and handling
    300 + 20 - duty 10% of 15,000 - pipeline 12,000 * 0.1 * 73 / 365 = 240 - fee 840.
    """
    option = {
        "hours": 20, "electricity": 1, "gas": 2, "other_conversion": 40, "parts_cost": 9_000,
        "parts_duty": 60, "customs_value": 15_000, "ex_works": 12_000,
    }  # fmt: skip
    tables = guest(**option)
    tables["demand"] = [
        {"vehicle": "B", "market": "far", "units": 10_000, "net_revenue": 30_000, "selling_cost": 500}
    ]
    result = best(
        study_with(
            {"last_year": 2026, "discount_rate": 0.1},
            markets=[{"market": "far", "countries": "US"}],
            lanes=[{"plant": "Leipzig", "market": "far", "freight": 300, "handling": 20, "transit_days": 73}],
            tariffs=[{"origin": "DE", "market": "far", "powertrain": "all", "duty": 0.1}],
            factors=[{"country": "DE", "wage": 30, "electricity_price": 100, "gas_price": 50}],
            feebates=[{"market": "far", "powertrain": "ICE", "amount": 100}],
            **tables,
        )
    )
    money = result.statement(discounted=False).amount.round(6)

    assert money["Bo"].to_dict() == {
        "revenue": 300, "feebate": 1, "selling": -5, "parts": -90, "parts duty": -0.6, "freight": -3.2,
        "duty": -15, "pipeline": -2.4, "build fee": -8.4,
    }  # fmt: skip
    assert money["Ada"].drop("fixed cost").to_dict() == {
        "labour": -6, "energy": -2, "conversion": -0.4, "build fee": 8.4,
    }  # fmt: skip
    assert result.npv().sum() == pytest.approx(result.proof.objective)
