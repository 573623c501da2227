"""The charts of a target: gap split, probability curve, supply curve."""

from __future__ import annotations

import pytest

from plantshare.errors import LabelError
from plantshare.report.analyses import TARGET_CHARTS, draw_analysis, shown_charts
from plantshare.run.target import find_target
from plantshare.targets import Found
from tests.targets.studies import WALK, short_study, with_third


@pytest.fixture(scope="module")
def found() -> Found:
    """Return what is found for 200,000 vehicles: two programmes of 60,000, in eight futures."""
    study = short_study(changed={**with_third(second_shift=160_000), "uncertainty": WALK}, target=200_000)
    return find_target(study, draws=8)


def test_the_gap_split_stands_beside_the_target(found, check_spec, texts_of, width_of) -> None:
    """160,000 could be built, 30,000 are planned; 200,000 are wanted."""
    chart = draw_analysis(TARGET_CHARTS, "gap_split", found)
    rows = {row["name"]: row for row in chart.rows}

    assert list(rows) == ["Notional", "Straight-time", "Contracted", "Planned", "Likely"]
    assert rows["Straight-time"]["units"] == pytest.approx(160_000)
    assert rows["Planned"]["missing"] == pytest.approx(170_000)
    assert "too few as well" in chart.title
    # The target lies where its share of the scale is, right of every bar.
    assert all(row["units_at"] < row["target_at"] < 1 for row in chart.rows)
    assert rows["Likely"]["low"] <= rows["Likely"]["units"] <= rows["Likely"]["high"]
    check_spec(chart)
    for width in (340, 760):
        assert {"160.0", "170.0"} <= set(texts_of(chart, width))
        assert width_of(chart, width) <= width + 12


def test_the_probability_curve_falls_and_the_package_lies_right_of_it(found, check_spec, texts_of) -> None:
    """What is reached with a higher chance is less; a package never reaches less than the best plan here."""
    chart = draw_analysis(TARGET_CHARTS, "target_curve", found)
    plans = list(dict.fromkeys(row["plan"] for row in chart.rows))
    curves = {plan: [row for row in chart.rows if row["plan"] == plan] for plan in plans}

    assert plans == ["Best plan", "With the package"]
    for rows in curves.values():
        units = [row["units"] for row in sorted(rows, key=lambda row: row["chance"])]
        assert units == sorted(units, reverse=True)
    for one, other in zip(*curves.values(), strict=True):
        assert one["units"] <= other["units"]
        assert one["extra"] == pytest.approx(200_000 - one["units"])
    assert "Target 200,000" in texts_of(chart, 760)
    check_spec(chart)


def test_the_supply_curve_has_a_step_for_each_programme(found, check_spec, texts_of, width_of) -> None:
    """Two steps of 60,000 side by side, as wide as each other and as high; both in the package."""
    chart = draw_analysis(TARGET_CHARTS, "supply_curve", found)
    first, second = chart.rows

    assert (first["volume"], second["end_units"]) == (pytest.approx(60_000), pytest.approx(120_000))
    assert first["end_at"] == pytest.approx(second["start_at"])
    assert first["is_chosen"]
    assert second["is_chosen"]
    assert first["each"] == pytest.approx(1e6 * found.options[0].gap / 60_000)
    assert chart.title.endswith("so they are too few")
    check_spec(chart)
    for width in (340, 760):
        assert {"1", "2", "60.0"} <= set(texts_of(chart, width))
        assert width_of(chart, width) <= width + 12


def test_charts_with_nothing_to_show_are_left_out() -> None:
    """Without drivers there is no probability curve, without programmes no supply curve."""
    alone = find_target(short_study(sharing="off"))

    assert set(TARGET_CHARTS) - set(shown_charts(TARGET_CHARTS, alone)) == {"target_curve", "supply_curve"}
    assert draw_analysis(TARGET_CHARTS, "gap_split", alone).grade
    with pytest.raises(LabelError, match="nothing to show"):
        draw_analysis(TARGET_CHARTS, "supply_curve", alone)
