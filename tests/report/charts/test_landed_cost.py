"""Landed costs, local against foreign, against sums worked out by hand."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest

from plantshare.report.chart import Chart
from plantshare.report.charts.landed_cost import gap_words, landed_cost
from plantshare.report.charts.landed_rows import PARTS
from plantshare.results import Result
from plantshare.results.landed import COMPONENTS, landed_costs
from plantshare.study import Study
from tests.formulation.plants import BASE, NEW_B, best, study_with

TARGET = {"target": "T", "country": "DE", "year": 2027, "vehicle_class": "car_and_cv", "units": 1}
IMPORT = {"option": "B Wuhu", "vehicle": "B", "plant": "Wuhu", "mode": "import", "parts_cost": 900}
TARIFF = {"origin": "CN", "market": "home", "powertrain": "all", "duty": 0.1}


def both_ways(*, freight: float = 300.0, capex: float = 6.0, name: str = "B", **more: Any) -> Study:
    """Return a study in which Bo's car B comes from Wuhu or is built in Leipzig from 2026.

    Wuhu: parts 900, duty 10% of 2,000, freight. Leipzig: parts 1,000 and capital of 6 million over
    10,000 a year for three years without discounting: 200 a car.
    """
    return study_with(
        vehicles=[BASE["vehicles"][0], {"vehicle": "B", "name": name, "company": "Bo"}],
        options=[
            *BASE["options"],
            {**IMPORT, "customs_value": 2_000},
            {**NEW_B, "parts_cost": 1_000, "capex": capex, "peak_rate": 10_000},
        ],
        incumbents=[*BASE["incumbents"], {"option": "B Wuhu"}],
        routes=[*BASE["routes"], {"option": "B Leipzig", "shop": "line"}],
        lanes=[BASE["lanes"][0], {"plant": "Wuhu", "market": "home", "freight": freight}],
        tariffs=[TARIFF],
        demand=[
            *BASE["demand"],
            {"vehicle": "B", "market": "home", "units": 10_000, "net_revenue": 5_000},
        ],
        **{"targets": [TARGET], **more},
    )


def test_costs_by_hand() -> None:
    """Wuhu 900 + 200 + 300 = 1,400; Leipzig 1,000 + 200 = 1,200, which is 200 less."""
    chart = landed_cost(best(both_ways()))
    local, foreign = chart.rows[:2]
    assert (local["place"], local["landed"]) == ("Leipzig", pytest.approx(1_200))
    assert (local["parts"], local["capital"], local["duty"]) == pytest.approx((1_000, 200, 0))
    assert (foreign["place"], foreign["landed"]) == ("Wuhu", pytest.approx(1_400))
    assert (foreign["parts"], foreign["freight"], foreign["duty"]) == pytest.approx((900, 300, 200))
    assert chart.title == "B for DE: building it there costs €200 a vehicle less than bringing it from abroad"
    assert local["gap"] == "local €200 cheaper"


def test_parts_that_both_need_are_left_out_of_bars_and_kept_in_totals() -> None:
    """Both need 900 of parts; Leipzig's are 100 dearer, its bar is 1,200 - 900 = 300 long."""
    local, foreign = landed_cost(best(both_ways())).rows[:2]
    assert local["common"] == foreign["common"] == pytest.approx(900)
    assert local["total"] == "€1,200"


def test_what_the_plan_uses_is_marked() -> None:
    """At a gain of 200 a car Leipzig is launched where sharing is on, and Wuhu is dropped; off, it stays."""
    on, off = (landed_cost(best(both_ways().with_settings(sharing=sharing))) for sharing in ("on", "off"))
    used = [
        {str(row["place"]) for row in chart.rows if row["used"] and row["vehicle"] == "B"}
        for chart in (on, off)
    ]
    assert used == [{"Leipzig"}, {"Wuhu"}]


@pytest.mark.parametrize(
    ("freight", "expected"),
    [
        (0.0, "building it there costs €100 a vehicle more than bringing it from abroad"),
        (100.0, "building it there costs as much as bringing it from abroad"),
    ],
)
def test_dearer_and_equal(freight: float, expected: str) -> None:
    """Without freight Wuhu is 1,100, with 100 it is 1,200, as Leipzig."""
    assert landed_cost(best(both_ways(freight=freight))).title == f"B for DE: {expected}"


def test_nothing_can_be_had_both_ways(check_spec: Callable[[Chart], None]) -> None:
    """Car A is built in Leipzig only: its options are drawn, and the title claims no comparison."""
    chart = landed_cost(best(study_with(targets=[TARGET])))
    assert chart.title == "No vehicle sold in DE can be had both from there and from abroad"
    assert [row["from"] is not None for row in chart.rows] == [True]
    check_spec(chart)


def test_no_option_at_all(check_spec: Callable[[Chart], None]) -> None:
    """Without lanes nothing reaches a market."""
    chart = landed_cost(best(study_with(targets=[TARGET], lanes=[])))
    assert chart.title == "No option can supply the market at home"
    assert chart.rows == ()
    check_spec(chart)


