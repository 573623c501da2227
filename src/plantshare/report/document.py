"""The report of a plan: front page, sections, and everything behind their numbers."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from importlib import metadata
from typing import Any

import numpy as np

from plantshare.evidence import Source
from plantshare.flexibility import StudyFlexibility
from plantshare.report import palette
from plantshare.report.beside import Beside, beside_of
from plantshare.report.catalogue import (
    CHARTS,
    FLEXIBILITY_CHARTS,
    RISK_CHARTS,
    draw,
    draw_flexibility,
    draw_risk,
    risk_charts,
)
from plantshare.report.chart import Chart
from plantshare.report.evidence import GRADE_WORDS, Evidence, Input, evidence_of
from plantshare.report.front import Front, front_of
from plantshare.report.listing import Listing
from plantshare.report.plan_listings import account_listing, launch_listing, target_listing
from plantshare.report.proof import gap_words
from plantshare.report.risk_listings import futures_listing
from plantshare.report.stored import OUTLINE
from plantshare.report.theme import THEME
from plantshare.report.trust_listings import (
    assumption_listing,
    limit_listing,
    proof_listing,
    source_listing,
)
from plantshare.report.weights import Weights, weights_of
from plantshare.report.words import currency_sign
from plantshare.results import Result
from plantshare.risk import Outlook

__all__ = ["AUDIENCE", "FORMAT", "Recorded", "Report", "Section", "report_of"]

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
        ("evidence",),
    ),
}
"""Title, lead and charts of each section, in order."""

FLEXIBILITY: Mapping[str, tuple[str, str, tuple[str, ...]]] = {
    "flexibility": (
        "What flexibility is worth",
        "What would be sold if plants could build more vehicles than today, demand being uncertain.",
        tuple(FLEXIBILITY_CHARTS),
    ),
}
"""The section that is there only where it is asked for, as it takes no plan."""

RISK: Mapping[str, tuple[str, str, tuple[str, ...]]] = {
    "risk": (
        "Risk",
        "What becomes of the plan when sales, prices, tariffs and launches turn out otherwise.",
        tuple(RISK_CHARTS),
    ),
}
"""The section that is there only where the plan was looked at in drawn futures."""

DIGITS = 8
"""Digits of a number in the data that count; more are the rounding of the computer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """Where the result of a report is recorded.

    Parameters
    ----------
    run
        Name of the run folder.
    when
        When it was recorded, in words.
    digest
        Digest of the study that was solved.
    """

    run: str = "not recorded"
    when: str = "not recorded"
    digest: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One section of a report."""

    id: str
    title: str
    lead: str
    charts: tuple[Chart, ...] = ()
    tables: tuple[Listing, ...] = ()


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
        settings = self.result.study.settings
        return str(settings["title"] or settings["name"])

    def to_json(self) -> dict[str, Any]:
        """Return the report as its page reads it; Any: JSON of any shape."""
        content: dict[str, Any] = as_data(
            {
                "format": FORMAT,
                "product": {"name": "Plantshare", "version": metadata.version("plantshare")},
                "audience": self.audience,
                "study": study_facts(self),
                "run": run_facts(self),
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
        if entry.of_two is None or others
    }
    if flexibility is not None:
        known = evidence.counts
        charts |= {name: draw_flexibility(name, flexibility, counts=known) for name in FLEXIBILITY_CHARTS}
    if outlook is not None:
        charts |= {name: draw_risk(name, outlook, counts=evidence.counts) for name in risk_charts(outlook)}
    outline = next((each.spec["datasets"][OUTLINE] for each in charts.values() if has_outline(each)), None)
    tables = tables_of(result, evidence, weights, others)
    if outlook is not None:
        tables["risk"] = (futures_listing(outlook),)
    sections = tuple(
        Section(
            id=name,
            title=title,
            lead=lead,
            charts=tuple(without_outline(charts[chart]) for chart in wanted if chart in charts),
            tables=tables.get(name, ()),
        )
        for name, (title, lead, wanted) in {**SECTIONS, **FLEXIBILITY, **RISK}.items()
    )
    sections = tuple(each for each in sections if each.charts or each.tables)
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


def study_facts(report: Report) -> dict[str, Any]:
    """Return what the page says of the study; Any: JSON."""
    settings = report.result.study.settings
    return {
        "name": settings["name"],
        "title": report.title,
        "currency": settings["currency"],
        "sign": currency_sign(str(settings["currency"])),
        "price_year": int(settings["price_year"]),
        "first_year": int(settings["first_year"]),
        "last_year": int(settings["last_year"]),
        "illustrative": bool(settings["illustrative"]),
    }


def run_facts(report: Report) -> dict[str, str]:
    """Return what the page says of the run."""
    proof = report.result.proof
    return {
        "id": report.recorded.run,
        "recorded": report.recorded.when,
        "status": proof.status.replace("_", " "),
        "method": proof.method,
        "solver": proof.solver,
        "gap_words": gap_words(report.result),
        "digest": report.recorded.digest,
    }


def front_data(front: Front) -> dict[str, Any]:
    """Return the first page as data; Any: JSON."""
    share = front.evidence
    names = ("grade", "label", "figures", "share")
    return {
        "question": front.question,
        "answer": [[asdict(part) for part in sentence] for sentence in front.answer],
        "headlines": [asdict(headline) for headline in front.headlines],
        "limit": front.limit,
        "evidence": {
            "sentence": share.sentence,
            "unsourced_share": share.unsourced_share,
            "grades": [dict(zip(names, grade, strict=True)) for grade in share.grades],
        },
    }


def section_data(section: Section) -> dict[str, Any]:
    """Return a section as data; Any: JSON."""
    return {
        "id": section.id,
        "title": section.title,
        "lead": section.lead,
        "charts": [chart.to_json() for chart in section.charts],
        "tables": [table.to_json() for table in section.tables],
    }


def source_data(source: Source) -> dict[str, str | None]:
    """Return a source as the page shows it."""
    return {
        "title": source.title or source.source,
        "publisher": source.publisher,
        "published": source.published,
        "url": source.url if source.url.startswith(("https://", "http://")) else None,
        "licence": source.licence,
    }


def palette_data() -> dict[str, Any]:
    """Return the colours of the page by name, and the classes of utilisation; Any: JSON."""
    names = [name for name in palette.__all__ if name.isupper() and name not in ("UTILISATION", "BRANDS")]
    return {
        **{name.lower(): getattr(palette, name) for name in names},
        "brands": list(palette.BRANDS),
        "utilisation": [asdict(each) for each in palette.UTILISATION],
    }


def as_data(value: Any) -> Any:
    """Return a value as JSON can hold it: nothing for a missing or endless number, eight digits for others.

    Any: nested data of any shape goes in and comes out.

    Examples
    --------
    >>> as_data({"a": (1.0, float("inf"), np.float64(0.12345678912345)), "b": np.int64(3)})
    {'a': [1, None, 0.12345679], 'b': 3}
    """
    if isinstance(value, Mapping):
        return {str(key): as_data(entry) for key, entry in value.items()}
    if isinstance(value, list | tuple):
        return [as_data(entry) for entry in value]
    if isinstance(value, np.ndarray | np.generic):
        return as_data(value.tolist())
    if isinstance(value, float):
        return shorter(value) if math.isfinite(value) else None
    return value


def shorter(value: float) -> float | int:
    """Return a number with the digits that count, as a whole number where it is one."""
    rounded = float(f"{value:.{DIGITS}g}")
    return int(rounded) if rounded.is_integer() else rounded
