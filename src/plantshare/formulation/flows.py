"""Flows: what is built, shipped and lost, and the money that moves with each vehicle."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import linopy
import numpy as np
import xarray as xr

from plantshare.formulation.launches import within_life
from plantshare.formulation.program import Program
from plantshare.study import Study
from plantshare.study.duty import is_local
from plantshare.study.parties import brand_company, deal_options, is_built_for_another, is_open, plant_company
from plantshare.study.ramps import is_late, late_ramp_by_age, ramp_by_age
from plantshare.study.roles import builders, buyers, seller_company
from plantshare.study.unit_costs import (
    can_serve,
    duty_cost,
    energy_cost,
    feebate,
    freight_cost,
    labour_cost,
    parts_duty_cost,
    pipeline_cost,
)
from plantshare.units import THOUSAND

__all__ = ["Flows", "most_wanted"]


@dataclass(frozen=True, slots=True)
class Flows:
    """Serve demand from active options, up to their ramped rate.

        sum_{j of m} x[j,c] + lost[m,c] = D[m,c] (1 + psi local[m,c])                R1
        built[j] = sum_c x[j,c] <= rho[j] sum_a phi[j,a] y[j,t-a]                    R3
        x[j,c] <= D[m,c] (1 + psi) n[j,t]                                            R4
        n[j,t] <= local[m,c] <= sum_{j of m built in c} n[j,t],  local <= 1

    R3 and R4 are the tight forms: each flow is held against its own demand and its own launch.
    A launch that comes late ramps late: phi' of :func:`late_ramp_by_age` takes the place of phi, in each
    scenario. An option without a peak rate is then held to what its markets ask for.

    Who sells, buys parts and builds follows from the form of the deal that opens an option, and so does the
    duty on the parts of a kit.

    Reads   demand.*, lanes.*, tariffs.*, origin_rules.*, factors.*, feebates.amount, options.* of cost,
            deals.form, deal_terms.duty_as_*
    Needs   variables launched y, active n
    Adds    variables shipped x, built, lost, local; lines revenue, selling, parts, parts duty,
            labour, energy, conversion, freight, duty, pipeline, feebate, lost sales, build fee
    Stage   2, except local
    """

    reads: ClassVar[tuple[str, ...]] = (
        "demand.units",
        "demand.net_revenue",
        "demand.selling_cost",
        "demand.local_uplift",
        "demand.lost_cost",
        "demand.must_serve",
        "markets.countries",
        "plants.country",
        "lanes.freight",
        "lanes.handling",
        "lanes.transit_days",
        "tariffs.duty",
        "support.market",
        "tariffs.countervailing",
        "tariffs.preference",
        "origin_rules.max_non_originating",
        "origin_rules.battery_required",
        "factors.wage",
        "factors.electricity_price",
        "factors.gas_price",
        "factors.exchange_rate",
        "feebates.amount",
        "vehicles.powertrain",
        "ramps.share",
        "options.peak_rate",
        "options.ramp",
        "options.launch_delay",
        "options.hours",
        "options.electricity",
        "options.gas",
        "options.parts_cost",
        "options.parts_duty",
        "options.other_conversion",
        "options.customs_value",
        "options.ex_works",
        "options.non_originating_share",
        "options.battery_originates",
        "deals.form",
        "deal_terms.customs_ruling",
        "deal_terms.duty_as_vehicle",
        "deal_terms.duty_as_parts",
    )

    def build(self, study: Study, program: Program) -> None:
        """Add flows, what limits them and what they earn and cost."""
        served = can_serve(study) & is_open(study)
        demand = study["demand.units"] * THOUSAND
        uplift = study["demand.local_uplift"]
        vehicle = study["options.vehicle"]
        most = (demand * (1 + uplift)).sel(vehicle=vehicle).drop_vars("vehicle")
        # The mask leaves out flows that no demand can ever use, in any year or scenario.
        wanted = served & (most.max(["year", "scenario"]) > 0)
        dims = ("option", "market", "year", "scenario")
        shipped = program.add_variable("shipped", dims, stage=2, in_thousands=True, mask=wanted)
        built = program.add_variable(
            "built", ("option", "year", "scenario"), stage=2, in_thousands=True, mask=wanted.any("market")
        )
        program.add_rule("built", shipped.sum("market") - built, "==", 0, mask=wanted.any("market"))
        program.add_rule("flow_when_active", shipped - most * program["active"], "<=", 0, mask=wanted)
        self.add_demand(study, program, demand, uplift)
        self.add_rates(study, program, wanted, most)
        self.add_sales_money(study, program)
        self.add_build_money(study, program)

    def add_demand(self, study: Study, program: Program, demand: xr.DataArray, uplift: xr.DataArray) -> None:
        """Split demand into sales and lost sales (R1), with the uplift of building locally."""
        asked = demand.max(["year", "scenario"]) > 0
        may_lose = asked & ~study["demand.must_serve"]
        dims = ("vehicle", "market", "year", "scenario")
        lost = program.add_variable("lost", dims, stage=2, in_thousands=True, mask=may_lose)
        vehicle = study["options.vehicle"].rename("vehicle")
        sold = program["shipped"].groupby(vehicle).sum()
        total = sold.reindex(vehicle=study.labels["vehicle"]).fillna(0) + lost
        lifted = asked & (uplift > 0)
        if lifted.any():
            local = self.add_local(study, program, lifted)
            total = total - (demand * uplift) * local
        program.add_rule("demand", total, "==", demand, mask=asked)

    def add_local(self, study: Study, program: Program, lifted: xr.DataArray) -> linopy.LinearExpression:
        """Add whether a vehicle is built in a market in the year."""
        local = program.add_variable("local", ("vehicle", "market", "year"), stage=1, mask=lifted, upper=1.0)
        in_market = is_local(study) & (study["options.mode"] != "import")
        vehicle = study["options.vehicle"].rename("vehicle")
        sites = (program["active"] * in_market.astype(float)).groupby(vehicle).sum()
        sites = sites.reindex(vehicle=study.labels["vehicle"]).fillna(0)
        program.add_rule("local", local - sites, "<=", 0, mask=lifted)
        # Demand that building locally brings is there whether or not it suits the plan to serve it.
        own = study["options.vehicle"]
        brought = in_market & lifted.sel(vehicle=own).drop_vars("vehicle")
        each = local.sel(vehicle=own).drop_vars("vehicle") - program["active"]
        program.add_rule("local_when_active", each, ">=", 0, mask=brought)
        return local

    def add_rates(self, study: Study, program: Program, wanted: xr.DataArray, most: xr.DataArray) -> None:
        """Limit output to the peak rate, ramped up from the launch (R3)."""
        rate = study["options.peak_rate"] * THOUSAND
        used = wanted.any("market")
        limited = (rate < np.inf) & used
        today = study.has("incumbents")
        built = program["built"]
        if (limited & today).any():
            rule = built - rate.where(limited, 0.0) * program["active"]
            program.add_rule("rate_today", rule, "<=", 0, mask=limited & today)
        late = is_late(study) & used & ~today
        fresh = (limited & ~today) | late
        if not fresh.any():
            return
        if (late & ~limited).any():
            rate = rate.where(limited, most.where(wanted, 0.0).sum("market"))
        reached = ramp_reached(study, is_delayed=bool(late.any()))
        reached = reached * within_life(study) * rate.where(fresh, 0.0)
        launched = program["launched"].rename(year="launch_year")
        rule = built - (launched * reached).sum("launch_year")
        program.add_rule("rate_ramped", rule, "<=", 0, mask=fresh)

    def add_sales_money(self, study: Study, program: Program) -> None:
        """Add what a sale brings and what it costs to deliver."""
        seller = seller_company(study)
        vehicle = study["options.vehicle"]

        def of_option(values: xr.DataArray) -> xr.DataArray:
            return values.sel(vehicle=vehicle).drop_vars("vehicle") * THOUSAND

        revenue = of_option(study["demand.net_revenue"])
        program.add_income("revenue", "shipped", revenue, seller)
        costs = {
            "selling": of_option(study["demand.selling_cost"]),
            "freight": freight_cost(study) * THOUSAND,
            "duty": duty_cost(study) * THOUSAND,
            "pipeline": pipeline_cost(study) * THOUSAND,
        }
        for kind, rate in costs.items():
            program.add_cost(kind, "shipped", each_scenario(study, rate.fillna(0.0)), seller)
        credit = of_option(feebate(study))
        program.add_income("feebate", "shipped", each_scenario(study, credit), seller)
        lost = study["demand.lost_cost"] * THOUSAND
        program.add_cost("lost sales", "lost", each_scenario(study, lost), study["vehicles.company"])

    def add_build_money(self, study: Study, program: Program) -> None:
        """Add what a vehicle costs to build, and the fee that a guest pays for it."""
        host = host_cost(study)
        for costs, bearers in ((parts_cost(study), buyers(study)), (host, builders(study))):
            for kind, rate in costs.items():
                program.add_borne_cost(kind, "built", each_scenario(study, rate * THOUSAND), bearers)
        at_cost = each_scenario(study, sum(host.values(), xr.DataArray(0.0)))
        fee = study["options.unit_fee"].where(study["options.unit_fee"].notnull(), at_cost)
        fee = fee.where(is_built_for_another(study), 0.0) * THOUSAND
        if study.settings["sharing"] == "deals":
            # Options of a deal pay the fee of the deal; the block Deals adds it.
            fee = fee.where(~fee.option.isin(list(deal_options(study))), 0.0)
        sides = {"payer": brand_company(study), "payee": plant_company(study)}
        program.add_transfer("build fee", "built", fee, **sides)


def parts_cost(study: Study) -> dict[str, xr.DataArray]:
    """Return what parts cost, by kind, currency per vehicle, dims (option, year)."""
    return {"parts": study["options.parts_cost"], "parts duty": parts_duty_cost(study)}


def host_cost(study: Study) -> dict[str, xr.DataArray]:
    """Return what the plant pays to build one vehicle, by kind, currency per vehicle."""
    return {
        "labour": labour_cost(study),
        "energy": energy_cost(study),
        "conversion": study["options.other_conversion"],
    }


def ramp_reached(study: Study, *, is_delayed: bool) -> xr.DataArray:
    """Return the share of the peak rate reached, dims (option, launch_year, year), and scenario if delayed.

    phi[j, year - launch_year]; ages beyond the last row of a ramp stay at its share.
    """
    years = study.years
    age = xr.DataArray(
        (years[None, :] - years[:, None]).clip(0), coords={"launch_year": years, "year": years}
    )
    ramp = late_ramp_by_age(study) if is_delayed else ramp_by_age(study)
    return ramp.sel(age=age).drop_vars("age")


def most_wanted(study: Study, program: Program) -> xr.DataArray:
    """Return the most that markets can take of each option, dims (option, year, scenario), thousand a year.

    Parameters
    ----------
    study
        The study.
    program
        A program with the flows.
    """
    demand = study["demand.units"] * THOUSAND * (1 + study["demand.local_uplift"])
    each = demand.sel(vehicle=study["options.vehicle"]).drop_vars("vehicle")
    return each.where(program.exists("shipped"), 0.0).sum("market")


def each_scenario(study: Study, rate: xr.DataArray) -> xr.DataArray:
    """Return a rate spread over every year and scenario, last dims (year, scenario)."""
    every = xr.ones_like(study.discount) * xr.ones_like(study.probability)
    return (rate * every).transpose(..., "year", "scenario")
