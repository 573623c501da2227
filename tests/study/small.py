"""A small study without any problem, and edits that break one cell of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from plantshare.dictionary import load_dictionary
from plantshare.tables import Tables, tables_from_frames

__all__ = ["Case", "Edit", "add", "drop", "empty", "put", "setting", "small_frames", "tables_with"]

Frames = dict[str, list[dict[str, Any]]]
Edit = Callable[[dict[str, Any], Frames], None]

SETTINGS = {
    "name": "small",
    "currency": "GBP",
    "price_year": 2026,
    "first_year": 2026,
    "last_year": 2033,
    "basis_pattern": "two",
    "illustrative": True,
}


@dataclass(frozen=True)
class Case:
    """One broken study: the code that must be found, the column it must point at, the edits.

    ``also`` names codes that follow from the same fault.
    """

    code: str
    column: str | None
    edits: tuple[Edit, ...]
    also: tuple[str, ...] = ()


def key_of(table: str) -> tuple[str, ...]:
    """Return the key columns of a table."""
    if table.endswith("_by_year"):
        return (*load_dictionary().tables[table.removesuffix("_by_year")].key, "year")
    return load_dictionary().tables[table].key


def row_of(frames: Frames, table: str, name: str) -> dict[str, Any]:
    """Return the record with a name, its key joined by '/'."""
    for record in frames[table]:
        if "/".join(str(record.get(column, "all")) for column in key_of(table)) == name:
            return record
    raise KeyError(f"{table} has no row {name}")


def put(table: str, name: str, /, **cells: Any) -> Edit:
    """Return the edit that replaces cells of one row."""
    return lambda settings, frames: row_of(frames, table, name).update(cells)


def add(table: str, /, **cells: Any) -> Edit:
    """Return the edit that adds a row."""
    return lambda settings, frames: frames.setdefault(table, []).append(cells)


def drop(table: str, name: str) -> Edit:
    """Return the edit that removes a row."""
    return lambda settings, frames: frames[table].remove(row_of(frames, table, name))


def empty(table: str) -> Edit:
    """Return the edit that removes every row of a table."""
    return lambda settings, frames: frames.__setitem__(table, [])


def setting(**values: Any) -> Edit:
    """Return the edit that replaces settings."""
    return lambda settings, frames: settings.update(values)


def tables_with(*edits: Edit) -> Tables:
    """Return the small study after some edits."""
    settings, frames = dict(SETTINGS), small_frames()
    for edit in edits:
        edit(settings, frames)
    return tables_from_frames(settings, frames)


def small_frames() -> Frames:
    """Return two plants, two vehicles and three options, with a row in every table.

    Ashford (host, GB) builds alpha today and may build the guest's beta, which Wuhu (guest, CN)
    builds and ships. Capacity of Ashford on two shifts: 40 * 0.88 * 2 * 7.8 * 235 = 129,043.
    """
    return {**places(), **products(), **trade(), **agreements(), **futures(), **sources()}


def places() -> Frames:
    """Return companies, plants, groups, patterns and shops."""
    return {
        "companies": [
            {"company": "host", "name": "Host"},
            {"company": "guest", "name": "Guest", "capex_budget": 500},
            {"company": "state", "name": "State", "role": "government"},
        ],
        "plants": [
            {"plant": "ashford", "name": "Ashford", "company": "host", "country": "GB",
             "closure_cost": 100, "site_value": 20},
            {"plant": "wuhu", "name": "Wuhu", "company": "guest", "country": "CN"},
        ],
        "shift_patterns": [
            {"pattern": "closed", "role": "closed"},
            {"pattern": "idle", "role": "mothball"},
            {"pattern": "one", "shifts": 1, "hours": 7.8, "days": 235, "level": 1},
            {"pattern": "two", "shifts": 2, "hours": 7.8, "days": 235, "level": 2},
        ],
        "groups": [
            {"group": "ashford line", "plant": "ashford", "start_pattern": "one",
             "cost_level_up": 8, "cost_level_down": 20, "start_heads": 900},
            {"group": "wuhu line", "plant": "wuhu", "start_pattern": "two"},
        ],
        "group_patterns": [
            {"group": "ashford line", "pattern": "closed"},
            {"group": "ashford line", "pattern": "idle", "fixed_cost": 6},
            {"group": "ashford line", "pattern": "one", "fixed_cost": 36, "crew": 800},
            {"group": "ashford line", "pattern": "two", "fixed_cost": 60, "crew": 1500},
            {"group": "wuhu line", "pattern": "two", "crew": 1200},
        ],
        "shops": [
            {"shop": "body", "group": "ashford line", "kind": "body", "gross_rate": 40, "uptime": 0.88,
             "slots": 3, "complexity_loss": 1000, "platform_limit": 2},
            {"shop": "assembly", "group": "ashford line", "kind": "assembly", "gross_rate": 40,
             "uptime": 0.88, "overtime_limit": 0.1, "overtime_cost": 300},
            {"shop": "wuhu all", "group": "wuhu line", "gross_rate": 60, "uptime": 0.9},
        ],
        "shop_patterns": [{"shop": "wuhu all", "pattern": "two", "capacity": 200_000}],
        "platforms": [{"platform": "old"}, {"platform": "new"}],
        "shop_platforms": [
            {"shop": "body", "platform": "old", "installed": True},
            {"shop": "body", "platform": "new", "tooling_cost": 30},
        ],
        "expansions": [{"expansion": "bigger body", "shop": "body", "capacity": 20_000, "cost": 40}],
    }  # fmt: skip


def products() -> Frames:
    """Return vehicles, options, routes, ramps and what is built today."""
    return {
        "vehicles": [
            {"vehicle": "alpha", "name": "Alpha", "company": "host", "platform": "old"},
            {"vehicle": "beta", "name": "Beta", "company": "guest", "platform": "new",
             "powertrain": "BEV"},
        ],
        "options": [
            {"option": "alpha ashford", "vehicle": "alpha", "plant": "ashford", "hours": 22,
             "electricity": 1, "parts_cost": 14_000, "customs_value": 18_000,
             "non_originating_share": 0.4},
            {"option": "beta import", "vehicle": "beta", "plant": "wuhu", "mode": "import", "hours": 25,
             "electricity": 1, "parts_cost": 12_000, "customs_value": 15_000},
            {"option": "beta ashford", "vehicle": "beta", "plant": "ashford", "hours": 22,
             "electricity": 1, "parts_cost": 15_700, "customs_value": 19_000,
             "capex": 120, "capex_profile": "even", "lead_years": 1, "earliest_launch": 2027,
             "life_years": 8, "peak_rate": 50_000, "ramp": "slow"},
        ],
        "routes": [
            {"option": "alpha ashford", "shop": "body"},
            {"option": "alpha ashford", "shop": "assembly"},
            {"option": "beta import", "shop": "wuhu all"},
            {"option": "beta ashford", "shop": "body"},
            {"option": "beta ashford", "shop": "assembly", "use": 1.1},
        ],
        "ramps": [
            {"ramp": "slow", "age": 0, "share": 0.5},
            {"ramp": "slow", "age": 1, "share": 1.0},
        ],
        "capex_profiles": [
            {"profile": "even", "years_before": 0, "share": 0.5},
            {"profile": "even", "years_before": 1, "share": 0.5},
        ],
        "incumbents": [
            {"option": "alpha ashford", "built": 50_000},
            {"option": "beta import", "built": 40_000, "until": 2031},
        ],
    }  # fmt: skip


def trade() -> Frames:
    """Return markets, demand, lanes, duties, feebates and factor prices."""
    sale = {"net_revenue": 20_500, "selling_cost": 800}
    return {
        "markets": [
            {"market": "GB", "name": "United Kingdom", "countries": "GB"},
            {"market": "EU", "name": "European Union", "countries": "DE;FR"},
        ],
        "demand": [
            {"vehicle": "alpha", "market": "GB", "units": 30_000, **sale},
            {"vehicle": "alpha", "market": "EU", "units": 30_000, **sale},
            {"vehicle": "beta", "market": "GB", "units": 40_000, "local_uplift": 0.1, **sale},
        ],
        "demand_by_year": [{"vehicle": "beta", "market": "GB", "year": 2028, "units": 45_000}],
        "lanes": [
            {"plant": "ashford", "market": "GB", "freight": 100},
            {"plant": "ashford", "market": "EU", "freight": 400, "transit_days": 6},
            {"plant": "wuhu", "market": "GB", "freight": 1300, "transit_days": 45},
        ],
        "tariffs": [
            {"origin": "GB", "market": "EU", "duty": 0.1, "preference": 0.0},
            {"origin": "CN", "market": "GB", "duty": 0.1},
        ],
        "origin_rules": [{"origin": "GB", "market": "EU", "max_non_originating": 0.45}],
        "quotas": [{"quota": "cars", "origin": "CN", "market": "GB", "units": 60_000, "extra_duty": 0.1}],
        "minimum_prices": [
            {
                "undertaking": "electric",
                "origin": "CN",
                "market": "GB",
                "powertrain": "BEV",
                "first_year": 2028,
                "last_year": 2031,
                "floor": 14_500,
                "cap": 50_000,
                "duty": 0.1,
            },
        ],
        "feebates": [
            {"market": "GB", "powertrain": "BEV", "amount": 600},
            {"market": "GB", "powertrain": "ICE", "amount": -900},
        ],
        "factors": [
            {"country": "GB", "wage": 40, "electricity_price": 180},
            {"country": "CN", "wage": 60, "electricity_price": 600, "exchange_rate": 0.11},
        ],
    }


def agreements() -> Frames:
    """Return deals, support, targets and rules."""
    return {
        "deals": [
            {"deal": "contract", "name": "Contract", "host": "host", "guest": "guest",
             "options": "beta ashford", "first_year": 2027, "last_year": 2033},
        ],
        "deal_terms": [
            {"deal": "contract", "unit_fee": 1850, "minimum": 20_000, "maximum": 60_000,
             "shortfall_rate": 450},
        ],
        "support": [
            {"support": "grant", "payer": "state", "kind": "grant", "options": "beta ashford",
             "rate": 0.15},
            {"support": "relief", "payer": "state", "kind": "relief", "country": "GB", "rate": 38,
             "first_year": 2027, "last_year": 2033},
        ],
        "targets": [
            {"target": "national", "country": "GB", "year": 2030, "vehicle_class": "car_and_cv",
             "units": 200_000, "other_output": 50_000},
        ],
        "rules": [
            {"rule": "keep", "kind": "keep_open", "plant": "ashford"},
            {"rule": "promise", "kind": "minimum_output", "vehicle": "alpha", "units": 10_000},
        ],
    }  # fmt: skip


def futures() -> Frames:
    """Return scenarios and drivers of uncertainty."""
    change = {"table": "demand", "row": "alpha/GB", "column": "units", "how": "scale"}
    return {
        "scenarios": [
            {"scenario": "high", "name": "High", "probability": 0.5},
            {"scenario": "low", "name": "Low", "probability": 0.5},
        ],
        "scenario_changes": [
            {"scenario": "high", **change, "value": 1.2},
            {"scenario": "low", **change, "value": 0.8, "year": 2028},
        ],
        "uncertainty": [
            {"driver": "demand", "kind": "lognormal_walk", "table": "demand", "column": "units",
             "sd": 0.15, "shared": 0.4, "correlated_with": "cycle", "correlation": 0.5},
            {"driver": "wage", "kind": "range", "table": "factors", "column": "wage", "row": "GB",
             "low": 36, "high": 44, "correlated_with": "cycle", "correlation": 0.5},
        ],
    }  # fmt: skip


def sources() -> Frames:
    """Return sources, claims, evidence, capacity statements and national statistics."""
    return {
        "sources": [
            {"source": "report", "title": "Annual report", "published": "2026-02", "read": "2026-03-05"}
        ],
        "claims": [
            {"claim": "stated", "source": "report", "value": 130_000, "unit": "vehicles/yr", "grade": "B"},
            {"claim": "wage", "value": 40, "low": 36, "high": 44, "unit": "currency/h",
             "price_year": 2026, "grade": "E", "method": "Judged from a wage survey."},
            {"claim": "goal", "source": "report", "value": 200_000, "unit": "vehicles/yr", "grade": "A",
             "vehicle_class": "car_and_cv"},
        ],
        "evidence": [
            {"table": "factors", "row": "GB", "column": "wage", "claim": "wage"},
            {"table": "targets", "row": "national", "column": "units", "claim": "goal"},
        ],
        "capacity_statements": [
            {"statement": "annual report", "plant": "ashford", "pattern": "two", "units": 130_000,
             "basis": "two shifts, straight time", "claim": "stated"},
        ],
        "statistics": [
            {"statistic": "output 2025", "country": "GB", "year": 2025, "vehicle_class": "car_and_cv",
             "units": 150_000, "compared_with": "output 2024"},
            {"statistic": "output 2024", "country": "GB", "year": 2024, "vehicle_class": "car_and_cv",
             "units": 160_000},
        ],
    }  # fmt: skip
