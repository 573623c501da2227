"""The zone of a fee: its ends are those of the ranges, and heights follow from the gains."""

from __future__ import annotations

from dataclasses import replace

import pytest

from plantshare.deals.forms import LineLease
from plantshare.errors import LabelError
from plantshare.report.analyses import DEAL_CHARTS, draw_analysis, shown_charts
from plantshare.report.charts.deal_fee_zone import deal_fee_zone
from plantshare.report.charts.deal_zone_picture import BOTTOM, TOP, placed, upwards
from tests.report.deal_answers import PROGRAMME, answer_with


def test_the_zone_ends_where_the_range_ends(two_plants, check_spec, check_behind) -> None:
    """The host needs 1,689 and gains 0 there; the guest pays 2,008 and gains 0 there.

    At the host's end the guest has the whole 58.3563, and at the guest's end the host has. At 1,850 they have
    29.5 and 28.8.
    """
    answer = answer_with(two_plants)
    chart = draw_analysis(DEAL_CHARTS, "deal_fee_zone", answer)
    fees = [row for row in chart.rows if row["role"] == "fee"]
    shown = next(row for row in chart.rows if row["role"] == "range")
    low, stated, high = (row for row in fees if not row["is_end"])

    assert chart.title == "Both gain at a fee of £1,689 to £2,008 a vehicle"
    assert (low["low"], high["low"]) == pytest.approx((shown["low"], shown["high"]))
    assert (shown["low"], shown["high"]) == pytest.approx((1688.5, 2007.7), abs=0.1)
    assert (low["host"], low["guest"], high["host"], high["guest"]) == pytest.approx(
        (0, 58.3563, 58.3563, 0), abs=1e-3
    )
    assert (stated["low"], stated["host"], stated["guest"]) == pytest.approx((1850, 29.524, 28.832), abs=1e-3)
    assert chart.grade
    check_spec(chart)
    check_behind(chart, answer.study)


def test_shaded_room_lies_between_the_zeros(two_plants) -> None:
    """The rectangle reaches from end to end; a gain of 0 stands on the same height for both."""
    chart = deal_fee_zone(answer_with(two_plants))
    rooms = [
        layer["data"]["values"][0]
        for layer in chart.spec["layer"]
        if layer["mark"]["type"] == "rect" and "bottom" in layer["data"]["values"][0]
    ]
    low, _, high = (row for row in chart.rows if row["role"] == "fee" and not row["is_end"])

    assert (rooms[0]["low"], rooms[0]["high"]) == pytest.approx((low["low"], high["low"]))
    assert low["host_at"] == pytest.approx(high["guest_at"])
    assert (rooms[0]["top"], rooms[0]["bottom"]) == (TOP, BOTTOM)


def test_every_view_has_its_bar(two_plants) -> None:
    """With a rival that gives it 10 the host asks 10 / 182.8191 = 54.7 more a vehicle.

    Over the futures neutral parties leave 1,704 to 1,982 and careful ones 1,798 to 1,821, as the page on
    reading a deal works out: the careful zone lies inside the neutral one.
    """
    chart = deal_fee_zone(answer_with(two_plants))
    ranges = {row["what"]: row for row in chart.rows if row["role"] == "range"}

    assert list(ranges) == [
        "As the study states it",
        "With rivals to turn to",
        "Over the futures, both neutral",
        "Over the same futures, both careful",
        "Once tooling is paid",
    ]
    assert ranges["With rivals to turn to"]["low"] == pytest.approx(1688.5 + 54.7, abs=0.1)
    assert ranges["Over the same futures, both careful"]["low"] == pytest.approx(1798, abs=1)
    assert ranges["Over the same futures, both careful"]["high"] == pytest.approx(1821, abs=1)
    assert ranges["Over the futures, both neutral"]["low"] == pytest.approx(1704, abs=1)
    assert ranges["Over the futures, both neutral"]["high"] == pytest.approx(1982, abs=1)
    assert "neutral and careful ones both over the same drawn futures" in chart.subtitle
    assert ranges["Once tooling is paid"]["high"] > 2008


def test_a_gap_is_marked_by_how_much_they_miss(two_plants, check_spec, texts_of) -> None:
    """With 60 more of the guest's capital they lack 60 - 58.3563 = 1.6437, which is 9.0 a vehicle."""
    dear = replace(PROGRAMME, guest_capital=PROGRAMME.guest_capital + 60.0 * (PROGRAMME.guest_capital > 0))
    chart = deal_fee_zone(answer_with(two_plants, stream=dear))
    shown = next(row for row in chart.rows if row["role"] == "range")

    assert chart.title == (
        "No fee suits both: Fellside Cars needs £1,689 a vehicle and Sunrise Motor accepts £1,680 at most"
    )
    assert shown["low"] - shown["high"] == pytest.approx(9.0, abs=0.1)
    assert "they miss by £9" in texts_of(chart, 760)
    check_spec(chart)


def test_a_rent_is_drawn_in_millions_a_year(two_plants, check_spec) -> None:
    """A lease has no fee for a vehicle; the rent moves money between host and guest."""
    chart = deal_fee_zone(answer_with(two_plants, form=LineLease(rent=8.0)))

    assert chart.fields[1].heading.endswith("£ million a year")
    assert "stated £8.0" in str(chart.spec)
    check_spec(chart)


def test_without_a_term_that_moves_money_there_is_no_chart(two_plants) -> None:
    """No range, no zone."""
    answer = answer_with(two_plants, ranges=())

    assert "deal_fee_zone" not in shown_charts(DEAL_CHARTS, answer)
    with pytest.raises(LabelError, match="nothing to show"):
        draw_analysis(DEAL_CHARTS, "deal_fee_zone", answer)


def test_words_stay_inside_at_both_ends_of_the_scale(two_plants, width_of, texts_of) -> None:
    """The chart is no wider than its place, and every label is whole."""
    chart = deal_fee_zone(answer_with(two_plants))

    assert (placed(0.0, (0.0, 1.0)), placed(1.0, (0.0, 1.0))) == ("left", "right")
    for width in (340, 760, 1100):
        assert width_of(chart, width) <= width + 12
        words = texts_of(chart, width)
        assert "both gain" in words
        assert any(text.startswith("With rivals to turn to: £1,743") for text in words)


def test_zero_is_always_on_the_scale() -> None:
    """Gains of 10 to 20: the scale reaches from -1 to 21, so that 0 stands 1/22 above its lower end."""
    scale = upwards([10.0, 20.0])

    assert (scale.low, scale.high) == (-1.0, 21.0)
    assert scale.at(0.0) == pytest.approx(BOTTOM - (BOTTOM - TOP) / 22)
