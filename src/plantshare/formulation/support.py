"""Support: grants, energy relief and unit payments from a government."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import xarray as xr

from plantshare.formulation.flows import each_scenario
from plantshare.formulation.launches import capital_share
from plantshare.formulation.program import Program
from plantshare.study import Study
from plantshare.study.parties import brand_company, plant_company
from plantshare.units import THOUSAND

__all__ = ["Support"]


@dataclass(frozen=True, slots=True)
class Support:
    """Pay grants, energy relief and unit payments to the options that qualify.

        grant   share * K[j] * y[j,t], to the brand that pays the capital
        relief  currency per MWh * MWh per vehicle * built, to the plant that pays the energy
        unit    currency per vehicle * built, to the brand

    The government pays; it is no member of the coalition whose profit is maximised.

    Reads   support.*, options.capex, options.electricity
    Needs   variables launched y, built
    Adds    line support
    Stage   1 for grants, 2 for relief and unit payments
    """

    reads: ClassVar[tuple[str, ...]] = (
        "support.payer",
        "support.kind",
        "support.options",
        "support.country",
        "support.rate",
        "support.first_year",
        "support.last_year",
    )

    def build(self, study: Study, program: Program) -> None:
        """Add the payments of every instrument."""
        brand, owner = brand_company(study), plant_company(study)
        for row in study.frame("support").itertuples():
            qualifies = qualifying(study, row.options, row.country)
            runs = years_between(study, row.first_year, row.last_year)
            government = xr.full_like(brand, row.payer)
            if row.kind == "grant":
                capital = capital_share(study) * study["options.capex"] * row.rate
                rate = capital * qualifies * runs
                program.add_transfer("support", "launched", rate, payer=government, payee=brand)
                continue
            per_vehicle = row.rate * (study["options.electricity"] if row.kind == "relief" else 1.0)
            rate = each_scenario(study, per_vehicle * qualifies * runs * THOUSAND)
            payee = owner if row.kind == "relief" else brand
            program.add_transfer("support", "built", rate, payer=government, payee=payee)


def qualifying(study: Study, options: tuple[str, ...], country: str) -> xr.DataArray:
    """Return 1 for the options that an instrument names, or for all in its country, dims (option)."""
    labels = study.labels["option"]
    if options:
        values = np.isin(labels, list(options))
    else:
        where = study["plants.country"].sel(plant=study["options.plant"]).values
        values = where == country
    return xr.DataArray(values.astype(float), coords={"option": labels})


def years_between(study: Study, first: float, last: float) -> xr.DataArray:
    """Return 1 in the years from first to last, where a missing year means no limit, dims (year)."""
    years = study.years
    inside = ~(years < first) & ~(years > last)
    return xr.DataArray(inside.astype(float), coords={"year": years})
