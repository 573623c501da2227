"""Uncertain demand of one year: what drivers and futures of a study say."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pandas as pd
import pytest

from plantshare.errors import LabelError
from plantshare.flexibility.study_demand import (
    demand_of_drivers,
    demand_of_futures,
    demand_rows,
    demand_with_sd,
)
from plantshare.study import Study
from plantshare.uncertainty import draw_futures
from tests.flexibility.studies import coins, line_study

TWO = ({"P": 100, "Q": 200}, {"A": 90, "B": 110}, {"A": ["P"], "B": ["Q"]})
DRAWS = 40_000


def driver(**changed: Any) -> dict[str, Any]:
    """Return a driver of demand: a walk of 15% that carries 80% into the next year."""
    walk = {"driver": "demand", "kind": "lognormal_walk", "sd": 0.15, "persistence": 0.8}
    return {**walk, "table": "demand", "column": "units", **changed}


def study_with(*drivers: dict[str, Any]) -> Study:
    """Return the study of two plants with some drivers."""
    return line_study(*TWO, {"uncertainty": list(drivers)})


def drawn(study: Study, year: int, seed: int = 5) -> np.ndarray:
    """Return demand in many draws, dims (draw, row)."""
    demand = demand_of_drivers(study, demand_rows(study, year), year)
    return np.concatenate([amounts for amounts, _ in demand.blocks(DRAWS, seed)])


@pytest.mark.parametrize(("year", "sd"), [(2027, 0.15), (2028, 0.19209), (2029, 0.21475)])
def test_a_walk_widens_over_the_years_and_keeps_its_mean(year: int, sd: float) -> None:
    """sd of ln D: 0.15, 0.19209, 0.21475 in years 1, 2 and 3, within 5 errors of sd / sqrt(2 n)."""
    amounts = drawn(study_with(driver()), year)

    spread = np.log(amounts).std(axis=0)
    assert np.abs(spread - sd).max() < 5 * sd / math.sqrt(2 * DRAWS)
    error = amounts.std(axis=0) / math.sqrt(DRAWS)
    assert (np.abs(amounts.mean(axis=0) - [90, 110]) < 5 * error).all()


def test_each_vehicle_moves_on_its_own_unless_a_share_is_common() -> None:
    """Correlation of ln D: 0 without shared, 0.3 with it, within 5 / sqrt(n)."""
    for shared in (0.0, 0.3):
        amounts = drawn(study_with(driver(shared=shared)), 2027)
        found = np.corrcoef(np.log(amounts).T)[0, 1]
        assert found == pytest.approx(shared, abs=5 / math.sqrt(DRAWS))


def test_one_value_for_all_moves_both_vehicles_alike() -> None:
    """90 and 110 stay in proportion."""
    amounts = drawn(study_with(driver(by="all")), 2027)

    assert np.allclose(amounts[:, 0] / 90, amounts[:, 1] / 110)
    assert amounts[:, 0].std() > 5


def test_a_driver_of_some_rows_leaves_the_others_still() -> None:
    """Only B moves."""
    amounts = drawn(study_with(driver(row="B/*")), 2027)

    assert set(amounts[:, 0]) == {90.0}
    assert amounts[:, 1].std() > 5


def test_a_normal_error_stays_within_its_limits() -> None:
    """Mean 90, sd 40% within 2 sd: from 18 to 162, sd 0.4 * 90 * 0.87962 = 31.67."""
    amounts = drawn(study_with(driver(kind="normal", sd=0.4, truncation_sd=2)), 2028)[:, 0]

    assert amounts.min() >= 90 - 72
    assert amounts.max() <= 90 + 72
    assert amounts.std() == pytest.approx(31.67, rel=0.02)


def test_a_range_multiplies() -> None:
    """A triangle of 0.5, 0.67, 0.83 has a mean of 2 / 3: 60 of 90."""
    spread = driver(kind="range", sd=0, low=0.5, mode=0.67, high=0.83, stated_as="factor")
    amounts = drawn(study_with({**spread, "distribution": "triangular"}), 2027)[:, 0]

    assert amounts.mean() == pytest.approx(60, rel=0.005)
    assert 45 <= amounts.min() < amounts.max() <= 0.83 * 90


def test_two_drivers_of_a_set_move_together() -> None:
    """One driver for A and one for B, correlation -0.5 (the second moves against the first)."""
    together = {"correlated_with": "economy", "correlation": -0.5}
    study = study_with(
        driver(driver="one", row="A/*", **together), driver(driver="two", row="B/*", **together)
    )
    found = np.corrcoef(np.log(drawn(study, 2027)).T)[0, 1]

    assert found == pytest.approx(-0.5, abs=5 / math.sqrt(DRAWS))


def test_draws_agree_with_the_futures_that_a_plan_is_made_for() -> None:
    """Mean, spread and correlation of each year are those of the sampler of whole futures."""
    study = study_with(driver(shared=0.4), driver(driver="half", kind="normal", sd=0.2, truncation_sd=1))
    whole = study.with_draws(draw_futures(study, 4096, seed=3))
    for year in (2027, 2029):
        theirs = whole["demand.units"].sel(year=year, market="home").transpose("scenario", "vehicle").values
        ours = drawn(study, year)
        assert ours.mean(axis=0) == pytest.approx(theirs.mean(axis=0), rel=0.01)
        assert ours.std(axis=0) == pytest.approx(theirs.std(axis=0), rel=0.03)
        assert np.corrcoef(ours.T)[0, 1] == pytest.approx(np.corrcoef(theirs.T)[0, 1], abs=0.05)


def test_the_same_seed_gives_the_same_draws_again() -> None:
    """Common random numbers: the second time round nothing differs, with another seed all does."""
    study = study_with(driver())

    assert np.array_equal(drawn(study, 2027), drawn(study, 2027))
    assert not np.array_equal(drawn(study, 2027), drawn(study, 2027, seed=6))


def test_futures_are_listed_with_their_probabilities() -> None:
    """Four futures of two coins: 130 or 70 each, a quarter each."""
    study = line_study(*TWO, coins())
    demand = demand_of_futures(study, demand_rows(study, 2027), 2027, ["hh", "hl", "lh", "LL"])
    amounts, probability = next(iter(demand.blocks(2, 0)))

    assert demand.is_exact
    assert amounts.tolist() == [[130, 130], [130, 70], [70, 130], [70, 70]]
    assert probability is not None
    assert probability.tolist() == [0.25] * 4


def test_a_spread_that_is_given_moves_the_markets_of_a_vehicle_together() -> None:
    """Rows of one vehicle have one factor; its logarithm has the sd that was given."""
    rows = pd.DataFrame({"vehicle": ["A", "A", "B"], "market": ["x", "y", "x"], "units": [10.0, 20.0, 30.0]})
    amounts = next(iter(demand_with_sd(rows, 0.3).blocks(DRAWS, 1)))[0]

    assert np.allclose(2 * amounts[:, 0], amounts[:, 1])
    assert np.log(amounts[:, 2]).std() == pytest.approx(0.3, rel=0.02)
    assert abs(np.corrcoef(amounts[:, 0], amounts[:, 2])[0, 1]) < 5 / math.sqrt(DRAWS)


def test_a_study_that_says_nothing_gets_the_ways_out() -> None:
    """The message names the table, the option and the futures."""
    study = line_study(*TWO, coins())

    with pytest.raises(LabelError, match=r"--sd 0\.3, or name futures of the study: --scenarios hh hl lh"):
        demand_of_drivers(study, demand_rows(study, 2027), 2027)


def test_drivers_of_other_kinds_are_named() -> None:
    """A state that switches on is not drawn, and the notes say so."""
    regime = driver(driver="slump", kind="regime", sd=0, persistence=0, rate=0.1, low=0.5, stated_as="factor")
    study = study_with(driver(), regime)
    demand = demand_of_drivers(study, demand_rows(study, 2027), 2027)

    assert demand.notes == ("Drivers of demand of other kinds are held still: slump.",)
    assert demand.words == (
        "driver demand: log-normal walk, standard deviation 0.15, one value for each vehicle"
    )
