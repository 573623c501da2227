"""Plans for an aim: enumeration by hand, and every method against the extensive form."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plantshare.errors import MethodError
from plantshare.methods import Limits
from plantshare.methods.aim_program import with_aim
from plantshare.methods.aimed import solve_aim
from plantshare.methods.aims import Aim, Expected, ExpectedDownside, MaxMin, MeanCVaR, MinimaxRegret
from plantshare.methods.choose import DECOMPOSITION, EXTENSIVE, METHODS, solve_extensive
from plantshare.methods.scenarios import scenario_probability, scenario_program, scenario_worths
from plantshare.methods.two_stage import TwoStage, extensive
from plantshare.methods.varying import Varying
from tests.methods.scenario_programs import choice_program, random_scenario_program
from tests.methods.two_stage_programs import capacity_program, random_program

EXACT = Limits(gap=1e-7, seconds=60, threads=1)
PLANS = np.array([[1071.3324, 825.9680, 539.2389], [1024.4116, 808.3505, 611.6628]])
CHANCES = np.array([0.40, 0.35, 0.25])


def best_alone(program: TwoStage) -> tuple[float, ...]:
    """Return what the best plan of each scenario is worth there."""
    count = scenario_probability(program).size
    return tuple(solve_extensive(scenario_program(program, each), EXACT).objective for each in range(count))


def some_aims(program: TwoStage) -> tuple[Aim, ...]:
    """Return aims of every kind at heights that matter to a program."""
    best = best_alone(program)
    return (
        Expected(),
        MeanCVaR(share=0.6, level=0.5),
        MeanCVaR(share=1.0, level=0.8),
        ExpectedDownside(threshold=float(np.mean(best)), weight=2.0),
        MaxMin(),
        MinimaxRegret(best),
    )


@pytest.mark.parametrize("method", sorted(METHODS))
@pytest.mark.parametrize(
    ("aim", "worth", "plan"),
    [
        (Expected(), 852.4315, 0),
        (MeanCVaR(share=0.5, level=0.75), 728.6329, 1),
        (MaxMin(), 611.6628, 1),
        (MinimaxRegret((1071.3324, 826.0, 659.0134)), -47.3506, 1),
    ],
)
def test_two_plans_of_the_toy(method: str, aim: Aim, worth: float, plan: int):
    """With the guest (plan 0) and without it (plan 1), worths by scenario as enumerated.

    0.5 (845.6030 + 611.6628) = 728.6329 without, 0.5 (852.4315 + 539.2389) = 695.8352 with it. If the
    best plan of the third future is worth 659.0134 there, the regret without the guest is 47.3506 in the
    third and 1071.3324 - 1024.4116 = 46.9208 in the first.
    """
    solution = solve_aim(choice_program(PLANS, CHANCES), aim, EXACT, method)

    assert solution.objective == pytest.approx(worth, abs=1e-4)
    assert solution.bound == pytest.approx(worth, abs=1e-4)
    assert solution.values[plan] == pytest.approx(1)


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 10_000), integers=st.booleans(), families=st.integers(1, 3))
def test_decomposition_equals_the_extensive_form_for_every_aim(seed: int, integers: bool, families: int):
    """Scenarios as whole blocks and rows over all scenarios give one optimum; the plan has that worth."""
    program = random_scenario_program(seed, integers=integers, families=families)
    probability = scenario_probability(program)
    for aim in some_aims(program):
        whole = solve_aim(program, aim, EXACT, EXTENSIVE)
        cuts = solve_aim(program, aim, EXACT, DECOMPOSITION)
        scale = 1e-6 * max(1.0, abs(whole.objective))

        assert cuts.objective == pytest.approx(whole.objective, abs=2 * scale)
        for solution in (whole, cuts):
            assert solution.bound >= whole.objective - scale
            worths = scenario_worths(program, solution.values)
            assert aim.worth(worths, probability) == pytest.approx(solution.objective, abs=scale)
            assert_feasible(program, solution.values)


def assert_feasible(program: TwoStage, values: np.ndarray) -> None:
    """Fail unless values obey every row and limit, and are whole where they must."""
    whole = extensive(program)
    rows = whole.matrix @ values
    assert (rows >= whole.row_lower - 1e-5).all()
    assert (rows <= whole.row_upper + 1e-5).all()
    assert (values >= whole.lower - 1e-6).all()
    assert (values <= whole.upper + 1e-6).all()
    assert np.abs(values - values.round())[whole.is_integer].max(initial=0.0) < 1e-6


@settings(max_examples=20, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_no_plan_does_better_at_its_own_aim(seed: int):
    """The plan of one aim is worth no more under another than that aim's own plan."""
    program = random_scenario_program(seed)
    probability = scenario_probability(program)
    aims = some_aims(program)
    worths = [scenario_worths(program, solve_aim(program, aim, EXACT).values) for aim in aims]
    for own, aim in zip(worths, aims, strict=True):
        best = aim.worth(own, probability)
        assert all(aim.worth(each, probability) <= best + 1e-5 * max(1, abs(best)) for each in worths)


