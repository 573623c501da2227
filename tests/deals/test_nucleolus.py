"""The nucleolus: worked games, a search of a whole grid, Kohlberg's criterion, and its range."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from plantshare.deals import (
    Game,
    core_test,
    excess,
    game_from_coalitions,
    least_core,
    nucleolus,
    prenucleolus,
)
from plantshare.deals.game import membership
from plantshare.deals.nucleolus_levels import nucleolus_levels
from tests.deals.games import G1, G2, G3, MAJORITY, game_of, games, interval_games


def sorted_excess(game: Game, payoff: tuple[float, ...]) -> list[float]:
    """Return what the coalitions lack, the largest first, rounded so that equals compare as equal."""
    return sorted(np.round(excess(game, payoff)[1:-1], 7) + 0.0, reverse=True)


def meets_kohlberg(game: Game, payoff: tuple[float, ...], *, is_individually_rational: bool) -> bool:
    """Return whether a split is the nucleolus, by Kohlberg's criterion (1971).

    At every level, the coalitions that lack at least as much must be balanced with weights above 0 on
    all of them; players held at their floor may help with weights of 0 or more.
    """
    count = len(game.players)
    who, lacks = membership(count), np.round(excess(game, payoff), 7)
    proper = np.arange(1, len(who) - 1)
    floors = np.flatnonzero(np.abs(np.array(payoff) - game.alone) < 1e-7) if is_individually_rational else []
    help_rows = np.array([who[1 << player] for player in floors]).reshape(-1, count)
    for level in np.unique(lacks[proper]):
        rows = np.vstack([who[proper[lacks[proper] >= level]], help_rows])
        needed = int((lacks[proper] >= level).sum())
        # max t with w >= t on the needed ones and sum w 1_S = s everywhere: balanced if t > 0.
        columns = np.column_stack([rows.T, -np.ones(count), np.zeros(count)])
        least = np.column_stack([-np.eye(needed, len(rows)), np.zeros(needed), np.ones(needed)])
        found = linprog(
            np.append(np.zeros(len(rows) + 1), -1.0),
            A_ub=least,
            b_ub=np.zeros(needed),
            A_eq=columns,
            b_eq=np.zeros(count),
            bounds=[(0, 1)] * len(rows) + [(None, None), (0, 1)],
        )
        if not -found.fun > 1e-7:
            return False
    return True


def test_the_worked_games_have_their_nucleoli() -> None:
    """G1: half the lead of 20 to H2. G2: thirds of 40. G3: V and HG lack alike, 42 / 2 = 21; rest halved."""
    assert nucleolus(G1).split.payoff == pytest.approx((70, 0, 10), abs=1e-9)
    assert nucleolus(G2).split.payoff == pytest.approx((40 / 3,) * 3)
    assert nucleolus(G3).split.payoff == pytest.approx((39.5, 39.5, 21))
    assert nucleolus(MAJORITY).split.payoff == pytest.approx((1 / 3,) * 3)


def test_the_steps_say_which_coalitions_bind() -> None:
    """G3: first HG against V with 21 to spare each, then H against G with 39.5."""
    first, second = nucleolus(G3).steps
    assert (set(first.coalitions), first.excess) == ({("H", "G"), ("V",)}, pytest.approx(-21))
    assert (set(second.coalitions), second.excess) == ({("H",), ("G",)}, pytest.approx(-39.5))


def test_a_coalition_that_is_tight_by_chance_stays_free() -> None:
    """Claims 100, 200, 300 on 200: 50, 75, 75 (Aumann and Maschler 1985); half claims first, then equal.

    The first step settles only player 1; fixing all that is tight at one optimum gives 50, 50, 100.
    """
    claims = np.array([100.0, 200.0, 300.0])
    estate = np.maximum(0, 200 - claims.sum() + membership(3) @ claims)
    found = nucleolus(Game(players=tuple("abc"), values=estate))
    assert found.split.payoff == pytest.approx((50, 75, 75))
    assert len(found.steps) == 2


def test_without_enough_for_all_alone_there_is_only_the_prenucleolus() -> None:
    """4 + 2 > 5: no split gives each what it has alone; the loss of 1 is halved."""
    game = game_of([0, 4, 2, 5])
    with pytest.raises(ValueError, match="Take the prenucleolus instead"):
        nucleolus(game)
    assert prenucleolus(game).split.payoff == pytest.approx((3.5, 1.5))


def test_a_floor_binds_where_someone_would_get_less_than_alone() -> None:
    """1 each alone, pairs 2, 3, 4, all 3: each must have 1; without floors 0, 1, 2."""
    game = game_of([0, 1, 1, 2, 1, 3, 4, 3])
    assert nucleolus(game).split.payoff == pytest.approx((1, 1, 1))
    assert prenucleolus(game).split.payoff == pytest.approx((0, 1, 2))


@settings(max_examples=25, deadline=None)
@given(st.lists(st.integers(0, 5), min_size=3, max_size=3), st.integers(0, 6))
def test_no_point_of_a_fine_grid_is_lexicographically_better(pairs: list[int], total: int) -> None:
    """Three players, singles 0: payoffs are whole twelfths, and all imputations in twelfths are tried."""
    game = game_of([0, 0, 0, pairs[0], 0, pairs[1], pairs[2], total])
    payoff = nucleolus(game).split.payoff
    assert np.round(np.array(payoff) * 12) == pytest.approx(np.array(payoff) * 12, abs=1e-7)
    steps = 12 * total
    tried = [
        sorted_excess(game, (first / 12, second / 12, (steps - first - second) / 12))
        for first in range(steps + 1)
        for second in range(steps + 1 - first)
    ]
    assert sorted_excess(game, payoff) == min(tried)


@settings(max_examples=50, deadline=None)
@given(games())
def test_the_prenucleolus_meets_kohlbergs_criterion(game: Game) -> None:
    """Whole worths with many ties, up to five players; the totals of the split are right, too."""
    found = prenucleolus(game)
    assert sum(found.split.payoff) == pytest.approx(float(game.values[-1]), abs=1e-8)
    assert meets_kohlberg(game, found.split.payoff, is_individually_rational=False)
    assert found.steps[0].excess == pytest.approx(least_core(game).epsilon, abs=1e-8)


@settings(max_examples=50, deadline=None)
@given(games())
def test_the_nucleolus_meets_kohlbergs_criterion_with_floors(game: Game) -> None:
    """Nobody below what it has alone; floors may take part in the balance."""
    values = game.values.copy()
    values[-1] = max(values[-1], game.alone.sum())
    game = game.with_values(values)
    payoff = nucleolus(game).split.payoff
    assert (np.array(payoff) >= game.alone - 1e-8).all()
    assert meets_kohlberg(game, payoff, is_individually_rational=True)


def test_the_criterion_refuses_other_splits() -> None:
    """The split 50, 50, 100 of the claims game, where the nucleolus is 50, 75, 75."""
    claims = np.array([100.0, 200.0, 300.0])
    game = Game(players=tuple("abc"), values=np.maximum(0, 200 - claims.sum() + membership(3) @ claims))
    assert meets_kohlberg(game, (50, 75, 75), is_individually_rational=True)
    assert not meets_kohlberg(game, (50, 50, 100), is_individually_rational=True)


@settings(max_examples=60, deadline=None)
@given(games(), st.integers(0, 5))
def test_it_lies_in_the_core_where_there_is_one(game: Game, more: int) -> None:
    """All together earn what satisfies every coalition, or up to 5 more; floors do not matter then."""
    values = game.values.copy()
    values[-1] = core_test(game).cover + more
    game = game.with_values(values)
    assert not core_test(game).is_empty
    payoff = nucleolus(game).split.payoff
    assert excess(game, payoff).max() <= 1e-8
    assert payoff == pytest.approx(prenucleolus(game).split.payoff, abs=1e-8)


@settings(max_examples=40, deadline=None)
@given(games(4), st.floats(0.01, 1000), st.lists(st.floats(-500, 500), min_size=4, max_size=4))
def test_other_units_and_own_incomes_only_shift_it(game: Game, factor: float, own: list[float]) -> None:
    """v'(S) = f v(S) + sum of own incomes: x' = f x + own income."""
    incomes = np.array(own[: len(game.players)])
    other = game.with_values(factor * game.values + membership(len(incomes)) @ incomes)
    expected = factor * np.array(prenucleolus(game).split.payoff) + incomes
    assert prenucleolus(other).split.payoff == pytest.approx(tuple(expected), abs=1e-7 * (1 + 25 * factor))


def test_the_airport_runway_is_shared_as_littlechild_says() -> None:
    """Costs 8, 11, 13, 18: 3.25, 3.25, 3.25, 8.25 (min over 8/2, 11/3, 13/4 is 13/4)."""
    costs = np.array([8.0, 11, 13, 18])
    values = -(membership(4) * costs).max(axis=1)
    assert nucleolus(Game(players=tuple("abcd"), values=values + 0.0)).split.payoff == pytest.approx(
        (-3.25, -3.25, -3.25, -8.25)
    )


def test_bounds_that_keep_the_binding_coalitions_give_a_linear_range() -> None:
    """G3 within 1/2: V = (v(all) - v(HG)) / 2, so 41..43 / 2; H = G = (v(all) + v(HG)) / 4."""
    game = game_from_coalitions("HGV", {"HG": (57.5, 58.5), "GV": 20, "HGV": (99.5, 100.5)}, unlisted=0)
    found = nucleolus(game)
    assert found.split.range_kind == "exact"
    assert found.split.range_of("V") == pytest.approx((20.5, 21.5))
    assert found.split.range_of("H") == pytest.approx((39.25, 39.75))
    assert (found.seen_low, found.seen_high) == (found.split.low, found.split.high)


def test_bounds_over_which_other_coalitions_come_to_bind_are_cut_into_pieces() -> None:
    """G1 with 60 and 80 each within 30: the guest gets the mean of both bids, the better host half the lead.

    Hosts can change places: H1 from 0 to half of 90 - 50, H2 from 0 to half of 110 - 30, G from 40 to 100.
    """
    worths = {("G", "H1"): (30.0, 90.0), ("G", "H2"): (50.0, 110.0)}
    game = game_from_coalitions(["G", "H1", "H2"], {**worths, ("G", "H1", "H2"): 110.0}, unlisted=0)
    scan = [
        nucleolus_levels(
            game_from_coalitions(
                ["G", "H1", "H2"],
                {("G", "H1"): first, ("G", "H2"): second, ("G", "H1", "H2"): 110.0},
                unlisted=0,
            ),
            is_individually_rational=True,
        ).payoff
        for first in np.linspace(30, 90, 13)
        for second in np.linspace(50, 110, 13)
    ]
    split = nucleolus(game).split
    assert split.range_kind == "exact"
    assert split.low == pytest.approx(tuple(np.min(scan, axis=0)), abs=1e-6)
    assert split.high == pytest.approx(tuple(np.max(scan, axis=0)), abs=1e-6)


@settings(max_examples=15, deadline=None)
@given(interval_games(3), st.data())
def test_no_game_within_the_bounds_leaves_the_range(game: Game, data: st.DataObject) -> None:
    """Random games of the box, with and without floors, lie between the ends."""
    shares = data.draw(st.lists(st.floats(0, 1), min_size=len(game.values), max_size=len(game.values)))
    inside = game.with_values(game.lowest + np.array(shares) * (game.highest - game.lowest))
    for solve in (prenucleolus, nucleolus):
        if solve is nucleolus and min(one.values[-1] - one.alone.sum() for one in (game, inside)) < 0:
            continue
        found, payoff = solve(game), np.array(solve(inside).split.payoff)
        assert (payoff >= np.array(found.split.low) - 1e-6).all()
        assert (payoff <= np.array(found.split.high) + 1e-6).all()
        assert (np.array(found.seen_low) >= np.array(found.split.low) - 1e-6).all()
        assert (np.array(found.seen_high) <= np.array(found.split.high) + 1e-6).all()


def test_many_pieces_end_in_an_enclosure() -> None:
    """Six players, pairs and threes within 3: what is seen lies inside what is proven."""
    size = membership(6).sum(axis=1).astype(int)
    values = np.array([0, 0, 4, 9, 13, 18, 30.0])[size] + np.arange(64) % 5 * (size > 1) * (size < 6)
    width = 3.0 * ((size > 1) & (size < 6))
    game = Game(players=tuple("abcdef"), values=values, low=values - width, high=values + width)
    found = nucleolus(game)
    assert found.split.range_kind == "enclosure"
    assert (np.array(found.split.low) <= np.array(found.seen_low) + 1e-9).all()
    assert (np.array(found.split.high) >= np.array(found.seen_high) - 1e-9).all()
    assert (np.array(found.seen_high) > np.array(found.seen_low)).all()
