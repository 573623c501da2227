"""Every chart of what an analysis has found: flexibility, risk, deals, targets and hurdles, a family each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Generic, Protocol, TypeVar

import pandas as pd

from plantshare.deals.answer import DealAnswer
from plantshare.deals.hurdles import Hurdles
from plantshare.errors import LabelError
from plantshare.flexibility import StudyFlexibility
from plantshare.naming import known_name
from plantshare.report.chart import Chart
from plantshare.report.charts.deal_bridge import deal_bridge
from plantshare.report.charts.deal_core import deal_core
from plantshare.report.charts.deal_fee_zone import deal_fee_zone
from plantshare.report.charts.deal_futures import deal_futures
from plantshare.report.charts.deal_splits import deal_splits
from plantshare.report.charts.driver_tornado import driver_tornado
from plantshare.report.charts.gap_split import gap_split
from plantshare.report.charts.hurdle_heat_map import hurdle_heat_map
from plantshare.report.charts.hurdle_ranking import hurdle_ranking
from plantshare.report.charts.link_worth import link_worth
from plantshare.report.charts.output_fan import output_fan
from plantshare.report.charts.profit_boxes import profit_boxes
from plantshare.report.charts.rival_regret import rival_regret
from plantshare.report.charts.stress_bars import stress_bars
from plantshare.report.charts.supply_curve import supply_curve
from plantshare.report.charts.target_curve import target_curve
from plantshare.report.charts.value_ladder import value_ladder
from plantshare.report.deal_words import main_term
from plantshare.report.grades import figures_by_grade, grade_sentence
from plantshare.risk import Outlook
from plantshare.study import Study
from plantshare.targets import Found as TargetFound

__all__ = [
    "DEAL_CHARTS",
    "FLEXIBILITY_CHARTS",
    "HURDLE_CHARTS",
    "RISK_CHARTS",
    "TARGET_CHARTS",
    "AnalysisEntry",
    "Found",
    "draw_analysis",
    "shown_charts",
]


class Analysis(Protocol):
    """What an analysis has found in a study."""

    @property
    def study(self) -> Study:
        """Return the study."""


Found = TypeVar("Found", bound=Analysis)


@dataclass(frozen=True, slots=True, kw_only=True)
class AnalysisEntry(Generic[Found]):
    """One chart of what an analysis has found.

    Parameters
    ----------
    text
        What it shows.
    of
        Function that draws it from what was found.
    is_shown
        Whether there is something to show in it.
    """

    text: str
    of: Callable[[Found], Chart]
    is_shown: Callable[[Found], bool] = lambda found: True


FLEXIBILITY_CHARTS: Mapping[str, AnalysisEntry[StudyFlexibility]] = {
    "link_worth": AnalysisEntry(text="What each further link of plant and vehicle would add.", of=link_worth),
    "value_ladder": AnalysisEntry(
        text="What sets of links sell, from dedicated plants to full flexibility.", of=value_ladder
    ),
}
"""Charts of what flexibility is worth, by name; they are drawn from a study and need no run."""

RISK_CHARTS: Mapping[str, AnalysisEntry[Outlook]] = {
    "output_fan": AnalysisEntry(
        text="How output that counts toward targets may turn out.",
        of=output_fan,
        is_shown=lambda outlook: not outlook.output.empty,
    ),
    "profit_boxes": AnalysisEntry(text="How the profit of each company may turn out.", of=profit_boxes),
    "driver_tornado": AnalysisEntry(
        text="Which driver alone moves the plan most.",
        of=driver_tornado,
        is_shown=lambda outlook: not outlook.tornado.empty,
    ),
    "stress_bars": AnalysisEntry(
        text="What each stress case does to the plan.",
        of=stress_bars,
        is_shown=lambda outlook: not outlook.stress.empty,
    ),
    "rival_regret": AnalysisEntry(
        text="How far each of several plans falls short of the best of them.",
        of=rival_regret,
        is_shown=lambda outlook: len(outlook.plans) > 1,
    ),
}
"""Charts of what may become of a plan, by name."""

DEAL_CHARTS: Mapping[str, AnalysisEntry[DealAnswer]] = {
    "deal_fee_zone": AnalysisEntry(
        text="What host and guest gain at each fee, and the range in which both do.",
        of=deal_fee_zone,
        is_shown=lambda answer: main_term(answer) is not None,
    ),
    "deal_bridge": AnalysisEntry(
        text="From the plan without a deal to the plan with it, by company and line.", of=deal_bridge
    ),
    "deal_splits": AnalysisEntry(text="What each party would get by each rule of sharing.", of=deal_splits),
    "deal_core": AnalysisEntry(
        text="Every split of host, guest and government, and those that no group can better.",
        of=deal_core,
        is_shown=lambda answer: len(answer.game.players) == 3,
    ),
    "deal_futures": AnalysisEntry(
        text="What a deal may come to for each party in drawn futures.",
        of=deal_futures,
        is_shown=lambda answer: answer.futures is not None,
    ),
}
"""Charts of a deal, by name."""

TARGET_CHARTS: Mapping[str, AnalysisEntry[TargetFound]] = {
    "gap_split": AnalysisEntry(
        text="What could be, is bound to be, is planned to be and likely will be built.", of=gap_split
    ),
    "target_curve": AnalysisEntry(
        text="How likely output reaches how many vehicles.",
        of=target_curve,
        is_shown=lambda found: found.likely.is_drawn,
    ),
    "supply_curve": AnalysisEntry(
        text="Programmes by what they lack for each vehicle, and what is needed.",
        of=supply_curve,
        is_shown=lambda found: bool(found.curve),
    ),
}
"""Charts of a target, by name."""

HURDLE_CHARTS: Mapping[str, AnalysisEntry[Hurdles]] = {
    "hurdle_ranking": AnalysisEntry(
        text="How far each input would have to move until a deal breaks even.", of=hurdle_ranking
    ),
    "hurdle_heat_map": AnalysisEntry(
        text="What a deal gains at each pair of prices of energy and work.",
        of=hurdle_heat_map,
        is_shown=lambda found: found.frontier is not None,
    ),
}
"""Charts of the hurdles of a deal, by name."""


def shown_charts(charts: Mapping[str, AnalysisEntry[Found]], found: Found) -> tuple[str, ...]:
    """Return the charts of a family that have something to show: no fan without targets, for one.

    Parameters
    ----------
    charts
        The family of charts.
    found
        What was found.
    """
    return tuple(name for name, entry in charts.items() if entry.is_shown(found))


def draw_analysis(
    charts: Mapping[str, AnalysisEntry[Found]],
    name: str,
    found: Found,
    *,
    counts: pd.DataFrame | None = None,
) -> Chart:
    """Return a chart of what an analysis has found, with how well its figures are sourced.

    Parameters
    ----------
    charts
        The family of charts.
    name
        Name in the family.
    found
        What was found.
    counts
        Figures of the study by table and grade, where they are known already.

    Raises
    ------
    LabelError
        If there is no such chart, or there is nothing to show in it.
    """
    entry = charts[known_name("chart", name, list(charts))]
    if not entry.is_shown(found):
        shown = ", ".join(shown_charts(charts, found))
        raise LabelError(f"chart '{name}' has nothing to show here; there are: {shown}")
    chart = entry.of(found)
    known = figures_by_grade(found.study) if counts is None else counts
    return replace(chart, grade=grade_sentence(known, chart.reads))
