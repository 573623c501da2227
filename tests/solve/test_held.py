"""What a plan comes to in futures: the plan held, volumes re-decided."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from plantshare.errors import LabelError
from plantshare.methods import Limits, Threads
from plantshare.results import Result
from plantshare.results.output import national_output
from plantshare.solve import held, solve
from plantshare.solve.held import evaluate
from plantshare.study import Change, Study, read_study
from tests.solve.futures import with_futures

EXAMPLE = Path(__file__).parents[2] / "examples" / "two-plants"
EXACT = Limits(gap=1e-9, seconds=60)


@pytest.fixture(scope="module")
def drawn() -> Study:
    """Return the example with seven unequal futures of demand and wages."""
    return with_futures(read_study(EXAMPLE), 7, seed=4)


@pytest.fixture(scope="module")
def planned(drawn: Study) -> Result:
    """Return the plan made for those futures."""
    return solve(drawn, EXACT, method="extensive")


def test_the_futures_of_a_plan_give_its_own_money(
    drawn: Study, planned: Result, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Expected money, by company and in all, and output agree with the result, also in batches of 3."""
    monkeypatch.setattr(held, "FUTURES", 3)
    outcomes = evaluate(planned, drawn)

    assert outcomes.weights @ outcomes.together == pytest.approx(planned.proof.objective, rel=1e-7)
    for company, amount in planned.npv().items():
        own = outcomes.npv.sel(company=company).values
        assert outcomes.weights @ own == pytest.approx(amount, rel=1e-6)
    assert list(outcomes.npv["scenario"].values) == list(drawn.labels["scenario"])
    expected = (national_output(drawn, planned.values) * drawn.probability).sum("scenario")
    found = (outcomes.output * drawn.probability).sum("scenario")
    np.testing.assert_allclose(found, expected, rtol=1e-6)


def test_an_executor_gives_the_same_outcomes(
    drawn: Study, planned: Result, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Batches of 3, 2 and 2 futures on two threads come back in order, with the same digits."""
    monkeypatch.setattr(held, "FUTURES", 3)
    alone = evaluate(planned, drawn)
    with Threads(2) as threads:
        spread = evaluate(planned, drawn, executor=threads)

    assert spread.npv.identical(alone.npv)
    assert spread.output.identical(alone.output)


def test_no_plan_beats_the_best_plan_in_expectation(drawn: Study, planned: Result) -> None:
    """The plan for the base alone is worth no more than the plan for all futures, in those futures."""
    base = solve(read_study(EXAMPLE), EXACT)
    worth = evaluate(base, drawn)

    assert worth.weights @ worth.together <= planned.proof.objective * (1 + 1e-8)


def test_a_plan_held_in_its_own_base_is_the_plan(planned: Result) -> None:
    """In the one future it was made for, a held plan earns its objective."""
    study = read_study(EXAMPLE)
    base = solve(study, EXACT)

    assert evaluate(base, study).together == pytest.approx([base.proof.objective], rel=1e-8)


def test_a_plan_for_fewer_years_is_refused(planned: Result) -> None:
    """A study that goes on for another year asks for launches that the plan does not speak of."""
    study = read_study(EXAMPLE)
    longer = study.with_settings(last_year=int(study.settings["last_year"]) + 1)

    with pytest.raises(LabelError, match="the plan does not say"):
        evaluate(planned, longer)


def test_a_cheaper_wage_is_worth_what_the_hours_cost(planned: Result, drawn: Study) -> None:
    """Money moves the right way: with all wages at zero the plan is worth more in every future."""
    free = drawn.with_changes([Change(table="factors", row="*", column="wage", how="set", value=0.0)])

    assert (evaluate(planned, free).together > evaluate(planned, drawn).together).all()
