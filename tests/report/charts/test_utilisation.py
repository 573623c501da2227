"""Utilisation bars against loads and capacities worked out by hand."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from plantshare.errors import LabelError
from plantshare.report.chart import Chart
from plantshare.report.charts.utilisation import utilisation
from plantshare.report.palette import utilisation_class
from plantshare.report.words import percent
from plantshare.results import Result
from plantshare.study import Study
from tests.formulation.plants import BASE, best, study_with


def test_one_plant_by_hand() -> None:
    """50,000 built on a basis of two shifts of 100,000: 50%, 50,000 to spare."""
    chart = utilisation(best(study_with()))
    (row,) = chart.rows
    assert row["utilisation"] == pytest.approx(0.5)
    assert (row["load"], row["capacity"], row["spare"]) == pytest.approx((50_000, 100_000, 50_000))
    assert row["basis"] == "two"
    assert chart.title == "In 2028 Leipzig runs at 50% of capacity"
    assert chart.table()[1] == [("Leipzig", "50%", "50,000", "100,000", "50,000", "two")]
    assert "Wuhu" in chart.subtitle


def test_the_bar_has_the_colour_of_its_class() -> None:
    """50% stands in the class of 40 to 59%."""
    (row,) = utilisation(best(study_with())).rows
    found = utilisation_class(0.5)
    assert found
    assert row["fill"] == found.fill


def test_another_year_can_be_asked_for() -> None:
    """Demand of 50,000 holds in each year, so 2026 reads as 2028; 2030 is not planned."""
    result = best(study_with())
    assert utilisation(result, 2026).title == "In 2026 Leipzig runs at 50% of capacity"
    with pytest.raises(LabelError, match="2030"):
        utilisation(result, 2030)


def test_no_capacity_leaves_no_bar(check_spec: Callable[[Chart], None]) -> None:
    """Without shops no plant has a capacity: an empty chart says so and still draws."""
    bare = study_with(groups=[], group_patterns=[], shops=[], shop_patterns=[], routes=[], shift_patterns=[])
    chart = utilisation(best(bare))
    assert chart.rows == ()
    assert chart.title == "No plant has a capacity to fill in 2028"
    check_spec(chart)


def test_bases_that_differ_stand_under_the_names(texts_of: Callable[[Chart, int], list[str]]) -> None:
    """Chemnitz knows one shift only, so its basis is one, and Leipzig's is two."""
    twice = study_with(
        plants=[*BASE["plants"], {"plant": "Chemnitz", "company": "Ada", "country": "DE"}],
        groups=[*BASE["groups"], {"group": "C", "plant": "Chemnitz", "start_pattern": "one"}],
        group_patterns=[*BASE["group_patterns"], {"group": "C", "pattern": "one", "fixed_cost": 1}],
        shops=[*BASE["shops"], {"shop": "C line", "group": "C"}],
        shop_patterns=[*BASE["shop_patterns"], {"shop": "C line", "pattern": "one", "capacity": 10_000}],
    )
    chart = utilisation(best(twice))
    assert [(row["plant"], row["basis"]) for row in chart.rows] == [("Leipzig", "two"), ("Chemnitz", "one")]
    assert chart.title == "In 2028 2 of 2 plants run below 60% of capacity; Chemnitz is emptiest at 0%"
    assert {"two", "one"} <= set(texts_of(chart, 340))


def test_the_title_counts_what_the_result_holds(two_plants: dict[str, Result]) -> None:
    """Recomputed from built: cars over the capacity of the narrowest shop on two shifts."""
    result = two_plants["off"]
    year = 2032
    built = result.values["built"].sel(year=year, scenario="base")
    expected = {
        "Northgate": float(built.sel(option="moor_northgate")),
        "Eastport": float(built.sel(option=["dawn_eastport", "dusk_eastport"]).sum()),
    }
    chart = utilisation(result)
    for row in chart.rows:
        assert row["load"] == pytest.approx(expected[str(row["plant"])])
        assert row["utilisation"] == pytest.approx(expected[str(row["plant"])] / float(row["capacity"] or 0))
    shares = sorted(float(row["utilisation"] or 0) for row in chart.rows)
    low = sum(round(share, 2) < 0.6 for share in shares)
    assert chart.title.startswith(f"In {year} {low} of 2 plants")
    assert f"at {percent(shares[0])}" in chart.title


def test_futures_give_a_range_about_the_mean(toy_futures: Result) -> None:
    """The bar is the mean of the futures weighted by probability; the line spans the three of them."""
    study = toy_futures.study
    # The plant has one shop, and every vehicle uses it once.
    built = toy_futures.values["built"].sel(year=2030)
    by_future = built.where(study["options.plant"] == "home_plant", 0.0).sum("option")
    (row,) = utilisation(toy_futures).rows
    capacity = float(row["capacity"] or 0)
    assert row["low"] == pytest.approx(float(by_future.min()) / capacity)
    assert row["high"] == pytest.approx(float(by_future.max()) / capacity)
    mean = float((by_future * study.probability).sum())
    assert row["utilisation"] == pytest.approx(mean / capacity)
    assert "on average over the futures" in utilisation(toy_futures).title


def test_every_plan_is_drawn(
    small_plans: list[Result],
    check_spec: Callable[[Chart], None],
    check_behind: Callable[[Chart, Study], None],
    width_of: Callable[[Chart, int], float],
) -> None:
    """The chart keeps the promises of all charts, with one future and with several."""
    for result in small_plans:
        chart = utilisation(result)
        check_spec(chart)
        check_behind(chart, result.study)
        assert width_of(chart, 340) <= 340 + 2 * 4 + 2


def test_a_long_name_stays_in_its_place(width_of: Callable[[Chart, int], float]) -> None:
    """A name of 70 letters makes a narrow picture no wider than its place and the padding about it."""
    long = study_with(plants=[{**BASE["plants"][0], "name": "Leipzig " * 9}, BASE["plants"][1]])
    assert width_of(utilisation(best(long)), 340) <= 340 + 2 * 4 + 2
