"""Aims of a study: the toy plan by enumeration, and random studies against the independent check."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import xarray as xr
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from plantshare.methods import Limits, Solution
from plantshare.methods.aims import Aim, Expected, ExpectedDownside, MaxMin, MeanCVaR, MinimaxRegret
from plantshare.methods.information import value_of_information
from plantshare.results import Result
from plantshare.results.checker import check_result
from plantshare.results.plan import launches
from plantshare.results.store import read_result, write_result
from plantshare.run import example_path
from plantshare.solve import solve
from plantshare.solve.aiming import judged, with_scenario_costs, worded
from plantshare.solve.batches import assemble
from plantshare.study import Study, read_study
from tests.strategies import Parts, studies

LIMITS = Limits(gap=1e-7, seconds=60, threads=1)
FUTURES = ("s1", "s2", "s3")


@pytest.fixture(scope="module")
def toy() -> Study:
    """Return the toy plan with its three futures planned together."""
    return read_study(example_path("toy-plan")).with_scenarios(FUTURES)


@pytest.mark.parametrize("method", ["extensive", "decomposition"])
@pytest.mark.parametrize(
    ("aim", "worth", "expected"),
    [
        (MaxMin(), 611.6628, 845.6030),
        (MinimaxRegret(), -47.3506, 845.6030),
        (MeanCVaR(share=0.5, level=0.75), 728.6329, 845.6030),
        (MeanCVaR(share=0.0, level=0.75), 852.4315, 852.4315),
    ],
)
def test_toy_plan_by_enumeration(toy: Study, method: str, aim: Aim, worth: float, expected: float):
    """Careful aims take no guest, worth 1024.4116, 808.3505, 611.6628: mean 845.6030, lowest 611.6628.

    Blend 0.5 (845.6030 + 611.6628) = 728.6329. Regrets: the best plan of the first future alone is worth
    1071.7621 there, 47.3506 more than without the guest.
    """
    result = solve(toy, LIMITS, method=method, aim=aim)

    assert result.proof.objective == pytest.approx(worth, abs=1e-4)
    assert result.proof.bound == pytest.approx(worth, abs=1e-3)
    assert result.expected_profit == pytest.approx(expected, abs=1e-4)
    assert bool(len(launches(result))) == (expected > 850)
    check_result(result).require()


def test_regret_states_the_best_worths(toy: Study):
    """Each future alone: 1071.7621, 825.9680 and 611.6628, whose mean is wait-and-see 870.7094."""
    best = solve(toy, LIMITS, aim=MinimaxRegret()).proof.aim.best

    assert best == pytest.approx((1071.7621, 825.9680, 611.6628), abs=1e-4)
    assert np.array(best) @ [0.40, 0.35, 0.25] == pytest.approx(870.7094, abs=1e-4)


def test_information_about_the_toy(toy: Study):
    """RP 852.4315; the mean plan takes no guest, 845.6030: VSS 6.8285. WS 870.7094: EVPI 18.2779.

    All of it within the gaps of 1e-7 that the searches may leave.
    """
    found = value_of_information(assemble(toy).joined.program, LIMITS)

    for interval, worth in (
        (found.stochastic, 852.4315),
        (found.mean_plan_worth, 845.6030),
        (found.wait_and_see, 870.7094),
        (found.stochastic_solution, 6.8285),
        (found.perfect_information, 18.2779),
    ):
        assert interval.low == pytest.approx(worth, abs=3e-4)
        assert interval.high == pytest.approx(worth, abs=3e-4)


def test_a_charge_below_600_moves_the_plan(toy: Study):
    """539.2389 lies 60.7611 under 600, in a quarter of cases: 852.4315 - 15.1903 < 845.6030 without.

    A charge of 0.4 leaves 852.4315 - 6.0761 = 846.3554, and the guest stays.
    """
    strict = solve(toy, LIMITS, aim=ExpectedDownside(threshold=600.0, weight=1.0))
    mild = solve(toy, LIMITS, aim=ExpectedDownside(threshold=600.0, weight=0.4))

    assert strict.proof.objective == pytest.approx(845.6030, abs=1e-4)
    assert mild.proof.objective == pytest.approx(846.3554, abs=1e-4)
    assert mild.expected_profit == pytest.approx(852.4315, abs=1e-4)


def test_one_future_has_no_bad_ones(toy: Study):
    """In the first future alone every aim is its worth, and the regret is nothing."""
    alone = read_study(example_path("toy-plan")).with_scenario("s1")
    best = solve(alone, LIMITS).proof.objective

    assert best == pytest.approx(1071.7621, abs=1e-4)
    assert solve(alone, LIMITS, aim=MaxMin()).proof.objective == pytest.approx(best)
    assert solve(alone, LIMITS, aim=MinimaxRegret()).proof.objective == pytest.approx(0.0, abs=1e-6)


@pytest.mark.parametrize(
    ("aim", "worth"),
    [(MaxMin(), 7.0), (MinimaxRegret(), -1.0), (ExpectedDownside(threshold=10.0, weight=2.0), 1.0)],
)
def test_a_plan_without_any_future_has_one_worth(aim: Aim, worth: float):
    """Worth 7 in both futures and at most 8: regret 1 at most; 3 short of 10, charged twice."""
    nothing = np.zeros(1)
    plan = Solution(
        status="gap_reached", values=nothing, duals=nothing, objective=7.0, bound=8.0, seconds=0.0,
        method="extensive", solver="none",
    )  # fmt: skip
    found, solution = judged(aim, plan, np.array([0.5, 0.5]))

    assert solution.objective == pytest.approx(worth)
    assert solution.bound >= solution.objective
    assert worded(found).name == worded(aim).name


def test_a_run_keeps_its_aim(toy: Study, tmp_path: Path):
    """Aim, figures and best worths come back from the folder, and the check still agrees."""
    for aim in (MinimaxRegret(), MeanCVaR(share=0.5, level=0.75)):
        result = solve(toy, LIMITS, aim=aim)
        again = read_result(write_result(result, tmp_path))
        assert again.proof.aim == result.proof.aim
        check_result(again).require()


@pytest.mark.parametrize(
    ("aim", "name"),
    [
        (Expected(), "expected"),
        (MeanCVaR(share=0.5, level=0.9), "cvar"),
        (ExpectedDownside(threshold=1.0, weight=2.0), "downside"),
        (MinimaxRegret((1.0,)), "regret"),
        (MaxMin(), "worst"),
    ],
)
def test_every_aim_is_stated(aim: Aim, name: str):
    """The name is the one of the command line, the words are those of the aim."""
    assert (worded(aim).name, worded(aim).words) == (name, aim.words)


AIMS = st.sampled_from(
    [
        MaxMin(),
        MinimaxRegret(),
        MeanCVaR(share=0.7, level=0.4),
        ExpectedDownside(threshold=0.0, weight=1.0),
    ]
)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(parts=studies(scenarios=2), aim=AIMS)
def test_the_independent_check_agrees_on_random_studies(parts: Parts, aim: Aim):
    """Whatever is uncertain, the aim worked out anew from the tables is the one claimed."""
    result = solve(parts.study(), Limits(gap=1e-6, seconds=20, threads=1), aim=aim)
    assume(result.has_plan)

    assert check_result(result).failures == ()


def test_a_false_objective_is_found(toy: Study):
    """A plan that claims a unit more of its aim than it has fails its check."""
    result = solve(toy, LIMITS, aim=MaxMin())
    false = replace(result, proof=replace(result.proof, objective=result.proof.objective + 1))

    assert any(failure.startswith("objective") for failure in check_result(false).failures)


def test_best_worths_below_the_plan_are_found(toy: Study):
    """A regret against best worths that the plan itself exceeds is refused."""
    result = solve(toy, LIMITS, aim=MinimaxRegret())
    low = replace(result.proof.aim, best=(1000.0, 800.0, 600.0))
    false: Result = replace(result, proof=replace(result.proof, aim=low, objective=0.0))

    assert any(failure.startswith("best worth") for failure in check_result(false).failures)


def test_lines_that_differ_by_future_make_the_first_stage_cost_by_future(toy: Study):
    """A shift that costs 1, 2 or 3 more: 1.85 on the mean, so 0.85 less, 0.15 more and 1.15 more than that.

    Discounted by 1.1 in 2027; what the program itself counts, the mean, stays.
    """
    assembly = assemble(toy)
    (batch,) = assembly.batches
    assert with_scenario_costs(assembly).scenario_cost is None

    fixed = next(line for line in batch.lines if line.variable == "pattern_share")
    rate = xr.ones_like(fixed.rate) * (0 * toy.probability + [1.0, 2.0, 3.0])
    extra = replace(fixed, kind="extra pay", rate=rate)
    dearer = replace(assembly, batches=(replace(batch, lines=(*batch.lines, extra)),))
    program = with_scenario_costs(dearer)
    costs = program.scenario_cost
    assert costs is not None
    change = costs.rows() - program.first.cost

    assert toy.probability.values @ change == pytest.approx(np.zeros(program.first.cost.size))
    moved = change[:, np.abs(change).max(axis=0) > 1e-12]
    assert moved[:, 0] == pytest.approx(np.array([0.85, -0.15, -1.15]) / 1.1)
    # Three patterns in four years.
    assert moved.shape[1] == 12
