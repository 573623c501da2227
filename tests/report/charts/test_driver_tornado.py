"""Bars of what each driver alone does, by a hand-made table."""

from __future__ import annotations

import pytest

from plantshare.report.analyses import RISK_CHARTS, draw_analysis
from plantshare.report.charts.driver_tornado import driver_tornado
from tests.risk.outlooks import outlook_with


def test_bars_run_from_below_to_above_what_is_planned(check_spec) -> None:
    """Profit 35: sales 15 to 45 is -20 to +10, wages 30 to 34 is -5 to -1, wholly below.

    On a scale from -20 to +10 nothing stands at 2/3, -5 at 1/2 and -1 at 19/30.
    """
    chart = draw_analysis(RISK_CHARTS, "driver_tornado", outlook_with())
    sales, wages = chart.rows[:2]

    assert (sales["low_at"], sales["high_at"]) == (0, 1)
    assert sales["less_to"] == sales["more_from"] == pytest.approx(2 / 3)
    assert wages["low_at"] == pytest.approx(1 / 2)
    assert wages["less_to"] == wages["high_at"] == pytest.approx(19 / 30)
    assert (sales["low_words"], sales["high_words"], wages["high_words"]) == ("−20.0", "+10.0", "−1.0")
    assert chart.title == (
        "Of 2 drivers 'home sales' moves profit most: one future in ten lies below £15.0 million, one above "
        "£45.0 million; planned are £35.0 million"
    )
    check_spec(chart)


def test_each_measure_has_a_panel_with_its_unit(texts_of, width_of) -> None:
    """Money in millions, output in thousands; -15,000 vehicles of sales stand at the left end."""
    chart = driver_tornado(outlook_with())
    output = chart.rows[2]

    assert (output["low_at"], output["low_words"], output["high_words"]) == (0, "−15.0", "+5.0")
    wide = texts_of(chart, 760)
    assert "Profit of all companies, £ million present value: 35.0 as planned" in wide
    assert "home output in 2027, thousand vehicles: 60.0 as planned" in wide
    assert wide.count("10% below") == 2
    for width in (340, 760, 1100):
        assert {"Home sales", "Wages"} <= set(texts_of(chart, width))
        assert width_of(chart, width) <= width + 12


def test_one_driver_and_none_that_moves(check_spec) -> None:
    """The title is true at its edges; a scale without extent puts everything in its middle."""
    one = driver_tornado(outlook_with(tornado=[("wages", "profit", 35.0, 30.0, 36.0)]))
    still = driver_tornado(outlook_with(tornado=[("wages", "profit", 35.0, 35.0, 35.0)]))

    assert one.title.startswith("Only 'wages' moves profit: one future in ten lies below £30.0 million")
    assert still.title == "No driver alone moves the profit of the plan"
    assert still.rows[0]["low_at"] == 0.5
    check_spec(one)
    check_spec(still)
