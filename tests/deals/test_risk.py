"""The worst cases, and what an uncertain gain is worth."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from plantshare.deals.risk import (
    Aversion,
    certainty_equivalent,
    conditional_value_at_risk,
    conditional_value_at_risk_by_program,
    gain_risk,
    walk_away_probability,
)

GAINS = np.array([-30.0, 10.0, 25.0, 40.0])
EQUAL = np.full(4, 0.25)


@pytest.mark.parametrize(("level", "expected"), [(0.5, -10.0), (0.6, -15.0), (0.75, -30.0), (0.0, 11.25)])
def test_the_mean_of_the_worst_cases(level: float, expected: float) -> None:
    """(-30 + 10) / 2; (-30 * 0.25 + 10 * 0.15) / 0.4; -30; the mean of all."""
    assert conditional_value_at_risk(GAINS, EQUAL, level) == pytest.approx(expected)
    assert conditional_value_at_risk_by_program(GAINS, EQUAL, level) == pytest.approx(expected)


@given(
    st.lists(st.tuples(st.floats(-100, 100), st.floats(0.01, 1.0)), min_size=1, max_size=8),
    st.floats(0.0, 0.95),
)
def test_the_sorted_formula_and_the_program_agree(cases: list[tuple[float, float]], level: float) -> None:
    """Invariant 10, for any gains and any probabilities."""
    values = np.array([gain for gain, _ in cases])
    weight = np.array([chance for _, chance in cases])
    chance = weight / weight.sum()

    assert conditional_value_at_risk(values, chance, level) == pytest.approx(
        conditional_value_at_risk_by_program(values, chance, level), abs=1e-6
    )


@given(st.lists(st.floats(-100, 100), min_size=2, max_size=8), st.floats(0.0, 1.0), st.floats(0.0, 0.9))
def test_risk_never_adds_worth_and_a_sure_sum_adds_itself(
    values: list[float], weight: float, level: float
) -> None:
    """CE <= mean; CE(X + 7) = CE(X) + 7; CE(2 X) = 2 CE(X)."""
    gains, chance = np.array(values), np.full(len(values), 1 / len(values))
    aversion = Aversion(weight=weight, level=level)
    worth = certainty_equivalent(gains, chance, aversion)

    assert worth <= gains.mean() + 1e-9
    assert certainty_equivalent(gains + 7, chance, aversion) == pytest.approx(worth + 7, abs=1e-9)
    assert certainty_equivalent(2 * gains, chance, aversion) == pytest.approx(2 * worth, abs=1e-9)


def test_the_spread_of_a_gain() -> None:
    """Mean 11.25, worst quarter -30, worth (11.25 - 30) / 2, a loss in one case of four."""
    found = gain_risk(GAINS, EQUAL, Aversion())

    assert found.mean == pytest.approx(11.25)
    assert found.tail_mean == pytest.approx(-30)
    assert found.certainty_equivalent == pytest.approx(-9.375)
    assert found.loss_probability == pytest.approx(0.25)
    assert found.fifth_percentile == -30


def test_the_fifth_percentile_of_a_hundred() -> None:
    """Of 1 to 100 five are 5 or less, so 5 is the least that 5% do not exceed; of 0 to 100 the sixth is.

    Of 101 draws five are 4.95%, too few, and six 5.94%.
    """
    assert gain_risk(np.arange(1.0, 101.0), np.full(100, 0.01), Aversion()).fifth_percentile == 5
    assert gain_risk(np.arange(101.0), np.full(101, 1 / 101), Aversion()).fifth_percentile == 5


def test_a_termination_fee_keeps_a_party_in_some_cases() -> None:
    """At an exit worth 0 a quarter walks; at a fee of 40 nobody does; where leaving pays 20 half do."""
    assert walk_away_probability(GAINS, EQUAL) == 0.25
    assert walk_away_probability(GAINS, EQUAL, exit_gain=-40) == 0
    assert walk_away_probability(GAINS, EQUAL, exit_gain=20) == 0.5


def test_what_is_no_distribution_is_refused() -> None:
    """Probabilities that add up to 2, of the wrong number, and levels and weights outside their bounds."""
    with pytest.raises(ValueError, match="sum of 2"):
        certainty_equivalent(GAINS, np.full(4, 0.5), Aversion())
    with pytest.raises(ValueError, match="do not meet"):
        walk_away_probability(GAINS, np.full(3, 1 / 3))
    with pytest.raises(ValueError, match="level must lie"):
        Aversion(level=1.0)
    with pytest.raises(ValueError, match="weight must lie"):
        Aversion(weight=1.1)
