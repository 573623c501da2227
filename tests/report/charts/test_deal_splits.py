"""Bars of the splits of a surplus, and what stands there where there is nothing to split."""

from __future__ import annotations

from dataclasses import replace

import pytest

from plantshare.report.analyses import DEAL_CHARTS, draw_analysis
from plantshare.report.charts.deal_splits import deal_splits, is_nothing_to_split
from plantshare.report.image import to_svg
from tests.report.deal_answers import PROGRAMME, answer_with


def test_bars_and_whiskers_are_on_one_scale(two_plants, check_spec, check_behind) -> None:
    """Of 58.3563, proven to 4 either way, each gets 29.178 by Nash, between 27.178 and 31.178.

    By Shapley and the nucleolus, too, as the government adds nothing. The proofs let the three have up to
    62.3563 with it and the two down to 54.3563 alone, so that the government may get 8 / 3 = 2.667 by
    Shapley. The scale runs from its least, -2.667, to the most of the others.
    """
    answer = answer_with(two_plants, width=4.0)
    chart = draw_analysis(DEAL_CHARTS, "deal_splits", answer)
    rows = {(row["rule"], row["name"]): row for row in chart.rows}
    nash, state = rows["Nash", "Fellside Cars"], rows["Shapley", "Government of XZ"]

    assert (nash["gain"], nash["low"], nash["high"]) == pytest.approx((29.178, 27.178, 31.178), abs=1e-3)
    assert (state["gain"], state["low"], state["high"]) == pytest.approx((0, -8 / 3, 8 / 3), abs=1e-6)
    ends = [float(row[end]) for row in chart.rows for end in ("low", "high")]
    share = (nash["gain"] - min(ends)) / (max(ends) - min(ends))
    assert nash["gain_at"] == pytest.approx(share)
    assert nash["zero_at"] == pytest.approx(-min(ends) / (max(ends) - min(ends)))
    assert len(chart.rows) == 2 + 2 + 3 + 3
    assert chart.title == "£58.4 million to split: every rule gives Fellside Cars £29.2 million"
    check_spec(chart)
    check_behind(chart, answer.study)


def test_nothing_to_split_is_said_in_words(two_plants, check_spec) -> None:
    """With 100 more of capital all lose 41.6437; no bars, and the table holds zeros."""
    dear = replace(PROGRAMME, guest_capital=PROGRAMME.guest_capital + 100.0 * (PROGRAMME.guest_capital > 0))
    answer = answer_with(two_plants, stream=dear)
    chart = deal_splits(answer)

    assert is_nothing_to_split(answer)
    assert chart.title == "There is nothing to split: the companies together lose £41.6 million"
    assert all(row["gain"] == 0 for row in chart.rows)
    assert "rect" not in str(chart.spec["mark"])
    assert "No rule gives any party a gain" in to_svg(chart)
    check_spec(chart)


def test_names_and_numbers_fit_on_a_telephone(two_plants, width_of, texts_of) -> None:
    """Every party and every number is in the picture, inside its place."""
    chart = deal_splits(answer_with(two_plants, width=4.0))

    for width in (340, 760):
        assert {"Fellside Cars", "Government of XZ", "29.2", "27.2", "31.2"} <= set(texts_of(chart, width))
        assert width_of(chart, width) <= width + 12
