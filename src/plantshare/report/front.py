"""The front page: the question, the answer in three sentences, four headlines, limits and evidence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from plantshare.report.answer import answer_of
from plantshare.report.beside import Beside
from plantshare.report.binding import binding_rules, limit_words
from plantshare.report.evidence import GRADE_WORDS, Evidence
from plantshare.report.figure import Figure, Headline, Sentence
from plantshare.report.front_page import FrontPage
from plantshare.report.grades import SOURCED
from plantshare.report.headlines import headlines_of
from plantshare.report.measures import measures_of
from plantshare.report.weights import Weights
from plantshare.report.words import money, number, percent
from plantshare.results import Result
from plantshare.study import Study

__all__ = ["EvidenceShare", "Front", "front_of", "question_of"]

ASKS = ("who ", "what ", "where ", "when ", "which ", "how ", "should ", "can ", "does ", "is ", "why ")

IF_SHARED = {
    "off": "if every company builds new vehicles in its own plants only",
    "on": "if companies may build in one another\u2019s plants",
    "deals": "if companies may build in one another\u2019s plants where a deal of the study allows it",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceShare:
    """How well the answer is sourced.

    Parameters
    ----------
    sentence
        By number of figures and by money, in words.
    unsourced_share
        Share of the money that moves which rests on at least one figure without a source; by number
        of figures where no money moves.
    grades
        Grade, its meaning, number of figures and their share.
    """

    sentence: str
    unsourced_share: float
    grades: tuple[tuple[str, str, int, float], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Front:
    """The first page of a report, which stands alone."""

    question: str
    answer: tuple[Sentence, ...]
    headlines: tuple[Headline, ...]
    limit: str
    evidence: EvidenceShare
    figures: Mapping[str, Figure]


def front_of(result: Result, evidence: Evidence, weights: Weights, beside: Sequence[Beside]) -> Front:
    """Return the front page of a result.

    Parameters
    ----------
    evidence, weights
        Evidence of its study, and the money through its figures.
    beside
        Runs to hold against it; the first is the one that sentences compare with.
    """
    page = FrontPage(
        measures=measures_of(result),
        others=tuple((each, measures_of(each.result)) for each in beside),
        names=evidence.names,
        weights=weights,
    )
    return Front(
        question=question_of(result.study),
        answer=answer_of(page),
        headlines=headlines_of(page),
        limit=limit_words(result, binding_rules(result)),
        evidence=evidence_share(evidence, weights, result.study),
        figures=page.figures,
    )


def question_of(study: Study) -> str:
    """Return the question that a study answers, from its title and its settings."""
    settings = study.settings
    title = str(settings["title"] or settings["name"]).rstrip(".?! ")
    clause = IF_SHARED[str(settings["sharing"])]
    if title.casefold().startswith(ASKS):
        return f"{title}, {clause}?"
    years = f"{settings['first_year']:.0f} to {settings['last_year']:.0f}"
    return f"{title}. Who should build what, {years}, {clause}?"


def evidence_share(evidence: Evidence, weights: Weights, study: Study) -> EvidenceShare:
    """Return how much of an answer rests on figures below grade C, by number and by money."""
    rows = evidence.counts[evidence.counts["table"] == "all tables"]
    figures = dict(zip(rows["grade"].astype(str), rows["figures"].astype(int), strict=True))
    total = sum(figures.values())
    sourced = sum(figures[grade] for grade in SOURCED)
    weak = 1 - sourced / total if total else float("nan")
    by_money = weights.unsourced_share
    told = (
        f"{exact_percent(weak)} of the {number(total)} figures of the study are judged, assumed or defaults"
    )
    if weights.total > 0:
        moved = money(weights.total, str(study.settings["currency"]))
        told += (
            f"; by money, {exact_percent(by_money)} of the {moved} of income and cost in the answer (present "
            "value, fees between companies left out) is priced by at least one such figure"
        )
    return EvidenceShare(
        sentence=f"{told}.",
        unsourced_share=by_money if weights.total > 0 else weak,
        grades=tuple(
            (grade, words, figures.get(grade, 0), figures.get(grade, 0) / total if total else 0.0)
            for grade, words in GRADE_WORDS.items()
        ),
    )


def exact_percent(share: float) -> str:
    """Return a share in per cent; only a whole reads 100% and only nothing reads 0%.

    Examples
    --------
    >>> exact_percent(0.97), exact_percent(0.9996), exact_percent(1.0), exact_percent(0.0002)
    ('97%', 'more than 99.9%', '100%', 'less than 0.1%')
    """
    if 0.999 < share < 1:
        return "more than 99.9%"
    if 0 < share < 0.001:
        return "less than 0.1%"
    return percent(share, 1 if 0 < share < 0.01 or 0.99 < share < 1 else 0)
