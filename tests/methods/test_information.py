"""Values of information by hand, and what must hold for any program."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plantshare.errors import MethodError
from plantshare.methods import Limits
from plantshare.methods.choose import METHODS
from plantshare.methods.information import Between, value_of_information, value_of_mean_plan, wait_and_see
from tests.methods.scenario_programs import random_scenario_program
from tests.methods.two_stage_programs import capacity_program

EXACT = Limits(gap=0.0, seconds=60, threads=1)


@pytest.mark.parametrize("method", sorted(METHODS))
def test_newsvendor_of_two_demands_by_hand(method: str):
    """Demand 1 or 3, price 3, cost 2: x = 1 earns 1 for sure; x above 1 sells half the time, 1.5 < 2.

    The mean demand 2 leads to x = 2, worth -4 + 1.5 (1 + 2) = 0.5. Each demand known: 1 and 3, mean 2.
    So VSS = 1 - 0.5 and EVPI = 2 - 1.
    """
    found = value_of_information(capacity_program(cost=2.0), EXACT, method=method)

    assert found.mean_plan == pytest.approx([2.0])
    assert found.scenario_best == pytest.approx(np.array([[1.0, 1.0], [3.0, 3.0]]))
    for interval, worth in (
        (found.stochastic, 1.0),
        (found.mean_plan_worth, 0.5),
        (found.wait_and_see, 2.0),
        (found.stochastic_solution, 0.5),
        (found.perfect_information, 1.0),
    ):
        assert interval.low == pytest.approx(worth)
        assert interval.high == pytest.approx(worth)


@settings(max_examples=30, deadline=None)
@given(seed=st.integers(0, 10_000), integers=st.booleans(), gap=st.sampled_from([0.0, 0.05]))
def test_information_is_never_worth_less_than_nothing(seed: int, integers: bool, gap: float):
    """Invariant 9: EEV <= RP <= WS. The high ends say so; the low ends only but for the gaps left."""
    program = random_scenario_program(seed, integers=integers)
    try:
        found = value_of_information(program, replace(EXACT, gap=gap))
    except MethodError as fault:
        # The mean of the scenarios, or one alone, can lack a plan that only rounding would allow.
        pytest.skip(str(fault))
    scale = 1e-6 * (1 + abs(found.stochastic.high))

    assert found.stochastic_solution.high >= -scale
    assert found.perfect_information.high >= -scale
    left = found.stochastic.high - found.stochastic.low
    assert found.stochastic_solution.low >= -left - scale or found.mean_plan_worth.low == -np.inf
    alone_left = found.wait_and_see.high - found.wait_and_see.low
    assert found.perfect_information.low >= -left - alone_left - scale


def test_one_scenario_needs_no_information():
    """A single demand of 3: all three programs are one, worth 3 * (3 - 1) = 6."""
    found = value_of_information(capacity_program(demand=(3.0,)), EXACT)

    assert found.stochastic.low == pytest.approx(6.0)
    assert found.stochastic_solution.high == pytest.approx(0.0)
    assert found.perfect_information.high == pytest.approx(0.0)


def test_a_mean_plan_that_fails_some_scenario_is_worth_minus_infinity():
    """At least 0.5 resp. 2.5 must be sold: the mean asks for x = 1.5, where the second has no answer.

    Demand is 1 and 3, price 1 and cost 2 leave no reason to buy more than what must be sold.
    """
    program = capacity_program(cost=2.0, price=1.0)
    family = program.families[0]
    lower = replace(family.lower, places=np.array([0]), values=np.array([[0.5], [2.5]]))
    x, worth = value_of_mean_plan(replace(program, families=(replace(family, lower=lower),)), EXACT)

    assert x == pytest.approx([1.5])
    assert worth == Between(-np.inf, -np.inf)


def test_columns_that_are_not_held_adapt():
    """Nothing is held: the mean plan is as good as the best, 1."""
    held = np.zeros(1, dtype=bool)
    _, worth = value_of_mean_plan(capacity_program(cost=2.0), EXACT, held=held)

    assert worth.low == pytest.approx(1.0)


def test_whole_numbers_in_the_second_stage_are_valued_too():
    """y whole, x = 2 from the mean: sells 1 and 2 at 3, 4.5 on the mean, less 4."""
    program = capacity_program(cost=2.0)
    family = replace(program.families[0], is_integer=np.array([True]))
    x, worth = value_of_mean_plan(replace(program, families=(family,)), EXACT)

    assert x == pytest.approx([2.0])
    assert worth.low == pytest.approx(0.5)


def test_a_scenario_without_a_plan_is_named():
    """Nothing can be bought, and the second demand must be met with 1 at least."""
    program = capacity_program(most=0.0)
    family = program.families[0]
    lower = replace(family.lower, places=np.array([0]), values=np.array([[0.0], [1.0]]))

    with pytest.raises(MethodError, match="scenario 1 has no plan"):
        wait_and_see(replace(program, families=(replace(family, lower=lower),)), EXACT)
