"""The report of a plan: front page, sections, and everything behind their numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from importlib import metadata
from typing import Any

from plantshare.deals.answer import DealAnswer
from plantshare.deals.hurdles import Hurdles
from plantshare.evidence import Source
from plantshare.flexibility import StudyFlexibility
from plantshare.report.analysis_sections import sections_found
from plantshare.report.beside import Beside, beside_of
from plantshare.report.catalogue import CHARTS, draw
from plantshare.report.chart import Chart
from plantshare.report.evidence import GRADE_WORDS, Evidence, Input, evidence_of
from plantshare.report.front import Front, front_of
from plantshare.report.listing import Listing
from plantshare.report.page_data import (
    as_data,
    front_data,
    palette_data,
    run_facts,
    section_data,
    source_data,
    study_facts,
    title_of,
)
from plantshare.report.plan_listings import account_listing, launch_listing, target_listing
from plantshare.report.section import Recorded, Section
from plantshare.report.stored import OUTLINE
from plantshare.report.theme import THEME
from plantshare.report.trust_listings import (
    assumption_listing,
    limit_listing,
    proof_listing,
    source_listing,
)
from plantshare.report.weights import Weights, weights_of
from plantshare.results import Result
from plantshare.risk import Outlook
from plantshare.targets import Found as TargetFound

__all__ = ["AUDIENCE", "FORMAT", "SECTIONS", "Report", "report_of"]

FORMAT = 1
"""Version of the layout of a report's data."""

AUDIENCE = "For readers who may see every figure of this study; nothing is left out."

SECTIONS: Mapping[str, tuple[str, str, tuple[str, ...]]] = {
    "room": (
        "Where the room is",
        "How full each plant is on its stated basis, and what it could build besides.",
        ("map", "plants_map", "utilisation", "spare"),
    ),
    "plan": (
        "The plan",
        "Who builds what, where and from when.",
        ("board", "plan_board", "volumes"),
    ),
    "flows": ("Flows", "Which plant serves which market.", ("flows",)),
    "money": (
        "Money",
        "What each company earns, and what a vehicle costs where it is sold.",
        ("profit_bridge", "landed_cost"),
    ),
    "target": (
        "The national target",
        "What counts as output, and how far it is from what is wanted.",
        ("national_output",),
    ),
    "trust": (
        "Can it be trusted?",
        "How good the plan is proven to be, what holds it back, and what its figures rest on.",
        ("gap_curve", "evidence"),
    ),
}
"""Title, lead and charts of each section, in order."""


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Report:
    """A whole report; made by :func:`report_of`.

    Parameters
    ----------
    result
        The result that is reported.
    recorded
        Where it is recorded.
    audience
        Whom the report is for, in words.
    front
        The first page.
    sections
        Sections in order.
    inputs
        Every figure of the study that a number rests on, by its path.
    sources
        The sources of these figures, by name.
    outline
        Outline of the land for maps, or none.
    """

    result: Result
    recorded: Recorded
    audience: str
    front: Front
    sections: tuple[Section, ...]
    inputs: Mapping[str, Input]
    sources: Mapping[str, Source]
    outline: Mapping[str, Any] | None  # Any: TopoJSON

    @property
    def title(self) -> str:
        """Return the title of the study, or its name."""
        return title_of(self.result.study)

    def to_json(self) -> dict[str, Any]:
        """Return the report as its page reads it; Any: JSON of any shape."""
        content: dict[str, Any] = as_data(
            {
                "format": FORMAT,
                "product": {"name": "Plantshare", "version": metadata.version("plantshare")},
                "audience": self.audience,
                "study": study_facts(self.result.study),
                "run": run_facts(self.result, self.recorded),
                "front": front_data(self.front),
                "sections": [section_data(section) for section in self.sections],
                "figures": {name: asdict(figure) for name, figure in self.front.figures.items()},
                "inputs": {path: asdict(each) for path, each in self.inputs.items()},
                "sources": {name: source_data(source) for name, source in self.sources.items()},
                "grades": dict(GRADE_WORDS),
                "palette": palette_data(),
                "theme": THEME,
                "outline": self.outline,
            }
        )
        return content


