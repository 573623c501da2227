"""Two plants of two companies: one half empty, one full, and a car that could move between them."""

from __future__ import annotations

from collections.abc import Mapping

from plantshare.tables import Tables, tables_from_frames
from small_examples.two_plants_evidence import evidence_tables

__all__ = ["two_plants"]

Cell = str | float | bool
Row = dict[str, Cell]

YEARS = (2027, 2028, 2029, 2030, 2031, 2032)

SETTINGS: Mapping[str, Cell] = {
    "name": "two-plants",
    "title": "Fellside's plant stands half empty, and Sunrise imports a car that could be built there",
    "currency": "GBP",
    "price_year": 2026,
    "first_year": YEARS[0],
    "last_year": YEARS[-1],
    "discount_rate": 0.09,
    "basis_pattern": "two_shifts",
    "gap": 0.0001,
    "time_limit": 60,
    "illustrative": True,
}

DEMAND: Mapping[tuple[str, str], tuple[int, ...]] = {
    ("moor", "north"): (56_000, 55_000, 54_000, 53_000, 52_000, 51_000),
    ("moor", "east"): (6_000, 6_000, 6_000, 6_000, 6_000, 6_000),
    ("dawn", "north"): (30_000, 38_000, 44_000, 48_000, 50_000, 50_000),
    ("dawn", "east"): (60_000, 60_000, 62_000, 62_000, 64_000, 64_000),
    ("dusk", "east"): (70_000, 70_000, 70_000, 70_000, 70_000, 70_000),
}
"""Demand by vehicle, market and year, vehicles."""

REVENUE: Mapping[tuple[str, str], int] = {
    ("moor", "north"): 18_500,
    ("moor", "east"): 19_300,
    ("dawn", "north"): 19_200,
    ("dawn", "east"): 15_500,
    ("dusk", "east"): 13_000,
}
"""What the maker keeps of each sale, currency per vehicle."""


def two_plants() -> Tables:
    """Return the tables of the tutorial study."""
    frames = {
        **company_tables(),
        **shop_tables(),
        **vehicle_tables(),
        **market_tables(),
        **deal_tables(),
        **scenario_tables(),
    }
    return tables_from_frames(SETTINGS, {**frames, **evidence_tables()})


def company_tables() -> dict[str, list[Row]]:
    """Return companies, plants and what an hour and a megawatt-hour cost in their countries."""
    return {
        "companies": [
            {"company": "fellside", "name": "Fellside Cars", "country": "XN"},
            {"company": "sunrise", "name": "Sunrise Motor", "country": "XE"},
        ],
        "plants": [
            {
                "plant": "northgate",
                "name": "Northgate",
                "company": "fellside",
                "country": "XN",
                "employees": 2_400,
                "max_length": 4.8,
                "max_width": 1.95,
                "max_height": 1.75,
                "max_wheelbase": 2.9,
                "max_mass": 2_100,
                "minimum_spare": 15_000,
            },
            {
                "plant": "eastport",
                "name": "Eastport",
                "company": "sunrise",
                "country": "XE",
                "employees": 5_200,
            },
        ],
        "factors": [
            {"country": "XN", "wage": 38, "electricity_price": 170, "gas_price": 55},
            {"country": "XE", "wage": 12, "electricity_price": 80, "gas_price": 40},
        ],
    }


def shop_tables() -> dict[str, list[Row]]:
    """Return shift patterns, the groups that work them, and the shops of both plants."""
    fixed_cost = {
        "northgate": {"one_shift": 62, "two_shifts": 96},
        "eastport": {"one_shift": 70, "two_shifts": 110, "three_shifts": 152},
    }
    return {
        "shift_patterns": [
            {"pattern": "one_shift", "shifts": 1, "hours": 7.5, "days": 235, "level": 1},
            {"pattern": "two_shifts", "shifts": 2, "hours": 7.5, "days": 235, "level": 2},
            {"pattern": "three_shifts", "shifts": 3, "hours": 7.2, "days": 235, "level": 3},
        ],
        "groups": [
            {
                "group": "northgate_line",
                "plant": "northgate",
                "start_pattern": "one_shift",
                "cost_level_up": 7,
                "cost_level_down": 22,
            },
            {
                "group": "eastport_line",
                "plant": "eastport",
                "start_pattern": "two_shifts",
                "cost_level_up": 4,
                "cost_level_down": 8,
            },
        ],
        "group_patterns": [
            {"group": f"{plant}_line", "pattern": pattern, "fixed_cost": cost}
            for plant, patterns in fixed_cost.items()
            for pattern, cost in patterns.items()
        ],
        "shops": [
            shop("northgate", "body", 42, 0.88, slots=3),
            shop("northgate", "paint", 40, 0.90, slots=4),
            shop("northgate", "assembly", 40, 0.88, slots=3),
            shop("eastport", "line", 52, 0.92, slots=4),
        ],
    }


