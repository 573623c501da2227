"""National output: history, plan, target and gap of one class of vehicle, and the words made from them."""

from __future__ import annotations

from itertools import pairwise

import pytest

from plantshare.report.charts.national_output import national_output
from plantshare.report.charts.national_picture import HEIGHT, LINE, spread
from plantshare.report.words import vehicles
from tests.formulation.plants import BASE, best, study_with

VAN = {"vehicle": "A", "company": "Ada", "vehicle_class": "cv"}


def target(**columns):
    """Return a target of 60,000 vehicles built in Germany in 2027."""
    return {
        "target": "goal", "country": "DE", "year": 2027, "vehicle_class": "car_and_cv", "units": 60_000,
    } | columns  # fmt: skip


def statistic(name, year, units, **columns):
    """Return a published figure of Germany."""
    return {
        "statistic": name, "country": "DE", "year": year, "units": units, "vehicle_class": "car_and_cv",
    } | columns  # fmt: skip


HISTORY = [
    statistic("then", 2020, 70_000),
    statistic("now", 2025, 48_000),
    statistic("cars", 2025, 1_000, vehicle_class="car"),
    statistic("abroad", 2024, 9_000, country="CN"),
    statistic("sold", 2024, 90_000, measure="registrations"),
    statistic("guess", 2026, 55_000, measure="forecast"),
]


@pytest.fixture(scope="module")
def chart():
    """Return the picture of 50,000 a year at Leipzig and 4,000 at plants not planned, against 60,000."""
    return national_output(best(study_with(targets=[target(other_output=4_000)], statistics=HISTORY)))


def rows_of(chart, series):
    """Return year and output of one series."""
    return [(row["year"], row["units"]) for row in chart.rows if row["series"] == series]


def test_one_class_of_one_country_is_drawn(chart):
    """Figures of another class, country or measure stay out; the plan builds 50,000 and 4,000 elsewhere."""
    assert rows_of(chart, "published") == [(2020, 70_000.0), (2025, 48_000.0)]
    assert rows_of(chart, "forecast of others") == [(2026, 55_000.0)]
    assert rows_of(chart, "plan") == [(year, pytest.approx(54_000.0)) for year in (2026, 2027, 2028)]
    assert rows_of(chart, "target") == [(2027, 60_000.0)]


def test_title_gives_output_and_gap(chart):
    """60,000 less 50,000 at Leipzig and 4,000 elsewhere leaves 6,000; the market "home" is Germany alone."""
    assert chart.title == "home output is 54,000 vehicles in 2027, 6,000 short of the 60,000 target"
    assert chart.subtitle == (
        "Cars and commercial vehicles built in a year: published 2020\u20132025, plan 2026\u20132028; "
        "the plan counts 4,000 a year from plants that are not planned"
    )
    assert "that many were last published for 2020" in chart.description


@pytest.mark.parametrize(
    ("units", "words"),
    [
        (50_000, "which meets the 50,000 target"),
        (45_000, "5,000 above the 45,000 target"),
    ],
)
def test_title_of_a_target_reached(units, words):
    """Leipzig builds 50,000 a year."""
    result = best(study_with(targets=[target(units=units)]))
    chart = national_output(result)

    assert chart.title == f"home output is 50,000 vehicles in 2027, {words}"
    assert all(row["gap"] is None for row in chart.rows)


def test_target_outside_the_horizon(check_spec):
    """A target of 2035 is not compared with a plan that ends in 2028."""
    chart = national_output(best(study_with(targets=[target(year=2035)])))

    assert chart.title == "home output is 50,000 vehicles in 2028; the 60,000 target is for 2035"
    check_spec(chart)


def test_without_target_the_country_that_builds_most_is_shown(check_spec):
    """Only Leipzig builds: Germany. History of it is drawn, that of China is not."""
    chart = national_output(best(study_with(statistics=HISTORY)))

    assert chart.title == "home output is 50,000 vehicles in 2028"
    assert rows_of(chart, "published") == [(2020, 70_000.0), (2025, 48_000.0)]
    assert rows_of(chart, "target") == []
    check_spec(chart)


def test_target_of_the_class_of_the_study_comes_first():
    """The study counts vans: its target of vans is the one of the title; the other class is not drawn."""
    targets = [target(), target(target="vans", vehicle_class="cv", units=70_000)]
    tables = {"targets": targets, "vehicles": [VAN, BASE["vehicles"][1]], "statistics": HISTORY}
    chart = national_output(best(study_with({"vehicle_class": "cv"}, **tables)))

    assert chart.title.endswith("50,000 commercial vehicles in 2027, 20,000 short of the 70,000 target")
    assert chart.subtitle.startswith("Commercial vehicles only built in a year: plan")
    assert rows_of(chart, "target") == [(2027, 70_000.0)]


