"""What planning for several futures is worth, on the toy plan and where there is one future only."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings

from plantshare.errors import LabelError, MethodError
from plantshare.methods import Limits
from plantshare.solve import value_of_planning
from plantshare.study import Study, read_study
from tests.strategies import Parts, studies

EXAMPLE = Path(__file__).parents[2] / "examples" / "toy-plan"
EXACT = Limits(gap=1e-9, seconds=60)


@pytest.fixture(scope="module")
def toy() -> Study:
    """Return the toy plan with its three futures."""
    study = read_study(EXAMPLE)
    return study.with_scenarios(list(study.frame("scenarios").scenario[:3]))


def test_the_toy_plan_has_its_published_values(toy: Study) -> None:
    """Best plan 852.4315, without guest 845.6030: VSS 6.8285; wait-and-see 870.7094: EVPI 18.2779."""
    found = value_of_planning(toy, EXACT)

    assert found.stochastic.low == pytest.approx(852.4315, abs=1e-4)
    assert found.mean_plan_worth.low == pytest.approx(845.6030, abs=1e-4)
    assert found.stochastic_solution.low == pytest.approx(6.8285, abs=1e-4)
    assert found.wait_and_see.high == pytest.approx(870.7094, abs=1e-4)
    assert found.perfect_information.high == pytest.approx(18.2779, abs=1e-4)


@settings(
    max_examples=4,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
@given(parts=studies(scenarios=2))
def test_foresight_and_planning_for_all_futures_are_never_worth_less_than_nothing(parts: Parts) -> None:
    """Invariant 9 on random studies: VSS = RP - EEV >= 0 and EVPI = WS - RP >= 0.

    Skipped where no plan suits both futures, their mean, or one of them alone.
    """
    study = parts.study()
    assume(len(study.weights) > 1)
    try:
        found = value_of_planning(study, Limits(gap=0.0, seconds=20, threads=1))
    except MethodError:
        assume(False)
    slack = 1e-6 * (1 + abs(found.stochastic.high))

    assert found.stochastic_solution.high >= -slack
    assert found.perfect_information.high >= -slack
    # Where the searches ended with a proof, the values themselves say so.
    if found.stochastic.high - found.stochastic.low <= slack:
        assert found.perfect_information.low >= -2 * slack - (
            found.wait_and_see.high - found.wait_and_see.low
        )


def test_one_future_has_nothing_to_plan_for() -> None:
    """The study's own figures alone are no uncertainty."""
    with pytest.raises(LabelError, match="one future only"):
        value_of_planning(read_study(EXAMPLE), EXACT)
