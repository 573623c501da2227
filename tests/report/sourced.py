"""The small study of Ada and Bo with some evidence behind its figures, solved with sharing off and on.

Sharing on, in millions a year: Ada sells 60 of vehicle A and pays 6 of fixed cost; Bo sells 60 of vehicle B
built in Leipzig, for a capital of 8 in the first year. With the annuity a of two years at 10% the money
that moves is (60 + 6 + 60) a + 8/1.1.
"""

from __future__ import annotations

from typing import Any

from plantshare.results import Result
from plantshare.study import Study, study_from_tables
from tests.formulation.plants import best
from tests.run.studies import ANNUITY, Rows, small_tables

SALES = 60 * ANNUITY
FIXED = 6 * ANNUITY
CAPITAL = 8 / 1.1
MOVED = 2 * SALES + FIXED + CAPITAL

EVIDENCE: Rows = {
    "sources": [
        {"source": "press", "title": "Interview", "publisher": "Daily", "url": "https://example.org/talk"},
        {"source": "notes", "title": "Own notes", "url": "javascript:alert(1)"},
    ],
    "claims": [
        {"claim": "price_a", "source": "press", "grade": "A", "value": 2_000, "unit": "EUR/vehicle"},
        {"claim": "share_of_price", "grade": "E", "value": 0.84, "text": "share of the price"},
        {
            "claim": "price_b", "source": "notes", "grade": "D", "value": 3_000, "low": 2_500, "high": 3_500,
            "unit": "EUR/vehicle", "method": "From share_of_price and hearsay.",
        },
        {"claim": "price_b_other", "source": "press", "grade": "B", "value": 2_800, "text": "list price"},
    ],
    "evidence": [
        {"table": "demand", "row": "A/home", "column": "net_revenue", "claim": "price_a"},
        {"table": "demand", "row": "B/home", "column": "net_revenue", "claim": "price_b"},
        {
            "table": "demand", "row": "B/home", "column": "net_revenue", "claim": "share_of_price",
            "role": "supports",
        },
        {
            "table": "demand", "row": "B/home", "column": "net_revenue", "claim": "price_b_other",
            "role": "disputes",
        },
    ],
}  # fmt: skip


def sourced_study(changed: Rows | None = None, **settings: Any) -> Study:
    """Return the small study with its evidence, some tables and settings replaced."""
    return study_from_tables(small_tables({**EVIDENCE, **(changed or {})}, **settings))


def sourced_plan(changed: Rows | None = None, **settings: Any) -> Result:
    """Return the best plan of the small study with its evidence."""
    return best(sourced_study(changed, **settings))
