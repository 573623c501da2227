"""Fan of output that counts toward targets, by hand-made futures."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from plantshare.report.analyses import RISK_CHARTS, draw_analysis, shown_charts
from plantshare.report.charts.fan_picture import ALONE, SEVERAL, ticks
from plantshare.report.charts.output_fan import fans_of, output_fan
from plantshare.report.palette import LOSS, MUTED
from tests.risk.outlooks import PLAN, outcomes_of, outlook_with, small_study

TARGET = {"target": "DE 2027", "country": "DE", "year": 2027, "vehicle_class": "car_and_cv", "units": 60_000}


def with_targets(*targets: dict[str, object]):
    """Return the hand-made outlook with other targets, each of which counts the same output."""
    study = small_study(targets=list(targets))
    outcomes = outcomes_of(PLAN)
    names = [str(each["target"]) for each in targets]
    output = outcomes.output.isel(target=np.zeros(len(names), dtype=int)).assign_coords(target=names)
    values = {name: getattr(outcomes, name) for name in ("npv", "built", "lost", "weights")}
    return outlook_with(study=study, plans={"plan": type(outcomes)(output=output, **values)})


def test_the_target_is_reached_in_half_of_the_futures(check_spec, check_behind) -> None:
    """2027: 40, 50, 60, 70 thousand against 60; 2 of 4, with Wilson's interval 15.0% to 85.0%."""
    outlook = outlook_with()
    chart = draw_analysis(RISK_CHARTS, "output_fan", outlook)
    first, last = chart.rows

    assert chart.title == (
        "home output reaches 60,000 in 2027 in 50% of futures; half of all futures give 40,000 to 60,000"
    )
    assert "chance of 60,000 in 2027: 50.0% (95% interval 15.0% to 85.0%)" in chart.subtitle
    assert (
        "4 futures drawn (seed 3); the plan's launches, shifts, closures and deals are held" in chart.subtitle
    )
    assert (first["p5"], first["p95"]) == (50_000, 50_000)
    assert (last["p5"], last["p50"], last["p95"], last["mean"]) == (40_000, 50_000, 70_000, 55_000)
    assert chart.grade
    check_spec(chart)
    check_behind(chart, outlook.study)


def test_marks_stand_at_their_height(check_spec) -> None:
    """The scale ends 6% above the largest mark: 70 thousand stand at 1/1.06 of the height, 0 at its foot."""
    (fan,) = fans_of(outlook_with())
    chart = output_fan(outlook_with())
    fan.top, fan.bottom, fan.scale = 18.0, 18.0 + ALONE, 1.06 * 70_000

    assert fan.height_of(0) == 18 + ALONE
    assert chart.rows[1]["p95_at"] == pytest.approx(fan.height_of(70_000))
    assert chart.rows[1]["p95_at"] == pytest.approx(18 + ALONE * (1 - 1 / 1.06))
    assert chart.rows[1]["p50_at"] > chart.rows[1]["units_at"] > chart.rows[1]["p95_at"]


def test_two_targets_of_one_output_share_a_fan(check_spec, texts_of, width_of) -> None:
    """The second target is grey and keeps its own chance: 70 thousand are reached once in four."""
    chart = output_fan(
        with_targets(
            {**TARGET, "name": "High aim"}, {**TARGET, "target": "more", "name": "More", "units": 70_000}
        )
    )

    assert {row["fan"] for row in chart.rows} == {0}
    assert chart.subtitle.count("95% interval") == 2
    assert chart.spec["height"] == 18 + ALONE
    labels = chart.spec["layer"][-1]["data"]["values"]
    assert [each["ink"] for each in labels[-2:]] == [LOSS, MUTED]
    assert "More: 70,000\n25.0% in 2027" in [each["long"] for each in labels]
    for wording in ("long", "brief"):
        places = sorted((each[f"{wording}_at"], each[wording].count("\n") + 1) for each in labels)
        for (above, lines), (below, more) in pairwise(places):
            assert below - above >= 14 * (lines + more) / 2
    for width in (340, 760, 1100):
        assert width_of(chart, width) <= width + 12
        assert "2027" in texts_of(chart, width)
    check_spec(chart)


def test_other_outputs_have_fans_of_their_own(check_spec, texts_of) -> None:
    """Cars alone are another output than cars and vans: two fans with titles, one below the other."""
    chart = output_fan(with_targets(TARGET, {**TARGET, "target": "cars", "vehicle_class": "car"}))
    tops = {row["fan"]: row["p95_at"] for row in chart.rows}

    assert tops[1] > tops[0] + SEVERAL
    assert {"home, cars and commercial vehicles", "home, cars only"} <= set(texts_of(chart, 760))
    check_spec(chart)


def test_never_and_always_are_said_in_words(check_spec) -> None:
    """A target of 90 thousand is reached in none of four futures, one of 30 thousand in each."""
    never, always = (output_fan(with_targets({**TARGET, "units": units})) for units in (90_000, 30_000))

    assert "reaches 90,000 in 2027 in none of 4 futures" in never.title
    assert "reaches 30,000 in 2027 in each of 4 futures" in always.title
    check_spec(never)


def test_a_target_beyond_the_plan_gets_no_chance(check_spec) -> None:
    """The target is for 2035, the plan ends in 2027: the median of its last year is named instead."""
    chart = output_fan(with_targets({**TARGET, "year": 2035}))

    assert chart.title == "home output is 50,000 in 2027 in the median of 4 futures"
    assert "interval" not in chart.subtitle
    check_spec(chart)


def test_a_single_year_is_drawn_as_upright_bars(check_spec) -> None:
    """An area of one year would be nothing."""
    outlook = outlook_with(study=small_study().with_settings(first_year=2027, last_year=2027))
    chart = output_fan(outlook)

    assert len(chart.rows) == 1
    assert any(layer["mark"].get("strokeWidth") == 24 for layer in chart.spec["layer"])
    check_spec(chart)


def test_without_targets_there_is_no_fan() -> None:
    """Nothing counts toward anything."""
    outlook = outlook_with(study=small_study(targets=[]), tornado=[], stress=[])

    assert shown_charts(RISK_CHARTS, outlook) == ("profit_boxes",)


def test_ticks_are_round_and_few() -> None:
    """At most seven, from zero, in steps of one, two or five times a power of ten."""
    for top in (3.0, 74.2, 110.0, 1_378_000.0):
        found = ticks(top)
        assert found[0] == 0
        assert 3 <= len(found) <= 7
        assert found[-1] <= top < found[-1] + found[1]
