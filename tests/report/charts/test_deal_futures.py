"""Boxes of the gain of each party over futures whose figures are worked out by hand."""

from __future__ import annotations

import pytest

from plantshare.errors import LabelError
from plantshare.report.analyses import DEAL_CHARTS, draw_analysis, shown_charts
from plantshare.report.charts.deal_futures import deal_futures
from tests.report.deal_answers import answer_with


def test_parties_share_one_scale(two_plants, check_spec, check_behind) -> None:
    """The host gains 0.45 182.8191 f - 52.7447: -11.6 at half the volume, 29.5 at all of it.

    Over 50, 90, 110 and 130% its mean is 0.95 82.2686 - 52.7447 = 25.41, and it loses in one future of four.
    The mean of the worst quarter is the worst future. The government loses 329.1 f of duty.
    """
    answer = answer_with(two_plants)
    chart = draw_analysis(DEAL_CHARTS, "deal_futures", answer)
    host, guest, state = chart.rows

    assert [row["name"] for row in chart.rows] == [
        "Fellside Cars",
        "Sunrise Motor",
        "Government of XZ",
    ]
    assert (host["mean"], host["worst"], host["loss"]) == pytest.approx((25.41, -11.61, 0.25), abs=1e-2)
    assert state["mean"] == pytest.approx(-0.95 * 329.074, abs=1e-2)
    ends = [float(row[name]) for row in chart.rows for name in ("p5", "p95", "mean", "worst")]
    span = max(ends) - min(ends)
    assert host["mean_at"] == pytest.approx((host["mean"] - min(ends)) / span)
    assert guest["p50_at"] == pytest.approx((guest["p50"] - min(ends)) / span)
    check_spec(chart)
    check_behind(chart, answer.study)


def test_marks_are_those_of_the_record(two_plants) -> None:
    """Fifth percentile, mean of the worst and equivalent are as in the record that JSON shows."""
    answer = answer_with(two_plants)
    for row, risk in zip(deal_futures(answer).rows, answer.risks, strict=True):
        assert row["p5"] == risk.gain.fifth_percentile
        assert row["worst"] == risk.gain.tail_mean
        assert row["equivalent"] == risk.gain.certainty_equivalent


def test_title_says_who_gains_and_how_often_each_loses(two_plants, texts_of, width_of) -> None:
    """The host gains 25.4 on average and loses in one future of four."""
    chart = deal_futures(answer_with(two_plants))

    assert chart.title.startswith(
        "Fellside Cars gains £25.4 million on average (a loss in 25.0% of futures), "
    )
    assert "diamond the mean of the worst 25% of futures" in chart.subtitle
    for width in (340, 760):
        shown = set(texts_of(chart, width))
        assert {"Fellside Cars", "25.4", "25.0%"} <= shown
        assert {"\u2212400", "\u2212100", "0", "£ million present value"} <= shown
        assert width_of(chart, width) <= width + 12


def test_without_futures_there_is_no_chart(two_plants) -> None:
    """Nothing drawn, nothing shown."""
    answer = answer_with(two_plants, factors=())

    assert "deal_futures" not in shown_charts(DEAL_CHARTS, answer)
    with pytest.raises(LabelError, match="not looked at in drawn futures"):
        deal_futures(answer)
    with pytest.raises(LabelError, match="nothing to show"):
        draw_analysis(DEAL_CHARTS, "deal_futures", answer)
