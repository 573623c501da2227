"""Bars of what stress cases do to a plan, by a hand-made table."""

from __future__ import annotations

from dataclasses import replace

import pytest

from plantshare.report.analyses import RISK_CHARTS, draw_analysis
from plantshare.report.charts.stress_bars import stress_bars
from tests.risk.outlooks import outlook_with


def test_losses_lie_left_of_the_plan_and_gains_right(check_spec) -> None:
    """-15 and +1 on a scale from -15 to +1: nothing stands at 15/16."""
    chart = draw_analysis(RISK_CHARTS, "stress_bars", outlook_with())
    forecast, late = chart.rows[:2]

    assert forecast["from_at"] == late["from_at"] == pytest.approx(15 / 16)
    assert (forecast["to_at"], late["to_at"]) == (0, 1)
    assert forecast["fill"] != late["fill"]
    assert (forecast["change_words"], late["change_words"]) == ("−15.0", "+1.0")
    assert chart.title == "Forecast 20% too high: profit falls by £15.0 million and output by 10,000 vehicles"
    check_spec(chart)


def test_another_case_for_output_is_named(check_spec) -> None:
    """The case that costs most output need not be that of profit."""
    rows = [
        ("Strike", "profit", 35.0, 30.0, -5.0), ("Flood", "profit", 35.0, 34.0, -1.0),
        ("Strike", "DE 2027", 60e3, 59e3, -1e3), ("Flood", "DE 2027", 60e3, 55e3, -5e3),
    ]  # fmt: skip
    chart = stress_bars(outlook_with(stress=rows))

    assert chart.title == "Strike: profit falls by £5.0 million and output by 5,000 vehicles in 'Flood'"
    check_spec(chart)


def test_planning_anew_has_a_bar_of_its_own(check_spec) -> None:
    """-15 held and -9 planned anew on a scale from -15 to 0: the bars end at 0 and at 6/15 of it."""
    rows = [("Strike", "profit", 35.0, 20.0, -15.0), ("Stop", "DE 2027", 60e3, 60e3, 0.0)]
    outlook = outlook_with(stress=rows)
    anew = outlook.stress.assign(adapted=[26.0, 60e3], adapted_change=[-9.0, 0.0], seconds=1.5)
    chart = stress_bars(replace(outlook, stress=anew))

    assert (chart.rows[0]["to_at"], chart.rows[0]["adapted_at"]) == (0, pytest.approx(6 / 15))
    assert chart.rows[0]["adapted_words"] == "−9.0"
    assert chart.title == "Strike: profit falls by £15.0 million, by £9.0 million if planned for"
    assert "pale bar below: planned anew" in chart.subtitle
    assert "Change planned anew" in chart.table()[0]
    check_spec(chart)


def test_rounding_is_no_change(check_spec) -> None:
    """4e-11 of a million is what adding up in another order leaves."""
    chart = stress_bars(outlook_with(stress=[("Stop", "profit", 35.0, 35.0, 4e-11)]))

    assert chart.title == "No stress case lowers profit or output of the plan"
    assert chart.rows[0]["change_words"] == "0.0"
    check_spec(chart)


def test_long_cases_fit_beside_and_above_their_bars(texts_of, width_of) -> None:
    """Two lines where there is room, one line above the bar on a telephone."""
    case = "Leipzig stands still for six weeks in 2027"
    chart = stress_bars(outlook_with(stress=[(case, "profit", 35.0, 30.0, -5.0)]))

    assert case in texts_of(chart, 340)
    for width in (340, 760, 1100):
        assert width_of(chart, width) <= width + 12
