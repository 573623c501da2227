"""Walks: principal components carry most of the movement first."""

from __future__ import annotations

import numpy as np
import pytest

from plantshare.uncertainty.walk import carried, principal, walk_factors, walk_variance


@pytest.mark.parametrize("persistence", [0.0, 0.5, 0.8, 1.0])
def test_the_first_components_carry_the_most(persistence):
    """The squared length of A V sqrt(L) by component falls, and adds to the variance of all years."""
    answer = carried(12, persistence) @ principal(12, persistence)
    sizes = (answer**2).sum(axis=0)

    assert (np.diff(sizes) <= 1e-9).all()
    assert sizes.sum() == pytest.approx(walk_variance(12, 1.0, persistence).sum())


def test_the_first_component_of_a_level_moves_all_years_one_way():
    """Of a random walk over twelve years it carries four fifths of all variance, and lifts every year."""
    answer = carried(12, 1.0) @ principal(12, 1.0)

    assert (answer[:, 0] > 0).all()
    assert (answer[:, 0] ** 2).sum() / (answer**2).sum() > 0.8


def test_factors_by_hand():
    """Shocks 1 and 0 at 10% that fade by half: exp(0.1 - 0.005) and exp(0.05 - 0.00625)."""
    factors = walk_factors(np.array([[1.0, 0.0]]), 0.1, 0.5)

    assert factors == pytest.approx(np.exp([[0.095, 0.05 - 0.00625]]))
