"""Bars of what sets of links sell beyond the present ones."""

from __future__ import annotations

from plantshare.flexibility import flexibility_of
from plantshare.report.charts.value_ladder import value_ladder
from tests.flexibility.studies import coins, line_study

FUTURES = ("hh", "hl", "lh", "ll")
TWO = ({"P": 100, "Q": 100}, {"A": 100, "B": 100}, {"A": ["P"], "B": ["Q"]})


def test_rungs_are_those_of_the_answer(check_spec, texts_of, width_of) -> None:
    """170 today; one link brings 7.5 of the 15 that full flexibility adds."""
    chart = value_ladder(flexibility_of(line_study(*TWO, coins()), scenarios=FUTURES, steps=1))

    assert [(row["rung"], row["expected_sales"], row["gain_words"]) for row in chart.rows] == [
        ("Each vehicle at one plant", 170, "0.000"),
        ("Present links", 170, "0.000"),
        ("Present and the best link", 177.5, "+7.500"),
        ("One long chain", 185, "+15.000"),
        ("Every link that could exist", 185, "+15.000"),
    ]
    assert (
        chart.title
        == "The best link brings 50% of the 15.000 vehicles a year that full flexibility adds in 2027"
    )
    check_spec(chart)
    for width in (340, 760):
        assert {"+7.500", "92.5%"} <= set(texts_of(chart, width))
        assert width_of(chart, width) <= width + 12


def test_links_that_are_there_beyond_one_for_each_vehicle_are_a_loss_to_give_up(check_spec) -> None:
    """A and B at both plants: with one plant each 15 would be lost."""
    study = line_study(TWO[0], TWO[1], {"A": ["P", "Q"], "B": ["Q", "P"]}, coins())
    chart = value_ladder(flexibility_of(study, scenarios=FUTURES))
    first = chart.rows[0]

    assert first["gain"] == -15
    assert first["gain_words"] == "\u221215.000"
    assert first["fill"] != chart.rows[1]["fill"]
    assert chart.title == "In 2027 full flexibility sells no more than the present links"
    check_spec(chart)


def test_without_best_links_the_title_names_the_ceiling() -> None:
    """No step was asked for."""
    chart = value_ladder(flexibility_of(line_study(*TWO, coins()), scenarios=FUTURES, steps=0))

    assert chart.title == "Full flexibility adds 15.000 vehicles a year in 2027"
