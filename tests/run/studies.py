"""A small study for the tests of runs and commands, worked out by hand.

Ada builds 30,000 of vehicle A in Leipzig, at a margin of 2,000 each. Bo brings 20,000 of vehicle B
from Wuhu at a margin of 3,000 less 500 of freight, and could build them in Leipzig instead for a
capital of 8 million in the first year. The line takes 60,000 on one shift for 6 million a year and
100,000 on two for 10 million. Two years, discounted at 10%.

Sharing off, in millions: Ada (60 - 6)(1/1.1 + 1/1.21), Bo 50 (1/1.1 + 1/1.21).
Sharing on: Bo saves 10 a year for 8 once: Bo 60 (1/1.1 + 1/1.21) - 8/1.1; Ada as before.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from plantshare.tables import Tables, tables_from_frames, write_folder

ANNUITY = 1 / 1.1 + 1 / 1.21
ADA = 54 * ANNUITY
BO_APART = 50 * ANNUITY
BO_SHARED = 60 * ANNUITY - 8 / 1.1

Rows = dict[str, list[dict[str, Any]]]


def settings(**changed: Any) -> dict[str, Any]:
    """Return the settings of the small study."""
    return {
        "name": "small",
        "title": "Two plants, two vehicles",
        "currency": "GBP",
        "price_year": 2026,
        "first_year": 2026,
        "last_year": 2027,
        "discount_rate": 0.1,
        **changed,
    }


def rows() -> Rows:
    """Return the tables of the small study as lists of rows."""
    return {
        "companies": [{"company": "Ada"}, {"company": "Bo"}],
        "plants": [
            {"plant": "Leipzig", "company": "Ada", "country": "DE"},
            {"plant": "Wuhu", "company": "Bo", "country": "CN"},
        ],
        "groups": [{"group": "line", "plant": "Leipzig", "start_pattern": "one"}],
        "shift_patterns": [
            {"pattern": "one", "level": 1, "shifts": 1},
            {"pattern": "two", "level": 2, "shifts": 2},
        ],
        "group_patterns": [
            {"group": "line", "pattern": "one", "fixed_cost": 6},
            {"group": "line", "pattern": "two", "fixed_cost": 10},
        ],
        "shops": [{"shop": "assembly", "group": "line", "kind": "line"}],
        "shop_patterns": [
            {"shop": "assembly", "pattern": "one", "capacity": 60_000},
            {"shop": "assembly", "pattern": "two", "capacity": 100_000},
        ],
        "vehicles": [{"vehicle": "A", "company": "Ada"}, {"vehicle": "B", "company": "Bo"}],
        "options": [
            {"option": "A Leipzig", "vehicle": "A", "plant": "Leipzig"},
            {"option": "B Wuhu", "vehicle": "B", "plant": "Wuhu", "mode": "import"},
            {"option": "B Leipzig", "vehicle": "B", "plant": "Leipzig", "capex": 8, "lead_years": 0},
        ],
        "routes": [
            {"option": "A Leipzig", "shop": "assembly"},
            {"option": "B Leipzig", "shop": "assembly"},
        ],
        "incumbents": [
            {"option": "A Leipzig", "built": 30_000},
            {"option": "B Wuhu", "built": 20_000},
        ],
        "markets": [{"market": "home", "countries": "DE"}],
        "lanes": [
            {"plant": "Leipzig", "market": "home"},
            {"plant": "Wuhu", "market": "home", "freight": 500},
        ],
        "tariffs": [{"origin": "CN", "market": "home", "powertrain": "all", "duty": 0}],
        "demand": [
            {"vehicle": "A", "market": "home", "units": 30_000, "net_revenue": 2_000},
            {"vehicle": "B", "market": "home", "units": 20_000, "net_revenue": 3_000},
        ],
        "targets": [
            {
                "target": "DE 2027",
                "country": "DE",
                "year": 2027,
                "vehicle_class": "car_and_cv",
                "units": 60_000,
            }
        ],
        "scenarios": [{"scenario": "boom", "probability": 0.5}, {"scenario": "bust", "probability": 0.5}],
        "scenario_changes": [
            {
                "scenario": "boom",
                "table": "demand",
                "row": "*",
                "column": "units",
                "how": "scale",
                "value": 1.2,
            },
            {
                "scenario": "bust",
                "table": "demand",
                "row": "*",
                "column": "units",
                "how": "scale",
                "value": 0.8,
            },
        ],
    }


def small_tables(changed: Rows | None = None, **settings_changed: Any) -> Tables:
    """Return the tables of the small study, some of them replaced."""
    return tables_from_frames(settings(**settings_changed), {**rows(), **(changed or {})})


def small_folder(folder: Path, changed: Rows | None = None, **settings_changed: Any) -> Path:
    """Write the small study as a folder and return it."""
    write_folder(small_tables(changed, **settings_changed), folder)
    return folder