def shop(plant: str, kind: str, rate: float, uptime: float, slots: int) -> Row:
    """Return one shop; each further vehicle in it costs 1,500 vehicles a year of capacity."""
    return {
        "shop": f"{plant}_{kind}",
        "group": f"{plant}_line",
        "kind": kind,
        "gross_rate": rate,
        "uptime": uptime,
        "overtime_limit": 0.08,
        "overtime_cost": 600,
        "slots": slots,
        "complexity_loss": 1_500,
    }


def vehicle_tables() -> dict[str, list[Row]]:
    """Return vehicles, every way to supply them, their routes and what is built today."""
    routes = {
        "moor_northgate": ("northgate_body", "northgate_paint", "northgate_assembly"),
        "dawn_eastport": ("eastport_line",),
        "dusk_eastport": ("eastport_line",),
        "dawn_northgate_ckd": ("northgate_paint", "northgate_assembly"),
        "dawn_northgate_full": ("northgate_body", "northgate_paint", "northgate_assembly"),
    }
    size = {"length": 4.6, "width": 1.88, "height": 1.66, "wheelbase": 2.72, "mass": 1_640}
    return {
        "vehicles": [
            {"vehicle": "moor", "name": "Moor", "company": "fellside", "powertrain": "HEV"},
            {
                "vehicle": "dawn",
                "name": "Dawn",
                "company": "sunrise",
                "powertrain": "HEV",
                "site_limit": 1,
                **size,
            },
            {"vehicle": "dusk", "name": "Dusk", "company": "sunrise", "powertrain": "ICE"},
        ],
        "options": [*options_today(), *options_at_northgate()],
        "routes": [{"option": option, "shop": name} for option, shops in routes.items() for name in shops],
        "ramps": [
            {"ramp": "new_line", "age": 0, "share": 0.4},
            {"ramp": "new_line", "age": 1, "share": 0.85},
            {"ramp": "new_line", "age": 2, "share": 1.0},
        ],
        "capex_profiles": [
            {"profile": "two_years", "years_before": 0, "share": 0.4},
            {"profile": "two_years", "years_before": 1, "share": 0.6},
        ],
        "incumbents": [
            {"option": "moor_northgate", "built": 63_000},
            {"option": "dawn_eastport", "built": 84_000},
            {"option": "dusk_eastport", "built": 70_000},
        ],
    }


def options_today() -> list[Row]:
    """Return how the three vehicles are supplied today."""
    return [
        {
            "option": "moor_northgate",
            "vehicle": "moor",
            "plant": "northgate",
            "hours": 21,
            "electricity": 0.9,
            "gas": 0.6,
            "parts_cost": 13_900,
            "other_conversion": 260,
            "customs_value": 16_500,
        },
        {
            "option": "dawn_eastport",
            "vehicle": "dawn",
            "plant": "eastport",
            "mode": "import",
            "hours": 24,
            "electricity": 1.0,
            "gas": 0.5,
            "parts_cost": 12_700,
            "other_conversion": 230,
            "customs_value": 16_000,
            "ex_works": 15_200,
        },
        {
            "option": "dusk_eastport",
            "vehicle": "dusk",
            "plant": "eastport",
            "hours": 22,
            "electricity": 1.0,
            "gas": 0.5,
            "parts_cost": 10_600,
            "other_conversion": 230,
            "customs_value": 13_000,
        },
    ]


