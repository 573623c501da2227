"""The checker's own sums for each aim, by hand and against the sums of the methods."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plantshare.methods.aims import Aim, ExpectedDownside, MaxMin, MeanCVaR, MinimaxRegret
from plantshare.results.aim import StatedAim
from plantshare.results.checker.aim import WORTHS
from plantshare.solve.aiming import worded

WORTHS_OF = np.array([-30.0, 10.0, 25.0, 40.0])
QUARTERS = np.full(4, 0.25)


def figures(**numbers: float) -> StatedAim:
    """Return an aim with some figures."""
    return StatedAim(figures=numbers)


@pytest.mark.parametrize(("level", "worst"), [(0.5, -10.0), (0.6, -15.0), (0.75, -30.0)])
def test_mean_of_the_worst_by_hand(level: float, worst: float):
    """(-30 + 10) / 2; (-30 * 0.25 + 10 * 0.15) / 0.4; -30."""
    assert WORTHS["cvar"](WORTHS_OF, QUARTERS, figures(share=1.0, level=level)) == pytest.approx(worst)


def test_other_aims_by_hand():
    """Mean 11.25 less 2 * 30 / 4; the lowest; the largest of 35, 0, 5, 0."""
    charge = figures(threshold=0.0, weight=2.0)
    assert WORTHS["downside"](WORTHS_OF, QUARTERS, charge) == pytest.approx(11.25 - 15.0)
    assert WORTHS["worst"](WORTHS_OF, QUARTERS, figures()) == pytest.approx(-30.0)
    best = StatedAim(name="regret", best=(5.0, 10.0, 30.0, 40.0))
    assert WORTHS["regret"](WORTHS_OF, QUARTERS, best) == pytest.approx(-35.0)


@settings(max_examples=100, deadline=None)
@given(
    worths=st.lists(st.floats(-100, 100), min_size=4, max_size=4).map(np.array),
    weights=st.lists(st.floats(0.05, 1), min_size=4, max_size=4).map(np.array),
    aim=st.sampled_from(
        [
            MeanCVaR(share=0.3, level=0.8),
            ExpectedDownside(threshold=3.0, weight=0.7),
            MaxMin(),
            MinimaxRegret((90.0, 80.0, 70.0, 60.0)),
        ]
    ),
)
def test_checker_and_methods_agree(worths: np.ndarray, weights: np.ndarray, aim: Aim):
    """Two sums written apart: over levels here, over the sorted worths there."""
    chance = weights / weights.sum()
    stated = worded(aim)

    assert WORTHS[stated.name](worths, chance, stated) == pytest.approx(aim.worth(worths, chance), abs=1e-9)
