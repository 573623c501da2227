"""Minimum prices: which imports an undertaking holds for, and which of them keep to its floor."""

from __future__ import annotations

import numpy as np
import xarray as xr

from plantshare.study.study import Study

__all__ = ["at_market", "has_undertakings", "holds_for", "keeps_floor", "may_pay_duty", "undertaking_duty"]

HAIR = 1e-9
"""Share of a floor that a declared price may fall short of it: what converting units leaves."""


def has_undertakings(study: Study) -> bool:
    """Return whether the study has any row of ``minimum_prices``."""
    return study.labels["undertaking"].size > 0


def holds_for(study: Study) -> xr.DataArray:
    """Return which options each undertaking holds for, and when.

    The plant stands in the country of origin, the vehicle has the powertrain and the company that the
    row names, and the year lies in its years. What is built in the market itself is not imported.

    Returns
    -------
    xarray.DataArray
        True where the undertaking holds, dims (option, undertaking, year).
    """
    country = study["plants.country"].sel(plant=study["options.plant"]).drop_vars("plant")
    vehicle = study["options.vehicle"]
    holds = (country == study["minimum_prices.origin"]) & is_abroad(study)
    for column, anything in {"powertrain": "all", "company": ""}.items():
        asked = study[f"minimum_prices.{column}"]
        own = study[f"vehicles.{column}"].sel(vehicle=vehicle).drop_vars("vehicle")
        holds = holds & ((asked == anything) | (asked == own))
    year = xr.DataArray(study.years, coords={"year": study.years}, dims="year")
    first = study["minimum_prices.first_year"].fillna(-np.inf)
    last = study["minimum_prices.last_year"].fillna(np.inf)
    holds = holds & (first <= year) & (year <= last)
    return holds.transpose("option", "undertaking", "year").rename("holds_for")


def is_abroad(study: Study) -> xr.DataArray:
    """Return whether the origin of each undertaking lies outside its market, dims (undertaking)."""
    countries = study.frame("markets").set_index("market").countries
    origin = study["minimum_prices.origin"]
    pairs = zip(origin.values, study["minimum_prices.market"].values, strict=True)
    return origin.copy(data=np.array([place not in countries[market] for place, market in pairs], dtype=bool))


def keeps_floor(study: Study) -> xr.DataArray:
    """Return which options keep to the floor of an undertaking that holds for them.

        customs_value[j] >= floor[w,t,s]

    The declared price of an import is its customs value, the price at the border on which duty is
    charged. It is an input of the study: an importer who lifts it does so in ``options.csv``.

    Returns
    -------
    xarray.DataArray
        True where the undertaking holds and the floor is kept, dims (option, undertaking, year, scenario).
    """
    floor = study["minimum_prices.floor"] * (1 - HAIR)
    keeps = holds_for(study) & (study["options.customs_value"] >= floor)
    return keeps.transpose("option", "undertaking", "year", "scenario").rename("keeps_floor")


def may_pay_duty(study: Study) -> xr.DataArray:
    """Return whether vehicles outside an undertaking may come in at the ordinary duty, dims (undertaking)."""
    return (study["minimum_prices.otherwise"] == "ordinary_duty").rename("may_pay_duty")


def undertaking_duty(study: Study) -> xr.DataArray:
    """Return the duty that an undertaking itself states for what comes under it.

    Where importers may pay the ordinary duty, an option below the floor does so. Where they may not,
    whatever came in would come under the undertaking: its duty then prices what a lower floor is worth.

    Returns
    -------
    xarray.DataArray
        Duty, dims (option, market, year, scenario), a share of the customs value; missing where no
        undertaking is kept to, or where it leaves the ordinary tariff.
    """
    duty = study["minimum_prices.duty"]
    under = keeps_floor(study) | (holds_for(study) & ~may_pay_duty(study))
    stated = under & duty.notnull()
    amount = at_market(study, duty.where(stated, 0.0))
    return amount.where(at_market(study, stated)).rename("undertaking_duty")


def at_market(study: Study, values: xr.DataArray) -> xr.DataArray:
    """Return values of undertakings at the market of each; market takes the place of undertaking.

    At most one undertaking holds for an option in a market and a year, so that nothing is added up.
    Markets without undertaking hold false, or 0.
    """
    market = study["minimum_prices.market"].rename("market")
    known = values.astype(float).groupby(market).sum()
    full = known.reindex(market=study.labels["market"], fill_value=0.0)
    full = full.transpose("option", "market", "year", ...)
    return full > 0 if values.dtype == bool else full