def options_at_northgate() -> list[Row]:
    """Return the two ways to build the Dawn at Northgate: from kits, or in full."""
    return [
        {
            "option": "dawn_northgate_ckd",
            "vehicle": "dawn",
            "plant": "northgate",
            "mode": "CKD",
            "capex": 70,
            "capex_profile": "two_years",
            "lead_years": 1,
            "peak_rate": 45_000,
            "ramp": "new_line",
            "hours": 17,
            "electricity": 0.8,
            "gas": 0.5,
            "parts_cost": 13_500,
            "parts_duty": 400,
            "other_conversion": 240,
            "fixed_cost": 3,
            "customs_value": 16_400,
        },
        {
            "option": "dawn_northgate_full",
            "vehicle": "dawn",
            "plant": "northgate",
            "mode": "full",
            "capex": 190,
            "capex_profile": "two_years",
            "lead_years": 2,
            "peak_rate": 60_000,
            "ramp": "new_line",
            "hours": 23,
            "electricity": 1.1,
            "gas": 0.6,
            "parts_cost": 13_600,
            "other_conversion": 270,
            "fixed_cost": 4,
            "customs_value": 16_400,
        },
    ]


def market_tables() -> dict[str, list[Row]]:
    """Return the two markets, the way to them, duty, demand and a target for Northgate's country."""
    return {
        "markets": [
            {"market": "north", "name": "Northern market", "countries": "XN"},
            {"market": "east", "name": "Eastern market", "countries": "XE"},
        ],
        "lanes": [
            {"plant": "northgate", "market": "north", "freight": 220},
            {"plant": "northgate", "market": "east", "freight": 1_300, "handling": 90, "transit_days": 40},
            {"plant": "eastport", "market": "north", "freight": 1_250, "handling": 90, "transit_days": 45},
            {"plant": "eastport", "market": "east", "freight": 180},
        ],
        "tariffs": [
            {"origin": "XE", "market": "north", "powertrain": "all", "duty": 0.10},
            {"origin": "XN", "market": "east", "powertrain": "all", "duty": 0.06},
        ],
        "demand": [
            {
                "vehicle": vehicle,
                "market": market,
                "units": units[0],
                "net_revenue": REVENUE[vehicle, market],
                "selling_cost": 700,
            }
            for (vehicle, market), units in DEMAND.items()
        ],
        "demand_by_year": [
            {"vehicle": vehicle, "market": market, "year": year, "units": value}
            for (vehicle, market), units in DEMAND.items()
            for year, value in zip(YEARS, units, strict=True)
        ],
        "targets": [
            {
                "target": "north_2032",
                "name": "100,000 vehicles a year in the north by 2032",
                "country": "XN",
                "year": YEARS[-1],
                "vehicle_class": "car_and_cv",
                "units": 100_000,
            }
        ],
    }


def deal_tables() -> dict[str, list[Row]]:
    """Return the contract on the table: a fee per vehicle, a fixed fee and a minimum volume."""
    return {
        "deals": [
            {
                "deal": "dawn_at_northgate",
                "name": "Fellside builds the Dawn for Sunrise",
                "host": "fellside",
                "guest": "sunrise",
                "options": "dawn_northgate_ckd;dawn_northgate_full",
                "first_year": 2028,
                "last_year": 2032,
            }
        ],
        "deal_terms": [
            {
                "deal": "dawn_at_northgate",
                "unit_fee": 1_750,
                "fixed_fee": 6,
                "minimum": 15_000,
                "shortfall_rate": 400,
            }
        ],
    }


def scenario_tables() -> dict[str, list[Row]]:
    """Return two named differences: duty goes, or power in the north costs as much as in the east."""
    duty: Row = {
        "scenario": "no_duty",
        "table": "tariffs",
        "row": "XE/north/all",
        "column": "duty",
        "value": 0.0,
    }
    power: Row = {
        "scenario": "cheap_power",
        "table": "factors",
        "row": "XN",
        "column": "electricity_price",
        "value": 80,
    }
    return {
        "scenarios": [
            {"scenario": "no_duty", "name": "The north drops its duty in 2029"},
            {"scenario": "cheap_power", "name": "Power in the north costs as much as in the east"},
        ],
        "scenario_changes": [*[{**duty, "year": year} for year in YEARS[2:]], power],
    }
