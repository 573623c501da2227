"""Volumes by brand against sums worked out by hand."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from plantshare.report.chart import Chart
from plantshare.report.charts.volumes import volumes
from plantshare.report.palette import BRANDS, OTHER
from plantshare.results import Result
from plantshare.study import Study
from plantshare.study.parties import brand_company, is_guest
from tests.formulation.plants import BASE, best, guest, study_with

TARGET = {"target": "T", "country": "DE", "year": 2027, "vehicle_class": "car_and_cv", "units": 1}


def cells(chart: Chart, year: int) -> dict[tuple[str, bool], float]:
    """Return what is built in a year by brand and way."""
    return {
        (str(row["brand"]), bool(row["guest"])): float(row["units"] or 0)
        for row in chart.rows
        if row["year"] == year
    }


def test_a_guest_stands_on_top_of_the_host() -> None:
    """Ada builds 50,000 of car A in Leipzig, Bo 10,000 of car B there as a guest: 5/6 and 1/6 of 60,000."""
    chart = volumes(best(study_with(targets=[TARGET], **guest())))
    assert cells(chart, 2028) == pytest.approx({("Ada", False): 50_000, ("Bo", True): 10_000})
    host, other = (row for row in chart.rows if row["year"] == 2028)
    assert (host["from"], host["to"], other["from"], other["to"]) == pytest.approx(
        (0, 50_000, 50_000, 60_000)
    )
    assert (host["share"], other["share"]) == pytest.approx((5 / 6, 1 / 6))
    assert host["fill"] != other["fill"]
    assert other["outline"] == BRANDS[1]
    assert chart.title == (
        "Ada builds 83% of the 60,000 vehicles planned in DE in 2027, Bo the rest; guests build 10,000"
    )
    assert "guest" in chart.subtitle


def test_one_brand_builds_all() -> None:
    """Without the guest there are 50,000 of Ada, and no word of guests."""
    chart = volumes(best(study_with(targets=[TARGET])))
    assert chart.title == "Ada builds all of the 50,000 vehicles planned in DE in 2027"
    assert "guest" not in chart.subtitle


def test_plants_abroad_are_not_counted() -> None:
    """Home is CN, where Bo's plant builds nothing."""
    chart = volumes(best(study_with(targets=[{**TARGET, "country": "CN"}])))
    assert chart.rows == ()
    assert chart.title == "No vehicle is planned in CN in 2027"
    assert chart.description.endswith("In 2027: none.")


def test_without_a_target_all_plants_are_counted() -> None:
    """50,000 in the last year, wherever."""
    chart = volumes(best(study_with()))
    assert chart.title == "Ada builds all of the 50,000 vehicles planned in all plants in 2028"


def brands_study(count: int) -> Result:
    """Return a plan of brands M1, M2, ..., each with a plant-mate vehicle of 1,000, 2,000, ... a year."""
    names = [f"M{number}" for number in range(1, count + 1)]
    return best(
        study_with(
            companies=[*BASE["companies"], *({"company": name} for name in names)],
            plants=[{**BASE["plants"][0], "partners": ";".join(names)}, BASE["plants"][1]],
            vehicles=[{"vehicle": f"V{name}", "company": name} for name in names],
            options=[{"option": f"O{name}", "vehicle": f"V{name}", "plant": "Leipzig"} for name in names],
            incumbents=[{"option": f"O{name}"} for name in names],
            routes=[{"option": f"O{name}", "shop": "line"} for name in names],
            demand=[
                {"vehicle": f"V{name}", "market": "home", "units": 1_000 * place, "net_revenue": 20_000}
                for place, name in enumerate(names, 1)
            ],
            targets=[TARGET],
        )
    )


def test_six_brands_have_colours_and_the_rest_is_grey(texts_of: Callable[[Chart, int], list[str]]) -> None:
    """M8 builds 8,000 of 36,000, M7 7,000: 42%. M2 and M1 are the smallest and grey."""
    chart = volumes(brands_study(8))
    fills = {row["brand"]: row["fill"] for row in chart.rows}
    assert len({fills[f"M{number}"] for number in range(3, 9)}) == 6
    assert fills["M1"] == fills["M2"] == OTHER
    assert chart.title == "M8 and M7 build 42% of the 36,000 vehicles planned in DE in 2027"
    assert "2 other brands" in texts_of(chart, 760)
    assert "M1" not in texts_of(chart, 760)


def test_a_vehicle_that_counts_in_part_is_named() -> None:
    """Half of a vehicle counts toward the target; the picture counts it as one and says so."""
    options = [{**BASE["options"][0], "count_weight": 0.5}]
    chart = volumes(best(study_with(options=options, targets=[TARGET])))
    assert chart.subtitle.endswith("where a target counts some from Leipzig in part")
    assert cells(chart, 2027) == pytest.approx({("Ada", False): 50_000})


def test_rows_are_what_the_result_holds(two_plants: dict[str, Result], toy_futures: Result) -> None:
    """Recomputed from built: options of plants at home by brand, weighted by the probability of futures."""
    for result in (*two_plants.values(), toy_futures):
        study = result.study
        country = str(study.frame("targets")["country"].iloc[0])
        at_home = study["plants.country"].sel(plant=study["options.plant"]).drop_vars("plant") == country
        built = (result.values["built"] * study.probability).sum("scenario").where(at_home, 0.0)
        chart = volumes(result)
        for row in chart.rows:
            own = (brand_company(study) == row["company"]) & (is_guest(study) == row["guest"])
            assert row["units"] == pytest.approx(
                float(built.where(own, 0.0).sum("option").sel(year=row["year"]))
            )
        assert sum(float(row["units"] or 0) for row in chart.rows) == pytest.approx(float(built.sum()))


def test_the_title_says_what_the_result_holds(two_plants: dict[str, Result]) -> None:
    """Northgate builds 57,000 Moor and 45,000 Dawn in 2032: 57 / 102 = 56%, and Sunrise is the guest."""
    built = two_plants["on"].values["built"].sel(year=2032, scenario="base")
    moor = float(built.sel(option="moor_northgate"))
    dawn = float(built.sel(option=["dawn_northgate_ckd", "dawn_northgate_full"]).sum())
    assert volumes(two_plants["on"]).title == (
        f"Fellside Cars builds {moor / (moor + dawn):.0%} of the {moor + dawn:,.0f} vehicles planned in the "
        f"Northern market in 2032, Sunrise Motor the rest; guests build {dawn:,.0f}"
    )


def test_sums_stand_above_the_stacks(texts_of: Callable[[Chart, int], list[str]]) -> None:
    """50 + 10 thousand are 60 in each of three years; the parts are 50 and 10."""
    texts = texts_of(volumes(best(study_with(targets=[TARGET], **guest()))), 760)
    assert [texts.count(number) for number in ("60", "50", "10")] == [3, 3, 3]


def test_every_plan_is_drawn(
    small_plans: list[Result],
    check_spec: Callable[[Chart], None],
    check_behind: Callable[[Chart, Study], None],
    width_of: Callable[[Chart, int], float],
) -> None:
    """The chart keeps the promises of all charts, and no name leaves a narrow place."""
    for result in small_plans:
        chart = volumes(result)
        check_spec(chart)
        check_behind(chart, result.study)
        assert width_of(chart, 340) <= 340 + 2 * 4 + 6
    check_spec(volumes(best(study_with(targets=[{**TARGET, "country": "CN"}]))))
