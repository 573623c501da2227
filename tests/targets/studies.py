"""Small studies of a country that is short of its target, worked out by hand.

Ada builds 30,000 of vehicle A in Leipzig. Bo brings 20,000 of vehicle B from Wuhu and could build them in
Leipzig for a launch capital K. Two years discounted at 10%, a = 1/1.1 + 1/1.21: building in Leipzig saves
500 of freight on 20,000 vehicles, 10 million a year.

* K = 30 paid in 2026 leaves a loss of 30/1.1 - 10 a = 9.917 million: the private gap of the programme.
* Output is 30,000 without it and 50,000 with it; the target is 60,000 unless a test says otherwise.
"""

from __future__ import annotations

from typing import Any

from plantshare.study import Study, study_from_tables
from tests.run.studies import ANNUITY, Rows, rows, small_tables

CAPITAL = 30.0
GAP = CAPITAL / 1.1 - 10 * ANNUITY

WALK = [{"driver": "home_sales", "kind": "lognormal_walk", "table": "demand", "column": "units", "sd": 0.2}]


def with_options(**changed: Any) -> list[dict[str, Any]]:
    """Return the options of the small study, that of Bo in Leipzig changed."""
    return [{**row, **(changed if row["option"] == "B Leipzig" else {})} for row in rows()["options"]]


def short_study(
    *, capital: float = CAPITAL, target: float = 60_000, changed: Rows | None = None, **settings: Any
) -> Study:
    """Return the study of Ada and Bo whose country is short of its target.

    Parameters
    ----------
    capital
        Launch capital of B in Leipzig, m.
    target
        Output to reach in 2027.
    changed
        Tables that are replaced.
    settings
        Settings that are replaced.
    """
    tables = {
        "options": with_options(capex=capital),
        "targets": [{**rows()["targets"][0], "units": target}],
        **(changed or {}),
    }
    return study_from_tables(small_tables(tables, **settings))


def with_third(*, second_shift: float = 100_000) -> Rows:
    """Return tables in which Bo sells 60,000 of B and of a like vehicle C, both from Wuhu.

    Parameters
    ----------
    second_shift
        Vehicles that the line takes on two shifts.
    """
    base = rows()
    return {
        "vehicles": [*base["vehicles"], {"vehicle": "C", "company": "Bo"}],
        "options": [
            *with_options(capex=60),
            {"option": "C Wuhu", "vehicle": "C", "plant": "Wuhu", "mode": "import"},
            {"option": "C Leipzig", "vehicle": "C", "plant": "Leipzig", "capex": 60, "lead_years": 0},
        ],
        "routes": [*base["routes"], {"option": "C Leipzig", "shop": "assembly"}],
        "incumbents": [*base["incumbents"], {"option": "C Wuhu", "built": 60_000}],
        "shop_patterns": [
            {"shop": "assembly", "pattern": "one", "capacity": 60_000},
            {"shop": "assembly", "pattern": "two", "capacity": second_shift},
        ],
        "demand": [
            base["demand"][0],
            {"vehicle": "B", "market": "home", "units": 60_000, "net_revenue": 3_000},
            {"vehicle": "C", "market": "home", "units": 60_000, "net_revenue": 3_000},
        ],
    }
