"""The toy plan: solver, checker and a brute-force enumeration must say the same."""

from pathlib import Path

import numpy as np
import pytest

from plantshare.results import Result
from plantshare.results.checker import check_result
from plantshare.solve import solve
from plantshare.study import Study
from plantshare.study.read import read_study
from tests.results.checker.enumeration import (
    FUTURES,
    LAUNCH_COST,
    YEARS,
    Plan,
    expected,
    greedy_year,
    margin_by_linear_program,
    mean_future,
    plans,
    reaches,
    value,
    values,
    worst_quarter,
)

FOLDER = Path(__file__).parents[3] / "examples" / "toy-plan"
ALONE = Plan(None, (1, 1, 1, 1))


@pytest.fixture(scope="module")
def table() -> dict[Plan, np.ndarray]:
    """Return the value of all 405 plans in each future."""
    return {plan: values(plan) for plan in plans()}


@pytest.fixture(scope="module")
def study() -> Study:
    """Return the example study, its three futures planned together."""
    return read_study(FOLDER).with_scenarios(["s1", "s2", "s3"])


@pytest.fixture(scope="module")
def best(study: Study) -> Result:
    """Return its best plan."""
    return solve(study)


def test_greedy_recourse_is_the_linear_program():
    """Own cars earn 5.0, local guest cars 3.5, imports 2.1 or 3.9: filling the line in that order is best."""
    for plan in (Plan(0, (1, 2, 2, 2)), Plan(1, (0, 1, 2, 1)), ALONE):
        for future in FUTURES:
            for year in range(YEARS):
                assert greedy_year(plan, future, year)[0] == pytest.approx(
                    margin_by_linear_program(plan, future, year)
                )


def test_best_and_second_plan_of_the_enumeration(table):
    """Launch in year 1 on levels 1, 2, 2, 2: 852.4315; the second plan waits a year for the second shift."""
    ranked = sorted(table, key=lambda plan: -expected(table[plan]))
    assert ranked[:2] == [Plan(0, (1, 2, 2, 2)), Plan(0, (1, 1, 2, 2))]
    assert expected(table[ranked[0]]) == pytest.approx(852.4315, abs=1e-4)
    assert expected(table[ranked[1]]) == pytest.approx(847.5863, abs=1e-4)
    assert table[ranked[0]] == pytest.approx([1071.3324, 825.9680, 539.2389], abs=1e-4)


def test_best_plan_without_the_guest(table):
    """One shift in all years: 1024.4116, 808.3505 and 611.6628, expected 845.6030."""
    alone = max((plan for plan in table if plan.launch is None), key=lambda plan: expected(table[plan]))
    assert alone == ALONE
    assert table[ALONE] == pytest.approx([1024.4116, 808.3505, 611.6628], abs=1e-4)
    assert expected(table[ALONE]) == pytest.approx(845.6030, abs=1e-4)


def test_worth_of_planning_with_and_of_knowing_the_future(table):
    """The plan for the means has no guest: VSS 852.4315 - 845.6030; EVPI 870.7094 - 852.4315 = 18.2779."""
    best = max(expected(amounts) for amounts in table.values())
    for_the_means = max(table, key=lambda plan: value(plan, mean_future()))
    knowing = expected(np.max(list(table.values()), axis=0))
    assert for_the_means == ALONE
    assert best - expected(table[for_the_means]) == pytest.approx(6.8285, abs=1e-4)
    assert knowing == pytest.approx(870.7094, abs=1e-4)
    assert knowing - best == pytest.approx(18.2779, abs=1e-4)


def test_careful_planners_leave_the_guest_out(table):
    """Max-min 611.6628; largest regret 47.3506; half mean, half worst quarter (845.6030 + 611.6628) / 2."""
    ideal = np.max(list(table.values()), axis=0)
    worst = {plan: float(amounts.min()) for plan, amounts in table.items()}
    regret = {plan: float((ideal - amounts).max()) for plan, amounts in table.items()}
    blend = {plan: 0.5 * expected(each) + 0.5 * worst_quarter(each) for plan, each in table.items()}
    assert max(worst, key=worst.__getitem__) == ALONE
    assert worst[ALONE] == pytest.approx(611.6628, abs=1e-4)
    assert min(regret, key=regret.__getitem__) == ALONE
    assert regret[ALONE] == pytest.approx(47.3506, abs=1e-4)
    assert max(blend, key=blend.__getitem__) == ALONE
    assert blend[ALONE] == pytest.approx(728.6329, abs=1e-4)


def test_a_dear_launch_and_the_cost_of_the_target():
    """At 65 no launch pays; 80,000 in year 4 with probability 0.75 costs 845.6030 - 838.7951 = 6.8079."""
    worth = {plan: expected(values(plan, launch_cost=65.0)) for plan in plans()}
    free = max(worth, key=worth.__getitem__)
    bound = max((plan for plan in worth if reaches(plan, 80.0) >= 0.75 - 1e-9), key=worth.__getitem__)
    assert (free, bound) == (ALONE, Plan(0, (1, 2, 2, 2)))
    assert worth[bound] == pytest.approx(838.7951, abs=1e-4)
    assert worth[free] - worth[bound] == pytest.approx(6.8079, abs=1e-4)


def test_the_solver_finds_the_plan_of_the_enumeration(table, best):
    """Objective, launch year and shift levels are those of the best of the 405 plans."""
    launch = best.to_frame("launched")
    shares = best.to_frame("pattern_share").sort_values("year")
    level = {"one_shift": 1, "two_shifts": 2}
    found = Plan(int(launch.year.iloc[0]) - 2027, tuple(level.get(pattern, 0) for pattern in shares.pattern))
    assert found == max(table, key=lambda plan: expected(table[plan]))
    assert best.proof.objective == pytest.approx(expected(table[found]), rel=1e-9)


def test_the_checker_agrees_with_the_enumeration(table, best):
    """The present values it recomputes add up to the 852.4315 of the enumeration."""
    audit = check_result(best).require()
    assert sum(audit.npv.values()) == pytest.approx(expected(table[Plan(0, (1, 2, 2, 2))]), rel=1e-9)
    assert audit.checked["capacity"] == 3 * YEARS
    assert set(audit.largest.values()) == {0.0}


@pytest.mark.parametrize("sharing", ["off", "deals"])
def test_the_plan_without_the_guest_passes(study, table, sharing):
    """No deal is listed, so that 'deals' leaves the guest out as 'off' does: 845.6030."""
    audit = check_result(solve(study.with_settings(sharing=sharing))).require()
    assert sum(audit.npv.values()) == pytest.approx(expected(table[ALONE]), rel=1e-9)


def test_launch_cost_is_the_one_of_the_domain_reference(study):
    """The enumeration and the example folder are written apart: their launch cost must be the same."""
    assert float(study["options.capex"].sel(option="guest_car_local")) == LAUNCH_COST
