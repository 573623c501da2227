"""Every chart: its name, its function and its one line of help."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import pandas as pd

from plantshare.errors import LabelError
from plantshare.flexibility import StudyFlexibility
from plantshare.naming import known_name
from plantshare.report.chart import Chart
from plantshare.report.charts.driver_tornado import driver_tornado
from plantshare.report.charts.evidence import evidence
from plantshare.report.charts.flows import flows
from plantshare.report.charts.landed_cost import landed_cost
from plantshare.report.charts.link_worth import link_worth
from plantshare.report.charts.national_output import national_output
from plantshare.report.charts.output_fan import output_fan
from plantshare.report.charts.plan_board import plan_board
from plantshare.report.charts.plants_map import plants_map
from plantshare.report.charts.profit_boxes import profit_boxes
from plantshare.report.charts.profit_bridge import profit_bridge
from plantshare.report.charts.rival_regret import rival_regret
from plantshare.report.charts.spare import spare
from plantshare.report.charts.stress_bars import stress_bars
from plantshare.report.charts.utilisation import utilisation
from plantshare.report.charts.value_ladder import value_ladder
from plantshare.report.charts.volumes import volumes
from plantshare.report.grades import figures_by_grade, grade_sentence
from plantshare.results import Result
from plantshare.risk import Outlook

__all__ = [
    "CHARTS",
    "FLEXIBILITY_CHARTS",
    "RISK_CHARTS",
    "Entry",
    "draw",
    "draw_flexibility",
    "draw_risk",
    "risk_charts",
]


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
    of_counts
        Function that draws it from a result and the figures of its study by table and grade.
    of_flexibility
        Function that draws it from what flexibility is worth in a study, which takes no plan.
    of_risk
        Function that draws it from what may become of a plan.
    """

    text: str
    of_one: Callable[[Result], Chart] | None = None
    of_two: Callable[[Result, Result], Chart] | None = None
    of_counts: Callable[[Result, pd.DataFrame], Chart] | None = None
    of_flexibility: Callable[[StudyFlexibility], Chart] | None = None
    of_risk: Callable[[Outlook], Chart] | None = None


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
    "evidence": Entry(text="What the figures of the study rest on, by table and grade.", of_counts=evidence),
}
"""Charts by name, in the order of the report."""

FLEXIBILITY_CHARTS: Mapping[str, Entry] = {
    "link_worth": Entry(
        text="What each further link of plant and vehicle would add.", of_flexibility=link_worth
    ),
    "value_ladder": Entry(
        text="What sets of links sell, from dedicated plants to full flexibility.",
        of_flexibility=value_ladder,
    ),
}
"""Charts of what flexibility is worth, by name; they are drawn from a study and need no run."""

RISK_CHARTS: Mapping[str, Entry] = {
    "output_fan": Entry(text="How output that counts toward targets may turn out.", of_risk=output_fan),
    "profit_boxes": Entry(text="How the profit of each company may turn out.", of_risk=profit_boxes),
    "driver_tornado": Entry(text="Which driver alone moves the plan most.", of_risk=driver_tornado),
    "stress_bars": Entry(text="What each stress case does to the plan.", of_risk=stress_bars),
    "rival_regret": Entry(
        text="How far each of several plans falls short of the best of them.", of_risk=rival_regret
    ),
}
"""Charts of what may become of a plan, by name; :func:`risk_charts` says which have something to show."""


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


def draw_flexibility(name: str, found: StudyFlexibility, *, counts: pd.DataFrame | None = None) -> Chart:
    """Return a chart of what flexibility is worth, with how well its figures are sourced.

    Parameters
    ----------
    name
        Name in :data:`FLEXIBILITY_CHARTS`.
    found
        What flexibility is worth in a study.
    counts
        Figures of the study by table and grade, where they are known already.

    Raises
    ------
    LabelError
        If there is no such chart.
    """
    entry = FLEXIBILITY_CHARTS[known_name("chart", name, list(FLEXIBILITY_CHARTS))]
    if entry.of_flexibility is None:
        raise LabelError(f"chart '{name}' is not one of flexibility")
    chart = entry.of_flexibility(found)
    known = figures_by_grade(found.study) if counts is None else counts
    return replace(chart, grade=grade_sentence(known, chart.reads))


def risk_charts(outlook: Outlook) -> tuple[str, ...]:
    """Return the charts of an outlook that have something to show: no fan without targets, for one.

    Parameters
    ----------
    outlook
        What may become of a plan.
    """
    empty = {
        "output_fan": outlook.output.empty,
        "driver_tornado": outlook.tornado.empty,
        "stress_bars": outlook.stress.empty,
        "rival_regret": len(outlook.plans) < 2,
    }
    return tuple(name for name in RISK_CHARTS if not empty.get(name, False))


def draw_risk(name: str, outlook: Outlook, *, counts: pd.DataFrame | None = None) -> Chart:
    """Return a chart of what may become of a plan, with how well its figures are sourced.

    Parameters
    ----------
    name
        Name in :data:`RISK_CHARTS`.
    outlook
        What may become of a plan.
    counts
        Figures of the study by table and grade, where they are known already.

    Raises
    ------
    LabelError
        If there is no such chart, or the outlook has nothing to show in it.
    """
    entry = RISK_CHARTS[known_name("chart", name, list(RISK_CHARTS))]
    if entry.of_risk is None or name not in risk_charts(outlook):
        shown = ", ".join(risk_charts(outlook))
        raise LabelError(f"chart '{name}' has nothing to show here; there are: {shown}")
    chart = entry.of_risk(outlook)
    known = figures_by_grade(outlook.study) if counts is None else counts
    return replace(chart, grade=grade_sentence(known, chart.reads))
