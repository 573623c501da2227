"""Launches: when production of an option starts, how long it lasts, and what that costs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import xarray as xr

from plantshare.formulation.program import Program
from plantshare.study import Study
from plantshare.study.parties import brand_company, can_launch, is_built_for_another, is_open, plant_company
from plantshare.study.ramps import capital_by_year_before
from plantshare.study.roles import builders, buyers, has_fee_form

__all__ = ["Launches", "capital_share", "has_stated_fee", "within_life"]


@dataclass(frozen=True, slots=True)
class Launches:
    """Start production at most once, within its window, and keep it active for its life.

        sum_t y[j,t] <= 1                                                            F1
        n[j,t] = n0[j,t] + sum_{t' <= t, t - t' < Life} y[j,t']  (- early ends e)    F2
        sum_{j of m, not import} n[j,t] <= Sites[m]                                  F12

    n0 is 1 for an option built today, up to its run-out. Capital K is paid over the years before
    start of production in the shares of its profile; the fixed cost of an option is paid in each
    year in which it is active.

    Reads   options.* of launch, vehicles.site_limit, incumbents.until, capex_profiles.share
    Adds    variables launched y, active n, ended e; rules launch_once, active, site_limit; lines
            launch capital, option fixed cost, and the guest's refund of that cost
    Stage   1
    """

    reads: ClassVar[tuple[str, ...]] = (
        "options.vehicle",
        "options.plant",
        "options.mode",
        "options.capex",
        "options.capex_profile",
        "options.lead_years",
        "options.earliest_launch",
        "options.latest_launch",
        "options.life_years",
        "options.may_end_early",
        "options.fixed_cost",
        "options.unit_fee",
        "vehicles.company",
        "vehicles.site_limit",
        "plants.company",
        "plants.partners",
        "companies.company",
        "incumbents.option",
        "incumbents.until",
        "capex_profiles.share",
    )

    def build(self, study: Study, program: Program) -> None:
        """Add launches, the years in which options are active, and what both cost."""
        window = can_launch(study)
        launched = program.add_variable("launched", ("option", "year"), stage=1, mask=window, is_binary=True)
        program.add_rule("launch_once", launched.sum("year"), "<=", 1, mask=window.any("year"))
        self.add_active(study, program, window)
        self.add_money(study, program)
        limit = study["vehicles.site_limit"]
        if (limit < limit.size).any() or (limit < study["options.plant"].size).any():
            self.add_site_limit(study, program, limit)

    def add_active(self, study: Study, program: Program, window: xr.DataArray) -> None:
        """Add the years in which each option is active."""
        launched = program["launched"]
        year = xr.DataArray(study.years, coords={"year": study.years})
        today = study.has("incumbents") & (year <= study["incumbents.until"].fillna(np.inf))
        usable = (today | window.any("year")) & is_open(study)
        active = program.add_variable("active", ("option", "year"), stage=1, mask=usable, upper=1.0)
        alive = (launched.rename(year="launch_year") * within_life(study)).sum("launch_year")
        ends = study["options.may_end_early"] & usable.any("year")
        program.add_rule("active", active - alive, "==", today.astype(float), mask=usable & ~ends)
        if not ends.any():
            return
        ended = program.add_variable("ended", ("option", "year"), stage=1, mask=ends, is_binary=True)
        started = study.has("incumbents").astype(float)
        so_far = (launched - ended).cumsum("year")
        program.add_rule("active_until_ended", active - so_far, "==", started, mask=usable & ends)
        program.add_rule("life", active - alive, "<=", today.astype(float), mask=usable & ends)

    def add_money(self, study: Study, program: Program) -> None:
        """Add launch capital and the fixed cost of active options."""
        capital = capital_share(study) * study["options.capex"]
        program.add_borne_cost("launch capital", "launched", capital, buyers(study))
        year = xr.ones_like(study.discount)
        fixed = study["options.fixed_cost"] * year
        program.add_borne_cost("option fixed cost", "active", fixed, builders(study))
        at_cost = is_built_for_another(study) & has_fee_form(study) & ~has_stated_fee(study)
        sides = {"payer": brand_company(study), "payee": plant_company(study)}
        program.add_transfer("fixed cost refund", "active", fixed.where(at_cost, 0.0), **sides)

    def add_site_limit(self, study: Study, program: Program, limit: xr.DataArray) -> None:
        """Add the most plants at which a vehicle may be built at once."""
        local = (study["options.mode"] != "import").astype(float)
        count = (program["active"] * local).groupby(study["options.vehicle"].rename("vehicle")).sum()
        vehicles = count.indexes["vehicle"]
        limit = limit.sel(vehicle=vehicles)
        sites = study.frame("options").groupby("vehicle").size().reindex(vehicles)
        binding = limit < xr.DataArray(sites.to_numpy(), coords={"vehicle": limit.vehicle})
        program.add_rule("site_limit", count, "<=", limit, mask=binding)


def within_life(study: Study) -> xr.DataArray:
    """Return 1 where a launch of one year is alive in another, dims (option, launch_year, year)."""
    years = study.years
    age = xr.DataArray(years[None, :] - years[:, None], coords={"launch_year": years, "year": years})
    return ((age >= 0) & (age < study["options.life_years"])).astype(float).transpose("option", ...)


def capital_share(study: Study) -> xr.DataArray:
    """Return the share of capital spent in a year for a launch year, dims (option, launch_year, year).

    Without a profile all capital is spent in the year of the launch.
    """
    years = study.years
    coords = {"launch_year": years, "year": years}
    before = xr.DataArray(years[:, None] - years[None, :], coords=coords, dims=("launch_year", "year"))
    shares = capital_by_year_before(study)
    known = (before >= 0) & (before <= shares.years_before.max())
    spent = shares.sel(years_before=before.where(known, 0)).where(known, 0.0)
    return spent.drop_vars("years_before").transpose("option", "launch_year", "year")


def has_stated_fee(study: Study) -> xr.DataArray:
    """Return whether a fee is stated, by the deal that opens an option, else by the option, dims (option).

    Fee bands are a stated fee too.
    """
    stated = study["options.unit_fee"].notnull()
    if study.settings["sharing"] != "deals":
        return stated
    terms = study["deal_terms.unit_fee"].notnull().any("year")
    banded = set(study.frame("deal_bands").deal)
    by_deal = {
        option: bool(terms.sel(deal=row.deal)) or row.deal in banded
        for row in study.frame("deals").itertuples()
        for option in row.options
    }
    values = [by_deal.get(option, own) for option, own in stated.to_series().items()]
    return stated.copy(data=np.array(values, dtype=bool))
