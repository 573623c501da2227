"""Bars of how far inputs would have to move until the toy deal breaks even."""

from __future__ import annotations

from dataclasses import replace

import pytest

from plantshare.report.analyses import HURDLE_CHARTS, draw_analysis
from plantshare.report.charts.hurdle_ranking import hurdle_ranking
from tests.deals.hurdles.toys import searched


def test_bars_end_where_the_deal_breaks_even(check_spec) -> None:
    """Parts -18.75% fixed and -10.9375% free, on a scale from -100% to 100% with today in its middle."""
    chart = draw_analysis(HURDLE_CHARTS, "hurdle_ranking", searched())
    parts, tariff, freight = chart.rows[:3]

    assert parts["from_at"] == 0.5
    assert parts["fixed_at"] == pytest.approx(0.5 - 0.1875 / 2, abs=1e-6)
    assert parts["free_at"] == pytest.approx(0.5 - 0.109375 / 2, abs=1e-6)
    assert (parts["today"], parts["needed"], parts["change_words"]) == ("1,600", "1,300", "\u221218.8%")
    assert (tariff["needed"], tariff["change_words"]) == ("40.0%", "+30.0 points")
    # 150% is cut to the end of the scale, and said in words.
    assert (freight["fixed_at"], freight["change_words"]) == (1.0, "+150.0%")
    assert parts["fill"] != tariff["fill"]
    check_spec(chart)


def test_an_input_that_does_not_suffice_has_no_bar(check_spec) -> None:
    """Launch capital: words in place of a number."""
    chart = hurdle_ranking(searched())
    capital = next(row for row in chart.rows if row["name"] == "Launch capital of a vehicle")

    assert (capital["fixed_change"], capital["free_change"]) == (None, None)
    assert (capital["needed"], capital["needed_free"], capital["change_words"]) == ("none", "none", "too far")
    assert capital["fixed_words"] == "not within 0.00 to 3.00"
    check_spec(chart)


def test_the_title_states_the_finding(check_spec) -> None:
    """Six million are missing, and parts are nearest; without any hurdle in range it says so."""
    found = searched()
    assert hurdle_ranking(found).title == (
        "toll: \u20ac6.0 million short; nearest: cost of parts from suppliers from 1,600 to \u20ac1,300 a "
        "vehicle"
    )

    none = replace(found, rows=tuple(row for row in found.rows if not row.is_within))
    assert hurdle_ranking(none).title == "toll: \u20ac6.0 million short; no single input makes up for it"
    check_spec(hurdle_ranking(none))


def test_every_bar_is_measured_in_per_cent_of_today() -> None:
    """A tariff of 10% that would have to be 40% is 300% more, not 30 points beside bars in per cent.

    Free it would have to be 27.5%, 175% more; both are cut at 100%.
    """
    tariff = hurdle_ranking(searched()).rows[1]

    assert (tariff["fixed_change"], tariff["free_change"]) == pytest.approx((3.0, 1.75))
    assert (tariff["fixed_at"], tariff["free_at"]) == (1.0, 1.0)


def test_names_carry_the_unit_of_their_numbers(texts_of) -> None:
    """On two lines beside bars, the unit in one piece, and on one above them on a telephone."""
    chart = hurdle_ranking(searched())

    assert chart.rows[0]["label"] == "Cost of parts from suppliers, \u20ac\u00a0a\u00a0vehicle"
    for width in (340, 760):
        shown = " ".join(texts_of(chart, width)).replace("\u00a0", " ")
        assert "Tariff on imports to home, %" in shown
        assert {"100", "\u2212100", "change, % of today"} <= set(texts_of(chart, width))


def test_drawn_inside_the_page(texts_of, width_of) -> None:
    """Levels of today stand in the picture, on a telephone too."""
    chart = hurdle_ranking(searched())

    for width in (340, 760):
        assert {"1,600", "1,300", "1,425"} <= set(texts_of(chart, width))
        assert width_of(chart, width) <= width + 12


def test_the_catalogue_adds_how_figures_are_sourced() -> None:
    """Every chart of hurdles has a sentence about its figures."""
    for name in HURDLE_CHARTS:
        assert draw_analysis(HURDLE_CHARTS, name, searched()).grade
