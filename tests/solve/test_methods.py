"""A study with several futures has one answer, whichever method finds it."""

from __future__ import annotations

import numpy as np
import pytest

from plantshare.errors import LabelError
from plantshare.methods import Limits
from plantshare.results import Result
from plantshare.results.checker import check_result
from plantshare.run import example_path
from plantshare.solve import solve
from plantshare.study import Study, read_study

LIMITS = Limits(gap=1e-7, seconds=60)
FUTURES = ("s1", "s2", "s3")


@pytest.fixture(scope="module")
def toy() -> Study:
    """Return the toy plan with its three futures planned together."""
    return read_study(example_path("toy-plan")).with_scenarios(FUTURES)


@pytest.fixture(scope="module")
def by_cuts(toy: Study) -> Result:
    """Return the plan that the decomposition finds."""
    return solve(toy, LIMITS, method="decomposition")


def test_the_decomposition_reaches_the_enumerated_best(by_cuts: Result) -> None:
    """0.40 * 1071.3324 + 0.35 * 825.9680 + 0.25 * 539.2389 = 852.4315, by enumeration of all plans."""
    assert by_cuts.proof.objective == pytest.approx(852.4315, abs=1e-4)
    assert by_cuts.proof.bound == pytest.approx(852.4315, abs=1e-3)
    assert by_cuts.proof.method == "decomposition"


def test_its_plan_is_whole_and_passes_the_independent_check(by_cuts: Result) -> None:
    """Limits, costs and payoffs are recomputed from the tables, and the money adds up to the objective."""
    check_result(by_cuts).require()

    assert by_cuts.npv().sum() == pytest.approx(by_cuts.proof.objective, abs=1e-4)
    assert all(np.isfinite(array.values[array.notnull().values]).all() for array in by_cuts.duals.values())


def test_both_methods_build_the_same(toy: Study, by_cuts: Result) -> None:
    """The best plan of the toy is the only one, so that every launch and shift agrees."""
    at_once = solve(toy, LIMITS, method="extensive")

    assert at_once.proof.method == "extensive"
    for name in ("launched", "pattern_share"):
        assert np.allclose(at_once.values[name].values, by_cuts.values[name].values, atol=1e-6)


def test_small_programs_are_solved_at_once(toy: Study) -> None:
    """Three futures of four years are far below the size at which cuts pay."""
    assert solve(toy, LIMITS).proof.method == "extensive"
    assert (
        solve(read_study(example_path("toy-plan")), LIMITS, method="decomposition").proof.method == "direct"
    )


def test_an_earlier_plan_that_is_not_used_is_said(toy: Study, by_cuts: Result) -> None:
    """The decomposition begins from a plan of its own, and its log says so."""
    again = solve(toy, LIMITS, method="decomposition", start=by_cuts)

    assert "not used" in again.proof.log[0]
    assert again.proof.objective == pytest.approx(by_cuts.proof.objective)


def test_an_unknown_method_is_refused(toy: Study) -> None:
    """The nearest name is offered."""
    with pytest.raises(LabelError, match="Did you mean 'decomposition'"):
        solve(toy, LIMITS, method="decompositon")
