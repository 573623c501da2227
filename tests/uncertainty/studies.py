"""A study of two plants, three vehicles and two markets whose drivers each test states."""

from __future__ import annotations

from typing import Any

from plantshare.study import Study, study_from_tables
from plantshare.tables import tables_from_frames

Rows = list[dict[str, Any]]

SETTINGS = {"name": "two", "currency": "EUR", "price_year": 2026, "first_year": 2026, "last_year": 2030}

BASE: dict[str, Rows] = {
    "companies": [{"company": "Ada"}],
    "plants": [
        {"plant": "Leipzig", "company": "Ada", "country": "DE"},
        {"plant": "Graz", "company": "Ada", "country": "AT"},
    ],
    "groups": [{"group": "L", "plant": "Leipzig"}, {"group": "G", "plant": "Graz"}],
    "shops": [
        {"shop": "L body", "group": "L"},
        {"shop": "L paint", "group": "L"},
        {"shop": "G body", "group": "G"},
    ],
    "vehicles": [
        {"vehicle": "A", "company": "Ada", "segment": "small"},
        {"vehicle": "B", "company": "Ada", "segment": "small"},
        {"vehicle": "C", "company": "Ada", "segment": "large"},
    ],
    "options": [
        {"option": "A Leipzig", "vehicle": "A", "plant": "Leipzig", "peak_rate": 100},
        {"option": "B Leipzig", "vehicle": "B", "plant": "Leipzig"},
        {"option": "C Graz", "vehicle": "C", "plant": "Graz"},
    ],
    "markets": [{"market": "home", "countries": "DE"}, {"market": "away", "countries": "US"}],
    "demand": [
        {"vehicle": "A", "market": "home", "units": 100, "net_revenue": 20},
        {"vehicle": "A", "market": "away", "units": 40, "net_revenue": 20},
        {"vehicle": "B", "market": "home", "units": 50, "net_revenue": 30},
        {"vehicle": "C", "market": "home", "units": 10, "net_revenue": 90},
    ],
    "demand_by_year": [{"vehicle": "A", "market": "home", "year": 2027, "units": 200}],
    "tariffs": [{"origin": "DE", "market": "away", "duty": 0.1}],
    "factors": [
        {"country": "DE", "wage": 40, "electricity_price": 150},
        {"country": "AT", "wage": 44, "electricity_price": 100},
    ],
}

WALK = {"driver": "sales", "kind": "lognormal_walk", "table": "demand", "column": "units", "sd": 0.15,
        "persistence": 0.8}  # fmt: skip
DUTY = {"driver": "duty", "kind": "regime", "table": "tariffs", "column": "countervailing", "rate": 0.08,
        "return_rate": 0.2, "high": 0.25}  # fmt: skip
STOP = {"driver": "stop", "kind": "outage", "table": "shops", "column": "availability", "rate": 0.06,
        "weeks": 5.5, "weeks_sd": 3}  # fmt: skip
LATE = {"driver": "late", "kind": "delay", "table": "options", "column": "launch_delay",
        "outcomes": "0:0.55;6:0.25;12:0.15;cancelled:0.05"}  # fmt: skip
POWER = {"driver": "power", "kind": "range", "table": "factors", "column": "electricity_price", "row": "DE",
         "low": 120, "high": 240}  # fmt: skip


def study_of(*drivers: dict[str, Any], **tables: Rows) -> Study:
    """Return the study with some drivers, and some tables replaced."""
    frames = {**BASE, "uncertainty": list(drivers), **tables}
    return study_from_tables(tables_from_frames(SETTINGS, frames))
