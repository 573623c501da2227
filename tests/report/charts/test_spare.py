"""The heat map of spare capacity against sums worked out by hand."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from plantshare.report.chart import Chart
from plantshare.report.charts.spare import spare, tint
from plantshare.report.palette import INK, contrast
from plantshare.results import Result
from plantshare.study import Study
from tests.formulation.plants import BASE, best, study_with

TARGET = {"target": "T", "country": "DE", "year": 2027, "vehicle_class": "car_and_cv", "units": 1}


def two_at_home(second: dict[str, Any] | None = None) -> Study:
    """Return the small study with a second plant at home, Chemnitz: 30,000 on one shift, nothing to build."""
    return study_with(
        plants=[*BASE["plants"], {"plant": "Chemnitz", "company": "Ada", "country": "DE"}],
        groups=[*BASE["groups"], {"group": "C", "plant": "Chemnitz", "start_pattern": "one"}],
        group_patterns=[*BASE["group_patterns"], {"group": "C", "pattern": "one", "fixed_cost": 1}],
        shops=[*BASE["shops"], {"shop": "C line", "group": "C"}],
        shop_patterns=[*BASE["shop_patterns"], {"shop": "C line", "pattern": "one", "capacity": 30_000}],
        targets=[TARGET],
        **(second or {}),
    )


def test_one_plant_by_hand() -> None:
    """100,000 on two shifts less 50,000 leave 50,000 in each of three years."""
    chart = spare(best(study_with()))
    assert [(row["year"], row["spare"], row["short"]) for row in chart.rows] == [
        (year, pytest.approx(50_000), "50") for year in (2026, 2027, 2028)
    ]
    assert chart.title == (
        "In 2028 there is room for 50,000 more reference cars a year in all plants together, all of it at "
        "Leipzig"
    )


def test_room_at_home_is_summed() -> None:
    """Leipzig 50,000 and Chemnitz 30,000 make 80,000; the fullest row is the first, the sum the last."""
    chart = spare(best(two_at_home()))
    at = [(row["plant"], row["spare"]) for row in chart.rows if row["year"] == 2027]
    assert at == [
        ("Leipzig", pytest.approx(50_000)),
        ("Chemnitz", pytest.approx(30_000)),
        ("Room in DE", pytest.approx(80_000)),
    ]
    assert chart.title == (
        "In 2027 there is room for 80,000 more reference cars a year in DE, most at Leipzig (50,000)"
    )


def test_a_plant_over_its_basis_takes_nothing_from_the_room() -> None:
    """On a basis of one shift, 60,000, Leipzig builds 90,000 on two: 30,000 over; Chemnitz has 30,000."""
    study = two_at_home(
        {"demand": [{"vehicle": "A", "market": "home", "units": 90_000, "net_revenue": 2_000}]}
    ).with_settings(basis_pattern="one")
    chart = spare(best(study))
    at = {str(row["plant"]): row for row in chart.rows if row["year"] == 2027}
    assert at["Leipzig"]["spare"] == pytest.approx(-30_000)
    assert at["Leipzig"]["short"] == "\u221230"
    assert at["Room in DE"]["spare"] == pytest.approx(30_000)
    assert chart.title.endswith("30,000 more reference cars a year in DE, all of it at Chemnitz")
    assert "1 plant over the basis" in chart.description


def test_no_room_anywhere() -> None:
    """90,000 on a basis of 60,000: nothing is spare."""
    demand = [{"vehicle": "A", "market": "home", "units": 90_000, "net_revenue": 2_000}]
    chart = spare(best(study_with({"basis_pattern": "one"}, demand=demand, targets=[TARGET])))
    assert chart.title == "In 2027 no plant in DE has room; each is full or over its basis"


def test_no_capacity_at_all(check_spec: Callable[[Chart], None]) -> None:
    """Without shops there is nothing to show, and the chart says so."""
    bare = study_with(groups=[], group_patterns=[], shops=[], shop_patterns=[], routes=[], shift_patterns=[])
    chart = spare(best(bare))
    assert chart.title == "The study states no capacity of plants in all plants"
    check_spec(chart)


@pytest.mark.parametrize("value", [-1.0, -0.5, -0.01, 0.0, 0.3, 1.0, 2.0])
def test_ink_can_be_read_on_every_colour(value: float) -> None:
    """WCAG asks for 4.5 to 1, also at the strong ends and for a value beyond them."""
    assert contrast(INK, tint(value, 1.0)) >= 4.5


def test_the_scale_is_fixed_at_zero() -> None:
    """The same distance from zero is as far from white on both sides, in other colours."""
    assert tint(0.0, 1.0) == tint(0.0, 0.0) == "#FFFFFF"
    assert tint(0.5, 1.0) != tint(-0.5, 1.0)
    assert contrast("#FFFFFF", tint(0.2, 1.0)) < contrast("#FFFFFF", tint(0.8, 1.0))


def test_the_title_says_what_the_result_holds(two_plants: dict[str, Result]) -> None:
    """Recomputed for Northgate, the only plant at home: its capacity less what is built there in 2032."""
    result = two_plants["on"]
    built = result.values["built"].sel(year=2032, scenario="base")
    home = [
        option
        for option, plant in zip(built.option.values, result.study["options.plant"].values, strict=True)
        if plant == "northgate"
    ]
    loading = result.plant_loading()
    capacity = loading.capacity[(loading.plant == "northgate") & (loading.year == 2032)].item()
    room = capacity - float(built.sel(option=home).sum())
    chart = spare(result)
    assert f"room for {round(room, -2):,.0f} more" in chart.title
    assert chart.title.endswith("in the Northern market, all of it at Northgate")


def test_numbers_go_where_cells_are_too_narrow(texts_of: Callable[[Chart, int], list[str]]) -> None:
    """40 years in 340 pixels leave 8 for each cell: no number is drawn; in 1,100 they are."""
    chart = spare(best(study_with({"first_year": 2026, "last_year": 2065})))
    assert "50" not in texts_of(chart, 340)
    assert "50" in texts_of(chart, 1_100)


def test_every_plan_is_drawn(
    small_plans: list[Result],
    check_spec: Callable[[Chart], None],
    check_behind: Callable[[Chart, Study], None],
    width_of: Callable[[Chart, int], float],
) -> None:
    """The chart keeps the promises of all charts, and no cell or name leaves a narrow place."""
    for result in small_plans:
        chart = spare(result)
        check_spec(chart)
        check_behind(chart, result.study)
        assert width_of(chart, 340) <= 340 + 2 * 4 + 2
