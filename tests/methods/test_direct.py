"""The direct method on programs small enough to solve in the head."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from scipy import sparse

from plantshare.formulation import MatrixProgram
from plantshare.methods import Limits, Progress, solve_direct
from plantshare.methods.limits import relative_gap

INFINITE = np.inf


def program(is_integer: bool = True) -> MatrixProgram:
    """Return max 5 x + 4 y with 6 x + 5 y <= 10 and x + y <= 1.8, both at most 1."""
    return MatrixProgram(
        cost=np.array([5.0, 4.0]),
        matrix=sparse.csc_matrix(np.array([[6.0, 5.0], [1.0, 1.0]])),
        row_lower=np.array([-INFINITE, -INFINITE]),
        row_upper=np.array([10.0, 1.8]),
        lower=np.zeros(2),
        upper=np.ones(2),
        is_integer=np.array([is_integer, is_integer]),
        rows=np.array(["weight", "count"], dtype=object),
    )


def random_program(size: int = 60, seed: int = 1) -> MatrixProgram:
    """Return a knapsack with many rules, hard enough to be stopped before its end."""
    random = np.random.default_rng(seed)
    weights = random.integers(10, 100, size=(12, size)).astype(float)
    return MatrixProgram(
        cost=weights.sum(axis=0) + random.integers(0, 5, size=size),
        matrix=sparse.csc_matrix(weights),
        row_lower=np.full(12, -INFINITE),
        row_upper=np.floor(weights.sum(axis=1) / 2.0),
        lower=np.zeros(size),
        upper=np.ones(size),
        is_integer=np.ones(size, dtype=bool),
        rows=np.array([f"weight {row}" for row in range(12)], dtype=object),
    )


def test_whole_values_are_found_and_proven():
    """Only one of the two fits: x = 1 gives 5."""
    solution = solve_direct(program(), Limits(gap=0.0))

    assert solution.status == "optimal"
    assert solution.objective == pytest.approx(5)
    assert solution.bound == pytest.approx(5)
    assert solution.values == pytest.approx([1, 0])


def test_linear_program_gives_its_duals():
    """x = 1 and y = 0.8 on the rules: 8.2; weight is full at 10, count at 1.8.

    y can only move with the count and the weight alike (5 y <= 4 and y <= 0.8): one of the two
    rules is worth 4 a unit of y. The duals sum to the objective: 10 u + 1.8 v + reduced cost of x.
    """
    solution = solve_direct(program(is_integer=False), Limits(gap=0.0))

    assert solution.objective == pytest.approx(8.2)
    assert solution.bound == pytest.approx(8.2)
    weight, count = solution.duals
    assert 5 * weight + count == pytest.approx(4)
    reduced = 5 - 6 * weight - count
    assert 10 * weight + 1.8 * count + reduced == pytest.approx(8.2)


def test_duals_hold_the_integers():
    """With x fixed at 1 and y continuous: y = 0.8, and one more unit of count is worth nothing alone."""
    mixed = replace(program(), is_integer=np.array([True, False]), row_upper=np.array([10.0, 1.5]))
    solution = solve_direct(mixed, Limits(gap=0.0))

    assert solution.values == pytest.approx([1, 0.5])
    assert solution.duals == pytest.approx([0, 4])


def test_infeasible_program_has_no_plan():
    """x + y must reach 3 with both at most 1."""
    impossible = replace(program(), row_lower=np.array([-INFINITE, 3.0]), row_upper=np.array([10.0, 4.0]))
    solution = solve_direct(impossible, Limits())

    assert solution.status == "infeasible"
    assert not solution.has_plan


def test_unbounded_program_is_told_apart():
    """Nothing holds y back."""
    free = replace(
        program(is_integer=False),
        upper=np.array([1.0, INFINITE]),
        row_upper=np.array([INFINITE, INFINITE]),
    )

    assert solve_direct(free, Limits()).status == "unbounded"


def test_stop_keeps_the_best_plan():
    """Asked to stop once a first plan is there, the solver gives it with a bound above it."""
    seen: list[Progress] = []
    solution = solve_direct(
        random_program(),
        Limits(gap=0.0, tell=seen.append, stop=lambda: any(np.isfinite(each.best) for each in seen)),
    )

    assert solution.status == "interrupted"
    assert solution.has_plan
    assert solution.bound >= solution.objective
    assert seen


def test_time_limit_keeps_the_best_plan():
    """A fifth of a second is too short for the proof."""
    solution = solve_direct(random_program(), Limits(gap=0.0, seconds=0.2))

    assert solution.status in ("time_limit", "no_plan")
    assert not solution.has_plan or solution.gap > 0


def test_start_is_kept_when_nothing_better_is_found():
    """The start x = 0, y = 1 is worth 4; the optimum 5 is found from it all the same."""
    solution = solve_direct(program(), Limits(gap=0.0), start={0: 0.0, 1: 1.0})

    assert solution.objective == pytest.approx(5)


@pytest.mark.parametrize(
    ("best", "bound", "gap"), [(100, 101, 0.01), (0, 0, 0), (-50, -49, 0.02), (np.nan, 1, np.inf)]
)
def test_relative_gap(best, bound, gap):
    """The distance of bound and plan over the plan."""
    assert relative_gap(best, bound) == pytest.approx(gap)


@pytest.mark.parametrize("wrong", [{"gap": -0.1}, {"gap": 2.0}, {"seconds": 0.0}])
def test_limits_refuse_what_means_nothing(wrong):
    """A gap outside 0 to 1 and no time at all are wrong calls."""
    with pytest.raises(ValueError, match=next(iter(wrong))):
        Limits(**wrong)


def test_it_ends_once_its_bound_is_enough():
    """A bound within 3% is proven soon; asked for the optimum, it is left when the bound is 1% above that."""
    rough = solve_direct(random_program(), Limits(gap=0.03, seconds=30))
    enough = 1.01 * rough.bound
    solution = solve_direct(random_program(), Limits(gap=0.0, seconds=30), enough=enough)

    assert solution.status == "interrupted"
    assert solution.objective <= solution.bound <= enough
