"""Who owns what an option uses: its plant, its vehicle, and whether it is a guest there."""

from __future__ import annotations

import numpy as np
import xarray as xr

from plantshare.errors import LabelError
from plantshare.study.study import Study

__all__ = [
    "brand_company",
    "can_launch",
    "coalition",
    "deal_options",
    "is_built_for_another",
    "is_guest",
    "is_open",
    "plant_company",
    "programme_of",
]


def plant_company(study: Study) -> xr.DataArray:
    """Return the company that owns the plant of each option, dims (option)."""
    return study["plants.company"].sel(plant=study["options.plant"]).drop_vars("plant")


def brand_company(study: Study) -> xr.DataArray:
    """Return the company that sells the vehicle of each option, dims (option)."""
    return study["vehicles.company"].sel(vehicle=study["options.vehicle"]).drop_vars("vehicle")


def is_built_for_another(study: Study) -> xr.DataArray:
    """Return whether one company's plant builds another's vehicle, dims (option).

    Then a fee moves between the two, also where the brand is a partner of the plant and no guest.
    """
    return plant_company(study) != brand_company(study)


def is_guest(study: Study) -> xr.DataArray:
    """Return whether the option builds at the plant of another company, dims (option).

    A partner of the plant, such as a parent of a joint venture, is no guest there.
    """
    partners = dict(zip(study.frame("plants").plant, study.frame("plants").partners, strict=True))
    owner, brand = plant_company(study), brand_company(study)
    plants = study["options.plant"].values
    own = [
        company == host or company in partners[plant]
        for company, host, plant in zip(brand.values, owner.values, plants, strict=True)
    ]
    return xr.DataArray(~np.array(own, dtype=bool), coords=owner.coords, dims=owner.dims)


def deal_options(study: Study) -> set[str]:
    """Return the options that some deal opens."""
    return {option for options in study.frame("deals").options for option in options}


def programme_of(study: Study, deal: str) -> str:
    """Return the deal whose options a deal is about: itself, or the one whose programme it prices.

    Parameters
    ----------
    study
        The study.
    deal
        Name of a deal of the study.

    Raises
    ------
    LabelError
        If the study has no such deal.
    """
    deals = study.frame("deals")
    found = deals.loc[deals["deal"] == deal, "alternative_to"]
    if found.empty:
        raise LabelError(f"the study has no deal '{deal}'; it has {', '.join(deals['deal']) or 'none'}")
    return str(found.iloc[0]) or deal


def is_open(study: Study) -> xr.DataArray:
    """Return whether the plan may use the option under the study's sharing setting, dims (option).

    Options built today stay open. New options at the plant of another company are open where
    sharing is on, and where it is given by deals only if a deal names them.
    """
    guest, built_today = is_guest(study), study.has("incumbents")
    if study.settings["sharing"] == "on":
        allowed = xr.ones_like(guest)
    else:
        named = deal_options(study) if study.settings["sharing"] == "deals" else set()
        allowed = xr.DataArray(np.isin(guest.option.values, list(named)), coords=guest.coords)
    return built_today | ~guest | allowed


def can_launch(study: Study) -> xr.DataArray:
    """Return whether production of the option may start in the year, dims (option, year).

    The window opens in the later of the stated year and the first year plus the lead time, and
    closes in the stated year. Options built today are not launched again.
    """
    years = xr.DataArray(study.years, coords={"year": study.years})
    first = float(study.years[0]) + study["options.lead_years"]
    earliest = study["options.earliest_launch"].fillna(-np.inf)
    latest = study["options.latest_launch"].fillna(np.inf)
    inside = (years >= first) & (years >= earliest) & (years <= latest)
    return (inside & is_open(study) & ~study.has("incumbents")).transpose("option", "year")


def coalition(study: Study) -> frozenset[str]:
    """Return the companies whose joint profit the integrated plan maximises: all but governments."""
    companies = study.frame("companies")
    return frozenset(companies.company[companies.role != "government"])
