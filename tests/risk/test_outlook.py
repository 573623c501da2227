"""Tables of what may become of a plan, against sums done by hand."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import xarray as xr

from plantshare.methods import Limits, Threads
from plantshare.results import Result
from plantshare.results.outcomes import Outcomes
from plantshare.risk import outlook_of
from plantshare.risk.measures import chance_interval, mean_error
from plantshare.risk.outlook import company_table, output_table, regret_table
from plantshare.risk.stress import stress_cases, stress_table, with_adapted
from plantshare.risk.tornado import tornado_table
from plantshare.solve import held, solve
from plantshare.study import Change, Study, read_study
from plantshare.uncertainty.spread import quantiles, worst_mean

EXAMPLE = Path(__file__).parents[2] / "examples" / "two-plants"
DRIVERS = [
    {"driver": "sales", "kind": "lognormal_walk", "table": "demand", "column": "units", "sd": 0.2,
     "persistence": 0.8},
    {"driver": "wages", "kind": "range", "table": "factors", "column": "wage", "low": 0.99, "high": 1.01,
     "stated_as": "factor"},
]  # fmt: skip


@pytest.fixture(scope="module")
def study() -> Study:
    """Return the example, whose sales are far less certain than its wages."""
    study = read_study(EXAMPLE)
    return study.with_frame("uncertainty", pd.DataFrame(DRIVERS))


@pytest.fixture(scope="module")
def plan(study: Study) -> Result:
    """Return the plan of the base."""
    return solve(study, Limits(gap=1e-6, seconds=60))


def outcomes(npv: list[list[float]], output: list[float]) -> Outcomes:
    """Return outcomes of two companies and one target in one year, equally likely."""
    count = len(output)
    names = np.array([f"draw {number}" for number in range(count)], dtype=object)
    nothing = xr.DataArray(
        np.zeros((1, count)), coords={"year": [2032], "scenario": names}, dims=("year", "scenario")
    )
    return Outcomes(
        npv=xr.DataArray(
            npv, coords={"company": ["A", "B"], "scenario": names}, dims=("company", "scenario")
        ),
        output=xr.DataArray(
            [[output]],
            coords={"target": ["north_2032"], "year": [2032], "scenario": names},
            dims=("target", "year", "scenario"),
        ),
        built=nothing.expand_dims(plant=["P"]),
        lost=nothing,
        weights=np.full(count, 1 / count),
    )


def test_cvar_of_the_reference_case() -> None:
    """Gains -30, 10, 25, 40: the worst half is worth -10, the worst two fifths -15, the worst quarter -30."""
    gains, even = np.array([25.0, -30.0, 40.0, 10.0]), np.full(4, 0.25)

    assert worst_mean(gains, even, 0.5) == pytest.approx(-10)
    assert worst_mean(gains, even, 0.6) == pytest.approx(-15)
    assert worst_mean(gains, even, 0.75) == pytest.approx(-30)
    assert worst_mean(gains, even, 0.0) == pytest.approx(11.25)


def test_unequal_weights_count() -> None:
    """Of 1 (70%), 2 (20%) and 9 (10%) the median is 1 and the 95th percentile 9; the mean is 2."""
    values, weights = np.array([9.0, 1.0, 2.0]), np.array([0.1, 0.7, 0.2])

    assert quantiles(values, weights, (0.5, 0.7, 0.9, 0.95)).tolist() == [1, 1, 2, 9]
    assert mean_error(values, weights)[0] == pytest.approx(2.0)


def test_the_error_of_the_mean_is_the_textbook_one() -> None:
    """Of n equal draws the standard error is the sample deviation over the square root of n."""
    values = np.array([1.0, 4.0, 5.0, 10.0])

    assert mean_error(values, np.full(4, 0.25))[1] == pytest.approx(values.std(ddof=1) / 2)


def test_intervals_of_chances_stay_between_none_and_all() -> None:
    """50 of 100: 0.404 to 0.596 (Wilson 1927); all of 100: up to 1, from 0.963."""
    even = np.full(100, 0.01)

    assert chance_interval(0.5, even) == pytest.approx((0.4038, 0.5962), abs=1e-4)
    assert chance_interval(1.0, even) == pytest.approx((0.9630, 1.0), abs=1e-4)


def test_output_reaches_the_target_in_half_of_the_futures(study: Study) -> None:
    """Output 0, 1e9, 1e9, 0 reaches any target twice in four; the mean is half of 1e9."""
    one = study.with_settings(first_year=2032, last_year=2032)
    row = output_table(one, outcomes([[1, 1, 1, 1], [0, 0, 0, 0]], [0, 1e9, 1e9, 0])).iloc[0]

    assert row["probability"] == 0.5
    assert row["mean"] == 5e8
    assert row["is_target_year"]
    assert row["low"] < 0.5 < row["high"]


def test_companies_lose_when_they_lose() -> None:
    """A has -2, 4, 4, 6: a loss in one of four, mean 3; together with B's 1 each the worst is -1."""
    table = company_table(outcomes([[-2, 4, 4, 6], [1, 1, 1, 1]], [0, 0, 0, 0])).set_index("company")

    assert table.loc["A", "mean"] == 3
    assert table.loc["A", "probability_of_loss"] == 0.25
    assert table.loc["together", "worst"] == -1
    assert list(table.index) == ["A", "B", "together"]


