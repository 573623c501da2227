"""The triangle of three players: barycentric places, the core cut out of it, and the empty core."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from plantshare.deals.game import Game, game_from_coalitions
from plantshare.deals.least_core import core_range, core_test
from plantshare.deals.nucleolus import nucleolus
from plantshare.deals.shapley import shapley
from plantshare.errors import LabelError
from plantshare.report.analyses import DEAL_CHARTS, draw_analysis, shown_charts
from plantshare.report.charts.deal_core import core_corners, core_picture, deal_core, triangle_place
from tests.report.deal_answers import GOVERNMENT, GUEST, HOST, PROGRAMME, answer_with

PLAYERS = (HOST, GUEST, GOVERNMENT)


def game_of(pairs: tuple[float, float, float], total: float) -> Game:
    """Return a game in which the pairs 12, 13 and 23 earn something, and nobody does alone."""
    one, two, three = PLAYERS
    worths = dict(zip(((one, two), (one, three), (two, three)), pairs, strict=True))
    return game_from_coalitions(PLAYERS, {**worths, PLAYERS: total}, unlisted=0)


def test_shares_stand_at_their_centre_of_mass() -> None:
    """Equal thirds lie in the middle, a third of the height up; halves of two on the middle of their side."""
    height = math.sqrt(0.75)

    assert triangle_place((1 / 3, 1 / 3, 1 / 3)) == pytest.approx((0.5, height / 3))
    assert triangle_place((0.5, 0.5, 0.0)) == pytest.approx((0.5, 0.0))
    assert triangle_place((0.5, 0.0, 0.5)) == pytest.approx((0.25, height / 2))


def test_the_core_is_cut_by_every_pair() -> None:
    """Of 75 the pairs want 30, 20 and 10: the third gets 45 at most, the second 55, the first 65."""
    corners = core_corners(game_of((30.0, 20.0, 10.0), 75.0))

    assert {tuple(round(gain) for gain in corner) for corner in corners} == {
        (30, 0, 45), (65, 0, 10), (65, 10, 0), (20, 55, 0), (0, 55, 20), (0, 30, 45),
    }  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(pairs=st.tuples(*(st.floats(0.0, 60.0) for _ in range(3))), total=st.floats(1.0, 100.0))
def test_corners_reach_the_range_of_each_player(pairs: tuple[float, float, float], total: float) -> None:
    """The least and the most in any corner are the ends that linear programs find; no corners if empty."""
    game = game_of(pairs, total)
    ends, cover = core_range(game), core_test(game).cover
    assume(cover <= total or cover > total + 1e-4 * max(total, *pairs))
    corners = np.array(core_corners(game))

    assert (ends is None) == (len(corners) == 0)
    if ends is not None:
        room = 5e-5 * max(total, *pairs)
        assert corners.min(axis=0) == pytest.approx(np.array(ends.low), abs=room)
        assert corners.max(axis=0) == pytest.approx(np.array(ends.high), abs=room)


def test_the_picture_of_a_deal_marks_its_rules_once(two_plants, check_spec, check_behind) -> None:
    """All four rules give 29.178 each and the government nothing: one mark, amid the lower side."""
    answer = answer_with(two_plants)
    chart = draw_analysis(DEAL_CHARTS, "deal_core", answer)
    points = [row for row in chart.rows if row["role"] == "point"]
    region = [row for row in chart.rows if row["role"] == "region"]

    assert [row["what"] for row in points] == ["Nash, Kalai-Smorodinsky, Shapley and nucleolus"]
    assert (points[0]["x_at"], points[0]["y_at"]) == pytest.approx((0.5, 0.0), abs=1e-6)
    assert sorted((round(row["x_at"], 4), round(row["y_at"], 4)) for row in region) == [(0, 0), (1, 0)]
    assert "Fellside Cars £0.0 to £58.4 million" in chart.title
    check_spec(chart)
    check_behind(chart, answer.study)


def test_an_empty_core_says_how_much_is_lacking(two_plants, check_spec) -> None:
    """Any two want 60 of 75: of 75 each pair gets 50 at best, and 10 are lacking."""
    game = game_of((60.0, 60.0, 60.0), 75.0)
    found = core_picture(game, {"Shapley": shapley(game), "nucleolus": nucleolus(game).split})
    chart = deal_core(
        answer_with(two_plants, game=game, splits={"Shapley": shapley(game)}),
    )

    assert (found.is_empty, round(found.lacks, 6)) == (True, 10.0)
    assert found.corners[0] == pytest.approx((25.0, 25.0, 25.0), abs=1e-3)
    assert chart.title == (
        "No split of £75.0 million satisfies every group: one is always short by £10.0 million or more"
    )
    check_spec(chart)


def test_a_rule_that_shares_less_than_all_has_no_place(two_plants) -> None:
    """Nash gives host and guest 58.4, but with the government there are 75: no point of the triangle."""
    answer = answer_with(two_plants)
    found = core_picture(game_of((30.0, 20.0, 10.0), 75.0), answer.splits)

    assert not found.points


def test_nothing_to_gain_is_said_in_words(two_plants, check_spec) -> None:
    """All together lose: no triangle, and rows without a place."""
    dear = replace(PROGRAMME, guest_capital=PROGRAMME.guest_capital + 100.0 * (PROGRAMME.guest_capital > 0))
    chart = deal_core(answer_with(two_plants, stream=dear))

    assert chart.title == "Fellside Cars, Sunrise Motor and Government of XZ together have nothing to gain"
    assert all(row["x_at"] is None for row in chart.rows)
    check_spec(chart)


def test_only_games_of_three_have_a_triangle(two_plants) -> None:
    """Two players: no chart, and an error from the function that draws it."""
    two = game_from_coalitions((HOST, GUEST), {(HOST, GUEST): 10.0}, unlisted=0)

    assert "deal_core" not in shown_charts(DEAL_CHARTS, answer_with(two_plants, game=two))
    with pytest.raises(LabelError, match="three corners"):
        core_picture(two, {})


def test_marks_fit_on_a_telephone(two_plants, width_of) -> None:
    """The triangle shrinks with its place."""
    game = game_of((30.0, 20.0, 10.0), 75.0)
    chart = deal_core(
        answer_with(
            two_plants, game=game, splits={"Shapley": shapley(game), "nucleolus": nucleolus(game).split}
        )
    )

    assert len([row for row in chart.rows if row["role"] == "point"]) == 2
    for width in (340, 760):
        assert width_of(chart, width) <= width + 12
