"""The decomposition against the extensive form, and what it promises when it is stopped."""

from __future__ import annotations

import itertools
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from two_stage_instance import two_stage_instance

from plantshare.errors import MethodError
from plantshare.methods import Limits, Progress
from plantshare.methods.choose import (
    DECOMPOSITION,
    EXTENSIVE,
    METHODS,
    REDUCE,
    choose_method,
    solve_extensive,
)
from plantshare.methods.decomposition import solve_decomposition
from plantshare.methods.two_stage import TwoStage, extensive
from tests.methods.two_stage_programs import capacity_program, random_program

EXACT = Limits(gap=0.0, seconds=60, threads=1)


def assert_feasible(program: TwoStage, values: np.ndarray) -> None:
    """Fail unless values obey every row and limit of the extensive form and are whole where they must."""
    whole = extensive(program)
    rows = whole.matrix @ values
    assert (rows >= whole.row_lower - 1e-6).all()
    assert (rows <= whole.row_upper + 1e-6).all()
    assert (values >= whole.lower - 1e-6).all()
    assert (values <= whole.upper + 1e-6).all()
    assert np.abs(values - values.round())[whole.is_integer].max(initial=0.0) < 1e-6


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 100_000), integers=st.booleans(), families=st.integers(1, 3))
def test_decomposition_equals_the_extensive_form(seed: int, integers: bool, families: int):
    """On any small program both give the same value, and bound >= optimum >= value."""
    program = random_program(seed, integers=integers, families=families)
    best = solve_extensive(program, EXACT).objective
    solution = solve_decomposition(program, EXACT)

    assert solution.status in ("optimal", "gap_reached")
    scale = 1e-6 * max(1.0, abs(best))
    assert solution.objective == pytest.approx(best, abs=scale)
    assert solution.bound >= best - scale
    assert solution.objective <= best + scale
    assert_feasible(program, solution.values)
    assert extensive(program).cost @ solution.values == pytest.approx(solution.objective, abs=10 * scale)


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 10_000), asked=st.integers(1, 300))
def test_interrupted_anywhere_the_best_plan_is_kept_with_a_bound(seed: int, asked: int):
    """Stopped when asked for the n-th time: a plan that holds, and value <= optimum <= bound."""
    program = random_program(seed, families=3)
    best = solve_extensive(program, EXACT).objective
    turns = itertools.count(1)
    solution = solve_decomposition(program, replace(EXACT, stop=lambda: next(turns) >= asked))

    scale = 1e-6 * max(1.0, abs(best))
    if solution.has_plan:
        assert solution.objective <= best + scale
        assert solution.bound >= best - scale
        assert_feasible(program, solution.values)
    else:
        assert solution.status == "no_plan"


@pytest.mark.parametrize("seed", range(5))
def test_threads_do_not_change_a_digit(seed: int):
    """Blocks keep their order and their solvers whatever the number of threads."""
    program = random_program(seed, families=3)
    one = solve_decomposition(program, EXACT)
    two = solve_decomposition(program, replace(EXACT, threads=2))

    assert one.objective == two.objective
    assert one.bound == two.bound
    assert (one.values == two.values).all()


class TestEveryMethod:
    """What every method for two-stage programs promises."""

    @pytest.fixture(params=sorted(METHODS))
    def method(self, request):
        """Return one method after another."""
        return METHODS[request.param]

    def test_capacity_is_bought_for_what_pays(self, method):
        """Each of the first 1 sells for sure (3 - 1), up to 3 half the time (1.5 - 1): 2 + 2 * 0.5 = 3."""
        solution = method(capacity_program(), EXACT)

        assert solution.status == "optimal"
        assert solution.objective == pytest.approx(3)
        assert solution.bound == pytest.approx(3)
        assert solution.values == pytest.approx([3, 1, 3])

    def test_no_first_stage_is_possible(self, method):
        """At least 1 must be sold, and nothing can be bought."""
        program = capacity_program(most=0.0)
        family = program.families[0]
        lower = replace(family.lower, base=np.array([1.0]))
        solution = method(replace(program, families=(replace(family, lower=lower),)), EXACT)

        assert solution.status == "infeasible"
        assert not solution.has_plan

    def test_interrupt_ends_without_a_plan_or_with_a_proven_one(self, method):
        """Asked to stop before it begins, a method has no plan, or one with a bound above it."""
        solution = method(random_program(1), replace(EXACT, stop=lambda: True))

        assert not solution.has_plan or solution.bound >= solution.objective


