"""What one vehicle costs: labour, energy, freight, pipeline capital and duty, by option.

Each of these is computed here only, so that the plan, the landed cost and the fit agree. Amounts are
in study currency per vehicle.
"""

from __future__ import annotations

import pandas as pd
import xarray as xr

from plantshare.study.duty import duty_rate, option_country
from plantshare.study.roles import kit_duty
from plantshare.study.study import Study

__all__ = [
    "can_serve",
    "duty_cost",
    "energy_cost",
    "feebate",
    "freight_cost",
    "labour_cost",
    "of_plant",
    "parts_duty_cost",
    "pipeline_cost",
]

DAYS_IN_YEAR = 365


def labour_cost(study: Study) -> xr.DataArray:
    """Return the labour cost of one vehicle.

    labour[j,t,s] = hours[j] wage[country(j),t,s] exchange_rate[country(j),t,s]

    A country without a row in ``factors`` has a wage of 0.

    Returns
    -------
    xarray.DataArray
        Labour cost, dims (option, year, scenario), currency/vehicle.
    """
    wage = study["factors.wage"] * study["factors.exchange_rate"]
    cost = study["options.hours"] * of_country(study, wage)
    return cost.transpose("option", "year", "scenario").rename("labour_cost")


def energy_cost(study: Study) -> xr.DataArray:
    """Return the cost of electricity and gas for one vehicle.

        energy[j,t,s] = (electricity[j] electricity_price[i,t,s] + gas[j] gas_price[i,t,s])
                        exchange_rate[i,t,s]                                  i = country(j)

    Returns
    -------
    xarray.DataArray
        Energy cost, dims (option, year, scenario), currency/vehicle.
    """
    exchange_rate = study["factors.exchange_rate"]
    electricity = of_country(study, study["factors.electricity_price"] * exchange_rate)
    gas = of_country(study, study["factors.gas_price"] * exchange_rate)
    cost = study["options.electricity"] * electricity + study["options.gas"] * gas
    return cost.transpose("option", "year", "scenario").rename("energy_cost")


def pipeline_cost(study: Study) -> xr.DataArray:
    """Return the cost of the capital that one vehicle ties up on its way to a market.

    pipeline[j,c] = ex_works[j] r transit_days[plant(j),c] / 365

    The customs value stands in where the ex-works price is zero. The rate r is the study's
    discount rate. Without a lane there is no way, and the cost is 0; see :func:`can_serve`.

    Returns
    -------
    xarray.DataArray
        Pipeline capital cost, dims (option, market), currency/vehicle.

    Examples
    --------
    A vehicle of 15,000 at sea for 73 days at 10% a year:

    >>> 15_000 * 0.10 * 73 / 365
    300.0
    """
    ex_works = study["options.ex_works"]
    value = ex_works.where(ex_works > 0, study["options.customs_value"])
    days = of_plant(study, study["lanes.transit_days"])
    rate = float(study.settings["discount_rate"])
    cost = value * rate * days / DAYS_IN_YEAR
    return cost.transpose("option", "market").rename("pipeline_cost")


def freight_cost(study: Study) -> xr.DataArray:
    """Return freight and handling of one vehicle from an option's plant to a market.

    freight[j,c,t] = lanes.freight[plant(j),c,t] + lanes.handling[plant(j),c]

    Returns
    -------
    xarray.DataArray
        Freight and handling, dims (option, market, year), currency/vehicle; missing where there is
        no lane, as the option cannot serve the market.
    """
    cost = study["lanes.freight"] + study["lanes.handling"]
    cost = of_plant(study, cost.where(study.has("lanes")))
    return cost.transpose("option", "market", "year").rename("freight_cost")


def duty_cost(study: Study) -> xr.DataArray:
    """Return the duty on one vehicle, not counting duty on its parts.

    duty[j,c,t,s] = tau[j,c,t,s] customs_value[j], with tau of :func:`duty_rate`

    Returns
    -------
    xarray.DataArray
        Duty, dims (option, market, year, scenario), currency/vehicle.
    """
    cost = duty_rate(study) * study["options.customs_value"]
    return cost.transpose("option", "market", "year", "scenario").rename("duty_cost")


def parts_duty_cost(study: Study) -> xr.DataArray:
    """Return the duty on the parts of one vehicle.

        duty[j,t] = rate[ruling] parts_cost[j,t]

    under a kit deal that states the rate of its ruling; else ``options.parts_duty``.

    Returns
    -------
    xarray.DataArray
        Duty, dims (option, year), currency/vehicle.
    """
    ruled = kit_duty(study)
    duty = (ruled * study["options.parts_cost"]).where(ruled.notnull(), study["options.parts_duty"])
    return duty.transpose("option", ...).rename("parts_duty_cost")


def feebate(study: Study) -> xr.DataArray:
    """Return what one registration of each vehicle is worth under the rule of its market.

    Returns
    -------
    xarray.DataArray
        Credit (above zero) or charge (below zero), dims (vehicle, market, year), currency/vehicle.
    """
    powertrain = study["vehicles.powertrain"].values
    amount = study["feebates.amount"].sel(powertrain=powertrain)
    amount = amount.rename(powertrain="vehicle").assign_coords(vehicle=study.labels["vehicle"])
    return amount.transpose("vehicle", "market", "year").rename("feebate")


def can_serve(study: Study) -> xr.DataArray:
    """Return whether an option can sell in a market: a lane leads there and there is demand.

    Returns
    -------
    xarray.DataArray
        True where ``lanes`` has a row for plant and market and ``demand`` one for vehicle and
        market, dims (option, market).
    """
    lane = of_plant(study, study.has("lanes"))
    wanted = at_options(study, study.has("demand"), "vehicle", study["options.vehicle"])
    return (lane & wanted).transpose("option", "market").rename("can_serve")


def of_country(study: Study, values: xr.DataArray) -> xr.DataArray:
    """Return values by country at the country of each option; option takes the place of country."""
    return at_options(study, values, "country", option_country(study))


def of_plant(study: Study, values: xr.DataArray) -> xr.DataArray:
    """Return values by plant at the plant of each option; option takes the place of plant."""
    return at_options(study, values, "plant", study["options.plant"])


def at_options(study: Study, values: xr.DataArray, dim: str, words: xr.DataArray) -> xr.DataArray:
    """Return values along ``dim`` at each option's label of it."""
    place = pd.Index(study.labels[dim]).get_indexer(pd.Index(words.values))
    return values.isel({dim: words.copy(data=place)}).drop_vars(dim)