def test_other_targets_of_the_class_stand_beside_it(check_spec):
    """The first of the class has the gap; the second is a mark with its own name and number."""
    other = target(target="hope", name="What others hope", year=2028, units=80_000)
    chart = national_output(best(study_with(targets=[target(), other])))
    first, second = [row for row in chart.rows if row["series"] == "target"]

    assert (first["is_main"], first["label"], first["gap"]) == (True, "Target 60,000", "10,000 short")
    assert (second["is_main"], second["gap"]) == (False, None)
    assert second["label"].replace("\n", " ") == "What others hope: 80,000"
    check_spec(chart)


def test_of_two_figures_for_a_year_the_better_sourced_makes_the_line():
    """The second figure is official (A), the first has no evidence: the line takes the second."""
    tables = {
        "targets": [target()],
        "statistics": [statistic("rough", 2025, 47_000), statistic("exact", 2025, 48_000)],
        "sources": [{"source": "office", "title": "Yearbook"}],
        "claims": [
            {"claim": "built", "source": "office", "value": 48_000, "unit": "vehicles/yr", "grade": "A"}
        ],
        "evidence": [{"table": "statistics", "row": "exact", "column": "units", "claim": "built"}],
    }
    chart = national_output(best(study_with(**tables)))

    assert rows_of(chart, "published") == [(2025, 48_000.0)]
    assert rows_of(chart, "also published") == [(2025, 47_000.0)]
    assert "open circles are further figures for the same year" in chart.subtitle


def test_futures_give_expected_output_and_band(toy_futures, check_spec):
    """Lowest, highest and mean over the three futures are those of the table of targets."""
    chart = national_output(toy_futures)
    table = toy_futures.targets().set_index("scenario")
    mean = (table["output"] * toy_futures.study.probability.to_series()).sum()
    row = next(row for row in chart.rows if row["series"] == "plan" and row["year"] == 2030)

    assert row["units"] == pytest.approx(mean)
    assert (row["low"], row["high"]) == pytest.approx((table["output"].min(), table["output"].max()))
    assert chart.title == (
        f"Home market output is expected to be {vehicles(mean)} vehicles in 2030, "
        f"{vehicles(80_000 - mean)} short of the 80,000 target; "
        f"{int(table['reached'].sum())} of 3 futures reach it"
    )
    check_spec(chart)


def test_numbers_come_from_the_plan(two_plants, check_spec, check_behind):
    """Output in the country of the target is the sum of what its plants build."""
    result = two_plants["on"]
    chart = national_output(result)
    output = result.output()
    built = output[(output["country"] == "XN") & (output["year"] == 2032)]["built"].sum()
    row = next(row for row in chart.rows if row["series"] == "plan" and row["year"] == 2032)

    assert row["units"] == pytest.approx(built)
    assert f"{vehicles(built)} vehicles in 2032, {vehicles(built - 100_000)} above the 100,000" in chart.title
    check_spec(chart)
    check_behind(chart, result.study)


def test_specification_with_history_is_drawn(chart, check_spec, texts_of, width_of):
    """Labels are short on a narrow page and long on a wide one, and stay inside the picture."""
    check_spec(chart)

    assert "Plan 54,000 in 2027" in texts_of(chart, 760)
    assert "Plan 54,000 in 2027" not in texts_of(chart, 340)
    assert "Published" in texts_of(chart, 340)
    assert "Plan\n54,000" in [row["label_brief"] for row in chart.rows]
    assert [width for width in (340, 760, 1100) if width_of(chart, width) > width + 12] == []


def test_labels_move_apart_by_the_least():
    """Two that are wanted 4 apart and need 10 move 3 each; a block stays in the room."""
    assert spread([50.0, 54.0], [10.0, 10.0], 100.0) == [47.0, 57.0]
    assert spread([98.0, 99.0], [10.0, 10.0], 100.0) == [85.0, 95.0]
    assert spread([2.0, 3.0, 80.0], [10.0, 10.0, 10.0], 100.0) == [5.0, 15.0, 80.0]


def test_labels_of_the_margin_do_not_overlap(chart):
    """Neighbours are at least half of both their heights apart."""
    labels = sorted(
        (row[f"{kind}_at"] * HEIGHT / (1.08 * 70_000), LINE * (1 + row[kind].count("\n")))
        for row in chart.rows
        for kind in ("label_brief", "gap_brief")
        if row[kind] is not None
    )

    assert len(labels) == 4
    for (one, size), (two, other) in pairwise(labels):
        assert two - one >= (size + other) / 2