def test_other_scenarios_are_not_neglected():
    """Max-min: x = 1 for demand 1; with x = 1 the scenario of demand 3 sells 1 too, though no aim asks.

    Its worth is -1 + 3 = 2 as in the worst scenario, not -1.
    """
    solution = solve_aim(capacity_program(), MaxMin(), EXACT, EXTENSIVE)

    assert solution.values == pytest.approx([1, 1, 1])
    assert scenario_worths(capacity_program(), solution.values) == pytest.approx([2, 2])


@pytest.mark.parametrize("method", sorted(METHODS))
def test_duals_count_a_scenario_with_its_weight_in_the_aim(method: str):
    """Half on the mean, half on the worst half: the first scenario weighs 0.25 + 0.5, the second 0.25.

    A unit of capacity or demand in the first is worth 3 * 0.75 = 2.25, in the second 3 * 0.25 = 0.75.
    """
    solution = solve_aim(capacity_program(), MeanCVaR(share=0.5, level=0.5), EXACT, method)
    first, second = solution.duals[:2].sum(), solution.duals[2:].sum()

    assert first + second == pytest.approx(3.0)
    assert first in (pytest.approx(2.25), pytest.approx(0.75))


def test_a_program_without_clear_scenarios_is_refused():
    """Two families that give scenario 0 different probabilities do not say what it is worth."""
    program = random_program(0, families=2)

    with pytest.raises(MethodError, match=r"one probability|sum to"):
        solve_aim(program, MaxMin(), EXACT)


def test_whole_numbers_in_the_second_stage_use_the_extensive_form():
    """y whole: x = 1.5 sells 1 in both; the worst is best at x = 1, worth 2."""
    program = capacity_program()
    family = replace(program.families[0], is_integer=np.array([True]))
    whole = replace(program, families=(family,))

    assert solve_aim(whole, MaxMin(), EXACT).objective == pytest.approx(2.0)
    with pytest.raises(MethodError, match="second stage without integers"):
        solve_aim(whole, MaxMin(), EXACT, DECOMPOSITION)


@pytest.mark.parametrize("method", sorted(METHODS))
def test_no_plan_is_said(method: str):
    """At least 1 must be sold, and nothing can be bought."""
    program = capacity_program(most=0.0)
    lower = replace(program.families[0].lower, base=np.array([1.0]))
    impossible = replace(program, families=(replace(program.families[0], lower=lower),))

    assert solve_aim(impossible, MaxMin(), EXACT, method).status == "infeasible"


def test_added_columns_come_last():
    """Two blocks of one column behind x, then f, the level and two shortfalls."""
    program = capacity_program()
    whole = with_aim(program, MeanCVaR(share=0.5, level=0.5))

    assert whole.cost.size == program.columns + 4
    assert whole.cost[: program.columns] == pytest.approx(0.5 * extensive(program).cost)
    assert whole.cost[program.columns :] == pytest.approx([0, 0.5, -0.5, -0.5])


def test_a_stopped_search_keeps_its_promise():
    """Asked to stop before it begins: no plan, or one with a bound above it."""
    stopped = replace(EXACT, stop=lambda: True)
    for method in METHODS:
        solution = solve_aim(random_scenario_program(1), MaxMin(), stopped, method)
        assert not solution.has_plan or solution.bound >= solution.objective


def test_first_stage_that_costs_differently_counts_in_its_scenario():
    """Capacity costs 0.5 in the first scenario and 1.5 in the second, 1 on the mean; x = 3 as before.

    Worths are 3 * 1 - 0.5 * 3 = 1.5 and 3 * 3 - 1.5 * 3 = 4.5, mean 3. The worst is best at x = 1:
    3 - 0.5 = 2.5 in the first, 3 - 1.5 = 1.5 in the second, and at x = 2: 3 - 1 = 2 and 6 - 3 = 3.
    Between, 3 - 0.5 x = 1.5 x meet at x = 1.5, worth 2.25.
    """
    costs = Varying.of(np.array([[-0.5], [-1.5]]))
    program = replace(capacity_program(), scenario_cost=costs)

    assert scenario_worths(program, np.array([3.0, 1.0, 3.0])) == pytest.approx([1.5, 4.5])
    assert scenario_program(program, 1).first.cost == pytest.approx([-1.5])
    for method in METHODS:
        assert solve_aim(program, Expected(), EXACT, method).objective == pytest.approx(3.0)
        solution = solve_aim(program, MaxMin(), EXACT, method)
        assert solution.objective == pytest.approx(2.25)
        assert solution.values[0] == pytest.approx(1.5)


def test_costs_for_other_scenarios_are_refused():
    """Three costs do not fit two scenarios."""
    program = replace(capacity_program(), scenario_cost=Varying.of(-np.ones((3, 1))))

    with pytest.raises(MethodError, match="3 scenarios of 2"):
        solve_aim(program, MaxMin(), EXACT)
