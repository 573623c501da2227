"""Who has the power: roles and runner-up prices of worked games, and what holds in any game."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings

from plantshare.deals import Game, game_from_coalitions, nucleolus, power
from tests.deals.games import G1, G3, MAJORITY, game_of, games


def test_of_two_hosts_the_better_one_keeps_at_most_its_lead() -> None:
    """80 - 60 = 20 for H2; the guest has 60 from the runner-up; H1 adds nothing to all, but 60 to G."""
    guest, first, second = power(G1)
    assert (guest.role, guest.marginal, guest.runner_up, guest.replacement) == ("veto", 80, 0, ())
    assert (guest.least, guest.most) == pytest.approx((60, 80))
    assert (first.role, first.marginal, first.replacement) == ("replaceable", 0, ("G", "H2"))
    assert (second.role, second.marginal, second.runner_up) == ("pivotal", 20, 60)
    assert second.replacement == ("G", "H1")
    assert (second.least, second.most) == pytest.approx((0, 20), abs=1e-9)


def test_the_guest_has_the_veto_in_the_three_party_deal() -> None:
    """H and V earn nothing without G; without V, H and G still have 58 of 100."""
    roles = {one.player: (one.role, one.marginal) for one in power(G3)}
    assert roles == {"H": ("pivotal", 80), "G": ("veto", 100), "V": ("pivotal", 42)}


def test_null_and_dummy_players_are_told_apart() -> None:
    """a and b earn 4 and 2 more together; c adds 3 to every coalition, then 0."""
    pair = np.array([0.0, 4, 0, 6])
    dummy = Game(players=("a", "b", "c"), values=np.concatenate([pair, pair + 3]))
    null = Game(players=("a", "b", "c"), values=np.concatenate([pair, pair]))
    assert [one.role for one in power(dummy)] == ["veto", "veto", "dummy"]
    assert [one.role for one in power(null)] == ["veto", "veto", "null"]


def test_an_empty_core_leaves_no_ends() -> None:
    """Any two of three can do without the third."""
    for one in power(MAJORITY):
        assert (one.role, one.least, one.most, one.marginal, one.runner_up) == (
            "replaceable",
            None,
            None,
            0,
            1,
        )


def test_a_marginal_contribution_carries_the_bounds() -> None:
    """78..82 less 58..62: 16 to 24."""
    game = game_from_coalitions(
        ["G", "H1", "H2"],
        {("G", "H1"): (58, 62), ("G", "H2"): (78, 82), ("G", "H1", "H2"): (78, 82)},
        unlisted=0,
    )
    second = power(game)[2]
    assert (second.marginal_low, second.marginal, second.marginal_high) == (16, 20, 24)


@settings(max_examples=60, deadline=None)
@given(games(4))
def test_roles_and_ends_agree(game: Game) -> None:
    """The core ends lie between alone and marginal; a null player gets 0 in the nucleolus."""
    has_split = game.alone.sum() <= game.values[-1]
    for index, one in enumerate(power(game)):
        if one.least is not None and one.most is not None:
            assert one.alone - 1e-8 <= one.least <= one.most + 1e-8
            assert one.most <= one.marginal + 1e-8
        assert one.player not in one.replacement
        if one.role in ("null", "dummy") and has_split:
            assert nucleolus(game).split.payoff[index] == pytest.approx(one.alone, abs=1e-8)


def test_in_an_additive_game_everyone_is_a_dummy() -> None:
    """1 + 2 = 3."""
    assert [one.role for one in power(game_of([0, 1, 2, 3]))] == ["dummy", "dummy"]
