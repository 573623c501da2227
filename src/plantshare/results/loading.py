"""Loading: how full shops and plants are, always on a stated basis."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
import xarray as xr

from plantshare.results.spare import SpareCapacity, basis_capacity, spare_capacity
from plantshare.study import Study
from plantshare.study.capacity import computed_capacity

__all__ = [
    "STRAIGHT_TIME",
    "basis_capacities",
    "load_by_shop",
    "loading",
    "plan_spare",
    "plant_loading",
    "plant_loading_by_future",
    "utilisation",
]

STRAIGHT_TIME = "straight time, at most two shifts"
"""Name of the usual basis of utilisation: the largest pattern without overtime of up to two shifts."""


def utilisation(load: xr.DataArray, capacity: xr.DataArray) -> xr.DataArray:
    """Return load over capacity.

        u = load / cap

    No capacity gives a missing value, no load gives 0, and overtime can lift the value above 1.

    Examples
    --------
    75,000 vehicles on two shifts of 129,043 are 58.12 per cent (check C1).

    >>> load = xr.DataArray([75000.0, 10.0], coords={"shop": ["A", "B"]})
    >>> utilisation(load, xr.DataArray([129043.0, 0.0], coords=load.coords)).round(4).values
    array([0.5812,    nan])
    """
    share: xr.DataArray = load / capacity.where(capacity > 0)
    return share


def load_by_shop(study: Study, values: Mapping[str, xr.DataArray]) -> xr.DataArray:
    """Return the load of each shop, a built weighted by its use, expected over scenarios.

    Returns
    -------
    xarray.DataArray
        Reference cars a year, dims (shop, year).
    """
    built = (values["built"] * study.probability).sum("scenario")
    load: xr.DataArray = xr.dot(study["routes.use"], built, dim="option")
    return load.transpose("shop", "year")


def basis_capacities(study: Study, values: Mapping[str, xr.DataArray]) -> dict[str, xr.DataArray]:
    """Return the capacity of each shop and year on every basis, by the name of the basis.

    "plan" is the capacity of the patterns that the plan runs; "largest pattern" that of the group's
    largest; and the basis of the study is :func:`basis_capacity`, called ``STRAIGHT_TIME`` unless the
    setting ``basis_pattern`` names a pattern. All with the expansions made. Dims (shop, year),
    vehicles a year.
    """
    capacity = computed_capacity(study)
    share = values["pattern_share"].sel(group=study["shops.group"]).drop_vars("group")
    grown = expansions(study, values)
    every = xr.ones_like(study.discount)
    named = study.settings["basis_pattern"] or STRAIGHT_TIME
    bases = {
        "plan": (share * capacity).sum("pattern") + grown,
        named: basis_capacity(study)[0] * every + grown,
        "largest pattern": capacity.max("pattern") * every + grown,
    }
    return {name: array.transpose("shop", "year") for name, array in bases.items()}


def expansions(study: Study, values: Mapping[str, xr.DataArray]) -> xr.DataArray:
    """Return the capacity that expansions have added to each shop by each year, dims (shop, year)."""
    total = xr.DataArray(
        np.zeros((len(study.labels["shop"]), len(study.years))),
        coords={"shop": study.labels["shop"], "year": study.years},
    )
    if "expanded" not in values:
        return total
    for row in study.frame("expansions").itertuples():
        done = values["expanded"].sel(expansion=row.expansion).cumsum("year")
        usable = done.shift(year=int(row.lead_years), fill_value=0.0)
        total.loc[{"shop": row.shop}] += (usable * row.capacity).values
    return total


def loading(study: Study, values: Mapping[str, xr.DataArray]) -> pd.DataFrame:
    """Return load, capacity and utilisation by shop and year on every basis.

    Returns
    -------
    pandas.DataFrame
        Columns plant, group, shop, year, basis, load, capacity (vehicles/yr) and utilisation, which
        is missing where the basis has no capacity.
    """
    load = load_by_shop(study, values)
    group = study["shops.group"].to_series()
    plant = group.map(study["groups.plant"].to_series())
    frames = []
    for basis, capacity in basis_capacities(study, values).items():
        measures = xr.Dataset(
            {"load": load, "capacity": capacity, "utilisation": utilisation(load, capacity)}
        )
        frames.append(measures.to_dataframe().reset_index().assign(basis=basis))
    frame = pd.concat(frames, ignore_index=True)
    frame["group"], frame["plant"] = frame.shop.map(group), frame.shop.map(plant)
    return frame[["plant", "group", "shop", "year", "basis", "load", "capacity", "utilisation"]]


def plant_loading(study: Study, values: Mapping[str, xr.DataArray]) -> pd.DataFrame:
    """Return how full each plant is in each year, on the stated basis.

    The load is that of the plan. Capacity is that of the basis, the shift pattern that utilisation is
    measured against, in the narrowest kind of shop.

    Returns
    -------
    pandas.DataFrame
        Columns plant, year, capacity, load and spare (reference cars a year), utilisation (share,
        missing without capacity) and basis. Plants without shops are left out.
    """
    return plan_spare(study, values).plants_frame()


def plan_spare(study: Study, values: Mapping[str, xr.DataArray], basis: str | None = None) -> SpareCapacity:
    """Return the capacity that a plan leaves free, with the expansions that it makes.

    Parameters
    ----------
    basis
        Shift pattern to measure against, as for :func:`spare_capacity`.
    """
    return spare_capacity(study, load_by_shop(study, values), basis, expansions(study, values))


def plant_loading_by_future(study: Study, values: Mapping[str, xr.DataArray]) -> dict[str, pd.DataFrame]:
    """Return :func:`plant_loading` of every future that was planned together, by its name."""
    added = expansions(study, values)
    built = values["built"].transpose("scenario", ...)
    loads = {str(each.scenario.item()): xr.dot(study["routes.use"], each, dim="option") for each in built}
    return {
        name: spare_capacity(study, load.drop_vars("scenario"), added=added).plants_frame()
        for name, load in loads.items()
    }