def test_without_a_target_the_market_with_most_to_compare_is_taken() -> None:
    """A second market, of another country, has no lane; B can be had both ways in the first only."""
    markets = [{"market": "far", "countries": "JP"}, *BASE["markets"]]
    chart = landed_cost(best(both_ways(markets=markets, targets=[])))
    assert chart.title.startswith("B for DE: building it there costs")
    assert {str(row["place"]) for row in chart.rows if row["local"]} == {"Leipzig"}


def test_many_vehicles_are_capped_by_demand() -> None:
    """Ten vehicles, V1 with 1,000 a year to V10 with 10,000: drawn are V3 to V10, all stand in the table.

    Leipzig costs 100 each, Wuhu 10 for each thousand of demand: V10 costs the same both ways, V3 70 more.
    """
    chart = landed_cost(best(many_vehicles(10)))
    drawn = {str(row["vehicle"]) for row in chart.rows if row["from"] is not None}
    assert drawn == {f"V{number}" for number in range(3, 11)}
    assert len(chart.rows) == 20
    assert "the 8 of 10 vehicles with the largest demand" in chart.subtitle
    assert chart.title == (
        "Building in DE costs €10 to €90 a vehicle more than importing for 9 of 10 vehicles and as much for 1"
    )


def many_vehicles(count: int) -> Study:
    """Return a study of vehicles that cost 100 from Leipzig, and 10 times their number from Wuhu."""
    numbers = range(1, count + 1)
    return study_with(
        vehicles=[{"vehicle": f"V{number}", "company": "Ada"} for number in numbers],
        options=[
            *(
                {"option": f"L{n}", "vehicle": f"V{n}", "plant": "Leipzig", "parts_cost": 100}
                for n in numbers
            ),
            *(
                {"option": f"W{n}", "vehicle": f"V{n}", "plant": "Wuhu", "parts_cost": 10 * n}
                for n in numbers
            ),
        ],
        incumbents=[{"option": f"{place}{number}"} for place in "LW" for number in numbers],
        routes=[{"option": f"L{number}", "shop": "line"} for number in numbers],
        tariffs=[{**TARIFF, "duty": 0.0}],
        demand=[
            {"vehicle": f"V{n}", "market": "home", "units": 1_000 * n, "net_revenue": 5_000} for n in numbers
        ],
        targets=[TARGET],
    )


def test_headings_bars_and_names_do_not_meet() -> None:
    """Every bar has 28 pixels of its own, every vehicle 30 more above."""
    rows = [row for row in landed_cost(best(many_vehicles(10))).rows if row["from"] is not None]
    tops = sorted(float(row["from"] or 0) for row in rows)
    assert tops[0] == 30
    assert {after - before for before, after in pairwise(tops)} == {28.0, 58.0}


def test_every_component_is_shown_once() -> None:
    """The six groups hold the eleven components, each in one of them."""
    shown = [component for components in PARTS.values() for component in components]
    assert sorted(shown) == sorted(COMPONENTS)


def test_gaps_in_words() -> None:
    """Below half a unit nothing is left of a gap."""
    assert gap_words(0.4, "€") == "local costs the same"
    assert gap_words(-1_250.0, "£") == "local £1,250 cheaper"


def test_the_title_says_what_the_study_holds(two_plants: dict[str, Result]) -> None:
    """Recomputed for the Dawn in the north: the cheapest at Northgate less that from Eastport."""
    result = two_plants["on"]
    total = landed_costs(result.study).total.sel(market="north")
    local = float(total.sel(option=["dawn_northgate_ckd", "dawn_northgate_full"]).min())
    gap = local - float(total.sel(option="dawn_eastport"))
    assert gap < 0
    assert landed_cost(result).title == (
        f"Dawn for the Northern market: building it there costs £{-gap:,.0f} a vehicle less than bringing it "
        "from abroad"
    )


def test_parts_add_up_to_the_landed_cost(two_plants: dict[str, Result], toy_futures: Result) -> None:
    """Six groups make the landed cost of each row, and that is the one of the study."""
    for result, market in ((two_plants["on"], "north"), (toy_futures, "home")):
        total = landed_costs(result.study).total.sel(market=market)
        for row in landed_cost(result).rows:
            assert sum(float(row[part] or 0) for part in PARTS) == pytest.approx(float(row["landed"] or 0))
            assert row["landed"] == pytest.approx(float(total.sel(option=row["label"])))


def test_every_plan_is_drawn(
    small_plans: list[Result],
    check_spec: Callable[[Chart], None],
    check_behind: Callable[[Chart, Study], None],
    width_of: Callable[[Chart, int], float],
) -> None:
    """The chart keeps the promises of all charts, and a long name makes it no wider than its place."""
    for result in (*small_plans, best(both_ways(name="Bo's " * 20))):
        chart = landed_cost(result)
        check_spec(chart)
        check_behind(chart, result.study)
        assert width_of(chart, 340) <= 340 + 2 * 4 + 6
