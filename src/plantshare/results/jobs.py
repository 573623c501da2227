"""Jobs in a plan: people on the crews of plants, and hours of work on vehicles."""

from __future__ import annotations

import numpy as np
import xarray as xr

from plantshare.results.result import Result
from plantshare.results.spare import expected
from plantshare.study import Study

__all__ = ["crews", "work"]


def crews(study: Study, plan: Result, country: str) -> xr.DataArray:
    """Return the people on the crews of the plants in a country, dims (year).

        jobs[t] = sum over groups g of heads[g,t], or of sum_k crew[g,k] share[g,k,t]

    A vehicle that fills a shift which is paid anyway adds no job; one that takes a further shift does.

    Parameters
    ----------
    study
        The study of the plan.
    plan
        A result with a plan.
    country
        Country of the plants.

    Returns
    -------
    xarray.DataArray
        People; missing where the study states no crew in the country.
    """
    at_home = study["plants.country"].sel(plant=study["groups.plant"]).drop_vars("plant") == country
    if "heads" in plan.values:
        return plan.values["heads"].where(at_home, 0.0).sum("group").transpose("year")
    crew = study["group_patterns.crew"].where(at_home, 0.0).fillna(0.0)
    if not float(crew.sum()):
        return xr.full_like(study.discount, np.nan)
    people: xr.DataArray = (crew * plan.values["pattern_share"]).sum(["group", "pattern"])
    return people.transpose("year")


def work(study: Study, plan: Result, country: str, hours_per_job: float) -> xr.DataArray:
    """Return the hours of work on vehicles built in a country, as full-time jobs, dims (year).

        work[t] = sum over options j of hours[j] built[j,t] / hours per job

    Parameters
    ----------
    study
        The study of the plan.
    plan
        A result with a plan.
    country
        Country of the plants.
    hours_per_job
        Hours that a person works in a year.
    """
    at_home = study["plants.country"].sel(plant=study["options.plant"]).drop_vars("plant") == country
    built = expected(study, plan.values["built"])
    hours = expected(study, study["options.hours"])
    total: xr.DataArray = (hours * built).where(at_home, 0.0).sum("option") / hours_per_job
    return total.transpose("year")
