"""Duty on a vehicle that crosses a border, by rule of origin."""

from __future__ import annotations

import numpy as np
import pandas as pd
import xarray as xr

from plantshare.study.minimum_prices import (
    at_market,
    has_undertakings,
    holds_for,
    may_pay_duty,
    undertaking_duty,
)
from plantshare.study.study import Study
from plantshare.study.support import changed_duty

__all__ = [
    "duty_rate",
    "is_local",
    "is_preferred",
    "is_undertaken",
    "option_country",
    "option_powertrain",
    "ordinary_duty_rate",
    "originates",
]

WITH_BATTERY = ("PHEV", "BEV", "FCEV")
"""Powertrains whose battery counts in a rule of origin."""


def duty_rate(study: Study) -> xr.DataArray:
    """Return the duty that each option pays in each market, as a share of the customs value.

        tau[j,c,t,s] = 0                      where plant j lies in a country of market c
                     = preference             where there is one and the vehicle originates
                     = undertaking            where the row of a minimum price states one
                     = duty + countervailing  elsewhere

    An importer who may pay the ordinary duty instead pays the lower of the two. What exceeds the cap of
    an undertaking pays more: the block of minimum prices adds it.

    Returns
    -------
    xarray.DataArray
        Duty, dims (option, market, year, scenario), a share of the customs value.
    """
    ordinary = ordinary_duty_rate(study)
    if not has_undertakings(study):
        return ordinary.rename("duty_rate")
    rate = undertaking_duty(study).where(is_undertaken(study), ordinary)
    return rate.transpose("option", "market", "year", "scenario").rename("duty_rate")


def is_undertaken(study: Study) -> xr.DataArray:
    """Return where an undertaking sets the duty of an option, dims (option, market, year, scenario).

    The undertaking states a duty, no preference applies, and where the ordinary duty may be paid instead
    the option keeps to the floor and the ordinary duty is higher.
    """
    ordinary = ordinary_duty_rate(study)
    if not has_undertakings(study):
        return xr.zeros_like(ordinary, dtype=bool).rename("is_undertaken")
    own = undertaking_duty(study)
    may_choose = at_market(study, holds_for(study) & may_pay_duty(study))
    chosen = own.notnull() & (~may_choose | (own < ordinary)) & ~is_preferred(study)
    return chosen.transpose("option", "market", "year", "scenario").rename("is_undertaken")


def ordinary_duty_rate(study: Study) -> xr.DataArray:
    """Return the duty that each option pays without any undertaking, as a share of the customs value.

    The tariff row of the vehicle's own powertrain stands before the row 'all', and replaces it
    whole. Without any tariff row the duty is 0; the checks of a study warn of that. A tariff change among
    the support takes the place of the most-favoured-nation duty, row or no row; a countervailing duty and
    a preference stay.

    Returns
    -------
    xarray.DataArray
        Duty, dims (option, market, year, scenario), a share of the customs value.
    """
    changed = changed_duty(study)
    listed = row_of_option(study, "tariffs", study.has("tariffs"))
    stated, countervailing, preference = (
        row_of_option(study, "tariffs", study[f"tariffs.{name}"])
        for name in ("duty", "countervailing", "preference")
    )
    duty = changed.where(changed.notnull(), stated.where(listed, 0.0))
    ordinary = duty + countervailing.where(listed, 0.0)
    rate = preference.where(is_preferred(study), ordinary).where(~is_local(study), 0.0)
    return rate.transpose("option", "market", "year", "scenario").rename("ordinary_duty_rate")


def is_preferred(study: Study) -> xr.DataArray:
    """Return whether an option pays a preferential duty, dims (option, market, year).

    There is a preference and the vehicle originates; at home there is no duty to prefer.
    """
    offered = row_of_option(study, "tariffs", study["tariffs.preference"].notnull())
    preferred = originates(study) & offered & ~is_local(study)
    return preferred.transpose("option", "market", "year").rename("is_preferred")


def originates(study: Study) -> xr.DataArray:
    """Return whether what an option builds meets the rule of origin of a market.

    NOM[j] <= max_non_originating[c,t], and the battery originates where the rule asks for it and
    the vehicle is a plug-in hybrid, battery or fuel-cell vehicle. A market without a rule for the
    plant's country asks for nothing, so that every vehicle meets it.

    Returns
    -------
    xarray.DataArray
        True where the rule is met, dims (option, market, year).

    Examples
    --------
    Non-originating materials are 9.4 of an ex-works price of 19.0: 49.5% is more than 45%.

    >>> 9.4 / 19.0 <= 0.45
    False
    """
    largest = row_of_option(study, "origin_rules", study["origin_rules.max_non_originating"])
    asked = row_of_option(study, "origin_rules", study["origin_rules.battery_required"])
    ruled = row_of_option(study, "origin_rules", study.has("origin_rules"))
    electrified = option_powertrain(study).isin(WITH_BATTERY)
    battery = study["options.battery_originates"] | ~electrified | ~asked
    met = (study["options.non_originating_share"] <= largest) & battery
    return (met | ~ruled).transpose("option", "market", "year").rename("originates")


def row_of_option(study: Study, table: str, values: xr.DataArray) -> xr.DataArray:
    """Return values by country and powertrain as each option meets them.

    The row of the option's powertrain stands before the row 'all'. The dims country and powertrain
    give way to option.
    """
    country = position(study.labels["country"], option_country(study))
    powertrain = position(study.labels["powertrain"], option_powertrain(study))
    own = values.isel(country=country, powertrain=powertrain, drop=True)
    general = values.sel(powertrain="all", drop=True).isel(country=country, drop=True)
    listed = study.has(table).isel(country=country, powertrain=powertrain, drop=True)
    return bare(own).where(bare(listed), bare(general))


def bare(array: xr.DataArray) -> xr.DataArray:
    """Return the array without labels of the dims that were looked up."""
    return array.drop_vars(["country", "powertrain"], errors="ignore")


def is_local(study: Study) -> xr.DataArray:
    """Return whether an option's plant lies in a country of the market, dims (option, market)."""
    countries = option_country(study).values
    markets = study.frame("markets").set_index("market").countries
    values = [pd.Index(countries).isin(list(markets[name])) for name in study.labels["market"]]
    shape = (len(study.labels["market"]), len(countries))
    return xr.DataArray(
        np.array(values, dtype=bool).reshape(shape).T,
        coords={"option": study.labels["option"], "market": study.labels["market"]},
        dims=("option", "market"),
        name="is_local",
    )


def option_country(study: Study) -> xr.DataArray:
    """Return the country of each option's plant, dims (option)."""
    country = study.frame("plants").set_index("plant").country
    return by_option(study, country.reindex(study["options.plant"].values).to_numpy(dtype=object))


def option_powertrain(study: Study) -> xr.DataArray:
    """Return the powertrain of each option's vehicle, dims (option)."""
    powertrain = study.frame("vehicles").set_index("vehicle").powertrain
    words = powertrain.reindex(study["options.vehicle"].values).to_numpy(dtype=object)
    return by_option(study, words)


def by_option(study: Study, values: np.ndarray) -> xr.DataArray:
    """Return values in the order of the options as an array, dims (option)."""
    return xr.DataArray(values, coords={"option": study.labels["option"]}, dims="option")


def position(labels: np.ndarray, words: xr.DataArray) -> xr.DataArray:
    """Return the place among the labels of each option's word, dims (option)."""
    return words.copy(data=pd.Index(labels).get_indexer(pd.Index(words.values)))
