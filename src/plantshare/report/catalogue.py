"""Every chart of a plan: its name, its function and its one line of help."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import pandas as pd

from plantshare.errors import LabelError
from plantshare.naming import known_name
from plantshare.report.chart import Chart
from plantshare.report.charts.evidence import evidence
from plantshare.report.charts.flows import flows
from plantshare.report.charts.gap_curve import gap_curve, has_course
from plantshare.report.charts.landed_cost import landed_cost
from plantshare.report.charts.national_output import national_output
from plantshare.report.charts.plan_board import plan_board
from plantshare.report.charts.plants_map import plants_map
from plantshare.report.charts.profit_bridge import profit_bridge
from plantshare.report.charts.spare import spare
from plantshare.report.charts.utilisation import utilisation
from plantshare.report.charts.volumes import volumes
from plantshare.report.grades import figures_by_grade, grade_sentence
from plantshare.results import Result

__all__ = ["CHARTS", "Entry", "draw"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One chart of a plan.

    Parameters
    ----------
    text
        What it shows.
    of_one
        Function that draws it from one result, if one is enough.
    of_two
        Function that draws it from a result and the one to start from, if it takes two.
    of_counts
        Function that draws it from a result and the figures of its study by table and grade.
    is_shown
        Whether there is something to show for a result.
    """

    text: str
    of_one: Callable[[Result], Chart] | None = None
    of_two: Callable[[Result, Result], Chart] | None = None
    of_counts: Callable[[Result, pd.DataFrame], Chart] | None = None
    is_shown: Callable[[Result], bool] = lambda result: True


CHARTS: Mapping[str, Entry] = {
    "plants_map": Entry(
        text="Where the plants are, how large and how full, and where their vehicles go.", of_one=plants_map
    ),
    "utilisation": Entry(text="How full each plant is in the target year, on its basis.", of_one=utilisation),
    "spare": Entry(text="Where capacity is free, by plant and year.", of_one=spare),
    "plan_board": Entry(
        text="What each line builds, from when to when: launches, run-outs, retooling, load.",
        of_one=plan_board,
    ),
    "volumes": Entry(text="What is built each year, by brand.", of_one=volumes),
    "flows": Entry(text="Which brand builds where, and for which market.", of_one=flows),
    "profit_bridge": Entry(
        text="From the profit of one plan to that of another, by company and kind.", of_two=profit_bridge
    ),
    "landed_cost": Entry(
        text="What a vehicle costs in the market, built there or brought there.", of_one=landed_cost
    ),
    "national_output": Entry(
        text="National output against the target, after what was built since 1950.", of_one=national_output
    ),
    "gap_curve": Entry(
        text="How best plan and bound drew near to each other in the search.",
        of_one=gap_curve,
        is_shown=has_course,
    ),
    "evidence": Entry(text="What the figures of the study rest on, by table and grade.", of_counts=evidence),
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
    result
        A result with a plan.
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
    known = figures_by_grade(result.study) if counts is None else counts
    if entry.of_one is not None:
        chart = entry.of_one(result)
    elif entry.of_counts is not None:
        chart = entry.of_counts(result, known)
    elif entry.of_two is not None and before is not None:
        chart = entry.of_two(result, before.require_plan())
    else:
        raise LabelError(f"chart '{name}' compares two runs; give the other with --before")
    return replace(chart, grade=grade_sentence(known, chart.reads))
