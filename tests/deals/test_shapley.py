"""The Shapley value: worked games, all orders of joining, and its four axioms."""

from __future__ import annotations

from itertools import permutations
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plantshare.deals import Game, core_test, excess, shapley
from tests.deals.games import G1, G2, G3, game_of, games, interval_games


def by_orders(game: Game) -> list[float]:
    """Return what each player adds, averaged by walking through all orders of joining."""
    count = len(game.players)
    added = np.zeros(count)
    orders = list(permutations(range(count)))
    for order in orders:
        mask = 0
        for player in order:
            added[player] += game.values[mask | 1 << player] - game.values[mask]
            mask |= 1 << player
    return list(added / len(orders))


def test_the_worked_games_have_their_values() -> None:
    """G1: orders where G comes last 2/6 x 80, ... = 50, 10, 20. G2 thirds of 40. G3 by six orders."""
    assert shapley(G1).payoff == pytest.approx((50, 10, 20))
    assert shapley(G2).payoff == pytest.approx((40 / 3,) * 3)
    assert shapley(G3).payoff == pytest.approx((36 + 1 / 3, 46 + 1 / 3, 17 + 1 / 3))


@settings(max_examples=40, deadline=None)
@given(games())
def test_it_is_the_mean_over_all_orders_and_shares_everything(game: Game) -> None:
    """Two to five players, 2 to 120 orders; payoffs add up to the worth of all."""
    payoff = shapley(game).payoff
    assert payoff == pytest.approx(by_orders(game), abs=1e-9)
    assert sum(payoff) == pytest.approx(float(game.values[-1]), abs=1e-9)


@settings(max_examples=30, deadline=None)
@given(games(4), st.randoms(use_true_random=False))
def test_names_do_not_matter(game: Game, random: Random) -> None:
    """Players in another order get the same, in that order."""
    order = list(range(len(game.players)))
    random.shuffle(order)
    moved = np.zeros_like(game.values)
    for mask in range(len(moved)):
        moved[sum(1 << order[player] for player in range(len(order)) if mask >> player & 1)] = game.values[
            mask
        ]
    payoff = shapley(Game(players=game.players, values=moved)).payoff
    assert [payoff[order[player]] for player in range(len(order))] == pytest.approx(
        list(shapley(game).payoff), abs=1e-9
    )


@settings(max_examples=30, deadline=None)
@given(games(4), st.integers(-9, 9))
def test_who_adds_only_what_it_has_alone_gets_that(game: Game, alone: int) -> None:
    """One more player who adds the same to every coalition, 0 for a null player, leaves the others as is."""
    more = Game(players=(*game.players, "z"), values=np.concatenate([game.values, game.values + alone]))
    assert shapley(more).payoff == pytest.approx((*shapley(game).payoff, alone), abs=1e-9)


@settings(max_examples=30, deadline=None)
@given(st.integers(2, 4).flatmap(lambda count: st.tuples(games(count), games(count))))
def test_values_of_two_games_add_up(pair: tuple[Game, Game]) -> None:
    """The value of the sum is the sum of the values, where the players are the same."""
    first, second = pair
    if first.players != second.players:
        return
    both = shapley(first.with_values(first.values + second.values)).payoff
    assert both == pytest.approx(tuple(np.add(shapley(first).payoff, shapley(second).payoff)), abs=1e-9)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.integers(0, 9), min_size=15, max_size=15))
def test_in_a_convex_game_it_lies_in_the_core(dividends: list[int]) -> None:
    """Sums of bonuses that need all of a group are convex: no coalition is short."""
    values = [0.0] * 16
    for mask in range(1, 16):
        values[mask] = float(sum(dividends[part - 1] for part in range(1, 16) if part & mask == part))
    game = game_of(values)
    assert not core_test(game).is_empty
    assert excess(game, shapley(game).payoff).max() <= 1e-9


@settings(max_examples=30, deadline=None)
@given(interval_games(3))
def test_the_range_is_that_over_all_corner_games(game: Game) -> None:
    """Up to 2^7 corners of the box, each solved by all orders."""
    unknown = np.flatnonzero(game.lowest < game.highest)
    corners = []
    for choice in range(1 << len(unknown)):
        values = game.lowest.copy()
        picked = unknown[(choice >> np.arange(len(unknown)) & 1).astype(bool)]
        values[picked] = game.highest[picked]
        corners.append(by_orders(game.with_values(values)))
    split = shapley(game)
    assert split.low == pytest.approx(tuple(np.min(corners, axis=0)), abs=1e-9)
    assert split.high == pytest.approx(tuple(np.max(corners, axis=0)), abs=1e-9)
    assert split.range_kind == "exact"
