"""Quantiles and means of the worst: one convention wherever draws are told of."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from plantshare.deals.risk import Aversion, gain_risk
from plantshare.methods.aims import MeanCVaR
from plantshare.uncertainty.spread import quantiles, worst_mean


def test_a_level_that_is_met_exactly_takes_the_draw_that_meets_it() -> None:
    """Of 200 equal draws ten are 5%: the tenth from below, though ten times 0.005 may miss 0.05 by a bit."""
    values = np.arange(1.0, 201.0)[::-1].copy()

    assert quantiles(values, np.full(200, 0.005), (0.05, 0.5, 0.95)).tolist() == [10, 100, 190]


def test_levels_outside_are_refused() -> None:
    """The worst 0% of anything is nothing."""
    for level in (1.0, -0.1, 1.5):
        with pytest.raises(ValueError, match="without, 1"):
            worst_mean(np.array([1.0]), np.array([1.0]), level)


def test_a_draw_that_cannot_happen_does_not_count() -> None:
    """Minus infinity at a probability of 0 beside 4 and 8: the mean of all is 6, that of the worst half 4."""
    values, weights = np.array([-np.inf, 4.0, 8.0]), np.array([0.0, 0.5, 0.5])

    assert worst_mean(values, weights, 0.0) == pytest.approx(6.0)
    assert worst_mean(values, weights, 0.5) == pytest.approx(4.0)


@given(st.lists(st.tuples(st.floats(-100, 100), st.floats(0.01, 1.0)), min_size=1, max_size=9))
def test_deals_plans_and_outlooks_say_the_same(cases: list[tuple[float, float]]) -> None:
    """The fifth percentile and the tail of a deal are those of an outlook, the tail that of an aim.

    At least 5% of the probability lies at or below the percentile, less than 5% below it.
    """
    values = np.array([value for value, _ in cases])
    weight = np.array([chance for _, chance in cases])
    chance = weight / weight.sum()
    of_deal = gain_risk(values, chance, Aversion(level=0.75))
    low = float(quantiles(values, chance, (0.05,))[0])

    assert of_deal.fifth_percentile == low
    assert of_deal.tail_mean == worst_mean(values, chance, 0.75)
    assert MeanCVaR(share=1.0, level=0.75).worth(values, chance) == pytest.approx(of_deal.tail_mean, abs=1e-9)
    assert chance[values <= low].sum() >= 0.05 - 1e-9
    assert chance[values < low].sum() < 0.05 + 1e-9
