"""How well the figures behind a picture are sourced, in one sentence."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from plantshare.evidence import coverage
from plantshare.report.words import number, percent
from plantshare.study import Study
from plantshare.study.figures import figure_cells, ledger_of

__all__ = ["SOURCED", "figures_by_grade", "grade_sentence"]

SOURCED = ("A", "B", "C")
"""Grades of figures with a source: official, reported, or worked out from such."""


def figures_by_grade(study: Study) -> pd.DataFrame:
    """Return how many figures of each table rest on what: columns table, grade, figures, share."""
    return coverage(figure_cells(study.tables), ledger_of(study.tables))


def grade_sentence(counts: pd.DataFrame, tables: Sequence[str] = ()) -> str:
    """Return how well the figures of some tables, by default of all, are sourced.

    Parameters
    ----------
    counts
        Figures by table and grade: :func:`figures_by_grade`.

    Examples
    --------
    >>> counts = pd.DataFrame({"table": ["plants"] * 3, "grade": ["A", "E", "default"], "figures": [1, 8, 1]})
    >>> grade_sentence(counts, ["plants"])
    'Of the 10 figures behind this, 10% have a source (grade A to C); 90% are judged, assumed or defaults.'
    """
    rows = counts[counts["table"].isin(tables)] if tables else counts[counts["table"] == "all tables"]
    total = int(rows["figures"].sum())
    if not total:
        return "No figure of the study stands behind this."
    share = float(rows["figures"][rows["grade"].isin(SOURCED)].sum()) / total
    digits = 1 if 0 < share < 0.01 or 0.99 < share < 1 else 0
    return (
        f"Of the {number(total)} figures behind this, {percent(share, digits)} have a source (grade A to C); "
        f"{percent(1 - share, digits)} are judged, assumed or defaults."
    )