def test_integers_make_a_difference():
    """x is whole and at most 2.5 is left: 2 sell, worth 1 for sure: 2 * (3 - 1) - 1 * 1.5 = 2.5.

    With demand 1 and 3: x = 2 costs 2 and sells 1 or 2 at 3, 4.5 on the mean: 2.5.
    """
    program = capacity_program(most=2.5)
    whole = replace(program, first=replace(program.first, is_integer=np.array([True])))
    solution = solve_decomposition(whole, EXACT)

    assert solution.objective == pytest.approx(2.5)
    assert solution.values[0] == pytest.approx(2)


def test_many_futures_are_planned_through_their_means():
    """Demand is 1 to 720 with equal chance, a unit costs 1 and sells at 3: whole x with P(D >= x) >= 1/3.

    x = 480 sells 1 + ... + 480 = 115,440 and 240 times 480: 3 * 230,640 / 720 - 480 = 481. Twelve parts
    of 60 futures are twelve means each at first, which promise more.
    """
    program = capacity_program(demand=tuple(float(wanted) for wanted in range(1, 721)), most=1000.0)
    whole = replace(program, first=replace(program.first, is_integer=np.array([True])))
    told: list[Progress] = []
    solution = solve_decomposition(whole, replace(EXACT, tell=told.append))

    assert solution.objective == pytest.approx(481)
    assert solution.bound == pytest.approx(481)
    assert any("early plan" in line for line in solution.log)
    assert all(not one.bound < 481 - 1e-6 for one in told)


def test_first_stage_without_a_limit_is_found_bounded():
    """Capacity has no limit of its own; what sells ends it at 3."""
    program = capacity_program(most=np.inf)
    solution = solve_decomposition(program, EXACT)

    assert solution.values[0] == pytest.approx(3)
    assert solution.bound == pytest.approx(3)


def test_integer_recourse_is_refused_plainly():
    """Cuts from duals do not hold for integers in the second stage."""
    program = capacity_program()
    family = replace(program.families[0], is_integer=np.array([True]))

    with pytest.raises(MethodError, match="second stage without integers"):
        solve_decomposition(replace(program, families=(family,)), EXACT)


def test_progress_tells_best_and_bound():
    """Told values come in order of time, and no bound lies under a best plan."""
    told: list[Progress] = []
    solve_decomposition(random_program(7), replace(EXACT, tell=told.append))

    assert told
    assert [one.seconds for one in told] == sorted(one.seconds for one in told)
    assert all(not one.bound < one.best - 1e-6 * abs(one.best) for one in told)


def test_integers_in_the_second_stage_choose_the_extensive_form():
    """Only the extensive form solves them."""
    program = capacity_program()
    family = replace(program.families[0], is_integer=np.array([True]))

    assert choose_method(replace(program, families=(family,))) == EXTENSIVE


def test_large_programs_choose_cuts_and_many_futures_representatives():
    """175,920 columns of 10 futures are too many at once; of 100 futures, ten may speak for a year."""
    assert choose_method(two_stage_instance(10)) == DECOMPOSITION
    assert choose_method(two_stage_instance(100)) == REDUCE


def test_duals_are_worth_more_of_a_right_side():
    """Demand of 1 is worth nothing more (capacity is idle), demand of 3 half a price of 3 less...

    At x = 3 the second scenario sells min(x, demand) = 3 with both limits tight; the duals of its two
    rows share the price 3 at probability 1/2. In the first, demand alone is tight: 1.5.
    """
    solution = solve_decomposition(capacity_program(), EXACT)
    first_capacity, first_demand, second_capacity, second_demand = solution.duals

    assert first_capacity == pytest.approx(0)
    assert first_demand == pytest.approx(1.5)
    assert second_capacity + second_demand == pytest.approx(1.5)
