"""A report as its page reads it: JSON of every part."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

import numpy as np

from plantshare.evidence import Source
from plantshare.report import palette
from plantshare.report.front import Front
from plantshare.report.proof import gap_words
from plantshare.report.section import Recorded, Section
from plantshare.report.words import currency_sign
from plantshare.results import Result
from plantshare.study import Study

__all__ = [
    "as_data",
    "front_data",
    "palette_data",
    "run_facts",
    "section_data",
    "source_data",
    "study_facts",
    "title_of",
]

DIGITS = 8
"""Digits of a number in the data that count; more are the rounding of the computer."""


def title_of(study: Study) -> str:
    """Return the title of a study, or its name."""
    return str(study.settings["title"] or study.settings["name"])


def study_facts(study: Study) -> dict[str, Any]:
    """Return what the page says of the study; Any: JSON."""
    settings = study.settings
    return {
        "name": settings["name"],
        "title": title_of(study),
        "currency": settings["currency"],
        "sign": currency_sign(str(settings["currency"])),
        "price_year": int(settings["price_year"]),
        "first_year": int(settings["first_year"]),
        "last_year": int(settings["last_year"]),
        "illustrative": bool(settings["illustrative"]),
    }


def run_facts(result: Result, recorded: Recorded) -> dict[str, str]:
    """Return what the page says of the run."""
    proof = result.proof
    return {
        "id": recorded.run,
        "recorded": recorded.when,
        "status": proof.status.replace("_", " "),
        "method": proof.method,
        "solver": proof.solver,
        "gap_words": gap_words(result),
        "digest": recorded.digest,
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
