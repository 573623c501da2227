"""How much of a study has evidence behind it, and how good that evidence is."""

from __future__ import annotations

import pandas as pd

from plantshare.errors import LabelError
from plantshare.evidence.ledger import Ledger, grades
from plantshare.evidence.records import GRADES

__all__ = ["STANDING", "coverage", "share_by_grade"]

STANDING = (*GRADES, "default", "none")
"""What a figure can rest on: a claim of grade A to E, a default of the dictionary, or nothing.

A default counts as a claim of grade E, but is shown apart, as nobody chose it for the study.
"""

ALL = "all tables"


def coverage(cells: pd.DataFrame, ledger: Ledger) -> pd.DataFrame:
    """Return how many figures of each table rest on what.

    Parameters
    ----------
    cells
        Figures of a study, one a row: table, row, column, year, value, blank.
    ledger
        The evidence.

    Returns
    -------
    pandas.DataFrame
        Columns table, grade (A to E, "default", "none"), figures (count) and share of the figures of
        the table. Every table has a row for every grade; the last rows are "all tables".
    """
    standing = grades(cells, ledger)
    counts = pd.crosstab(cells["table"], standing) if len(cells) else pd.DataFrame()
    counts = counts.reindex(columns=list(STANDING), fill_value=0).astype(int)
    counts.loc[ALL] = counts.sum()
    counts.index.name = "table"
    long = counts.reset_index().melt(id_vars="table", var_name="grade", value_name="figures")
    order = {table: place for place, table in enumerate(counts.index)}
    long = long.sort_values("table", key=lambda names: names.map(order), kind="stable")
    long = long.reset_index(drop=True)
    totals = long.groupby("table")["figures"].transform("sum")
    return long.assign(share=(long["figures"] / totals.where(totals > 0)).astype(float))


def share_by_grade(cells: pd.DataFrame, ledger: Ledger, weights: pd.Series | None = None) -> pd.Series:
    """Return the share of figures that rest on each grade.

        share[g] = sum_i w_i [grade_i = g] / sum_i w_i

    Parameters
    ----------
    cells
        Figures of a study, one a row.
    weights
        How much each figure counts, on the index of ``cells``, such as its part in the variance of
        an answer; by default all count the same.

    Returns
    -------
    pandas.Series
        Shares by grade in the order A to E, "default", "none"; they add to one. All are missing where
        no figure has weight.

    Raises
    ------
    LabelError
        If the weights stand on another index than the cells, or one is negative or missing.
    """
    counted = pd.Series(1.0, index=cells.index) if weights is None else weights.astype(float)
    if not counted.index.equals(cells.index):
        raise LabelError("weights and cells differ in their rows; give one weight for each cell")
    if counted.isna().any() or (counted < 0).any():
        raise LabelError("weights must be zero or more, and none may be missing")
    sums = counted.groupby(grades(cells, ledger)).sum()
    sums = sums.reindex(list(STANDING), fill_value=0.0)
    return (sums / (sums.sum() or float("nan"))).rename("share").rename_axis("grade")