def report_of(
    result: Result,
    *,
    beside: Sequence[Result] = (),
    audience: str = AUDIENCE,
    recorded: Recorded | None = None,
    flexibility: StudyFlexibility | None = None,
    outlook: Outlook | None = None,
    target: TargetFound | None = None,
    hurdles: Hurdles | None = None,
    deals: Sequence[DealAnswer] = (),
) -> Report:
    """Return the report of a result.

    Parameters
    ----------
    result
        A result with a plan.
    beside
        Other results to hold against it; sentences and the profit bridge compare with the first.
    audience
        Whom the report is for, in words.
    recorded
        Where the result is recorded.
    flexibility
        What flexibility is worth in the study, for a section of its own at the end.
    outlook
        What may become of the plan in drawn futures, for a section of its own at the end.
    target
        What is found about a target, for a section of its own at the end; its best plan is the result.
    hurdles
        Hurdles of a deal, for a section of its own at the end.
    deals
        What is to be said of deals of the study, each for a section of its own at the end.

    Raises
    ------
    InfeasibleError
        If a result has no plan.
    LabelError
        If the amounts of the results cannot be compared.
    """
    others = [beside_of(result.require_plan(), each) for each in beside]
    evidence = evidence_of(result.study)
    weights = weights_of(result, evidence)
    front = front_of(result, evidence, weights, others)
    charts = {
        name: draw(name, result, before=others[0].result if others else None, counts=evidence.counts)
        for name, entry in CHARTS.items()
        if (entry.of_two is None or others) and entry.is_shown(result)
    }
    outline = next((each.spec["datasets"][OUTLINE] for each in charts.values() if has_outline(each)), None)
    tables = tables_of(result, evidence, weights, others)
    own = (
        Section(
            id=name,
            title=title,
            lead=lead,
            charts=tuple(without_outline(charts[chart]) for chart in wanted if chart in charts),
            tables=tables.get(name, ()),
        )
        for name, (title, lead, wanted) in SECTIONS.items()
    )
    found = sections_found(
        evidence.counts, flexibility=flexibility, outlook=outlook, target=target, hurdles=hurdles, deals=deals
    )
    sections = tuple(each for each in (*own, *found) if each.charts or each.tables)
    inputs = evidence.inputs(paths_of(front, sections))
    return Report(
        result=result,
        recorded=recorded or Recorded(),
        audience=audience,
        front=front,
        sections=sections,
        inputs=inputs,
        sources=evidence.sources(inputs),
        outline=outline,
    )


def tables_of(
    result: Result, evidence: Evidence, weights: Weights, beside: Sequence[Beside]
) -> dict[str, tuple[Listing, ...]]:
    """Return the tables of each section."""
    return {
        "plan": (launch_listing(result, evidence.names),),
        "money": (account_listing(result, evidence.names, weights, beside),),
        "target": (target_listing(result, evidence.names),),
        "trust": (
            proof_listing(result),
            limit_listing(result),
            assumption_listing(result, weights),
            source_listing(evidence),
        ),
    }


def has_outline(chart: Chart) -> bool:
    """Return whether a chart brings the outline of the land along."""
    return OUTLINE in chart.spec.get("datasets", {})


def without_outline(chart: Chart) -> Chart:
    """Return a chart without the outline, which a report holds once."""
    if not has_outline(chart):
        return chart
    datasets = {name: data for name, data in chart.spec["datasets"].items() if name != OUTLINE}
    return replace(chart, spec={**chart.spec, "datasets": datasets})


def paths_of(front: Front, sections: Sequence[Section]) -> list[str]:
    """Return every path that a figure, a row of a chart or a row of a table names, each once."""
    found = [path for figure in front.figures.values() for path in figure.inputs]
    for section in sections:
        behind = [each.behind for each in section.charts] + [each.behind for each in section.tables]
        found += [path for rows in behind for paths in rows for path in paths]
    return list(dict.fromkeys(found))
