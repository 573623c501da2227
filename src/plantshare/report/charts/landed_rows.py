"""What each option costs at the dealer port of one market, and which of them are drawn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from plantshare.report.home import Home
from plantshare.report.names import names_of, vehicle_of
from plantshare.results import Result
from plantshare.results.landed import landed_costs
from plantshare.results.spare import expected
from plantshare.study import Study

__all__ = ["PARTS", "Pair", "drawn_options", "figures_behind", "landed_frame", "market_of", "pairs_of"]

PARTS: Mapping[str, tuple[str, ...]] = {
    "parts": ("parts",),
    "labour": ("labour",),
    "making": ("energy", "other conversion"),
    "freight": ("freight", "handling", "pipeline capital"),
    "duty": ("duty", "parts duty"),
    "capital": ("capital", "fixed"),
}
"""Components of the landed cost that are shown as one."""

LEAST = 0.5
"""Vehicles a year below this come from the rounding of the solver."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """The cheapest way to build a vehicle at home, and the cheapest to bring it there.

    Parameters
    ----------
    vehicle
        Label of the vehicle.
    demand
        Vehicles wanted in the market over all years, expected over futures.
    local, foreign
        Options.
    gap
        Landed cost of the local option less that of the foreign, currency per vehicle.
    """

    vehicle: str
    demand: float
    local: str
    foreign: str
    gap: float


def market_of(study: Study, home: Home) -> str:
    """Return the market in which options are compared.

    That is the market of the country of the target where there is one; else the market with most
    vehicles that plants both inside and outside it can supply.
    """
    if home.country and home.markets:
        return smallest(study, home.markets)
    costs = landed_costs(study).to_frame()
    countries = study.frame("markets").set_index("market")["countries"]
    places = costs["option"].map(country_of(study))
    local = [country in countries[market] for country, market in zip(places, costs["market"], strict=True)]
    costs = costs.assign(vehicle=costs["option"].map(study["options.vehicle"].to_series()), local=local)
    kinds = costs.groupby(["market", "vehicle"], sort=False)["local"].nunique()
    both = (kinds > 1).groupby("market", sort=False).sum()
    return str(both.idxmax()) if len(both) else ""


def smallest(study: Study, markets: Sequence[str]) -> str:
    """Return the market that holds the fewest countries."""
    countries = study.frame("markets").set_index("market")["countries"]
    return min(markets, key=lambda market: len(countries[market]))


def country_of(study: Study) -> pd.Series:
    """Return the country of the plant of each option."""
    countries = study["plants.country"].to_series()
    return study["options.plant"].to_series().map(countries)


def landed_frame(result: Result, market: str) -> pd.DataFrame:
    """Return one row for each option that can serve a market, the cheapest of a vehicle first.

    Returns
    -------
    pandas.DataFrame
        Columns option, vehicle, plant (labels), called, place (names), mode, local (built in a country of
        the market), used (shipped there by the plan), first_year, one for each of ``PARTS`` and landed
        (currency per vehicle).
    """
    study = result.study
    frame = landed_costs(study).to_frame()
    frame = frame[(frame["market"] == market) & frame["landed"].notna()].reset_index(drop=True)
    plants, held = names_of(study, "plants"), study.frame("markets").set_index("market")["countries"]
    option = frame["option"]
    shipped = result.values["shipped"].max(["year", "scenario"]) if market else None
    used = shipped.sel(market=market).to_series() > LEAST if shipped is not None else {}
    plant = option.map(study["options.plant"].to_series())
    made = pd.DataFrame(
        {
            "option": option,
            "vehicle": option.map(study["options.vehicle"].to_series()),
            "called": option.map(vehicle_of(study)),
            "plant": plant,
            "place": plant.map(plants),
            "mode": option.map(study["options.mode"].to_series()),
            "local": option.map(country_of(study)).isin(held[market] if market else ()),
            "used": option.map(used).astype(bool),
            "first_year": frame["first_year"].astype(int),
            **{part: frame[list(components)].sum(axis=1) for part, components in PARTS.items()},
            "landed": frame["landed"],
        }
    )
    # Of options that cost the same to the penny the one that the plan uses comes first.
    made = made.assign(cost=made["landed"].round(2)).sort_values(
        ["vehicle", "cost", "used"], ascending=[True, True, False], kind="stable"
    )
    return made.drop(columns="cost").reset_index(drop=True)


def pairs_of(result: Result, frame: pd.DataFrame, market: str) -> list[Pair]:
    """Return the vehicles that can be had both ways, the one with the largest gain from building first."""
    wanted = expected(result.study, result.study["demand.units"]).sum("year")
    pairs = []
    for vehicle, options in frame.groupby("vehicle", sort=False):
        local, foreign = options[options["local"]], options[~options["local"]]
        if local.empty or foreign.empty:
            continue
        pairs.append(
            Pair(
                vehicle=str(vehicle),
                demand=float(wanted.sel(vehicle=vehicle, market=market)),
                local=str(local["option"].iloc[0]),
                foreign=str(foreign["option"].iloc[0]),
                gap=float(local["landed"].iloc[0] - foreign["landed"].iloc[0]),
            )
        )
    return sorted(pairs, key=lambda pair: (pair.gap, pair.vehicle))


def drawn_options(
    frame: pd.DataFrame, pairs: Sequence[Pair], most: int
) -> list[tuple[Pair | None, list[str]]]:
    """Return the vehicles to draw, each with its options: the cheapest each way, and what the plan uses.

    If no vehicle can be had both ways, the vehicles with most options are drawn with all of these.

    Parameters
    ----------
    most
        Vehicles to draw at most: those with the largest demand in the market, or with most options.
    """
    if not pairs:
        counts = frame.groupby("vehicle", sort=False)["option"].count()
        kept = counts.sort_values(ascending=False, kind="stable").index[: most // 2]
        return [(None, list(frame["option"][frame["vehicle"] == vehicle][: most // 2])) for vehicle in kept]
    kept_pairs = set(sorted(pairs, key=lambda pair: -pair.demand)[:most])
    drawn: list[tuple[Pair | None, list[str]]] = []
    for pair in pairs:
        if pair in kept_pairs:
            own = frame[frame["vehicle"] == pair.vehicle]
            shown = own["used"] | own["option"].isin([pair.local, pair.foreign])
            drawn.append((pair, [str(option) for option in own["option"][shown]]))
    return drawn


def figures_behind(study: Study, row: Mapping[str, Any], market: str) -> tuple[str, ...]:
    """Return the decisive figures behind one landed cost."""
    option, plant = row["option"], row["plant"]
    country = str(study["plants.country"].sel(plant=plant).item())
    paths = [f"options.{option}.parts_cost", f"options.{option}.hours", f"lanes.{plant}/{market}.freight"]
    if country in set(study.frame("factors")["country"]):
        paths.append(f"factors.{country}.wage")
    if row["duty"]:
        paths.append(f"options.{option}.customs_value")
    if row["capital"]:
        paths.append(f"options.{option}.capex")
    return tuple(paths)
