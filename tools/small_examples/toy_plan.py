"""The toy plan: one line with spare capacity, one guest, three futures, every answer known by hand."""

from __future__ import annotations

from collections.abc import Mapping

from plantshare.tables import Tables, tables_from_frames

__all__ = ["toy_plan"]

Cell = str | float | bool
Row = dict[str, Cell]

YEARS = (2027, 2028, 2029, 2030)

PROBABILITY = {"s1": 0.40, "s2": 0.35, "s3": 0.25}

NAMES = {
    "s1": "The guest grows fast",
    "s2": "Both brands stay small",
    "s3": "The duty goes and the guest stays small",
}

DEMAND: Mapping[str, Mapping[str, tuple[int, ...]]] = {
    "s1": {"own_car": (55, 55, 50, 50), "guest_car": (20, 40, 60, 70)},
    "s2": {"own_car": (50, 46, 42, 40), "guest_car": (20, 30, 40, 40)},
    "s3": {"own_car": (44, 38, 34, 30), "guest_car": (15, 15, 15, 15)},
}
"""Demand by future, vehicle and year, thousand vehicles."""

DUTY = {"s1": (0.1, 0.1, 0.1, 0.1), "s2": (0.1, 0.1, 0.1, 0.1), "s3": (0.1, 0.1, 0.0, 0.0)}
"""Duty on the imported guest car by future and year."""

SETTINGS: Mapping[str, Cell] = {
    "name": "toy-plan",
    "title": "One half-empty line, one guest, three futures: small enough to check by hand",
    "currency": "GBP",
    "price_year": 2026,
    "first_year": YEARS[0],
    "last_year": YEARS[-1],
    "discount_rate": 0.1,
    "shifts": "whole",
    "basis_pattern": "two_shifts",
    "gap": 0.0,
    "illustrative": True,
}


def toy_plan() -> Tables:
    """Return the tables of the toy plan.

    Its own figures are the means of the three futures, so that solving it as it stands gives the plan
    of somebody who looks at averages alone.
    """
    return tables_from_frames(SETTINGS, {**place_tables(), **vehicle_tables(), **future_tables()})


def place_tables() -> dict[str, list[Row]]:
    """Return companies, plants and the one line with its shift levels."""
    return {
        "companies": [
            {"company": "host", "name": "Host", "country": "HH"},
            {"company": "guest", "name": "Guest", "country": "GG"},
        ],
        "plants": [
            {"plant": "home_plant", "name": "Home plant", "company": "host", "country": "HH"},
            {"plant": "plant_abroad", "name": "Plant abroad", "company": "guest", "country": "GG"},
        ],
        "groups": [
            {
                "group": "home_line",
                "plant": "home_plant",
                "start_pattern": "one_shift",
                "cost_level_up": 8,
                "cost_level_down": 20,
            }
        ],
        "shift_patterns": [
            {"pattern": "mothballed", "role": "mothball", "level": 0},
            {"pattern": "one_shift", "shifts": 1, "level": 1},
            {"pattern": "two_shifts", "shifts": 2, "level": 2},
        ],
        "group_patterns": [
            {"group": "home_line", "pattern": "mothballed", "fixed_cost": 6},
            {"group": "home_line", "pattern": "one_shift", "fixed_cost": 36},
            {"group": "home_line", "pattern": "two_shifts", "fixed_cost": 60},
        ],
        "shops": [{"shop": "home_line", "group": "home_line", "slots": 2, "complexity_loss": 3_000}],
        "shop_patterns": [
            {"shop": "home_line", "pattern": "one_shift", "capacity": 60_000},
            {"shop": "home_line", "pattern": "two_shifts", "capacity": 105_000},
        ],
    }


