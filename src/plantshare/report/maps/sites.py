"""Plants, markets and flows of a result, at their places."""

from __future__ import annotations

import math

import pandas as pd

from plantshare.report.home import Home
from plantshare.report.maps.features import Flow, Market, Now, Place, Plant, Sites
from plantshare.report.names import names_of
from plantshare.report.outline import market_point
from plantshare.results import Result
from plantshare.study import Study
from plantshare.study.parties import is_guest

__all__ = ["sites_of"]

MEASURES = ("utilisation", "load", "capacity", "spare", "built")
LEAST = 0.5
"""Fewer vehicles a year than this are none: they come from the tolerance of a solver."""


def sites_of(result: Result, home: Home, year: int) -> Sites:
    """Return plants, markets and flows of a result: plants at home first, then the largest first.

    Parameters
    ----------
    home
        Whose plants are at home.
    year
        The year shown.
    """
    plants = sorted(plants_of(result, home, year), key=lambda plant: (not plant.is_home, -plant.capacity))
    return Sites(tuple(plants), tuple(markets_of(result.study)), tuple(flows_of(result)), year)


def site_years(result: Result) -> dict[str, dict[int, Now]]:
    """Return utilisation, load, capacity, spare and built of each plant and year, expected over futures.

    What a plant without shops can not have is missing.
    """
    output = result.output()[["plant", "year", "built"]]
    frame = output.merge(result.plant_loading(), on=["plant", "year"], how="left", validate="1:1")
    sites: dict[str, dict[int, Now]] = {}
    for record in frame.to_dict("records"):
        now = {name: known(record[name]) for name in MEASURES}
        sites.setdefault(str(record["plant"]), {})[int(record["year"])] = now
    return sites


def known(value: float) -> float | None:
    """Return a number to four digits after the point, none where it is missing."""
    return None if pd.isna(value) else round(float(value), 4)


def plants_of(result: Result, home: Home, year: int) -> list[Plant]:
    """Return every plant with its place and its numbers."""
    study, years = result.study, site_years(result)
    names, companies = names_of(study, "plants"), names_of(study, "companies")
    return [
        Plant(
            label=str(row.plant),
            name=names[str(row.plant)],
            company=companies[str(row.company)],
            country=str(row.country),
            is_home=str(row.plant) in home.plants,
            place=place_of(float(row.longitude), float(row.latitude)),
            by_year=years[str(row.plant)],
            year=year,
        )
        for row in study.frame("plants").itertuples()
    ]


def place_of(longitude: float, latitude: float) -> Place | None:
    """Return a place, none where a coordinate is missing."""
    return None if math.isnan(longitude) or math.isnan(latitude) else (longitude, latitude)


def markets_of(study: Study) -> list[Market]:
    """Return every market at the middle of its countries."""
    names = names_of(study, "markets")
    return [
        Market(str(row.market), names[str(row.market)], market_point(row.countries))
        for row in study.frame("markets").itertuples()
    ]


def flows_of(result: Result) -> list[Flow]:
    """Return what each plant ships to each market, guests apart, expected over futures."""
    study = result.study
    shipped = (result.values["shipped"] * study.probability).sum("scenario")
    frame = shipped.rename("units").to_dataframe()["units"].reset_index()
    frame["plant"] = frame["option"].map(study["options.plant"].to_series())
    frame["guest"] = frame["option"].map(is_guest(study).to_series())
    sums = frame.groupby(["plant", "market", "guest", "year"], sort=False)["units"].sum().reset_index()
    found: dict[tuple[str, str, bool], dict[int, float]] = {}
    for row in sums[sums["units"] >= LEAST].itertuples():
        key = (str(row.plant), str(row.market), bool(row.guest))
        found.setdefault(key, {})[int(row.year)] = round(float(row.units), 1)
    return [Flow(plant, market, guest, units) for (plant, market, guest), units in found.items()]
