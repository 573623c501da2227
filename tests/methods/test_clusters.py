"""Clusters of blocks, and what their means prove."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plantshare.methods import Limits
from plantshare.methods.choose import solve_extensive
from plantshare.methods.clusters import clusters
from plantshare.methods.condensed import condensed
from tests.methods.two_stage_programs import capacity_program

EXACT = Limits(gap=0.0, seconds=60, threads=1)


def test_near_demands_share_a_cluster():
    """0 and 1 are near each other, as are 10 and 11; the main direction is demand itself."""
    family = capacity_program(demand=(10.0, 0.0, 11.0, 1.0)).families[0]
    found = clusters(family, [np.arange(4)], 2)

    assert sorted(part.tolist() for part in found) == [[0, 2], [1, 3]]


def test_equal_blocks_are_not_parted():
    """Four blocks with two demands are at most two clusters, however many are asked for."""
    family = capacity_program(demand=(1.0, 3.0, 1.0, 3.0)).families[0]

    assert len(clusters(family, [np.arange(4)], 4)) == 2


def test_two_means_of_two_demands_lose_nothing():
    """Half the futures want nothing, half 4: each unit sells half the time, 4 * (1.5 - 1) = 2.

    Their one mean, 2, sells for sure: 2 * (3 - 1) = 4. Two means are the two demands: 2.
    """
    program = capacity_program(demand=(0.0,) * 4 + (4.0,) * 4)
    groups = ((0, np.arange(8)),)
    one, two = condensed(program, groups), condensed(program, groups, parts=2)

    assert one is not None
    assert two is not None
    assert solve_extensive(one[0], EXACT).objective == pytest.approx(4)
    assert solve_extensive(two[0], EXACT).objective == pytest.approx(2)


@settings(max_examples=30, deadline=None)
@given(demand=st.lists(st.integers(0, 9), min_size=32, max_size=32), parts=st.integers(1, 8))
def test_means_promise_no_less_than_the_whole(demand: list[int], parts: int):
    """The worth of a block is concave in its right side, so that means bound it from above (Jensen)."""
    program = capacity_program(demand=tuple(float(wanted) for wanted in demand))
    few = condensed(program, ((0, np.arange(32)),), parts)

    assert few is not None
    bound = solve_extensive(few[0], EXACT).objective
    assert bound >= solve_extensive(program, EXACT).objective - 1e-9
