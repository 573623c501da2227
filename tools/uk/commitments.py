"""Launches that makers have announced, as rules that the plan must obey."""

from __future__ import annotations

from uk.inputs import FIRST_YEAR, Inputs
from uk.ledger import Row, Tables

__all__ = ["commitment_tables"]

ANNOUNCED = (
    ("gr_corolla_burnaston", FIRST_YEAR, 2027, "GR Corolla for North America from mid-2026."),
    ("k0_vans_ellesmere", 2027, 2028, "Medium vans follow the closure of Luton."),
    ("jaguar_gt_solihull", FIRST_YEAR, 2027, "The car is shown and its line is built."),
)
"""Option, first and last year of the launch, and why it counts as decided."""


def commitment_tables(inputs: Inputs) -> Tables:
    """Return a rule for each announced launch."""
    rows: list[Row] = []
    for option, first, last, reason in ANNOUNCED:
        row: Row = {"rule": f"announced_{option}", "kind": "launch", "option": option}
        for column, year in (("first_year", first), ("last_year", last)):
            claim = f"assumed_announced_{option}_{column}"
            ends = (year - 0.5, year + 1.0)
            row[column] = inputs.assumed.judge(claim, year, ends, "yr", reason)
        rows.append(row)
    return {"rules": rows}
