"""Sections of a report on what analyses have found; each is there only where it was asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import pandas as pd

from plantshare.deals.answer import DealAnswer
from plantshare.deals.hurdles import Hurdles
from plantshare.flexibility import StudyFlexibility
from plantshare.report.analyses import (
    DEAL_CHARTS,
    FLEXIBILITY_CHARTS,
    HURDLE_CHARTS,
    RISK_CHARTS,
    TARGET_CHARTS,
    AnalysisEntry,
    Found,
    draw_analysis,
    shown_charts,
)
from plantshare.report.chart import Chart
from plantshare.report.deal_lead import lead_of
from plantshare.report.deal_listings import deal_listings
from plantshare.report.deal_words import deal_words
from plantshare.report.hurdle_listings import attribution_listing, kind_listing, requirement_listing
from plantshare.report.risk_listings import adapting_listing, futures_listing
from plantshare.report.section import Section
from plantshare.report.target_listings import package_listing, programme_listing, public_listing
from plantshare.risk import Outlook
from plantshare.targets import Found as TargetFound

__all__ = [
    "deal_section",
    "flexibility_section",
    "hurdle_section",
    "risk_section",
    "sections_found",
    "target_section",
]


def sections_found(
    counts: pd.DataFrame,
    *,
    flexibility: StudyFlexibility | None,
    outlook: Outlook | None,
    target: TargetFound | None,
    hurdles: Hurdles | None,
    deals: Sequence[DealAnswer],
) -> Iterator[Section]:
    """Return a section for each analysis that was made.

    Parameters
    ----------
    counts
        Figures of the study by table and grade.
    flexibility, outlook, target, hurdles, deals
        What was found, as of :func:`plantshare.report.document.report_of`.
    """
    if flexibility is not None:
        yield flexibility_section(flexibility, counts)
    if outlook is not None:
        yield risk_section(outlook, counts)
    if target is not None:
        yield target_section(target, counts)
    if hurdles is not None:
        yield hurdle_section(hurdles, counts)
    for answer in deals:
        yield deal_section(answer, counts)


def drawn(
    charts: Mapping[str, AnalysisEntry[Found]], found: Found, counts: pd.DataFrame
) -> tuple[Chart, ...]:
    """Return every chart of a family that has something to show."""
    return tuple(draw_analysis(charts, name, found, counts=counts) for name in shown_charts(charts, found))


def flexibility_section(found: StudyFlexibility, counts: pd.DataFrame) -> Section:
    """Return the section on what flexibility is worth, which takes no plan."""
    return Section(
        id="flexibility",
        title="What flexibility is worth",
        lead="What would be sold if plants could build more vehicles than today, demand being uncertain.",
        charts=drawn(FLEXIBILITY_CHARTS, found, counts),
    )


def risk_section(outlook: Outlook, counts: pd.DataFrame) -> Section:
    """Return the section on what becomes of the plan in drawn futures."""
    adapting = adapting_listing(outlook)
    return Section(
        id="risk",
        title="Risk",
        lead="What becomes of the plan when sales, prices, tariffs and launches turn out otherwise.",
        charts=drawn(RISK_CHARTS, outlook, counts),
        tables=(*([] if adapting is None else [adapting]), futures_listing(outlook)),
    )


def target_section(found: TargetFound, counts: pd.DataFrame) -> Section:
    """Return the section on what a target takes."""
    return Section(
        id="reaching",
        title="Reaching the target",
        lead="How far the country is from the target, what could close the gap, and what that costs.",
        charts=drawn(TARGET_CHARTS, found, counts),
        tables=(package_listing(found), programme_listing(found), public_listing(found)),
    )


def hurdle_section(found: Hurdles, counts: pd.DataFrame) -> Section:
    """Return the section on what would have to be true for a deal to pay."""
    explained = (attribution_listing(found, each) for each in found.attributions)
    return Section(
        id="hurdles",
        title="Hurdles of a deal",
        lead="What would have to be true for the deal to pay, one input at a time, and why it does not.",
        charts=drawn(HURDLE_CHARTS, found, counts),
        tables=(requirement_listing(found), *explained, kind_listing(found)),
    )


def deal_section(answer: DealAnswer, counts: pd.DataFrame) -> Section:
    """Return the section of a deal: what it comes to in sentences, charts and tables."""
    name = answer.value.deal
    return Section(
        id=f"deal-{name}",
        title=f"Deal: {deal_words(answer.study, name)}",
        lead=lead_of(answer),
        charts=drawn(DEAL_CHARTS, answer, counts),
        tables=deal_listings(answer),
    )
