"""Sampling against the newsvendor, whose best plan and worth are known."""

from __future__ import annotations

import numpy as np
import pytest

from plantshare.errors import MethodError
from plantshare.methods import Limits
from plantshare.methods.replications import (
    estimate,
    gap_by_replications,
    out_of_sample,
    sample_average_plan,
)
from plantshare.methods.two_stage import TwoStage
from tests.methods.scenario_programs import choice_program, newsvendor_program

EXACT = Limits(gap=0.0, seconds=60, threads=1)
BEST, BEST_WORTH = 75.0, 112.5


def draw(source: np.random.Generator, scenarios: int) -> TwoStage:
    """Return newsvendors of demand uniform on 0 to 100, cost 1, price 4.

    Best is x = 100 (1 - 1/4) = 75. E min(x, D) = x - x^2 / 200, so its worth is
    4 (75 - 28.125) - 75 = 112.5; x = 50 is worth 4 (50 - 12.5) - 50 = 100.
    """
    return newsvendor_program(source.uniform(0, 100, scenarios))


def test_a_large_sample_finds_the_quantile():
    """The 0.75 quantile of 2,000 uniform demands has a standard error of 100 sqrt(0.1875 / 2000) = 0.97."""
    x = sample_average_plan(draw, scenarios=2_000, source=np.random.default_rng(1), limits=EXACT)

    assert x == pytest.approx([BEST], abs=3 * 0.97)


def test_out_of_sample_intervals_cover_the_truth_as_often_as_they_say():
    """40 intervals of 90% for the known worth of x = 50: 36 expected; below 31 has a chance of 1.5%."""
    covered = 0
    for seed in range(40):
        source = np.random.default_rng(seed)
        found = out_of_sample(draw, np.array([50.0]), scenarios=400, source=source, confidence=0.9)
        covered += found.low <= 100.0 <= found.high

    assert 31 <= covered <= 40


def test_fresh_scenarios_come_in_batches_without_loss():
    """4,500 draws take three batches; sd of 4 min(50, D) is sqrt(16 (2083.33 - ...)) and its error small.

    Var min(50, D) = E min^2 - 37.5^2 = (50^3 / 300 + 50^2 / 2) - 1406.25 = 1666.67 - 1406.25 = 260.42.
    """
    source = np.random.default_rng(3)
    found = out_of_sample(draw, np.array([50.0]), scenarios=4_500, source=source)

    assert found.count == 4_500
    assert found.standard_error == pytest.approx(4 * np.sqrt(260.42 / 4_500), rel=0.05)
    assert found.mean == pytest.approx(100.0, abs=3 * found.standard_error)


def test_common_scenarios_make_a_difference_surer():
    """x = 75 and x = 70 on the same demands differ by their true 0.5 within far less than either error.

    x = 70 is worth 4 (70 - 24.5) - 70 = 112.
    """
    worths = [
        out_of_sample(draw, np.array([x]), scenarios=2_000, source=np.random.default_rng(5))
        for x in (75.0, 70.0)
    ]
    difference = worths[0].mean - worths[1].mean

    assert difference == pytest.approx(0.5, abs=0.5)
    assert worths[0].standard_error > 2


def test_gap_intervals_cover_the_true_shortfall_as_often_as_they_say():
    """x = 50 falls short by 12.5. One-sided intervals of 90% over 20 seeds: bias makes them cover more."""
    found = [
        gap_by_replications(
            draw,
            np.array([50.0]),
            replications=8,
            scenarios=40,
            source=np.random.default_rng(seed),
            limits=EXACT,
            confidence=0.9,
        )
        for seed in range(20)
    ]

    assert sum(each.high >= BEST_WORTH - 100.0 for each in found) >= 17
    assert all(0 <= each.gap <= each.high for each in found)
    # Chosen with the scenarios in view, the best of a sample promises too much on average.
    assert np.mean([each.bound.mean for each in found]) > BEST_WORTH


def test_the_best_plan_has_a_gap_near_nothing():
    """x = 75 is best; with 400 scenarios a sample's own best is only a little better on it."""
    found = gap_by_replications(
        draw, np.array([BEST]), replications=5, scenarios=400, source=np.random.default_rng(2), limits=EXACT
    )

    assert 0 <= found.gap < 1
    assert found.replications == 5
    assert found.bound.mean - found.worth.mean == pytest.approx(found.gap)


def test_same_seed_same_digits():
    """All randomness comes from the generator."""
    first, second = (
        gap_by_replications(
            draw,
            np.array([60.0]),
            replications=3,
            scenarios=20,
            source=np.random.default_rng(9),
            limits=EXACT,
        )
        for _ in range(2)
    )

    assert first == second


def test_scenarios_of_unequal_chance_are_refused():
    """A plain mean of them would be wrong."""
    unequal = choice_program(np.array([[1.0, 2.0]]), np.array([0.25, 0.75]))

    with pytest.raises(MethodError, match="unequal probability"):
        out_of_sample(
            lambda source, scenarios: unequal, np.ones(1), scenarios=2, source=np.random.default_rng(0)
        )


@pytest.mark.parametrize("confidence", [0.0, 1.0])
def test_a_confidence_of_nothing_or_all_is_refused(confidence: float):
    """An interval that covers always has no ends."""
    with pytest.raises(ValueError, match="confidence"):
        estimate(np.array([1.0, 2.0]), confidence)


def test_one_replication_is_no_interval():
    """A standard error needs two."""
    with pytest.raises(ValueError, match="2 or more"):
        gap_by_replications(
            draw, np.ones(1), replications=1, scenarios=2, source=np.random.default_rng(0), limits=EXACT
        )
