"""What companies are paid at scarcity prices, in words and as data."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from plantshare.cli.deal_content import game_content
from plantshare.cli.deal_listing import game_text
from plantshare.cli.deal_scarcity import scarcity_content, scarcity_text
from plantshare.deals.scarcity import Paid
from plantshare.run import plain
from plantshare.run.deal import FoundGame, game_of
from plantshare.run.examples import example_path


@pytest.fixture(scope="module")
def found() -> FoundGame:
    """Return the game of the two plants."""
    return game_of(example_path("two-plants"))


def test_payments_are_told_with_what_they_mean(found: FoundGame) -> None:
    """Fellside: 490.7 for options less 154.0 for its plant and 10.7 of fixed cost that it pays, 326.0.

    Together 951.1, the profit of the plan; Fellside had 333.8 alone, 7.9 more than at these prices.
    """
    text = scarcity_text(found)

    assert text in game_text(found)
    assert "customers  options  plants   held  together  without deals  gain" in text
    assert "Fellside Cars        0.0    490.7  −154.0  −10.7     326.0          333.8  −7.9" in text
    assert "Together £951.1 million, the profit of that plan." in text
    assert "No other prices fit the plan." in text
    assert (
        "Fellside Cars would have £7.9 million more apart: scarcity does not pay for all that is held."
        in text
    )


def test_payments_are_data_for_a_program(found: FoundGame) -> None:
    """Totals are the objective; gains are the worth of both together, 85.4."""
    content = plain(game_content(found))["paid_at_scarcity_prices"]

    assert json.dumps(content, allow_nan=False)
    assert sum(one["total"] for one in content["owners"]) == pytest.approx(content["objective"])
    assert sum(one["gain"] for one in content["owners"]) == pytest.approx(85.42, abs=0.01)
    assert content["owners"][0]["fixed"] == pytest.approx({"option fixed cost": -10.705}, abs=1e-3)
    assert content["lacks_most"]["members"] == ["fellside"]
    assert content["is_unique"]


def test_ranges_countries_and_missing_prices_are_told(found: FoundGame) -> None:
    """A payment of 5 that may be 2 or without limit and was 9 alone, a country, and a plan without prices."""
    assert found.scarcity is not None
    shared = {"fixed": {}, "alone": 9.0}
    open_end = Paid(
        kind="company", name="fellside", resources={"plants": 5.0}, low=2.0, high=float("inf"), **shared
    )
    state = Paid(kind="country", name="GB", resources={"targets": -3.0}, low=-3.0, high=-3.0, **shared)
    planner = Paid(kind="planner", name="", resources={"rules": 1.0}, low=1.0, high=1.0, **shared)
    split = replace(found.scarcity, paid=(open_end, state, planner), is_unique=False)
    several = scarcity_text(replace(found, scarcity=split))
    none = replace(found, scarcity=None)

    assert "2.0 to no limit" in several
    assert "country GB" in several
    assert "held, and what a quota or a target is worth goes to its country." in several
    assert "rules of the planner" in several
    assert "Several prices fit the plan" in several
    assert "No prices:" in scarcity_text(none)
    assert scarcity_content(none) is None
