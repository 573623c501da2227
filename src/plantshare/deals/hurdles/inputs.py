"""The inputs of a deal that a study holds: prices, costs of options and lines, trade, support, volume."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import xarray as xr

from plantshare.deals.hurdles.one_input import (
    HIGHEST,
    Flows,
    Input,
    country_of,
    home_markets,
    key_of,
    mean,
    supplying,
    unit_of,
)
from plantshare.deals.on_plan import Programme
from plantshare.evidence import Cell
from plantshare.study import Study
from plantshare.study.duty import duty_rate, is_preferred, is_undertaken
from plantshare.study.roles import deal_of_option
from plantshare.study.support import changed_duty
from plantshare.tables.table import row_keys

__all__ = ["inputs_of", "origin_switches"]


def inputs_of(study: Study, about: Programme, flows: Flows, beside: Iterable[str] = ()) -> tuple[Input, ...]:
    """Return the inputs of a deal that the study holds, whatever their worth.

    Parameters
    ----------
    study
        The study.
    about
        The programme of the deal.
    flows
        What the two plans build and ship, for weights.
    beside
        Other deals that may be signed: what their options share with the deal is not its own.
    """
    options = option_inputs(study, about, flows)
    return (
        *country_inputs(study, about, flows),
        *options,
        *line_inputs(study, about),
        *trade_inputs(study, about, flows),
        *support_inputs(study, about, set(beside)),
        *volume_input(study, about, flows),
    )


def country_inputs(study: Study, about: Programme, flows: Flows) -> list[Input]:
    """Return prices of the country of the plant, and rates of exchange of the countries that supply now."""
    found = []
    years = flows.built.sum("option")
    listed = set(study.frame("factors").country)
    kinds = {"electricity_price": "energy", "wage": "labour", "gas_price": "energy"}
    for column, kind in kinds.items():
        if about.country in listed:
            found.append(factor(study, column, about.country, years, (kind,)))
    for country in supplying(study, flows):
        years = flows.replaced.sum("market").where(country_of(study) == country, 0.0).sum("option")
        rates = study["factors.exchange_rate"].sel(country=country)
        if country in listed and country != about.country and not bool((rates == 1).all()):
            found.append(factor(study, "exchange_rate", country, years, ("labour", "energy")))
    return found


def factor(study: Study, column: str, country: str, years: xr.DataArray, kinds: tuple[str, ...]) -> Input:
    """Return a price of a country as an input; the weights are those of years, dims (year)."""
    values = study[f"factors.{column}"].sel(country=country)
    return Input(
        key=column,
        place=country,
        unit=unit_of("factors", column),
        now=mean(values, years),
        cells=(Cell("factors", country, column, None),),
        weights=(1.0,),
        how="scale",
        low=-1.0,
        high=HIGHEST,
        kinds=kinds,
        is_own=False,
    )


OPTION_KINDS: Mapping[str, tuple[str, ...]] = {
    "parts_cost": ("parts",),
    "parts_duty": ("parts duty",),
    "hours": ("labour",),
    "other_conversion": ("conversion",),
    "fixed_cost": ("option fixed cost",),
    "capex": ("launch capital", "support"),
}
"""Columns of options that can move, with the kinds of money that they act through."""


def option_inputs(study: Study, about: Programme, flows: Flows) -> list[Input]:
    """Return what the options of the deal cost themselves."""
    shares = flows.built.sum("year")
    return [
        Input(
            key=column,
            place="",
            unit=unit_of("options", column),
            now=mean(study[f"options.{column}"].sel(option=list(about.options)), flows.built),
            cells=tuple(Cell("options", option, column, None) for option in about.options),
            weights=tuple(shares.values.tolist()),
            how="scale",
            low=-1.0,
            high=HIGHEST,
            kinds=kinds,
            is_own=True,
        )
        for column, kinds in OPTION_KINDS.items()
    ]


def line_inputs(study: Study, about: Programme) -> list[Input]:
    """Return what the lines of the plant cost: fixed cost of their patterns, and tools for the bodies.

    Nothing of it belongs to the deal alone, as the owner's own vehicles use the lines too.
    """
    options, vehicles = study.frame("options"), study.frame("vehicles")
    plants = set(options.plant[options.option.isin(about.options)])
    groups = study.frame("groups")
    own = set(groups.group[groups.plant.isin(plants)])
    shops = study.frame("shops")
    bodies = set(shops.shop[shops.group.isin(own)])
    platforms = set(vehicles.platform[vehicles.vehicle.isin(about.vehicles)])
    patterns, tools = study.frame("group_patterns"), study.frame("shop_platforms")
    runs = patterns.group.isin(own) & (patterns.fixed_cost > 0)
    made = tools.shop.isin(bodies) & tools.platform.isin(platforms) & (tools.tooling_cost > 0)
    wanted = (
        ("line_fixed_cost", "group_patterns", "fixed_cost", runs, ("fixed cost", "fixed cost refund")),
        ("body_tooling", "shop_platforms", "tooling_cost", made, ("body tooling",)),
    )
    return [
        Input(
            key=key,
            place="",
            unit=unit_of(table, column),
            now=float(study.frame(table).loc[hit, column].mean()),
            cells=tuple(
                Cell(table, row, column, None) for row in row_keys(study.frame(table)[hit], key_of(table))
            ),
            weights=(1.0,) * int(hit.sum()),
            how="scale",
            low=-1.0,
            high=HIGHEST,
            kinds=kinds,
            is_own=False,
        )
        for key, table, column, hit, kinds in wanted
        if hit.any()
    ]


def trade_inputs(study: Study, about: Programme, flows: Flows) -> list[Input]:
    """Return freight and tariff of the vehicles that come from elsewhere without the deal."""
    home = home_markets(study, about)
    coming = flows.replaced.sel(market=home)
    coming = coming.where(country_of(study) != about.country, 0.0)
    if not home or float(coming.sum()) <= 0:
        return []
    lanes = study["lanes.freight"] + study["lanes.handling"]
    lanes = lanes.sel(plant=study["options.plant"]).drop_vars("plant").sel(market=home)
    pairs = coming.sum("year").to_series()
    plants = study.frame("options").set_index("option").plant
    lane_weights: dict[str, float] = {}
    for (option, market), volume in pairs[pairs > 0].items():
        row = f"{plants[option]}/{market}"
        lane_weights[row] = lane_weights.get(row, 0.0) + float(volume)
    freight = Input(
        key="freight",
        place=about.country,
        unit=unit_of("lanes", "freight"),
        now=mean(lanes, coming),
        cells=tuple(
            Cell("lanes", row, column, None) for column in ("freight", "handling") for row in lane_weights
        ),
        weights=(*lane_weights.values(), *[0.0] * len(lane_weights)),
        how="scale",
        low=-1.0,
        high=HIGHEST,
        kinds=("freight",),
        is_own=False,
    )
    return [freight, *tariff_input(study, about, coming)]


def tariff_input(study: Study, about: Programme, coming: xr.DataArray) -> list[Input]:
    """Return the tariff of the home country on what comes from elsewhere at the ordinary rate.

    Parameters
    ----------
    coming
        What comes from elsewhere, k of present volume, dims (option, market, year).
    """
    spared = is_preferred(study) | is_undertaken(study).any("scenario") | changed_duty(study).notnull()
    charged = coming.where(~spared.sel(market=coming.market), 0.0)
    places = charged.sum("year").to_series()
    origin = country_of(study).to_series()
    wanted = {(origin[option], market) for (option, market), volume in places.items() if volume > 0}
    table = study.frame("tariffs")
    hit = [pair in wanted for pair in zip(table.origin, table.market, strict=True)]
    rows = [key for key, is_hit in zip(row_keys(table, key_of("tariffs")), hit, strict=True) if is_hit]
    if not rows:
        return []
    now = mean(duty_rate(study).sel(market=coming.market), charged)
    return [
        Input(
            key="tariff",
            place=about.country,
            unit="share",
            now=now,
            cells=tuple(Cell("tariffs", row, "duty", None) for row in rows),
            weights=(1.0,) * len(rows),
            how="add",
            low=-min(float(table.duty[hit].min()), now),
            high=1.0,
            kinds=("duty",),
            is_own=False,
        )
    ]


def support_inputs(study: Study, about: Programme, beside: set[str]) -> list[Input]:
    """Return the rates of support for options of the deal."""
    opened = deal_of_option(study).to_series()
    found = []
    price = study["factors.electricity_price"] * study["factors.exchange_rate"]
    own_price = price.sel(country=about.country) if about.country in price.country else price
    parts = study["options.parts_cost"].sel(option=list(about.options))
    # No relief beyond the price itself, and no support beyond what all parts of a vehicle cost.
    highest = {"grant": 1.0, "relief": float(own_price.max()), "unit": float(parts.max())}
    for row in study.frame("support").itertuples():
        # Credit has no rate to try, and another duty is tried as the tariff itself.
        if row.kind not in highest or not set(row.options) & set(about.options):
            continue
        others = [opened[option] for option in row.options if option not in about.options]
        found.append(
            Input(
                key=f"support_{row.kind}",
                place=str(row.support),
                unit={"grant": "share", "relief": "currency/MWh", "unit": "currency/vehicle"}[row.kind],
                now=float(row.rate),
                cells=(Cell("support", str(row.support), "rate", None),),
                weights=(1.0,),
                how="add",
                low=-float(row.rate),
                high=max(highest[row.kind] - float(row.rate), 0.0),
                kinds=("support",),
                is_own="" not in others and not beside & set(others),
            )
        )
    return found


def volume_input(study: Study, about: Programme, flows: Flows) -> list[Input]:
    """Return how many of the deal's vehicles are wanted, in all markets."""
    table = study.frame("demand")
    hit = table.vehicle.isin(about.vehicles).to_numpy()
    rows = [key for key, is_hit in zip(row_keys(table, key_of("demand")), hit, strict=True) if is_hit]
    if not rows:
        return []
    per_year = flows.built.sum("option")
    running = per_year > 0
    present = float(study.discount.where(running, 0.0).sum())
    return [
        Input(
            key="volume",
            place="",
            unit="vehicles/yr",
            now=1e3 * float(per_year.sum()) / present if present else 0.0,
            cells=tuple(Cell("demand", row, "units", None) for row in rows),
            weights=tuple(float(units) for units in table.units[hit]),
            how="scale",
            low=-0.9,
            high=HIGHEST,
            kinds=(),
            is_own=False,
        )
    ]


def origin_switches(study: Study, about: Programme) -> tuple[Input, Input]:
    """Return the two states of origin of the deal's vehicles: all meet every rule, and none does.

    Parameters
    ----------
    study
        The study.
    about
        The programme of the deal.
    """

    def switch(key: str, share: float, battery: float) -> Input:
        columns = {"non_originating_share": share, "battery_originates": battery}
        cells = [Cell("options", option, column, None) for column in columns for option in about.options]
        return Input(
            key=key,
            place="",
            unit="share",
            now=0.0,
            cells=tuple(cells),
            weights=(1.0,) * len(cells),
            how="set",
            low=0.0,
            high=1.0,
            kinds=("duty",),
            is_own=True,
            settings=tuple(value for value in columns.values() for _ in about.options),
        )

    return switch("origin_gained", 0.0, 1.0), switch("origin_lost", 1.0, 0.0)
