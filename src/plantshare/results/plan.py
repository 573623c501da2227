"""The decisions of a plan as a planner lists them: launches, shifts, closures, deals, volumes."""

from __future__ import annotations

import numpy as np
import pandas as pd
import xarray as xr

from plantshare.results.result import Result
from plantshare.study.parties import brand_company, is_guest, plant_company

__all__ = ["closures", "deals_signed", "expansions", "launches", "shifts", "volumes"]

DECIDED = 0.5
"""A yes-or-no decision is taken where its value is above this."""
LEAST_SHARE = 5e-4
"""A share of a year below this, about four hours, is not listed."""


def launches(result: Result) -> pd.DataFrame:
    """Return what is launched, where and when, the first launch first.

    Returns
    -------
    pandas.DataFrame
        Columns option, vehicle, brand (company that sells it), plant, host (company that owns the
        plant), mode, guest (whether the brand is a guest at the plant), year, ended (year of an
        early end, or missing) and peak_volume (vehicles/yr in the largest year, expected over scenarios).
    """
    study = result.study
    options = pd.DataFrame(
        {
            "option": study.labels["option"],
            "vehicle": study["options.vehicle"].values,
            "brand": brand_company(study).values,
            "plant": study["options.plant"].values,
            "host": plant_company(study).values,
            "mode": study["options.mode"].values,
            "guest": is_guest(study).values,
        }
    )
    for column, found in (
        ("year", decided_years(result, "launched", "option")),
        ("ended", decided_years(result, "ended", "option")),
        ("peak_volume", expected_built(result).max("year").to_series()),
    ):
        options[column] = options["option"].map(found).astype(float)
    frame = options[options["year"].notna()].astype({"year": int})
    return frame.sort_values(["year", "plant", "option"], kind="stable").reset_index(drop=True)


def closures(result: Result) -> pd.DataFrame:
    """Return the groups that close: columns plant, group and year, the first closure first."""
    years = decided_years(result, "closed", "group").rename("year").rename_axis("group").reset_index()
    plants = result.study["groups.plant"].to_series()
    years.insert(0, "plant", years["group"].map(plants).astype(object))
    return years.sort_values(["year", "plant", "group"], kind="stable").reset_index(drop=True)


def shifts(result: Result) -> pd.DataFrame:
    """Return the share of each year that each group runs on each pattern.

    Returns
    -------
    pandas.DataFrame
        Columns plant, group, pattern, year and share; patterns that are not used have no row.
    """
    frame = result.to_frame("pattern_share").rename(columns={"pattern_share": "share"})
    frame = frame[frame["share"] > LEAST_SHARE].reset_index(drop=True)
    frame.insert(0, "plant", frame["group"].map(result.study["groups.plant"].to_series()).astype(object))
    return frame


def expansions(result: Result) -> pd.DataFrame:
    """Return the expansions that are made: columns expansion, shop and year."""
    years = decided_years(result, "expanded", "expansion").rename("year").rename_axis("expansion")
    rows = years.reset_index()
    shops = result.study.frame("expansions").set_index("expansion")["shop"]
    rows.insert(1, "shop", rows["expansion"].map(shops).astype(object))
    return rows


def deals_signed(result: Result) -> tuple[str, ...]:
    """Return the deals that are signed, in the order of the study."""
    if "signed" not in result.values:
        return ()
    signed = result.values["signed"]
    return tuple(str(deal) for deal in signed.deal.values[signed.values > DECIDED])


def volumes(result: Result, *by: str) -> pd.DataFrame:
    """Return vehicles built, summed by some of plant, vehicle, option and year.

    Volumes are expected over scenarios and, where ``by`` leaves out year, summed over years.

    Returns
    -------
    pandas.DataFrame
        Columns ``by`` and units (vehicles, a year where year is among them), zero rows left out.
    """
    study = result.study
    frame = expected_built(result).rename("units").to_dataframe()["units"].reset_index()
    for place in ("plant", "vehicle"):
        frame[place] = frame["option"].map(study[f"options.{place}"].to_series())
    sums = frame.groupby(list(by), sort=False)["units"].sum()
    return sums[sums > 0].reset_index()


def expected_built(result: Result) -> xr.DataArray:
    """Return vehicles built, expected over scenarios, dims (option, year)."""
    mean: xr.DataArray = xr.dot(result.values["built"], result.study.probability, dim="scenario")
    return mean.transpose("option", "year")


def decided_years(result: Result, name: str, dim: str) -> pd.Series:
    """Return the first year in which each label is decided on; those that never are have no row."""
    if name not in result.values:
        return pd.Series([], index=pd.Index([], dtype=object), dtype="int64")
    decided = result.values[name].transpose(dim, "year") > DECIDED
    first = decided.year.values[np.argmax(decided.values, axis=1)]
    years = pd.Series(first, index=decided[dim].to_index())
    return years[decided.values.any(axis=1)]
