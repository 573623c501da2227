"""Aims against sums by hand, and their three forms against one another."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from plantshare.methods import Limits
from plantshare.methods.aim_program import with_aim
from plantshare.methods.aims import Aim, Expected, ExpectedDownside, MaxMin, MeanCVaR, MinimaxRegret
from plantshare.methods.direct import solve_direct
from plantshare.methods.envelope import worst_weights
from plantshare.uncertainty.spread import worst_mean
from tests.methods.scenario_programs import choice_program

QUARTERS = np.full(4, 0.25)
WORTHS = np.array([-30.0, 10.0, 25.0, 40.0])
AIMS: tuple[Aim, ...] = (
    Expected(),
    MeanCVaR(share=0.4, level=0.7),
    MeanCVaR(share=1.0, level=0.0),
    ExpectedDownside(threshold=12.0, weight=1.5),
    MaxMin(),
    MinimaxRegret((5.0, -2.0, 30.0, 44.0)),
)
NPV = arrays(float, 4, elements=st.floats(-100, 100).map(lambda value: round(value, 2)))


def chances(weights: list[float]) -> np.ndarray:
    """Return probabilities in proportion to weights."""
    return np.array(weights) / sum(weights)


CHANCES = st.lists(st.floats(0.05, 1), min_size=4, max_size=4).map(chances)


@pytest.mark.parametrize(("level", "worst"), [(0.5, -10.0), (0.6, -15.0), (0.75, -30.0)])
def test_cvar_of_four_equal_chances(level: float, worst: float):
    """(-30 + 10) / 2 = -10; (-30 * 0.25 + 10 * 0.15) / 0.4 = -15; -30 alone; the linear program agrees."""
    aim = MeanCVaR(share=1.0, level=level)

    assert aim.worth(WORTHS, QUARTERS) == pytest.approx(worst)
    assert by_program(aim, WORTHS, QUARTERS) == pytest.approx(worst)


def by_program(aim: Aim, npv: np.ndarray, probability: np.ndarray) -> float:
    """Return the aim that linear rows give where there is one plan only."""
    return solve_direct(with_aim(choice_program(npv[None, :], probability), aim), Limits(gap=0.0)).objective


@settings(max_examples=40, deadline=None)
@given(npv=NPV, probability=CHANCES, aim=st.sampled_from(AIMS))
def test_rows_sorted_sum_and_worst_weighting_are_one_number(
    npv: np.ndarray, probability: np.ndarray, aim: Aim
):
    """Invariant 10 for every aim: LP = sorted formula = the worst weighting at its own plan."""
    worth = aim.worth(npv, probability)
    envelope = worst_weights(aim.shortfall(probability), npv, probability)

    assert by_program(aim, npv, probability) == pytest.approx(worth, abs=1e-6)
    assert envelope.worth(npv) == pytest.approx(worth, abs=1e-8)


@settings(max_examples=100, deadline=None)
@given(npv=NPV, other=NPV, probability=CHANCES, aim=st.sampled_from(AIMS))
def test_a_worst_weighting_is_a_cut(npv: np.ndarray, other: np.ndarray, probability: np.ndarray, aim: Aim):
    """Made at one plan, it is never below the aim of another; weights are not negative."""
    envelope = worst_weights(aim.shortfall(probability), npv, probability)

    assert (envelope.weight >= 0).all()
    assert envelope.worth(other) >= aim.worth(other, probability) - 1e-8


@settings(max_examples=100, deadline=None)
@given(npv=NPV, gain=NPV.map(np.abs), probability=CHANCES, aim=st.sampled_from(AIMS))
def test_more_in_any_scenario_is_never_worse(
    npv: np.ndarray, gain: np.ndarray, probability: np.ndarray, aim: Aim
):
    """Every aim rises with each worth."""
    assert aim.worth(npv + gain, probability) >= aim.worth(npv, probability) - 1e-9


@settings(max_examples=100, deadline=None)
@given(npv=NPV, probability=CHANCES)
def test_aims_meet_at_their_ends(npv: np.ndarray, probability: np.ndarray):
    """CVaR is the mean at level 0, and the worst scenario once the tail is no longer than its chance.

    No weight on the worst, or no charge, leaves the mean; a regret against 0 is minus the worst; and a
    charge of 1 on what is short of a height above all worths leaves 2 mean - height.
    """
    mean = Expected().worth(npv, probability)
    worst = MaxMin().worth(npv, probability)
    rare = 1 - 0.5 * float(probability.min())

    assert MeanCVaR(share=1, level=0).worth(npv, probability) == pytest.approx(mean)
    assert MeanCVaR(share=0, level=0.9).worth(npv, probability) == pytest.approx(mean)
    assert MeanCVaR(share=1, level=rare).worth(npv, probability) == pytest.approx(worst)
    assert MinimaxRegret((0.0,) * 4).worth(npv, probability) == pytest.approx(worst)
    assert ExpectedDownside(threshold=0, weight=0).worth(npv, probability) == pytest.approx(mean)
    high = ExpectedDownside(threshold=100, weight=1).worth(npv, probability)
    assert high == pytest.approx(2 * mean - 100, abs=1e-6)


@settings(max_examples=100, deadline=None)
@given(npv=NPV, probability=CHANCES, levels=st.tuples(st.floats(0, 0.95), st.floats(0, 0.95)))
def test_a_longer_tail_is_never_worse(npv: np.ndarray, probability: np.ndarray, levels: tuple[float, float]):
    """worst <= CVaR at the higher level <= CVaR at the lower level <= mean."""
    low, high = (worst_mean(npv, probability, level) for level in sorted(levels))

    assert npv.min() - 1e-9 <= high <= low + 1e-9
    assert low <= float(probability @ npv) + 1e-9


@pytest.mark.parametrize("aim", [Expected(), MeanCVaR(share=0.5, level=0.5), MaxMin()])
def test_a_scenario_that_cannot_happen_does_not_count(aim: Aim):
    """Even an impossible second stage there changes nothing."""
    probability = np.array([0.5, 0.5, 0.0])
    npv = np.array([4.0, 8.0, -np.inf])

    assert aim.worth(npv, probability) == pytest.approx(aim.worth(npv[:2], probability[:2]))


@pytest.mark.parametrize(
    ("values", "wrong"),
    [({"share": 1.5, "level": 0.5}, "share"), ({"share": 0.5, "level": 1.0}, "level")],
)
def test_a_blend_without_meaning_is_refused(values: dict[str, float], wrong: str):
    """A share above 1, or a tail without any length."""
    with pytest.raises(ValueError, match=wrong):
        MeanCVaR(**values)


@pytest.mark.parametrize(("threshold", "weight"), [(np.nan, 1.0), (0.0, -1.0), (0.0, np.inf)])
def test_a_charge_without_meaning_is_refused(threshold: float, weight: float):
    """A threshold that is no number, a charge below nothing or without end."""
    with pytest.raises(ValueError, match="must be"):
        ExpectedDownside(threshold=threshold, weight=weight)


def test_regret_needs_a_best_worth_for_each_scenario():
    """Two best worths do not fit four scenarios."""
    with pytest.raises(ValueError, match="4 scenarios, got 2"):
        MinimaxRegret((1.0, 2.0)).worth(WORTHS, QUARTERS)


def test_words_say_what_is_maximised():
    """A planner reads numbers, not symbols."""
    assert MeanCVaR(share=0.5, level=0.9).words == (
        "0.5 of the expected present value plus 0.5 of its mean over the worst 10%"
    )
    assert "1.5 times" in ExpectedDownside(threshold=12.0, weight=1.5).words
