"""Which driver moves a plan most: each driver alone, the plan held."""

from __future__ import annotations

import numpy as np
import pandas as pd

from plantshare.methods import Executor
from plantshare.results import Result
from plantshare.results.outcomes import Outcomes
from plantshare.risk.cases import side_by_side
from plantshare.solve import evaluate
from plantshare.study import Draws, Study
from plantshare.uncertainty import draw_futures
from plantshare.uncertainty.spread import quantiles

__all__ = ["PROFIT", "measures_of", "tornado_table"]

PROFIT = "profit"
"""Measure: profit of all companies together."""

ENDS = (0.1, 0.9)
"""Ends of the bars: one future in ten lies below the low one, one in ten above the high one."""

FUTURES = 128
"""Futures of each driver; its ends move by a few percent of the bar with another seed."""


def tornado_table(
    plan: Result, study: Study, *, seed: int = 0, count: int = FUTURES, executor: Executor | None = None
) -> pd.DataFrame:
    """Return how far each driver alone moves the plan, the longest bar first.

    All other drivers stay at the values of the study, launches and shifts at those of the plan.

    Parameters
    ----------
    plan
        The plan.
    study
        Study with drivers, without futures.
    seed
        Seed of the draws, as for :func:`plantshare.draw_futures`.
    count
        Futures of each driver.
    executor
        Who works through the futures, as for :func:`plantshare.solve.evaluate`.

    Returns
    -------
    pandas.DataFrame
        Columns driver, measure ("profit" of all companies together in millions of currency, or the targets
        for which the output of their year counts, vehicles/yr), base (value with no driver at work), low
        and high (10th
        and 90th percentile with this driver alone).
    """
    rows = study.frame("uncertainty")
    if rows.empty:
        return pd.DataFrame(columns=["driver", "measure", "base", "low", "high"])
    alone = {
        str(name): draw_futures(study.with_frame("uncertainty", own), count, seed=seed)
        for name, own in rows.groupby("driver", sort=False)
    }
    still = Draws(columns=(), weights=(1.0,), origin={})
    outcomes = evaluate(plan, study.with_draws(side_by_side({"": still, **alone})), executor=executor)
    measured = measures_of(study, outcomes)
    table = []
    for number, driver in enumerate(alone):
        own = slice(1 + number * count, 1 + (number + 1) * count)
        for measure, values in measured.items():
            low, high = quantiles(values[own], np.full(count, 1 / count), ENDS)
            table.append((driver, measure, float(values[0]), float(low), float(high)))
    frame = pd.DataFrame(table, columns=["driver", "measure", "base", "low", "high"])
    order = {measure: place for place, measure in enumerate(measured)}
    keys = pd.DataFrame({"measure": frame.measure.map(order), "length": frame.low - frame.high})
    return frame.loc[keys.sort_values(["measure", "length"], kind="stable").index].reset_index(drop=True)


def measures_of(study: Study, outcomes: Outcomes) -> dict[str, np.ndarray]:
    """Return profit, and the output that counts toward targets in their year, by future.

    Parameters
    ----------
    study
        The study, for its targets.
    outcomes
        What a plan comes to.
    """
    found = {PROFIT: outcomes.together}
    frame = study.frame("targets")
    frame = frame[frame.year.isin(study.years)]
    # Two targets of different height for the same output are one measure.
    same = ["country", "vehicle_class", "year", "other_output"]
    for _, own in frame.groupby(same, sort=False):
        target = own.iloc[0]
        found[", ".join(own.target)] = outcomes.output.sel(target=target.target, year=target.year).values
    return found
