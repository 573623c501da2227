"""A study of a few plants and vehicles, each plant one line, for the tests of flexibility."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from plantshare.study import Study
from plantshare.study.study import study_from_tables
from plantshare.tables import Tables, tables_from_frames

__all__ = ["coins", "line_study", "line_tables"]

Rows = list[dict[str, Any]]


def line_tables(
    capacity: Mapping[str, float],
    demand: Mapping[str, float],
    home: Mapping[str, Sequence[str]],
    changed: Mapping[str, Rows] | None = None,
    **settings: Any,
) -> Tables:
    """Return the tables of such a study.

    Parameters
    ----------
    capacity
        Capacity of each plant, vehicles/yr.
    demand
        Demand of each vehicle in the one market, vehicles/yr.
    home
        Plants that build each vehicle today; each builds a hundred less than the one before it.
    changed
        Tables that take the place of those made here.
    """
    pairs = [(vehicle, plant) for vehicle, plants in home.items() for plant in plants]
    built = {pair: 1000 - 100 * number for number, pair in enumerate(pairs)}
    frames: dict[str, Rows] = {
        "companies": [{"company": "Ada"}],
        "plants": [{"plant": plant, "company": "Ada", "country": "DE"} for plant in capacity],
        "groups": [{"group": plant, "plant": plant, "start_pattern": "two"} for plant in capacity],
        "shift_patterns": [{"pattern": "two", "shifts": 2, "level": 1}],
        "group_patterns": [{"group": plant, "pattern": "two"} for plant in capacity],
        "shops": [{"shop": plant, "group": plant, "kind": "line"} for plant in capacity],
        "shop_patterns": [
            {"shop": plant, "pattern": "two", "capacity": units} for plant, units in capacity.items()
        ],
        "vehicles": [{"vehicle": vehicle, "company": "Ada"} for vehicle in demand],
        "options": [
            {"option": f"{vehicle}@{plant}", "vehicle": vehicle, "plant": plant} for vehicle, plant in pairs
        ],
        "routes": [{"option": f"{vehicle}@{plant}", "shop": plant} for vehicle, plant in pairs],
        "incumbents": [
            {"option": f"{vehicle}@{plant}", "built": built[vehicle, plant]} for vehicle, plant in pairs
        ],
        "markets": [{"market": "home", "countries": "DE"}],
        "lanes": [{"plant": plant, "market": "home"} for plant in capacity],
        "demand": [
            {"vehicle": vehicle, "market": "home", "units": units, "net_revenue": 20_000}
            for vehicle, units in demand.items()
        ],
    }
    stated = {"name": "lines", "currency": "EUR", "price_year": 2026, "first_year": 2027, "last_year": 2029}
    return tables_from_frames({**stated, **settings}, {**frames, **(changed or {})})


def line_study(*arguments: Any, **keywords: Any) -> Study:
    """Return the study of :func:`line_tables`."""
    return study_from_tables(line_tables(*arguments, **keywords))


def coins(high: float = 130, low: float = 70, vehicles: Sequence[str] = ("A", "B")) -> dict[str, Rows]:
    """Return futures in which the demand of each of two vehicles is high or low, all equally likely."""
    names = {f"{one}{other}": (one, other) for one in "hl" for other in "hl"}
    units = {"h": high, "l": low}
    return {
        "scenarios": [{"scenario": name, "probability": 0.25} for name in names],
        "scenario_changes": [
            {
                "scenario": name,
                "table": "demand",
                "row": f"{vehicle}/home",
                "column": "units",
                "how": "set",
                "value": units[side],
            }
            for name, sides in names.items()
            for vehicle, side in zip(vehicles, sides, strict=True)
        ],
    }
