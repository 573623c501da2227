"""A study of one deal whose hurdles can be worked out by hand.

Ada's line in Leipzig has room. Bo brings 20,000 of vehicle B a year from Wuhu, three years without
discounting, and could have them built in Leipzig by the deal "toll" with a minimum of 10,000 a year.

Costs of one vehicle B:     Leipzig                          Wuhu
parts                       1,600                            1,500
labour                      10 h x 30 = 300                  20 h x 5 = 100
electricity                 2 MWh x 100 = 200                2 MWh x 50 = 100
freight, tariff             0                                200, 10% of 1,000 = 100
together                    2,100                            2,000

A launch costs 3 million and 0.5 million a year. Kept to its minimum in 2027 and 2028, the deal loses 100 on
each of 20,000 vehicles, and 3 + 2 x 0.5 million: S = -2 - 4 = -6 million. Signed without its minimum it is
launched last and builds nothing: -3 - 0.5 = -3.5 million. Were it launched first and built all 60,000, it
would break even at 3 + 3 x 0.5 = 4.5 million, which is 75 a vehicle more than the 100 that are missing.

Barcelona could build the same: parts as in Leipzig, 10 h x 20, 2 MWh x 80, 15,000 a year at most; and its
market asks for 30% on vehicles from China.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from plantshare.deals.hurdles import Hurdles, hurdles_of
from plantshare.methods import Limits
from plantshare.study import Study, study_from_tables
from plantshare.tables import Tables, tables_from_frames

__all__ = ["EXACT", "SHORTFALL", "SIGNED", "searched", "toll", "toll_tables"]

Rows = list[dict[str, Any]]

EXACT = Limits(gap=0.0)
SHORTFALL = 6.0
SIGNED = -3.5

SETTINGS: dict[str, Any] = {
    "name": "toll",
    "title": "One deal",
    "currency": "EUR",
    "price_year": 2026,
    "first_year": 2026,
    "last_year": 2028,
    "discount_rate": 0.0,
    "gap": 0.0,
}

NEW: dict[str, Any] = {
    "vehicle": "B",
    "hours": 10,
    "electricity": 2,
    "parts_cost": 1_600,
    "capex": 3,
    "fixed_cost": 0.5,
    "lead_years": 0,
}

TABLES: dict[str, Rows] = {
    "companies": [
        {"company": "Ada"},
        {"company": "Bo"},
        {"company": "Cy"},
        {"company": "state", "role": "government", "country": "DE"},
    ],
    "plants": [
        {"plant": "Leipzig", "company": "Ada", "country": "DE"},
        {"plant": "Wuhu", "company": "Bo", "country": "CN"},
        {"plant": "Barcelona", "company": "Cy", "country": "ES"},
    ],
    "factors": [
        {"country": "DE", "wage": 30, "electricity_price": 100},
        {"country": "CN", "wage": 5, "electricity_price": 50},
        {"country": "ES", "wage": 20, "electricity_price": 80},
    ],
    "groups": [
        {"group": "line", "plant": "Leipzig", "start_pattern": "one"},
        {"group": "coast", "plant": "Barcelona", "start_pattern": "one"},
    ],
    "shift_patterns": [{"pattern": "one", "level": 1, "shifts": 1}],
    "group_patterns": [
        {"group": "line", "pattern": "one", "fixed_cost": 6},
        {"group": "coast", "pattern": "one", "fixed_cost": 0},
    ],
    "shops": [
        {"shop": "assembly", "group": "line", "kind": "line"},
        {"shop": "coast", "group": "coast", "kind": "line"},
    ],
    "shop_patterns": [
        {"shop": "assembly", "pattern": "one", "capacity": 90_000},
        {"shop": "coast", "pattern": "one", "capacity": 90_000},
    ],
    "vehicles": [{"vehicle": "A", "company": "Ada"}, {"vehicle": "B", "company": "Bo"}],
    "options": [
        {"option": "A Leipzig", "vehicle": "A", "plant": "Leipzig"},
        {
            "option": "B Wuhu",
            "vehicle": "B",
            "plant": "Wuhu",
            "mode": "import",
            "hours": 20,
            "electricity": 2,
            "parts_cost": 1_500,
            "customs_value": 1_000,
        },
        {"option": "B Leipzig", "plant": "Leipzig", **NEW},
        {"option": "B Barcelona", "plant": "Barcelona", "peak_rate": 15_000, **NEW},
    ],
    "routes": [
        {"option": "A Leipzig", "shop": "assembly"},
        {"option": "B Leipzig", "shop": "assembly"},
        {"option": "B Barcelona", "shop": "coast"},
    ],
    "incumbents": [{"option": "A Leipzig", "built": 30_000}, {"option": "B Wuhu", "built": 20_000}],
    "markets": [{"market": "home", "countries": "DE"}, {"market": "south", "countries": "ES"}],
    "lanes": [
        {"plant": "Leipzig", "market": "home"},
        {"plant": "Wuhu", "market": "home", "freight": 200},
    ],
    "tariffs": [
        {"origin": "CN", "market": "home", "powertrain": "all", "duty": 0.1},
        {"origin": "CN", "market": "south", "powertrain": "all", "duty": 0.3},
    ],
    "demand": [
        {"vehicle": "A", "market": "home", "units": 30_000, "net_revenue": 5_000},
        {"vehicle": "B", "market": "home", "units": 20_000, "net_revenue": 5_000},
    ],
    "deals": [
        {"deal": "toll", "form": "contract", "host": "Ada", "guest": "Bo", "options": "B Leipzig"},
    ],
    "deal_terms": [{"deal": "toll", "unit_fee": 600, "minimum": 10_000}],
    "support": [
        {"support": "grant", "payer": "state", "kind": "grant", "options": "B Leipzig", "rate": 0},
    ],
    "claims": [
        {
            "claim": "pay",
            "text": "wage",
            "value": 30,
            "low": 24,
            "high": 36,
            "grade": "B",
            "distribution": "uniform",
        }
    ],
    "evidence": [{"table": "factors", "row": "DE", "column": "wage", "claim": "pay"}],
}


def toll_tables(changed: dict[str, Rows] | None = None, **settings: Any) -> Tables:
    """Return the tables of the study, some of them replaced."""
    return tables_from_frames({**SETTINGS, **settings}, {**TABLES, **(changed or {})})


def toll(changed: dict[str, Rows] | None = None, **settings: Any) -> Study:
    """Return the study, some of its tables replaced."""
    return study_from_tables(toll_tables(changed, **settings))


@cache
def searched() -> Hurdles:
    """Return every hurdle of the deal, prices with the plan free too; searched once."""
    return hurdles_of(toll(), "toll", free=20, limits=EXACT)
