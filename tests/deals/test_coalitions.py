"""Games from plans: worths by hand on the toy, and the promises of their splits."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, assume, given, settings

from plantshare.deals.coalitions import company_game, with_government
from plantshare.deals.least_core import core_test, excess
from plantshare.deals.nucleolus import nucleolus
from plantshare.deals.power import power
from plantshare.deals.shapley import shapley
from plantshare.errors import LabelError
from plantshare.methods import Limits, Threads
from plantshare.solve.restricted import Restricted
from tests.deals.toys import toy
from tests.strategies import Parts, studies

EXACT = Limits(gap=0.0, seconds=60)
FEW = settings(max_examples=2, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def test_the_toy_is_a_game_of_one_guest_and_two_hosts(toy_restricted: Restricted) -> None:
    """Worths 58 and 40, and 58 for all: orders give Ada (58 + 18 + 18) / 6, Cy 40 / 6, Bo the rest.

    In the core Bo has 40 to 58; the nucleolus takes the middle, 49.
    """
    found = company_game(toy_restricted)
    game = found.game

    assert game.players == ("Ada", "Cy", "Bo")
    assert game.worth("Ada", "Bo") == pytest.approx(58.0)
    assert game.worth("Cy", "Bo") == pytest.approx(40.0)
    assert game.worth("Ada", "Cy") == 0.0
    assert game.worth("Ada", "Cy", "Bo") == pytest.approx(58.0)
    assert shapley(game).payoff == pytest.approx((94 / 6, 40 / 6, 58 - 134 / 6))
    assert nucleolus(game).split.payoff == pytest.approx((9.0, 0.0, 49.0))
    assert not core_test(game).is_empty
    assert {one.player: one.role for one in power(game)} == {
        "Ada": "pivotal",
        "Cy": "replaceable",
        "Bo": "veto",
    }


def test_coalitions_with_the_same_deals_share_a_plan() -> None:
    """Seven coalitions, four sets of deals, on two threads as in one process."""
    restricted = Restricted(toy(), EXACT)
    with Threads(2) as threads:
        found = company_game(restricted, ("Ada", "Bo", "Cy"), threads)

    assert (found.coalitions, found.solves) == (7, 4)
    assert found.game.worth("Ada", "Bo") == pytest.approx(58.0)


def test_players_without_a_deal_are_refused(toy_restricted: Restricted) -> None:
    """The government signs none; one player makes no game."""
    with pytest.raises(LabelError, match="state"):
        company_game(toy_restricted, ("Ada", "state"))
    with pytest.raises(LabelError, match="2 to"):
        company_game(toy_restricted, ("Ada",))


def test_a_government_that_gains_can_pay_for_a_deal() -> None:
    """The companies lack 20 to 22, the state gains 50: 28 to 30 are left for three that all are needed."""
    game = with_government("h", "g", "s", alone=(0.0, 0.0, 1.0), kept=(-22.0, -20.0, -20.0), public=50.0)

    assert game.worth("h", "g", "s") == pytest.approx(30.0)
    assert game.lowest[-1] == pytest.approx(28.0)
    assert game.highest[game.mask("h", "g")] == 1.0
    assert nucleolus(game).split.payoff == pytest.approx((10.0, 10.0, 10.0))


@FEW
@given(studies(sharing="deals"))
def test_games_of_random_studies_keep_their_promises(parts: Parts) -> None:
    """Invariants 5 and 11: more earn no less; Shapley is efficient; nucleolus in the core."""
    parts = parts.without("targets")
    assume(parts.frames["deals"])
    game = company_game(Restricted(parts.study(), EXACT)).game
    size = 1e-6 * (1.0 + float(abs(game.values).max()))

    for mask in range(len(game.values)):
        for place in range(len(game.players)):
            assert game.values[mask] <= game.values[mask | 1 << place] + size
    assert sum(shapley(game).payoff) == pytest.approx(float(game.values[-1]), abs=size)
    split = nucleolus(game).split.payoff
    assert sum(split) == pytest.approx(float(game.values[-1]), abs=size)
    if not core_test(game).is_empty:
        assert excess(game, split).max() <= size
