"""A hand-made outlook: four equally likely futures of the small study, worked out by hand.

Output toward the target of 60,000 in 2027: 40,000, 50,000, 60,000 and 70,000, so that it is reached in
two of four; in 2026 it is 50,000 in each. Ada earns 10, 20, 30, 40 and Bo -4, 8, 8, 8: together 6, 28, 38,
48, mean 30, worst twentieth 6. The rival earns 20, 20, 20, 20 together: the best of both is 20, 28, 38, 48,
so that the plan has regrets 14, 0, 0, 0 and the rival 0, 8, 18, 28.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
import xarray as xr

from plantshare.results.outcomes import Outcomes
from plantshare.risk import Outlook
from plantshare.risk.outlook import company_table, output_table, regret_table
from plantshare.study import Study, study_from_tables
from tests.run.studies import small_tables

OUTPUT = ([50e3, 50e3, 50e3, 50e3], [40e3, 50e3, 60e3, 70e3])
PLAN = ([10.0, 20.0, 30.0, 40.0], [-4.0, 8.0, 8.0, 8.0])
RIVAL = ([20.0] * 4, [0.0] * 4)
FUTURES = np.array(["draw 1", "draw 2", "draw 3", "draw 4"], dtype=object)

DRIVERS = [
    {"driver": "home_sales", "kind": "lognormal_walk", "table": "demand", "column": "units", "sd": 0.2},
    {"driver": "wages", "kind": "range", "table": "factors", "column": "wage", "low": 0.9, "high": 1.1,
     "stated_as": "factor"},
]  # fmt: skip
TORNADO = [
    ("home_sales", "profit", 35.0, 15.0, 45.0), ("wages", "profit", 35.0, 30.0, 34.0),
    ("home_sales", "DE 2027", 60e3, 45e3, 65e3), ("wages", "DE 2027", 60e3, 60e3, 60e3),
]  # fmt: skip
STRESS = [
    ("Forecast 20% too high", "profit", 35.0, 20.0, -15.0),
    ("Every launch a year late", "profit", 35.0, 36.0, 1.0),
    ("Forecast 20% too high", "DE 2027", 60e3, 50e3, -10e3),
    ("Every launch a year late", "DE 2027", 60e3, 60e3, 0.0),
]  # fmt: skip


def small_study(**changed: list[dict[str, object]]) -> Study:
    """Return the small study with two drivers; other tables as given."""
    study = study_from_tables(small_tables(changed))
    return study.with_frame("uncertainty", pd.DataFrame(DRIVERS))


def outcomes_of(npv: tuple[list[float], list[float]], output: tuple[list[float], ...] = OUTPUT) -> Outcomes:
    """Return outcomes of Ada and Bo, with output toward one target in 2026 and 2027."""
    nothing = xr.DataArray(
        np.zeros((2, 4)), coords={"year": [2026, 2027], "scenario": FUTURES}, dims=("year", "scenario")
    )
    return Outcomes(
        npv=xr.DataArray(
            list(npv), coords={"company": ["Ada", "Bo"], "scenario": FUTURES}, dims=("company", "scenario")
        ),
        output=xr.DataArray(
            [list(output)],
            coords={"target": ["DE 2027"], "year": [2026, 2027], "scenario": FUTURES},
            dims=("target", "year", "scenario"),
        ),
        built=nothing.expand_dims(plant=["Leipzig"]),
        lost=nothing,
        weights=np.full(4, 0.25),
    )


def outlook_with(
    *,
    plans: dict[str, Outcomes] | None = None,
    study: Study | None = None,
    tornado: list[tuple[str, str, float, float, float]] | None = None,
    stress: list[tuple[str, str, float, float, float]] | None = None,
) -> Outlook:
    """Return the outlook of the module's text; parts of it as given."""
    known, given = study or small_study(), plans or {"plan": outcomes_of(PLAN)}
    first = next(iter(given.values()))
    return Outlook(
        study=known,
        plans=given,
        output=output_table(known, first),
        companies=company_table(first),
        regret=regret_table(given),
        tornado=pd.DataFrame(
            TORNADO if tornado is None else tornado, columns=["driver", "measure", "base", "low", "high"]
        ),
        stress=pd.DataFrame(
            STRESS if stress is None else stress, columns=["case", "measure", "base", "value", "change"]
        ),
        origin={"sampler": "sobol", "seed": 3, "count": 4},
    )
