"""The toy study of one guest and two hosts as a folder, with futures and a review."""

from __future__ import annotations

from pathlib import Path

from plantshare.tables import tables_from_frames, write_folder
from tests.deals.toys import ROWS, SETTINGS, changed

__all__ = ["toy_deals"]


def toy_deals(folder: Path) -> Path:
    """Write the toy study, with sales of B that may be a fifth more or less, and return its folder.

    Parameters
    ----------
    folder
        New folder.
    """
    driver = {
        "driver": "sales", "kind": "range", "table": "demand", "row": "B/home", "column": "units",
        "low": 0.8, "high": 1.2, "stated_as": "factor",
    }  # fmt: skip
    terms = changed("deal_terms", "at Leipzig", review_years="2027", termination_fee=5)
    write_folder(tables_from_frames(SETTINGS, {**ROWS, **terms, "uncertainty": [driver]}), folder)
    return folder