def test_regret_is_what_the_better_plan_would_have_given() -> None:
    """Plans worth 10, 10 and 4, 16: regrets 0, 6 and 6, 0; each is best in half of the futures."""
    steady, bold = outcomes([[10, 10], [0, 0]], [0, 0]), outcomes([[4, 16], [0, 0]], [0, 0])
    table = regret_table({"steady": steady, "bold": bold}).set_index("plan")

    assert table.mean_regret.tolist() == [3, 3]
    assert table.largest_regret.tolist() == [6, 6]
    assert table.best_share.tolist() == [0.5, 0.5]


def test_the_driver_that_moves_most_stands_first(study: Study, plan: Result) -> None:
    """Sales move by 20 percent a year, wages by one percent: the bar of sales is the longer one."""
    table = tornado_table(plan, study, count=32)
    profit = table[table.measure == "profit"]

    assert profit.driver.tolist() == ["sales", "wages"]
    assert profit.base.tolist() == pytest.approx([plan.proof.objective] * 2, rel=1e-6)
    assert (profit.low < profit.high).all()
    assert profit.low.iloc[1] < plan.proof.objective < profit.high.iloc[1]


def test_stress_cases_hurt(study: Study, plan: Result) -> None:
    """A forecast that is 20% too high, a stop and late launches never raise the profit of a held plan."""
    cases = stress_cases(plan, study)
    table = stress_table(plan, study)
    profit = table[table.measure == "profit"]

    assert profit.case.tolist() == list(cases)
    assert profit.case.iloc[0] == "Forecast 20% too high"
    assert (profit.change <= 1e-6).all()
    assert profit.change.iloc[0] < -1e-3


def test_an_outlook_compares_plans_in_the_same_futures(study: Study, plan: Result) -> None:
    """A plan beside itself has no regret, and the same seed gives the same figures."""
    told: list[tuple[str, int, int]] = []
    one = outlook_of(
        study, {"plan": plan, "again": plan}, draws=40, seed=3, tell=lambda *told_now: told.append(told_now)
    )
    other = outlook_of(study, {"plan": plan}, draws=40, seed=3)

    assert one.regret.largest_regret.tolist() == [0, 0]
    assert told[-1] == ("again", 40, 40)
    assert one.origin["seed"] == 3
    pd.testing.assert_frame_equal(one.output, other.output)
    pd.testing.assert_frame_equal(one.companies, other.companies)


def limits(case: str) -> Limits:
    """Return the limits of each search."""
    return Limits(gap=1e-6, seconds=60)


def test_planning_anew_never_earns_less_than_the_held_plan(study: Study, plan: Result) -> None:
    """The held plan is one to choose from; a forecast that is 20% too high leaves something to save.

    Nothing changes where nothing goes wrong, as the plan is the best one then. The held columns are those
    of the table without planning anew.
    """
    table = stress_table(plan, study, limits_of=limits)
    profit = table[table.measure == "profit"].set_index("case")
    alone = stress_table(plan, study)

    assert list(profit.index) == ["Nothing goes wrong", *stress_cases(plan, study)]
    assert (profit.adapted >= profit.value).all()
    np.testing.assert_allclose(profit.adapted_change, profit.adapted - profit.base)
    assert profit.adapted_change["Nothing goes wrong"] == pytest.approx(0, abs=1e-3)
    assert profit.adapted["Forecast 20% too high"] > profit.value["Forecast 20% too high"] + 1
    pd.testing.assert_frame_equal(
        table[table.case != "Nothing goes wrong"][alone.columns].reset_index(drop=True), alone
    )


def test_planning_anew_is_the_best_plan_of_the_case(study: Study, plan: Result) -> None:
    """A forecast 20% too high is demand divided by 1.2: the plan of that study earns what adapting does."""
    change = Change(table="demand", row="*", column="units", how="scale", value=1 / 1.2)
    other = solve(study.with_changes([change]), limits(""))
    table = stress_table(plan, study, limits_of=limits).set_index(["case", "measure"])

    found = table.adapted["Forecast 20% too high", "profit"]
    assert found == pytest.approx(other.npv().sum(), rel=1e-5)


def test_a_search_that_finds_less_keeps_the_held_plan() -> None:
    """60 with the plan held; 55 from a search without enough time, none at all, and 65: 60, 60 and 65."""
    rows = [(case, "profit", 80.0, 60.0, -20.0) for case in "abc"]
    before = pd.DataFrame(rows, columns=["case", "measure", "base", "value", "change"])
    found = {"a": ({"profit": 55.0}, 1.0), "b": ({"profit": -np.inf}, 2.0), "c": ({"profit": 65.0}, 3.0)}
    table = with_adapted(before, found)

    assert table.adapted.tolist() == [60, 60, 65]
    assert table.adapted_change.tolist() == [-20, -20, -15]
    assert table.seconds.tolist() == [1, 2, 3]


def test_workers_change_no_digit(study: Study, plan: Result, monkeypatch: pytest.MonkeyPatch) -> None:
    """Batches of 90 futures on two threads, and one after another in this process: the same tables."""
    monkeypatch.setattr(held, "FUTURES", 90)
    alone = outlook_of(study, {"plan": plan}, draws=12, seed=2)
    with Threads(2) as threads:
        spread = outlook_of(study, {"plan": plan}, draws=12, seed=2, executor=threads)

    for name in ("output", "companies", "tornado", "stress"):
        pd.testing.assert_frame_equal(getattr(alone, name), getattr(spread, name), check_exact=True)