def vehicle_tables() -> dict[str, list[Row]]:
    """Return vehicles, the ways to supply them, and the way to the market.

    Margins per vehicle: own car 20,000 - 13,000 - 2,000 = 5,000; guest car built locally
    22,700 - 17,000 - 2,200 = 3,500; imported 22,700 - 18,000 - 800 - 10% of 18,000 = 2,100, and 3,900
    without duty.
    """
    local: Row = {
        "option": "guest_car_local",
        "vehicle": "guest_car",
        "plant": "home_plant",
        "capex": 50,
        "peak_rate": 60_000,
        "ramp": "guest_ramp",
        "parts_cost": 17_000,
        "other_conversion": 2_200,
    }
    abroad: Row = {
        "option": "guest_car_import",
        "vehicle": "guest_car",
        "plant": "plant_abroad",
        "mode": "import",
        "peak_rate": 100_000,
        "parts_cost": 18_000,
        "customs_value": 18_000,
    }
    own: Row = {
        "option": "own_car_home",
        "vehicle": "own_car",
        "plant": "home_plant",
        "parts_cost": 13_000,
        "other_conversion": 2_000,
    }
    return {
        "vehicles": [
            {"vehicle": "own_car", "name": "Own car", "company": "host"},
            {"vehicle": "guest_car", "name": "Guest car", "company": "guest"},
        ],
        "options": [own, local, abroad],
        "routes": [
            {"option": "own_car_home", "shop": "home_line"},
            {"option": "guest_car_local", "shop": "home_line"},
        ],
        "ramps": [
            {"ramp": "guest_ramp", "age": 0, "share": 0.4},
            {"ramp": "guest_ramp", "age": 1, "share": 1.0},
        ],
        "incumbents": [
            {"option": "own_car_home", "built": 52_000},
            {"option": "guest_car_import", "built": 15_000},
        ],
        "markets": [{"market": "home", "name": "Home market", "countries": "HH"}],
        "lanes": [
            {"plant": "home_plant", "market": "home"},
            {"plant": "plant_abroad", "market": "home", "freight": 800},
        ],
        "tariffs": [{"origin": "GG", "market": "home", "powertrain": "all", "duty": 0.1}],
        "targets": [
            {
                "target": "line_output",
                "name": "Line output in year 4",
                "country": "HH",
                "year": YEARS[-1],
                "vehicle_class": "car_and_cv",
                "units": 80_000,
            }
        ],
    }


def future_tables() -> dict[str, list[Row]]:
    """Return demand and duty at their means, and the three futures as differences from them."""
    revenue = {"own_car": 20_000, "guest_car": 22_700}
    means = {
        vehicle: [
            mean({name: DEMAND[name][vehicle][step] for name in PROBABILITY}) for step in range(len(YEARS))
        ]
        for vehicle in revenue
    }
    duty = [mean({name: DUTY[name][step] for name in PROBABILITY}) for step in range(len(YEARS))]
    return {
        "demand": [
            {
                "vehicle": vehicle,
                "market": "home",
                "units": thousand(means[vehicle][0]),
                "net_revenue": revenue[vehicle],
            }
            for vehicle in revenue
        ],
        "demand_by_year": [
            {"vehicle": vehicle, "market": "home", "year": year, "units": thousand(value)}
            for vehicle, values in means.items()
            for year, value in zip(YEARS, values, strict=True)
        ],
        "tariffs_by_year": [
            {"origin": "GG", "market": "home", "powertrain": "all", "year": year, "duty": value}
            for year, value in zip(YEARS, duty, strict=True)
        ],
        "scenarios": [
            {"scenario": name, "name": NAMES[name], "probability": probability}
            for name, probability in PROBABILITY.items()
        ],
        "scenario_changes": [change for name in PROBABILITY for change in changes_of(name)],
    }


def changes_of(name: str) -> list[Row]:
    """Return what one future sets: demand of both vehicles and the duty, year by year."""
    rows: list[Row] = []
    for step, year in enumerate(YEARS):
        cells = [
            ("demand", f"{vehicle}/home", "units", thousand(DEMAND[name][vehicle][step]))
            for vehicle in DEMAND[name]
        ]
        cells.append(("tariffs", "GG/home/all", "duty", DUTY[name][step]))
        rows += [
            {"scenario": name, "table": table, "row": row, "column": column, "year": year, "value": value}
            for table, row, column, value in cells
        ]
    return rows


def mean(values: Mapping[str, float]) -> float:
    """Return the mean over the futures, without the rounding of binary fractions.

    Examples
    --------
    0.40 * 55 + 0.35 * 50 + 0.25 * 44:

    >>> mean({"s1": 55, "s2": 50, "s3": 44})
    50.5
    """
    return round(sum(PROBABILITY[name] * value for name, value in values.items()), 6)


def thousand(value: float) -> float:
    """Return thousand vehicles as vehicles."""
    return round(value * 1_000, 3)
