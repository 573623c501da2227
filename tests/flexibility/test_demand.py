"""Draws of demand: limits, correlation, discrete values, Sobol sequences and seeds."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy.stats import truncnorm

from plantshare.flexibility import DiscreteDemand, NormalDemand, draw, draw_sobol, outcomes

TEN = NormalDemand(mean=(100.0,) * 10, sd=(40.0,) * 10, truncation_sd=2.0)
COINS = DiscreteDemand(values=((130.0, 70.0),) * 2, probabilities=((0.25, 0.75),) * 2)


def rng(seed: int = 7) -> np.random.Generator:
    """Return a generator with a seed."""
    return np.random.default_rng(seed)


@pytest.mark.parametrize("limit", [0.5, 2.0])
def test_the_limits_hold_and_the_spread_is_that_of_the_conditional_distribution(limit: float) -> None:
    """At 2 sd the spread is 40 * 0.8796 = 35.19; 200,000 numbers give it within 1%, the mean within 0.4."""
    demand = NormalDemand(mean=(100.0, 100.0), sd=(40.0, 40.0), truncation_sd=limit)
    drawn = draw(demand, 100_000, rng())
    assert np.abs(drawn - 100).max() <= limit * 40
    assert drawn.mean() == pytest.approx(100, abs=0.4)
    assert drawn.std() == pytest.approx(40 * truncnorm(-limit, limit).std(), rel=0.01)


@pytest.mark.parametrize("method", [draw, draw_sobol])
@pytest.mark.parametrize("demand", [TEN, COINS])
def test_the_same_seed_gives_the_same_digits(method: object, demand: NormalDemand | DiscreteDemand) -> None:
    """Two generators of seed 7 agree in every digit; seed 8 gives other draws."""
    assert callable(method)
    first, second = method(demand, 1000, rng()), method(demand, 1000, rng())
    assert first.tobytes() == second.tobytes()
    assert not np.array_equal(first, method(demand, 1000, rng(8)))


@pytest.mark.parametrize("method", [draw, draw_sobol])
def test_correlated_demand_has_its_correlation(method: object) -> None:
    """Correlation 0.6 within 0.02 at 65,536 draws, whose standard error is (1 - 0.36) / 256 = 0.0025."""
    assert callable(method)
    demand = NormalDemand(mean=(50.0, 80.0), sd=(5.0, 10.0), correlation=((1.0, 0.6), (0.6, 1.0)))
    drawn = method(demand, 65_536, rng())
    assert np.corrcoef(drawn.T)[0, 1] == pytest.approx(0.6, abs=0.02)
    assert drawn.std(axis=0) == pytest.approx([5.0, 10.0], rel=0.02)


def test_perfectly_correlated_demand_moves_together_within_its_limits() -> None:
    """Correlation 1: (d0 - 50) / 5 = (d1 - 80) / 10 in every draw, never beyond 1.5."""
    demand = NormalDemand(
        mean=(50.0, 80.0), sd=(5.0, 10.0), truncation_sd=1.5, correlation=((1.0, 1.0), (1.0, 1.0))
    )
    drawn = draw(demand, 20_000, rng())
    standard = (drawn - [50, 80]) / [5, 10]
    np.testing.assert_allclose(standard[:, 0], standard[:, 1], atol=1e-7)
    assert np.abs(standard).max() <= 1.5


def test_unlinked_correlation_draws_like_independent_demand() -> None:
    """The unit matrix: correlation 0 within 0.02, and the spread 40 * 0.8796 of limits at 2 sd."""
    demand = NormalDemand(
        mean=(100.0, 100.0), sd=(40.0, 40.0), truncation_sd=2.0, correlation=((1.0, 0.0), (0.0, 1.0))
    )
    drawn = draw(demand, 100_000, rng())
    assert np.corrcoef(drawn.T)[0, 1] == pytest.approx(0.0, abs=0.02)
    assert drawn.std() == pytest.approx(40 * truncnorm(-2, 2).std(), rel=0.01)


def test_a_sobol_sequence_finds_the_mean_more_closely_than_chance() -> None:
    """4,096 draws: chance errs by 35.19 / 64 = 0.55 in the mean of a vehicle, the sequence below 0.05."""
    drawn = draw_sobol(TEN, 4096, rng())
    assert drawn.shape == (4096, 10)
    assert np.abs(drawn.mean(axis=0) - 100).max() < 0.05
    assert draw_sobol(TEN, 100, rng()).shape == (100, 10)


def test_a_sobol_sequence_is_refused_where_draws_are_taken_again() -> None:
    """Correlated and within limits at once."""
    demand = NormalDemand(
        mean=(1.0, 1.0), sd=(1.0, 1.0), truncation_sd=2.0, correlation=((1.0, 0.5), (0.5, 1.0))
    )
    with pytest.raises(ValueError, match="use draw"):
        draw_sobol(demand, 8, rng())


def test_discrete_demand_takes_its_values_as_often_as_it_should() -> None:
    """130 with probability 0.25 among 80,000 numbers: standard error 0.0015."""
    drawn = draw(COINS, 40_000, rng())
    assert set(np.unique(drawn)) == {70.0, 130.0}
    assert (drawn == 130).mean() == pytest.approx(0.25, abs=0.006)


def test_outcomes_list_every_combination_with_its_probability() -> None:
    """0.25 * 0.25 = 0.0625, twice 0.25 * 0.75 = 0.1875, 0.75 * 0.75 = 0.5625."""
    amounts, chances = outcomes(COINS)
    assert amounts.tolist() == [[130, 130], [130, 70], [70, 130], [70, 70]]
    assert chances.tolist() == [0.0625, 0.1875, 0.1875, 0.5625]
    many = DiscreteDemand(values=((0.0, 1.0),) * 20, probabilities=((0.5, 0.5),) * 20)
    with pytest.raises(ValueError, match="1,048,576 outcomes"):
        outcomes(many)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"sd": (1.0,)}, "2 means and 1 standard"),
        ({"sd": (1.0, -1.0)}, "from 0 up"),
        ({"mean": (math.nan, 1.0)}, "finite"),
        ({"truncation_sd": 0.0}, "above 0"),
        ({"correlation": ((1.0,),)}, "2 by 2"),
        ({"correlation": ((1.0, 0.5), (0.4, 1.0))}, "symmetric"),
        ({"correlation": ((1.0, 2.0), (2.0, 1.0))}, "least eigenvalue is -1"),
    ],
)
def test_what_is_no_distribution_is_refused(given: dict[str, tuple[float, ...]], words: str) -> None:
    """Each fault names what was wrong with it."""
    with pytest.raises(ValueError, match=words):
        NormalDemand(**{"mean": (1.0, 1.0), "sd": (1.0, 1.0), **given})


@pytest.mark.parametrize("chances", [(0.5,), (0.5, 0.6), (1.5, -0.5)])
def test_probabilities_belong_to_values_and_sum_to_one(chances: tuple[float, ...]) -> None:
    """Two values need two probabilities from 0 up with sum 1."""
    with pytest.raises(ValueError, match="probabilities"):
        DiscreteDemand(values=((1.0, 2.0),), probabilities=(chances,))
