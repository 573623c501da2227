"""Linear programs of games: rows that enter as they are broken give the optimum of all rows."""

from __future__ import annotations

import numpy as np
import pytest

from plantshare.deals.game import membership
from plantshare.deals.linear_program import FEW, minimise
from plantshare.errors import MethodError

NONE = np.zeros((0, 2)), np.zeros(0)


def test_the_dual_of_a_row_is_what_one_unit_more_costs() -> None:
    """min 2x + 3y, x + y >= 4, x - y >= -1, x, y >= 0: all x, so a unit more of 4 costs 2."""
    found = minimise(
        np.array([2.0, 3.0]),
        rows=np.array([[1.0, 1.0], [1.0, -1.0]]),
        right=np.array([4.0, -1.0]),
        equal_rows=NONE[0],
        equal_right=NONE[1],
        lower=np.zeros(2),
    )
    assert found is not None
    assert (found.objective, found.point.tolist()) == (8, [4, 0])
    assert (found.row_duals.tolist(), found.bound_duals.tolist()) == ([2, 0], [0, 1])


def test_no_solution_is_an_answer_and_no_least_cost_an_error() -> None:
    """x >= 1 with x = 0; and min x with nothing to stop it."""
    one = np.array([[1.0]])
    args = {"cost": np.array([1.0]), "rows": one, "right": np.array([1.0])}
    assert minimise(**args, equal_rows=one, equal_right=np.array([0.0])) is None
    with pytest.raises(MethodError, match="was not solved"):
        minimise(
            np.array([1.0]), rows=one[:0], right=np.zeros(0), equal_rows=one[:0], equal_right=np.zeros(0)
        )


def test_many_rows_give_the_optimum_and_the_duals_of_all() -> None:
    """Thirteen players, 8190 coalitions with worths at random: strong duality and no broken row."""
    rows = membership(13)[1:-1]
    assert len(rows) > FEW
    right = np.random.default_rng(3).uniform(0, 1, len(rows))
    found = minimise(
        np.ones(13), rows=rows, right=right, equal_rows=np.zeros((0, 13)), equal_right=np.zeros(0)
    )
    assert found is not None
    assert (rows @ found.point >= right - 1e-9).all()
    assert found.row_duals @ rows == pytest.approx(np.ones(13))
    assert found.row_duals @ right == pytest.approx(found.objective)
