"""Every chart: its name, its function and its one line of help."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import pandas as pd

from plantshare.errors import LabelError
from plantshare.naming import known_name
from plantshare.report.chart import Chart
from plantshare.report.charts.utilisation import utilisation
from plantshare.report.grades import figures_by_grade, grade_sentence
from plantshare.results import Result

__all__ = ["CHARTS", "Entry", "draw"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One chart of the catalogue.

    Parameters
    ----------
    text
        What it shows.
    of_one
        Function that draws it from one result, if one is enough.
    of_two
        Function that draws it from a result and the one to start from, if it takes two.
    """

    text: str
    of_one: Callable[[Result], Chart] | None = None
    of_two: Callable[[Result, Result], Chart] | None = None


CHARTS: Mapping[str, Entry] = {
    "utilisation": Entry(text="How full each plant is in the target year, on its basis.", of_one=utilisation),
}
"""Charts by name, in the order of the report."""


def draw(
    name: str, result: Result, *, before: Result | None = None, counts: pd.DataFrame | None = None
) -> Chart:
    """Return a chart of a result, with the sentence that says how well its figures are sourced.

    Parameters
    ----------
    name
        Name in the catalogue.
    before
        Result to start from, for a chart that compares two.
    counts
        Figures of the study by table and grade, where they are known already.

    Raises
    ------
    LabelError
        If there is no such chart, or it compares two results and there is one.
    InfeasibleError
        If the result has no plan.
    """
    entry = CHARTS[known_name("chart", name, list(CHARTS))]
    result.require_plan()
    if entry.of_one is not None:
        chart = entry.of_one(result)
    elif entry.of_two is not None and before is not None:
        chart = entry.of_two(result, before.require_plan())
    else:
        raise LabelError(f"chart '{name}' compares two runs; give the other with --before")
    known = figures_by_grade(result.study) if counts is None else counts
    return replace(chart, grade=grade_sentence(known, chart.reads))
