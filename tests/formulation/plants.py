"""A study of one plant and one car that can be checked in the head, to be changed by each test.

Leipzig runs whole years: one shift (60,000 a year at 10 million) or two (100,000 at 18 million), or it
waits at 2 million. It builds car A, which earns 2,000 a car at home. Three years, no discounting: with a
demand of 50,000 a year a year earns 50 * 2 - 10 = 90 million.
"""

from __future__ import annotations

from typing import Any

from plantshare.methods import Limits
from plantshare.results import Result
from plantshare.solve import solve
from plantshare.study import Study, study_from_tables
from plantshare.tables import tables_from_frames

Rows = list[dict[str, Any]]

BASE: dict[str, Rows] = {
    "companies": [{"company": "Ada"}, {"company": "Bo"}, {"company": "state", "role": "government"}],
    "plants": [
        {"plant": "Leipzig", "company": "Ada", "country": "DE"},
        {"plant": "Wuhu", "company": "Bo", "country": "CN"},
    ],
    "groups": [{"group": "L", "plant": "Leipzig", "start_pattern": "one"}],
    "shift_patterns": [
        {"pattern": "closed", "role": "closed"},
        {"pattern": "idle", "role": "mothball"},
        {"pattern": "one", "level": 1, "shifts": 1},
        {"pattern": "two", "level": 2, "shifts": 2},
    ],
    "group_patterns": [
        {"group": "L", "pattern": "idle", "fixed_cost": 2},
        {"group": "L", "pattern": "one", "fixed_cost": 10},
        {"group": "L", "pattern": "two", "fixed_cost": 18},
    ],
    "shops": [{"shop": "line", "group": "L"}],
    "shop_patterns": [
        {"shop": "line", "pattern": "one", "capacity": 60_000},
        {"shop": "line", "pattern": "two", "capacity": 100_000},
    ],
    "vehicles": [{"vehicle": "A", "company": "Ada"}, {"vehicle": "B", "company": "Bo"}],
    "options": [{"option": "A Leipzig", "vehicle": "A", "plant": "Leipzig"}],
    "incumbents": [{"option": "A Leipzig"}],
    "routes": [{"option": "A Leipzig", "shop": "line"}],
    "markets": [{"market": "home", "countries": "DE"}],
    "lanes": [{"plant": "Leipzig", "market": "home"}, {"plant": "Wuhu", "market": "home"}],
    "demand": [{"vehicle": "A", "market": "home", "units": 50_000, "net_revenue": 2_000}],
}

SETTINGS: dict[str, Any] = {
    "name": "one plant",
    "currency": "EUR",
    "price_year": 2026,
    "first_year": 2026,
    "last_year": 2028,
    "discount_rate": 0.0,
    "shifts": "whole",
}

NEW_B: dict[str, Any] = {"option": "B Leipzig", "vehicle": "B", "plant": "Leipzig"}
"""Bo's car B built at Leipzig: a guest there, to be launched."""


def study_with(settings: dict[str, Any] | None = None, **tables: Rows) -> Study:
    """Return the study of one plant with some tables replaced."""
    return study_from_tables(tables_from_frames({**SETTINGS, **(settings or {})}, {**BASE, **tables}))


def guest(**option: Any) -> dict[str, Rows]:
    """Return tables that add car B, wanted 10,000 times a year at 3,000 a car, as a guest at Leipzig."""
    return {
        "options": [*BASE["options"], NEW_B | option],
        "routes": [*BASE["routes"], {"option": "B Leipzig", "shop": "line"}],
        "demand": [
            *BASE["demand"],
            {"vehicle": "B", "market": "home", "units": 10_000, "net_revenue": 3_000},
        ],
    }


def best(study: Study) -> Result:
    """Return the proven best plan."""
    result = solve(study, Limits(gap=0.0))
    assert result.proof.status in ("optimal", "infeasible")
    return result


def profit(settings: dict[str, Any] | None = None, **tables: Rows) -> float:
    """Return the best profit in millions of the study of one plant with some tables replaced."""
    return best(study_with(settings, **tables)).proof.objective
