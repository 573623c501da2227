"""The core: worked games, proofs of emptiness checked by adding up, and ranges over bounds."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plantshare.deals import Game, core_range, core_test, excess, game_from_coalitions, least_core
from plantshare.deals.game import membership
from tests.deals.games import G1, G2, G3, MAJORITY, game_of, games, interval_games


def test_the_worked_cores_have_their_ends() -> None:
    """G1: G 60 to 80, H1 0, H2 0 to 20. G2: all that is 0 or more. G3: H at most 80, V at most 42."""
    found = [core_range(game) for game in (G1, G2, G3)]
    assert [(one.low, one.high) for one in found if one is not None] == [
        (pytest.approx((60, 0, 0)), pytest.approx((80, 0, 20))),
        (pytest.approx((0, 0, 0)), pytest.approx((40, 40, 40))),
        (pytest.approx((0, 0, 0)), pytest.approx((80, 100, 42))),
    ]


def test_three_majorities_prove_an_empty_core() -> None:
    """Weights 1/2 on ab, ac, bc sum to 1 for each player: 1/2 x 3 = 1.5 > 1. Each pair lacks 1/3."""
    tested, least = core_test(MAJORITY), least_core(MAJORITY)
    assert (tested.is_empty, tested.verdict, core_range(MAJORITY)) == (True, "empty", None)
    assert tested.cover == pytest.approx(1.5)
    assert {one.members: round(one.weight, 9) for one in tested.witness} == {
        ("a", "b"): 0.5,
        ("a", "c"): 0.5,
        ("b", "c"): 0.5,
    }
    assert least.epsilon == pytest.approx(1 / 3)
    assert least.payoff == pytest.approx((1 / 3,) * 3)


def test_bounds_may_leave_the_core_undecided() -> None:
    """Pairs 1 each cover 1.5; everyone together 1.4 to 1.6 may or may not be enough."""
    pairs = {"ab": 1.0, "ac": 1.0, "bc": 1.0}
    for total, verdict in (((1.4, 1.6), "undecided"), ((1.5, 1.6), "non-empty"), ((1.2, 1.4), "empty")):
        tested = core_test(game_from_coalitions("abc", {**pairs, "abc": total}, unlisted=0))
        assert tested.verdict == verdict
        assert (tested.cover_low, tested.cover_high) == pytest.approx((1.5, 1.5))


def test_the_least_core_range_lies_at_two_corners() -> None:
    """Two players: eps = (v(a) + v(b) - v(ab)) / 2; 1..3 + 2 - 10..12: (1+2-12)/2 to (3+2-10)/2."""
    game = game_from_coalitions("ab", {"a": (1, 3), "b": 2, "ab": (10, 12)})
    least = least_core(game)
    assert (least.low, least.epsilon, least.high) == pytest.approx((-4.5, -3.5, -2.5))


def test_a_possible_core_takes_the_best_game_for_each_player() -> None:
    """a gets 2 at least, 11 - 2 at most; over the bounds 1 at least and 12 - 2 at most."""
    game = game_from_coalitions("ab", {"a": (1, 3), "b": 2, "ab": (10, 12)})
    found = core_range(game)
    assert found is not None
    assert (found.low[0], found.high[0]) == pytest.approx((2, 9))
    assert (found.possible_low[0], found.possible_high[0]) == pytest.approx((1, 10))


@settings(max_examples=60, deadline=None)
@given(games())
def test_the_least_core_is_proven_by_its_own_split_and_weights(game: Game) -> None:
    """The split shows that eps suffices, the weighted coalitions that less does not; eps <= 0 iff core.

    Weights w cover each player equally often, m in all: sum w (v(S) - x(S)) = eps for any x.
    """
    least, tested = least_core(game), core_test(game)
    lacks = excess(game, least.payoff)
    assert sum(least.payoff) == pytest.approx(float(game.values[-1]), abs=1e-8)
    assert lacks[1:-1].max() == pytest.approx(least.epsilon, abs=1e-8)
    weights = np.array([one.weight for one in least.binding])
    rows = membership(len(game.players))[[game.mask(*one.members) for one in least.binding]]
    cover = weights @ rows
    assert weights.sum() == pytest.approx(1)
    assert cover == pytest.approx(np.full(len(cover), cover[0]))
    worth = weights @ [game.worth(*one.members) for one in least.binding]
    assert worth - cover[0] * game.values[-1] == pytest.approx(least.epsilon, abs=1e-8)
    assert tested.is_empty == (least.epsilon > 1e-7)


@settings(max_examples=60, deadline=None)
@given(games())
def test_a_witness_covers_everyone_once_and_adds_up_to_the_cover(game: Game) -> None:
    """sum w 1[i in S] = 1 for each player, sum w v(S) = cover; empty if that is above v(all)."""
    tested = core_test(game)
    weights = np.array([one.weight for one in tested.witness])
    rows = membership(len(game.players))[[game.mask(*one.members) for one in tested.witness]]
    assert weights @ rows == pytest.approx(np.ones(len(game.players)))
    assert weights @ [game.worth(*one.members) for one in tested.witness] == pytest.approx(
        tested.cover, abs=1e-8
    )
    assert tested.is_empty == (tested.cover > game.values[-1] + 1e-7)
    assert (core_range(game) is None) == tested.is_empty


@settings(max_examples=25, deadline=None)
@given(interval_games(3), st.data())
def test_no_game_within_the_bounds_leaves_the_ranges(game: Game, data: st.DataObject) -> None:
    """Random games of the box: eps and cover inside their ranges, the verdict never contradicted."""
    shares = data.draw(st.lists(st.floats(0, 1), min_size=len(game.values), max_size=len(game.values)))
    inside = game.with_values(game.lowest + np.array(shares) * (game.highest - game.lowest))
    least, tested, found = least_core(game), core_test(game), core_range(game)
    assert least.low - 1e-8 <= least_core(inside).epsilon <= least.high + 1e-8
    one = core_test(inside)
    assert tested.cover_low - 1e-8 <= one.cover <= tested.cover_high + 1e-8
    assert tested.verdict == "undecided" or one.is_empty == (tested.verdict == "empty")
    ends = core_range(inside)
    if found is not None and ends is not None:
        assert (np.array(ends.low) >= np.array(found.possible_low) - 1e-7).all()
        assert (np.array(ends.high) <= np.array(found.possible_high) + 1e-7).all()


def test_two_thousand_coalitions_give_the_same_as_a_few() -> None:
    """Eleven equal players who earn the square of their number: the core is all up to 11^2 - 10^2 = 21."""
    size = membership(11).sum(axis=1)
    game = Game(players=tuple("abcdefghijk"), values=size**2)
    found = core_range(game)
    assert found is not None
    assert (found.low[0], found.high[0]) == pytest.approx((1, 21))
    # x = 11 each: the worst off are the single players, 1 - 11.
    assert least_core(game).epsilon == pytest.approx(-10)


def test_an_additive_game_has_one_split() -> None:
    """1 + 2 = 3: each gets what it has alone, and nobody lacks anything."""
    game = game_of([0, 1, 2, 3])
    found = core_range(game)
    assert found is not None
    assert (found.low, found.high) == (pytest.approx((1, 2)), pytest.approx((1, 2)))
    assert least_core(game).epsilon == pytest.approx(0, abs=1e-9)
