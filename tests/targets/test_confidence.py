"""How much must be added for a confidence."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from plantshare.targets import (
    cheapest_package,
    extra_for_confidence,
    extra_from_samples,
    reach_probability,
    reach_probability_of_samples,
)
from tests.targets.programmes import REFERENCE


@pytest.mark.parametrize(("confidence", "extra"), [(0.5, 300.0), (0.8, 375.7), (0.9, 415.3)])
def test_confidence_costs_output(confidence: float, extra: float) -> None:
    """P1. 300 + z 90 with z = 0, 0.84162 and 1.28155."""
    assert extra_for_confidence(1300, 1000, 90, confidence) == pytest.approx(extra, abs=0.05)
    assert reach_probability(1300, 1000, 90, extra) == pytest.approx(confidence, abs=1e-3)


def test_confidence_costs_money() -> None:
    """300 is had for 155 (A, D, E, G); 375.7 for 275; 415.3 takes C."""
    needs = [extra_for_confidence(1300, 1000, 90, share) for share in (0.5, 0.8, 0.9)]
    costs = [cheapest_package(REFERENCE, need).cost for need in needs]

    assert costs == sorted(costs)
    assert costs[0] == 155
    assert costs[1] == 275
    assert costs[2] > 275


def test_nothing_is_added_where_the_base_suffices() -> None:
    """A base of 1,500 needs no programme."""
    assert extra_for_confidence(1300, 1500, 90, 0.9) == 0
    assert extra_from_samples(1300, [1500, 1600], 0.9) == 0


@given(st.lists(st.floats(500, 1500), min_size=1, max_size=30), st.floats(0.01, 0.99))
def test_samples_reach_the_goal_with_the_extra_and_not_with_less(
    base: list[float], confidence: float
) -> None:
    """The probability with the extra is enough; a little less extra, if there is any, is not."""
    extra = extra_from_samples(1300, base, confidence)

    assert reach_probability_of_samples(1300, base, extra) >= confidence - 1e-9
    if extra > 0:
        assert reach_probability_of_samples(1300, base, extra - 1e-6) < confidence


def test_weights_of_samples_count() -> None:
    """1,200 with probability 0.9 is enough for 90%, and 100 are missing there."""
    assert extra_from_samples(1300, [1200, 500], 0.9, [0.9, 0.1]) == 100
    assert extra_from_samples(1300, [1200, 500], 0.95, [0.9, 0.1]) == 800


def test_many_samples_of_a_normal_base_agree_with_the_formula() -> None:
    """100,000 draws: the quantile is within 1k, about three standard errors."""
    draws = np.random.default_rng(5).normal(1000, 90, 100_000)

    assert extra_from_samples(1300, draws.tolist(), 0.8) == pytest.approx(375.7, abs=1.5)


def test_a_base_without_spread_is_met_or_missed() -> None:
    """1,000 + 300 reaches 1,300; 1,000 + 299 does not."""
    assert reach_probability(1300, 1000, 0, 300) == 1
    assert reach_probability(1300, 1000, 0, 299) == 0


def test_confidence_is_between_0_and_1() -> None:
    """80 was meant as 0.8; certainty does not exist."""
    for confidence in (0.0, 1.0, 80.0):
        with pytest.raises(ValueError, match="between 0 and 1"):
            extra_for_confidence(1300, 1000, 90, confidence)
    with pytest.raises(ValueError, match="deviation"):
        extra_for_confidence(1300, 1000, -90, 0.8)
    with pytest.raises(ValueError, match="2 samples need as many"):
        extra_from_samples(1300, [1, 2], 0.8, [1.0])
