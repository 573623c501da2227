"""What one vehicle costs at the dealer port of each market, levelised over its life."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
import xarray as xr

from plantshare.results.fit import launch_window
from plantshare.results.spare import expected
from plantshare.study import Study
from plantshare.study.duty import is_preferred
from plantshare.study.ramps import capital_by_year_before, ramp_by_age
from plantshare.study.unit_costs import (
    can_serve,
    duty_cost,
    energy_cost,
    freight_cost,
    labour_cost,
    of_plant,
    parts_duty_cost,
    pipeline_cost,
)

__all__ = ["COMPONENTS", "LandedCosts", "landed_costs", "production_volumes"]

MILLION = 1e6

COMPONENTS = (
    "parts", "parts duty", "labour", "energy", "other conversion", "freight", "handling", "duty",
    "pipeline capital", "fixed", "capital",
)  # fmt: skip
"""Parts of a landed cost, in the order in which they arise."""


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class LandedCosts:
    """Levelised landed costs; make them with :func:`landed_costs`.

    Parameters
    ----------
    components
        Levelised cost, dims (option, market, component), currency/vehicle; missing where the option
        cannot serve the market.
    volume
        Present volume of each option, dims (option), vehicles.
    start
        First year of production, dims (option).
    preferred
        Whether the vehicle originates and pays the preferential duty in that year, dims (option, market).
    """

    components: xr.DataArray
    volume: xr.DataArray
    start: xr.DataArray
    preferred: xr.DataArray

    @property
    def total(self) -> xr.DataArray:
        """Return the landed cost, dims (option, market), currency/vehicle."""
        return self.components.sum("component", skipna=False).rename("landed_cost")

    def to_frame(self) -> pd.DataFrame:
        """Return one row for each option and market that it can serve, with every component."""
        options, markets = self.components.option.values, self.components.market.values
        frame = pd.DataFrame(
            {
                "option": np.repeat(options, len(markets)),
                "market": np.tile(markets, len(options)),
                "first_year": np.repeat(self.start.values, len(markets)),
                **{
                    name: self.components.sel(component=name).values.ravel()
                    for name in self.components.component.values
                },
                "landed": self.total.values.ravel(),
                "preferred": self.preferred.values.ravel(),
            }
        )
        served = frame[list(COMPONENTS)].notna().any(axis=1)
        return frame[served].reset_index(drop=True)


def landed_costs(study: Study, rate: float | None = None) -> LandedCosts:
    """Return the landed cost of each option in each market: present cost over present volume.

        landed[j,c] = ( sum_t (1+r)^-t (u[j,c,t] q[j,t] + F[j]) + K[j] sum_l k[j,l] (1+r)^(l-1) ) / Qpv[j]
        Qpv[j]      = sum_t (1+r)^-t q[j,t]

    Year t = 1 is the first year of production, so that capital spent one year before start of
    production (l = 1) is not discounted. Volumes q are those of :func:`production_volumes`; costs u
    per vehicle are those of the calendar year, expected over the scenarios. Fixed cost and capital
    are spread over all vehicles of the option, in whichever market they are sold. What is built
    today has its capital behind it and its ramp too.

    Parameters
    ----------
    study
        The study.
    rate
        Real discount rate r; by default that of the study.

    Returns
    -------
    LandedCosts
        Components in currency per vehicle; missing where the option cannot serve the market or
        never starts within the horizon.
    """
    interest = float(study.settings["discount_rate"]) if rate is None else rate
    volumes, age = production_volumes(study), age_of(study)
    discount = (1 + interest) ** -(age + 1.0)
    weight = (volumes * discount).where(age >= 0, 0.0)
    volume = weight.sum("year")
    share = weight / volume.where(volume > 0)
    active = (discount.where(volumes > 0, 0.0)).sum("year")
    new = ~study.has("incumbents")
    profile = capital_by_year_before(study)
    spent = (profile * (1 + interest) ** (profile.years_before - 1.0)).sum("years_before")
    spread = MILLION / volume.where(volume > 0)
    parts = {
        **{name: levelised(cost, share) for name, cost in variable_costs(study).items()},
        "fixed": study["options.fixed_cost"] * active * spread,
        "capital": study["options.capex"].where(new, 0.0) * spent * spread,
    }
    reach = can_serve(study) & (volume > 0)
    known = [(parts[name] * xr.ones_like(reach, dtype=float)).where(reach) for name in COMPONENTS]
    components = xr.concat(
        known, dim=pd.Index(COMPONENTS, name="component"), coords="minimal", compat="override"
    )
    start = start_year(study)
    return LandedCosts(
        components=components.transpose("option", "market", "component").rename("landed_cost"),
        volume=volume.rename("present_volume"),
        start=start,
        preferred=is_preferred(study).sel(year=start).drop_vars("year").transpose("option", "market"),
    )


def variable_costs(study: Study) -> dict[str, xr.DataArray]:
    """Return the costs of one vehicle by component, currency/vehicle, dims among option, market, year."""
    handling = of_plant(study, study["lanes.handling"])
    return {
        "parts": study["options.parts_cost"],
        "parts duty": parts_duty_cost(study),
        "labour": expected(study, labour_cost(study)),
        "energy": expected(study, energy_cost(study)),
        "other conversion": study["options.other_conversion"],
        "freight": freight_cost(study) - handling,
        "handling": handling,
        "duty": expected(study, duty_cost(study)),
        "pipeline capital": pipeline_cost(study),
    }


def levelised(cost: xr.DataArray, share: xr.DataArray) -> xr.DataArray:
    """Return a cost weighted by the share of present volume in each year.

    A cost that does not differ by year stays as it is.
    """
    if "year" not in cost.dims:
        return cost
    return (cost * share).sum("year", skipna=False)


def production_volumes(study: Study) -> xr.DataArray:
    """Return the volume of each option by year if it starts as early as it may and runs at peak.

        q[j,t] = peak_rate[j] phi[j,age]     from start of production to the end of life or horizon

    An option without a peak rate takes the largest yearly demand of its vehicle in the markets that
    it can serve. What is built today has no ramp and ends in its run-out year.

    Returns
    -------
    xarray.DataArray
        Volume, dims (option, year), vehicles/yr; zero outside the years of production.
    """
    age = age_of(study)
    ramp = ramp_by_age(study)
    reached = ramp.sel(age=age.clip(0, int(ramp.age.max()))).drop_vars("age")
    today = study.has("incumbents")
    reached = reached.where(~today, 1.0)
    life = study["options.life_years"].where(~today, np.inf)
    until = study["incumbents.until"].where(today, np.inf)
    alive = starts(study) & (age >= 0) & (age < life) & (age.year <= until)
    peak = study["options.peak_rate"]
    demand = expected(study, study["demand.units"]).sel(vehicle=study["options.vehicle"])
    wanted = demand.drop_vars("vehicle").where(can_serve(study), 0.0).sum("market").max("year")
    rate = peak.where(np.isfinite(peak), wanted)
    return (rate * reached).where(alive, 0.0).transpose("option", "year").rename("volume")


def age_of(study: Study) -> xr.DataArray:
    """Return the years since start of production, below zero before it, dims (option, year)."""
    years = xr.DataArray(study.years, coords={"year": study.years}, dims="year")
    return (years - start_year(study)).transpose("option", "year")


def start_year(study: Study) -> xr.DataArray:
    """Return the first year in which each option may produce, dims (option).

    That is the first year of the study for what is built today, and also for an option that cannot
    start within the horizon at all (:func:`starts`).
    """
    window = launch_window(study) | study.has("incumbents")
    first = window.argmax("year")
    return first.copy(data=study.years[first.values]).rename("start")


def starts(study: Study) -> xr.DataArray:
    """Return whether an option is built today or can start within the horizon, dims (option)."""
    return launch_window(study).any("year") | study.has("incumbents")
