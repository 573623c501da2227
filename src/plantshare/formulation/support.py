"""Support: grants, energy relief and unit payments from a government."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import xarray as xr

from plantshare.formulation.flows import each_scenario
from plantshare.formulation.launches import capital_share
from plantshare.formulation.program import Program
from plantshare.study import Study
from plantshare.study.roles import Bearer, builders, buyers, seller_company
from plantshare.units import THOUSAND

__all__ = ["Support"]


@dataclass(frozen=True, slots=True)
class Support:
    """Pay grants, energy relief and unit payments to the options that qualify.

        grant   share * K[j] * y[j,t], to whoever pays the capital
        relief  currency per MWh * MWh per vehicle * built, to whoever pays the energy
        unit    currency per vehicle * built, to the seller

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
        unit = (Bearer(seller_company(study)),)
        for row in study.frame("support").itertuples():
            qualifies = qualifying(study, row.options, row.country)
            runs = years_between(study, row.first_year, row.last_year)
            if row.kind == "grant":
                capital = capital_share(study) * study["options.capex"] * row.rate
                pay(program, row.payer, "launched", capital * qualifies * runs, buyers(study))
                continue
            per_vehicle = row.rate * (study["options.electricity"] if row.kind == "relief" else 1.0)
            rate = each_scenario(study, per_vehicle * qualifies * runs * THOUSAND)
            pay(program, row.payer, "built", rate, builders(study) if row.kind == "relief" else unit)


def pay(
    program: Program, government: str, variable: str, rate: xr.DataArray, payees: Iterable[Bearer]
) -> None:
    """Add the payments of one instrument to those who bear the cost that it lightens."""
    for each in payees:
        payer = xr.full_like(each.company, government)
        program.add_transfer("support", variable, rate * each.share, payer=payer, payee=each.company)


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
