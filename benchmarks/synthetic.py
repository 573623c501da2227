"""Invented studies of any size: the shape of the United Kingdom study, drawn from a seed.

One unit of size has 10 plants, 25 groups, 40 shops, 30 vehicles and 90 options; there are 5 markets and
12 years whatever the size.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from plantshare.tables import Tables, tables_from_frames

__all__ = ["synthetic_tables"]

Frames = Mapping[str, pd.DataFrame | list[dict[str, Any]]]  # Any: cells of every type

COMPANIES, PLANTS, VEHICLES, PLATFORMS, CHOICES = 5, 10, 30, 8, 2
"""How many there are in one unit of size; choices are launches offered for each vehicle."""

COUNTRIES = ("XA", "XB", "XC", "XD", "XE", "XF")
MARKETS = {"home": "XA", "north": "XB", "south": "XC", "west": "XD", "east": "XE;XF"}
YEARS = tuple(range(2027, 2039))
SHOPS = ("press", "body", "paint", "assembly")
PATTERNS = ("closed", "mothballed", "one_shift", "two_shifts", "three_shifts")
FIXED_COST = (0.0, 8.0, 40.0, 66.0, 95.0)


def synthetic_tables(size: int = 1, seed: int = 2026, shifts: str = "whole") -> Tables:
    """Return the tables of an invented study.

    Parameters
    ----------
    size
        Number of units of 10 plants, 30 vehicles and 90 options.
    seed
        Seed of every figure that is drawn; the same seed and size give the same tables.
    shifts
        Whether a group may split a year between patterns: "whole" or "fractional".
    """
    draw = np.random.default_rng(seed)
    settings = {
        "name": f"synthetic-{size}",
        "currency": "GBP",
        "price_year": 2026,
        "first_year": YEARS[0],
        "last_year": YEARS[-1],
        "shifts": shifts,
        "illustrative": True,
    }
    plants = plant_frames(size, draw)
    vehicles = vehicle_frames(size, draw)
    options = option_frames(size, draw, plants["plants"], vehicles["vehicles"])
    return tables_from_frames(
        settings, {**plants, **vehicles, **options, **trade_frames(draw, plants["plants"])}
    )


def names(word: str, count: int) -> np.ndarray:
    """Return numbered names."""
    return np.array([f"{word}_{number}" for number in range(1, count + 1)], dtype=object)


def plant_frames(size: int, draw: np.random.Generator) -> dict[str, pd.DataFrame]:
    """Return companies, plants, their groups and shops.

    Every plant has a group for press and body and one for paint; in every second plant assembly has
    a group of its own, elsewhere it works with paint.
    """
    company = names("company", COMPANIES * size)
    plant = names("plant", PLANTS * size)
    plants = pd.DataFrame(
        {
            "plant": plant,
            "company": np.repeat(company, PLANTS // COMPANIES),
            "country": np.resize(np.array(COUNTRIES, dtype=object), plant.size),
            "closure_cost": draw.uniform(100, 300, plant.size).round(1),
            "site_value": draw.uniform(20, 60, plant.size).round(1),
        }
    )
    rows = []
    for number, name in enumerate(plant):
        last = "final" if number % 2 else "paint"
        rows += [
            (name, kind, f"{name}_{group}")
            for kind, group in zip(SHOPS, ("body", "body", "paint", last), strict=True)
        ]
    shops = pd.DataFrame(rows, columns=["plant", "kind", "group"])
    shops.insert(0, "shop", shops.plant + "_" + shops.kind)
    rate = draw.uniform(30, 60, plant.size).repeat(len(SHOPS)) * draw.uniform(1, 1.15, len(shops))
    shops = shops.assign(
        gross_rate=rate.round(1),
        uptime=draw.uniform(0.82, 0.95, len(shops)).round(3),
        overtime_limit=0.1,
        overtime_cost=400.0,
        slots=np.where(shops.kind == "body", 4, 8),
        complexity_loss=np.where(shops.kind == "body", 1_000.0, 0.0),
        platform_limit=8,
    )
    groups = shops[["group", "plant"]].drop_duplicates(ignore_index=True)
    groups = groups.assign(start_pattern="two_shifts", cost_level_up=6.0, cost_level_down=18.0)
    group_patterns = groups[["group"]].merge(
        pd.DataFrame({"pattern": PATTERNS, "fixed_cost": FIXED_COST}), how="cross"
    )
    group_patterns["fixed_cost"] = (
        group_patterns.fixed_cost * draw.uniform(0.3, 0.5, len(group_patterns))
    ).round(2)
    hours = (0.0, 0.0, 7.8, 7.8, 7.4)
    shift_patterns = pd.DataFrame(
        {
            "pattern": PATTERNS,
            "role": ("closed", "mothball", "run", "run", "run"),
            "shifts": (0, 0, 1, 2, 3),
            "level": (0, 0, 1, 2, 3),
            "hours": hours,
            "days": 235,
        }
    )
    return {
        "companies": pd.DataFrame({"company": company}),
        "plants": plants,
        "shops": shops.drop(columns="plant"),
        "groups": groups,
        "group_patterns": group_patterns,
        "shift_patterns": shift_patterns,
    }


def vehicle_frames(size: int, draw: np.random.Generator) -> dict[str, pd.DataFrame]:
    """Return vehicles and what the markets want of them."""
    vehicle = names("vehicle", VEHICLES * size)
    platform = names("platform", PLATFORMS * size)
    vehicles = pd.DataFrame(
        {
            "vehicle": vehicle,
            "company": names("company", COMPANIES * size).repeat(VEHICLES // COMPANIES),
            "platform": np.resize(platform, vehicle.size),
            "powertrain": np.resize(np.array(["ICE", "HEV", "PHEV", "BEV"], dtype=object), vehicle.size),
            "site_limit": 2,
        }
    )
    demand = vehicles[["vehicle"]].merge(pd.DataFrame({"market": list(MARKETS)}), how="cross")
    revenue = draw.uniform(18_000, 30_000, vehicle.size).repeat(len(MARKETS)).round(-1)
    demand = demand.assign(
        units=draw.uniform(2_000, 25_000, len(demand)).round(-2),
        net_revenue=revenue,
        selling_cost=(revenue * 0.04).round(),
        local_uplift=np.where(demand.market == "home", 0.05, 0.0),
    )
    demand = demand[draw.uniform(size=len(demand)) < 0.65].reset_index(drop=True)
    growth = pd.DataFrame({"year": YEARS, "growth": draw.uniform(0.9, 1.2, len(YEARS))})
    by_year = demand.merge(growth, how="cross")
    by_year["units"] = (by_year.units * by_year.growth).round()
    return {
        "vehicles": vehicles,
        "platforms": pd.DataFrame({"platform": platform}),
        "demand": demand,
        "demand_by_year": by_year[["vehicle", "market", "year", "units"]],
    }


def option_frames(
    size: int, draw: np.random.Generator, plants: pd.DataFrame, vehicles: pd.DataFrame
) -> dict[str, pd.DataFrame]:
    """Return how each vehicle is built today, and two launches for each at plants drawn at random."""
    count = len(vehicles)
    own = np.arange(count) // (VEHICLES // COMPANIES) * 2 + draw.integers(0, 2, count)
    offered = np.array([draw.choice(len(plants), CHOICES + 1, replace=False) for _ in range(count)])
    # The first two that are not the plant of today.
    offered = np.array([row[row != today][:CHOICES] for row, today in zip(offered, own, strict=True)])
    place = np.column_stack([own, offered]).ravel()
    is_new = np.resize([False, True, True], place.size)
    vehicle = vehicles.vehicle.to_numpy().repeat(CHOICES + 1)
    cost = draw.uniform(11_000, 17_000, count).repeat(CHOICES + 1)
    options = pd.DataFrame(
        {
            "option": vehicle + "_at_" + plants.plant.to_numpy()[place],
            "vehicle": vehicle,
            "plant": plants.plant.to_numpy()[place],
            "mode": np.resize(["full", "CKD", "full"], place.size),
            "capex": np.where(is_new, draw.uniform(30, 250, place.size).round(1), 0.0),
            "capex_profile": np.where(is_new, "two_years", ""),
            "lead_years": np.where(is_new, 1, 0),
            "peak_rate": draw.uniform(30_000, 90_000, place.size).round(-3),
            "ramp": np.where(is_new, "usual", ""),
            "hours": draw.uniform(16, 26, place.size).round(1),
            "electricity": draw.uniform(0.7, 1.2, place.size).round(2),
            "gas": draw.uniform(0.3, 0.7, place.size).round(2),
            "parts_cost": (cost * draw.uniform(0.98, 1.05, place.size)).round(),
            "other_conversion": 250.0,
            "customs_value": cost.round(),
            "non_originating_share": draw.uniform(0.2, 0.6, place.size).round(2),
        }
    )
    shop_names = options.plant.to_numpy()[:, None] + np.array([f"_{kind}" for kind in SHOPS], dtype=object)
    routes = pd.DataFrame(
        {"option": options.option.repeat(len(SHOPS)).to_numpy(), "shop": shop_names.ravel()}
    )
    routes["use"] = draw.uniform(0.9, 1.15, len(routes)).round(2)
    tooling = options[["vehicle", "plant"]].assign(installed=~is_new).merge(vehicles[["vehicle", "platform"]])
    tooling = tooling.groupby(["plant", "platform"], as_index=False).installed.any()
    tooling = tooling.assign(shop=tooling.plant + "_body", tooling_cost=60.0)
    incumbents = options.option[~is_new]
    return {
        "options": options,
        "routes": routes,
        "incumbents": pd.DataFrame({"option": incumbents, "built": 30_000.0}),
        "ramps": pd.DataFrame({"ramp": "usual", "age": [0, 1, 2], "share": [0.4, 0.85, 1.0]}),
        "capex_profiles": pd.DataFrame({"profile": "two_years", "years_before": [0, 1], "share": [0.4, 0.6]}),
        "shop_platforms": tooling[["shop", "platform", "installed", "tooling_cost"]],
    }


def trade_frames(draw: np.random.Generator, plants: pd.DataFrame) -> Frames:
    """Return markets, lanes, duty, factor prices, a quota and a target."""
    lanes = plants[["plant"]].merge(pd.DataFrame({"market": list(MARKETS)}), how="cross")
    tariffs = [
        {"origin": country, "market": market, "powertrain": "all", "duty": 0.1}
        for country in COUNTRIES
        for market, countries in MARKETS.items()
        if country not in countries
    ]
    factors = pd.DataFrame(
        {
            "country": COUNTRIES,
            "wage": draw.uniform(9, 42, len(COUNTRIES)).round(1),
            "electricity_price": draw.uniform(70, 190, len(COUNTRIES)).round(),
            "gas_price": draw.uniform(30, 60, len(COUNTRIES)).round(),
        }
    )
    return {
        "markets": [{"market": name, "countries": countries} for name, countries in MARKETS.items()],
        "lanes": lanes.assign(
            freight=draw.uniform(150, 1_400, len(lanes)).round(),
            transit_days=draw.uniform(2, 45, len(lanes)).round(),
        ),
        "tariffs": tariffs,
        "factors": factors,
        "quotas": [
            {"quota": "west_quota", "origin": "XA", "market": "west", "units": 100_000, "extra_duty": 0.15}
        ],
        "targets": [
            {
                "target": "home_2035",
                "country": "XA",
                "year": 2035,
                "vehicle_class": "car_and_cv",
                "units": 1_300_000,
            }
        ],
    }
