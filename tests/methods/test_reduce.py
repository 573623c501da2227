"""Reduce, solve, polish, certify: what representatives are, and that the proof is that of all scenarios."""

from __future__ import annotations

import itertools
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plantshare.errors import MethodError
from plantshare.methods import Limits
from plantshare.methods.extensive_form import solve_extensive
from plantshare.methods.reduce import reduced, solve_reduced
from plantshare.methods.two_stage import TwoStage, extensive
from tests.methods.two_stage_programs import capacity_program, random_program

EXACT = Limits(gap=0.0, seconds=60, threads=1)


def whole_capacity(demand: tuple[float, ...]) -> TwoStage:
    """Return the capacity program with whole capacity."""
    program = capacity_program(demand=demand, most=100.0)
    return replace(program, first=replace(program.first, is_integer=np.array([True])))


@settings(max_examples=40, deadline=None)
@given(
    seed=st.integers(0, 100_000), integers=st.booleans(), families=st.integers(1, 3), keep=st.integers(1, 4)
)
def test_reduce_equals_the_extensive_form(seed: int, integers: bool, families: int, keep: int):
    """However few represent the rest, the value is that of all, and bound >= optimum >= value."""
    program = random_program(seed, integers=integers, families=families)
    best = solve_extensive(program, EXACT).objective
    solution = solve_reduced(program, EXACT, keep=keep)

    assert solution.method == "reduce"
    assert solution.status in ("optimal", "gap_reached")
    scale = 1e-6 * max(1.0, abs(best))
    assert solution.objective == pytest.approx(best, abs=scale)
    assert solution.bound >= best - scale
    assert solution.objective <= best + scale
    whole = extensive(program)
    rows = whole.matrix @ solution.values
    assert (rows >= whole.row_lower - 1e-6).all()
    assert (rows <= whole.row_upper + 1e-6).all()
    assert whole.cost @ solution.values == pytest.approx(solution.objective, abs=10 * scale)


@settings(max_examples=30, deadline=None)
@given(seed=st.integers(0, 10_000), asked=st.integers(1, 200))
def test_interrupted_anywhere_the_best_plan_is_kept_with_a_bound(seed: int, asked: int):
    """Stopped when asked for the n-th time: value <= optimum <= bound, or no plan."""
    program = random_program(seed, families=3)
    best = solve_extensive(program, EXACT).objective
    turns = itertools.count(1)
    solution = solve_reduced(program, replace(EXACT, stop=lambda: next(turns) >= asked), keep=2)

    scale = 1e-6 * max(1.0, abs(best))
    if solution.has_plan:
        assert solution.objective <= best + scale
        assert solution.bound >= best - scale
    else:
        assert solution.status == "no_plan"


def test_representatives_keep_the_probability_of_those_they_stand_for():
    """Demand 1, 2, 3 and 50, one in four each: 2 stands for the first three, 50 for itself."""
    small = reduced(capacity_program(demand=(1.0, 2.0, 3.0, 50.0)), keep=2)
    family = small.families[0]

    assert family.row_upper.rows()[:, 1] == pytest.approx([2.0, 50.0])
    assert family.probability == pytest.approx([0.75, 0.25])


def test_blocks_that_are_all_alike_have_one_representative():
    """Three futures of demand 4 are one of probability 1."""
    small = reduced(capacity_program(demand=(4.0, 4.0, 4.0)), keep=2)

    assert small.families[0].probability == pytest.approx([1.0])


def test_few_blocks_stay_as_they_are():
    """Two futures, ten representatives."""
    program = capacity_program()

    assert reduced(program, keep=10).families[0] is program.families[0]


def test_a_poor_plan_of_the_representatives_is_put_right():
    """Demand is 1 to 99 with equal chance, a unit costs 1 and sells at 3: whole x with P(D >= x) >= 1/3.

    One representative, the middle 50, plans x = 50, worth 3 (1 + ... + 49 + 50 * 50) / 99 - 50 = 62.878788.
    All together plan 67, worth 3 (1 + ... + 66 + 33 * 67) / 99 - 67 = 67, as much as 66 is worth.
    """
    told: list[float] = []
    limits = replace(EXACT, tell=lambda progress: told.append(progress.best))
    solution = solve_reduced(whole_capacity(tuple(float(n) for n in range(1, 100))), limits, keep=1)

    assert solution.objective == pytest.approx(67)
    assert solution.bound == pytest.approx(67)
    assert any("representatives" in line for line in solution.log)
    assert np.isclose(told, 62.878788).any()


def test_integer_recourse_is_refused_plainly():
    """Cuts from duals do not hold for integers in the second stage."""
    program = capacity_program()
    family = replace(program.families[0], is_integer=np.array([True]))

    with pytest.raises(MethodError, match="second stage without integers"):
        solve_reduced(replace(program, families=(family,)), EXACT)
