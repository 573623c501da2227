"""Whole plans from fractional ones."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from plantshare.methods.dive import dive, narrow
from plantshare.methods.linear_phase import solve_linear
from plantshare.methods.master import Master
from plantshare.methods.recourse import Recourse
from tests.methods.two_stage_programs import random_program


def test_the_least_chosen_is_dropped_and_the_most_chosen_kept():
    """1 stays, 0.95 becomes 1, 0.05 (a fifth of three, at least one) goes, 0.6 waits."""
    lower, upper = np.zeros(4), np.ones(4)
    left = narrow(np.full(4, True), np.array([0.95, 0.05, 0.6, 1.0]), lower, upper)

    assert left == 3
    assert lower.tolist() == [1, 0, 0, 1]
    assert upper.tolist() == [1, 0, 1, 1]


def test_where_nothing_is_small_the_largest_is_taken():
    """0.6 and 0.7 are both above a half and below 0.9: the larger one becomes 1."""
    lower, upper = np.zeros(2), np.ones(2)
    left = narrow(np.full(2, True), np.array([0.6, 0.7]), lower, upper)

    assert left == 2
    assert lower.tolist() == [0, 1]
    assert upper.tolist() == [1, 1]


def test_continuous_columns_are_left_alone():
    """Only the first column must be whole; 2.3 of 4 is dropped to 2."""
    lower, upper = np.zeros(2), np.full(2, 4.0)
    narrow(np.array([True, False]), np.array([2.3, 2.3]), lower, upper)

    assert upper.tolist() == [2, 4]
    assert lower.tolist() == [0, 0]


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_a_dive_ends_with_whole_numbers_or_nowhere(seed: int):
    """Whatever the program, the integers of a plan are whole and its rows hold."""
    program = random_program(seed)
    first = program.first
    with Recourse(program, threads=1) as recourse:
        master = Master(first, recourse.groups)
        linear = solve_linear(master, recourse, start=None, gap=1e-6, check=lambda: None)
        found = dive(master, recourse, linear.x, lambda: None)

    if found is not None:
        plan = found.point
        assert found.is_whole
        assert np.abs(plan - plan.round())[first.is_integer].max(initial=0.0) < 2e-5
        assert (first.matrix @ plan <= first.row_upper + 1e-6).all()


@settings(max_examples=20, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_a_dive_may_leave_a_few_open(seed: int):
    """With two columns enough, no more than two integers are fractional and all others are held."""
    program = random_program(seed)
    first = program.first
    with Recourse(program, threads=1) as recourse:
        master = Master(first, recourse.groups)
        linear = solve_linear(master, recourse, start=None, gap=1e-6, check=lambda: None)
        found = dive(master, recourse, linear.x, lambda: None, enough=2)

    if found is not None:
        assert int((found.lower < found.upper)[first.is_integer].sum()) <= 2
        assert (found.lower <= found.point + 1e-5).all()
        assert (found.point <= found.upper + 1e-5).all()
