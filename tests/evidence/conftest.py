"""A small ledger: British output in 2025, and what has been said about it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import pytest

from plantshare.evidence import Ledger, ledger_from_frames

Rows = list[dict[str, Any]]


def cells_of(rows: Rows) -> pd.DataFrame:
    """Return cells with no year, no unit and nothing blank where a row does not say so."""
    defaults = {"year": np.nan, "unit": "vehicles/yr", "blank": False}
    return pd.DataFrame([{**defaults, **row} for row in rows])


def make_ledger(claims: Rows, evidence: Rows, sources: Rows | None = None) -> Ledger:
    """Return a ledger; the claims of its only source are graded B where they do not say so."""
    sources = sources or [{"source": "press"}]
    claims = [{"source": "press", "grade": "B", **row} for row in claims]
    columns = ["table", "row", "column", "year", "claim", "role", "note"]
    return ledger_from_frames(
        pd.DataFrame(sources), pd.DataFrame(claims), pd.DataFrame(evidence, columns=columns)
    )


@pytest.fixture
def make_cells() -> Callable[[Rows], pd.DataFrame]:
    """Return the maker of cells."""
    return cells_of


@pytest.fixture
def make() -> Callable[..., Ledger]:
    """Return the maker of ledgers."""
    return make_ledger


@pytest.fixture
def output() -> pd.DataFrame:
    """Return the figure in dispute."""
    return cells_of([{"table": "statistics", "row": "gb_2025", "column": "units", "value": 764_715.0}])


@pytest.fixture
def told() -> Ledger:
    """Return what has been said of it: a total, a rounded total, cars alone, a stray figure, and 2015."""
    claims = [
        {"claim": "total", "value": 764_715, "vehicle_class": "car_and_cv", "grade": "A",
         "source": "smmt", "as_of": "2025", "basis": "built in the United Kingdom"},
        {"claim": "rounded", "value": 760_000, "vehicle_class": "car_and_cv"},
        {"claim": "cars", "value": 717_371, "vehicle_class": "car", "grade": "A", "source": "smmt"},
        {"claim": "stray", "value": 738_000, "vehicle_class": "unclear", "grade": "C"},
        {"claim": "then", "value": 1_600_000, "vehicle_class": "car"},
    ]  # fmt: skip
    place = {"table": "statistics", "row": "gb_2025", "column": "units"}
    roles = {
        "total": ("used", "counts what the target counts"),
        "rounded": ("supports", ""),
        "cars": ("supports", ""),
        "stray": ("disputes", "perhaps an outlook"),
        "then": ("disputes", "2015, set against 2025 in reports"),
    }
    evidence = [
        {**place, "claim": claim, "role": role, "note": note} for claim, (role, note) in roles.items()
    ]
    sources = [
        {"source": "smmt", "title": "Vehicle output 2025", "publisher": "SMMT",
         "published": "2026-01-29", "url": "https://example.org/output"},
        {"source": "press", "title": "Newspaper"},
    ]  # fmt: skip
    return make_ledger([{"unit": "vehicles/yr", **claim} for claim in claims], evidence, sources)
