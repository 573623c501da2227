"""A study of one guest and two hosts whose deals can be worked out in the head.

Bo sells 20,000 of B a year for three years at 3,000 each, without discounting. Brought from Wuhu one costs
500 of freight and 1,000 of duty (a tenth of 10,000): 1,500 are left, 30 m a year and 90 m in all. Built in
Leipzig by Ada one costs 400, in Graz by Cy 700, of which 200 are 16 hours of work; either takes a capital of
8 m of Bo's:

    Leipzig  20 * 2.6 * 3 - 8 = 148, so that Ada and Bo together gain 58
    Graz     20 * 2.3 * 3 - 8 = 130, so that Cy and Bo together gain 40

Both lines run anyway. The state loses 20 m of duty a year. At a fee of 1,000 Ada gains 60 * 0.6 = 36 and
Bo 58 - 36 = 22; Ada needs 400 a vehicle, Bo can pay 1,500 - 8/60 thousand = 1,366.67.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from plantshare.study import Study, study_from_tables
from plantshare.tables import tables_from_frames

__all__ = ["ROWS", "SETTINGS", "Rows", "changed", "toy", "toy_in_form", "with_shifts"]

Rows = dict[str, list[dict[str, Any]]]

SETTINGS: dict[str, Any] = {
    "name": "toy",
    "currency": "EUR",
    "price_year": 2026,
    "first_year": 2026,
    "last_year": 2028,
    "discount_rate": 0.0,
    "shifts": "whole",
    "sharing": "deals",
    "gap": 0.0,
}

ROWS: Rows = {
    "companies": [
        {"company": "Ada", "name": "Ada Cars"},
        {"company": "Bo"},
        {"company": "Cy"},
        {"company": "state", "role": "government", "country": "DE"},
    ],
    "plants": [
        {"plant": "Leipzig", "company": "Ada", "country": "DE"},
        {"plant": "Graz", "company": "Cy", "country": "DE"},
        {"plant": "Wuhu", "company": "Bo", "country": "CN"},
    ],
    "groups": [
        {"group": "L", "plant": "Leipzig", "start_pattern": "one"},
        {"group": "G", "plant": "Graz", "start_pattern": "one"},
    ],
    "shift_patterns": [{"pattern": "one", "level": 1, "shifts": 1}],
    "group_patterns": [
        {"group": "L", "pattern": "one", "fixed_cost": 6},
        {"group": "G", "pattern": "one", "fixed_cost": 6},
    ],
    "shops": [{"shop": "line L", "group": "L"}, {"shop": "line G", "group": "G"}],
    "shop_patterns": [
        {"shop": "line L", "pattern": "one", "capacity": 60_000},
        {"shop": "line G", "pattern": "one", "capacity": 60_000},
    ],
    "vehicles": [{"vehicle": "A", "company": "Ada"}, {"vehicle": "B", "company": "Bo"}],
    "options": [
        {"option": "A Leipzig", "vehicle": "A", "plant": "Leipzig"},
        {"option": "B Wuhu", "vehicle": "B", "plant": "Wuhu", "mode": "import", "customs_value": 10_000},
        {
            "option": "B Leipzig", "vehicle": "B", "plant": "Leipzig", "capex": 8, "lead_years": 0,
            "other_conversion": 200, "hours": 16,
        },
        {
            "option": "B Graz", "vehicle": "B", "plant": "Graz", "capex": 8, "lead_years": 0,
            "other_conversion": 500, "hours": 16,
        },
    ],
    "routes": [
        {"option": "A Leipzig", "shop": "line L"},
        {"option": "B Leipzig", "shop": "line L"},
        {"option": "B Graz", "shop": "line G"},
    ],
    "incumbents": [{"option": "A Leipzig"}, {"option": "B Wuhu"}],
    "markets": [{"market": "home", "countries": "DE"}],
    "lanes": [
        {"plant": "Leipzig", "market": "home"},
        {"plant": "Graz", "market": "home"},
        {"plant": "Wuhu", "market": "home", "freight": 500},
    ],
    "tariffs": [{"origin": "CN", "market": "home", "powertrain": "all", "duty": 0.1}],
    "factors": [{"country": "DE", "wage": 12.5}, {"country": "CN", "wage": 5.0}],
    "demand": [
        {"vehicle": "A", "market": "home", "units": 30_000, "net_revenue": 2_000},
        {"vehicle": "B", "market": "home", "units": 20_000, "net_revenue": 3_000},
    ],
    "deals": [
        {"deal": "at Leipzig", "host": "Ada", "guest": "Bo", "options": "B Leipzig"},
        {"deal": "at Graz", "host": "Cy", "guest": "Bo", "options": "B Graz"},
    ],
    "deal_terms": [
        {"deal": "at Leipzig", "unit_fee": 1_000, "minimum": 15_000, "shortfall_rate": 200},
        {"deal": "at Graz", "unit_fee": 1_000},
    ],
}  # fmt: skip


def changed(table: str, label: str, **cells: Any) -> Rows:
    """Return the rows of a table with some cells of one row replaced."""
    rows = [row | cells if label in row.values() else row for row in ROWS[table]]
    return {table: rows}


def with_shifts() -> Rows:
    """Return tables in which Leipzig may stand still for nothing, and B is built there from 2027 on.

    A shift has 1,000 people and costs 6 m a year, to open or to close it 5 m; A earns 100 each, 3 m a year,
    so that it is not kept for A alone.
    """
    return {
        "shift_patterns": [*ROWS["shift_patterns"], {"pattern": "none", "level": 0, "shifts": 0}],
        "group_patterns": [
            {"group": "L", "pattern": "one", "fixed_cost": 6, "crew": 1_000},
            {"group": "L", "pattern": "none", "fixed_cost": 0, "crew": 0},
            {"group": "G", "pattern": "one", "fixed_cost": 6},
        ],
        "groups": [
            {
                "group": "L", "plant": "Leipzig", "start_pattern": "one", "cost_level_up": 5,
                "cost_level_down": 5,
            },
            {"group": "G", "plant": "Graz", "start_pattern": "one"},
        ],
        **changed("options", "B Leipzig", earliest_launch=2027),
        **changed("demand", "A", net_revenue=100),
    }  # fmt: skip


def toy(**tables: list[dict[str, Any]]) -> Study:
    """Return the toy study with the rows of some tables replaced."""
    return study_from_tables(tables_from_frames(SETTINGS, {**ROWS, **tables}))


def toy_in_form(form: str, terms: Mapping[str, Any], share: float = 0.5, **tables: Any) -> Study:
    """Return the toy in which the deal at Leipzig has a form and terms; Ada owns a share of a venture."""
    deal = "at Leipzig"
    deals = [{**row, "form": form} if row["deal"] == deal else row for row in ROWS["deals"]]
    own = [
        {"deal": deal, "minimum": 15_000, **terms} if row["deal"] == deal else row
        for row in ROWS["deal_terms"]
    ]
    shares = [
        {"deal": deal, "company": "Ada", "share": share},
        {"deal": deal, "company": "Bo", "share": 1.0 - share},
    ]
    held = shares if form == "joint_venture" else []
    return toy(deals=deals, deal_terms=own, deal_shares=held, **tables)
