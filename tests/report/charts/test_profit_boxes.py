"""Boxes of profit by company, by hand-made futures."""

from __future__ import annotations

import pytest

from plantshare.report.analyses import RISK_CHARTS, draw_analysis
from plantshare.report.charts.profit_boxes import profit_boxes
from tests.risk.outlooks import outcomes_of, outlook_with


def test_each_row_is_measured_by_its_own_largest_mark(check_spec, check_behind) -> None:
    """Ada 10 to 40: shares 0.25 to 1. Bo -4 to 8: shares -0.5 to 1, so that the scale runs from -0.5 to 1.

    Nothing stands at a third of the room, the worst of Bo at its left end, and the best of each at its right.
    """
    outlook = outlook_with()
    chart = draw_analysis(RISK_CHARTS, "profit_boxes", outlook)
    ada, bo, both = chart.rows

    assert [row["name"] for row in chart.rows] == ["Ada", "Bo", "All companies together"]
    assert chart.spec["layer"][0]["data"]["values"][0]["at"] == pytest.approx(1 / 3)
    assert (bo["worst_at"], ada["p95_at"], bo["p95_at"], both["p95_at"]) == (0, 1, 1, 1)
    assert ada["p5_at"] == pytest.approx((0.25 + 0.5) / 1.5)
    assert (both["mean"], both["worst"], bo["probability_of_loss"]) == (30, 6, 0.25)
    assert chart.title == (
        "All companies together are worth £30.0 million on average and £6.0 million in the worst twentieth "
        "of futures; losses for Bo in 25.0% of them"
    )
    check_spec(chart)
    check_behind(chart, outlook.study)


def test_a_company_without_money_has_no_row(check_spec) -> None:
    """Bo earns nothing in any future; no scale could be drawn, and nobody loses."""
    chart = profit_boxes(outlook_with(plans={"plan": outcomes_of(([10.0, 20.0, 30.0, 40.0], [0.0] * 4))}))

    assert [row["company"] for row in chart.rows] == ["Ada", "together"]
    assert chart.title.endswith("; no company loses")
    check_spec(chart)


def test_losses_only_and_nothing_at_all_are_drawn(check_spec) -> None:
    """All below nil: the line stands at the right end. All nil: in the middle."""
    losses = profit_boxes(outlook_with(plans={"plan": outcomes_of(([-1.0, -2.0, -3.0, -4.0], [-1.0] * 4))}))
    nothing = profit_boxes(outlook_with(plans={"plan": outcomes_of(([0.0] * 4, [0.0] * 4))}))

    assert losses.spec["layer"][0]["data"]["values"][0]["at"] == 1
    assert nothing.spec["layer"][0]["data"]["values"][0]["at"] == 0.5
    check_spec(losses)
    check_spec(nothing)


def test_names_and_numbers_fit_on_a_telephone(texts_of, width_of) -> None:
    """Every name and every number of the three columns is in the picture, inside its place."""
    chart = profit_boxes(outlook_with())

    for width in (340, 760, 1100):
        words = texts_of(chart, width)
        assert {"Ada", "Bo", "All companies together", "30.0", "6.0", "25.0%"} <= set(words)
        assert width_of(chart, width) <= width + 12
