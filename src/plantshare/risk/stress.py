"""Stress cases: what a plan comes to when one thing goes badly wrong, held and planned anew."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
import pandas as pd
import xarray as xr

from plantshare.methods import Limits
from plantshare.results import Result
from plantshare.risk.cases import side_by_side
from plantshare.risk.tornado import PROFIT, measures_of
from plantshare.solve import evaluate, solve
from plantshare.solve.held import with_measured_targets
from plantshare.study import Draw, Draws, Study
from plantshare.uncertainty import draw_futures
from plantshare.uncertainty.drivers import Regime
from plantshare.uncertainty.read_drivers import drivers_of

__all__ = ["stress_cases", "stress_table"]

OPTIMISM = 1.2
"""Forecasts of this industry run about a fifth above what is sold in the end."""

STOP_WEEKS, YEAR_WEEKS = 6.0, 52.0
LATE_MONTHS = 12.0
PLANTS = 3
"""Plants with the largest output whose stop is looked at."""

AS_STATED = "Nothing goes wrong"
"""The case of the study's own figures, beside which planning anew is read."""

ONE = np.array(["one"], dtype=object)


def stress_table(
    plan: Result, study: Study, *, limits_of: Callable[[str], Limits] | None = None
) -> pd.DataFrame:
    """Return what each stress case does to a plan that is held, and to the best plan of the case itself.

    Parameters
    ----------
    plan
        The plan.
    study
        The study it is looked at in, without futures.
    limits_of
        When the search for the best plan of a case may stop, by the name of the case. Nothing is planned
        anew unless given.

    Returns
    -------
    pandas.DataFrame
        Columns case, measure (as in the tornado), base, value and change. Where cases are planned anew also
        adapted, adapted_change (against the same base) and seconds (of the search), and first a case in
        which nothing goes wrong: a plan made for many futures is not the best for that one either.
    """
    still = Draws(columns=(), weights=(1.0,), origin={})
    cases = ({AS_STATED: still} if limits_of else {}) | stress_cases(plan, study)
    outcomes = evaluate(plan, study.with_draws(side_by_side({"": still, **cases})))
    rows = [
        (case, measure, float(values[0]), float(values[place]), float(values[place] - values[0]))
        for measure, values in measures_of(study, outcomes).items()
        for place, case in enumerate(cases, start=1)
    ]
    table = pd.DataFrame(rows, columns=["case", "measure", "base", "value", "change"])
    if limits_of is None:
        return table
    found = {case: adapted(plan, study, draws, limits_of(case)) for case, draws in cases.items()}
    return with_adapted(table, found)


def with_adapted(table: pd.DataFrame, found: Mapping[str, tuple[Mapping[str, float], float]]) -> pd.DataFrame:
    """Return the table of stress cases with what each comes to once it is planned for.

    Where the search finds nothing that earns more than the held plan, the held plan is kept: it is one of
    the plans to choose from.

    Parameters
    ----------
    table
        Table of the held plan.
    found
        Value of each measure and seconds of the search, by case.
    """
    profit = table[table["measure"] == PROFIT].set_index("case")["value"]
    is_better = {case: measures[PROFIT] > profit[case] for case, (measures, _) in found.items()}
    values = [
        found[row.case][0][row.measure] if is_better[row.case] else row.value for row in table.itertuples()
    ]
    seconds = table["case"].map({case: seconds for case, (_, seconds) in found.items()})
    return table.assign(adapted=values, adapted_change=values - table["base"], seconds=seconds)


def adapted(plan: Result, study: Study, case: Draws, limits: Limits) -> tuple[dict[str, float], float]:
    """Return what the best plan of one stress case comes to in it, and the seconds of the search.

    The case is known from the first year on, so that this is the most that adapting can save. Targets are
    measured, as for the held plan. Without any plan in time the profit is endlessly low.

    Parameters
    ----------
    plan
        The plan to start from.
    study
        The study, without futures.
    case
        The one future of the case.
    limits
        When to stop.
    """
    stressed = with_measured_targets(study).with_draws(case)
    found = solve(stressed, limits, start=plan)
    seconds = found.proof.build_seconds + found.proof.solve_seconds
    if not found.has_plan:
        return {PROFIT: -np.inf}, seconds
    outcomes = evaluate(found, stressed)
    return {name: float(values[0]) for name, values in measures_of(study, outcomes).items()}, seconds


def stress_cases(plan: Result, study: Study) -> dict[str, Draws]:
    """Return one future for each stress case, by what it says.

    Forecast too high, every regime of the study switched on from the start, six weeks' stop of each of
    the largest plants in its best year, and every launch a year late.

    Parameters
    ----------
    plan
        The plan, for its output and its launches.
    study
        The study, for its drivers.
    """
    cases = {"Forecast 20% too high": one_future("demand.units", "scale", xr.DataArray(1 / OPTIMISM))}
    frame = study.frame("uncertainty")
    for driver in drivers_of(study):
        if isinstance(driver, Regime):
            own = frame[frame.driver == driver.name].assign(rate=1.0, return_rate=0.0, start="on")
            words = driver.name.replace("_", " ")
            cases[f"{words[:1].upper()}{words[1:]} switched on from the start"] = draw_futures(
                study.with_frame("uncertainty", own), 1
            )
    plants = study.frame("plants").set_index("plant")["name"]
    cases |= {
        f"{plants[plant] or plant} stands still for six weeks in {year}": one_future(
            "shops.availability", "scale", stopped(study, plant, year)
        )
        for plant, year in largest_plants(plan)
    }
    if bool((plan.values["launched"] > 0.5).any()):
        late = xr.DataArray(LATE_MONTHS)
        cases["Every launch a year late"] = one_future("options.launch_delay", "set", late)
    return cases


def one_future(key: str, how: str, values: xr.DataArray) -> Draws:
    """Return one future that does one thing to one column."""
    assert how in ("scale", "set")  # the ways that the cases above use
    draw = Draw(key=key, how="scale" if how == "scale" else "set", values=values.expand_dims(scenario=ONE))
    return Draws(columns=(draw,), weights=(1.0,), origin={})


def largest_plants(plan: Result) -> list[tuple[str, int]]:
    """Return the plants that build most in their best year, with that year."""
    output = plan.output()
    best = output.loc[output.groupby("plant").built.idxmax()]
    best = best[best.built > 0].sort_values("built", ascending=False, kind="stable").head(PLANTS)
    return [(str(row.plant), int(row.year)) for row in best.itertuples()]


def stopped(study: Study, plant: str, year: int) -> xr.DataArray:
    """Return the share of the year in which each shop runs, dims (shop, year)."""
    groups = study.frame("groups").set_index("group").plant
    at = study.frame("shops").set_index("shop").group.map(groups).reindex(study.labels["shop"])
    share = np.ones((at.size, study.years.size))
    share[np.ix_((at == plant).to_numpy(), study.years == year)] = 1 - STOP_WEEKS / YEAR_WEEKS
    coords = {"shop": study.labels["shop"], "year": study.years}
    return xr.DataArray(share, coords=coords, dims=("shop", "year"))
