"""How the worth of flexibility is worded, on the command line and in charts."""

from __future__ import annotations

from collections.abc import Mapping

from plantshare.flexibility import StudyFlexibility
from plantshare.flexibility.study_record import RungName
from plantshare.report.words import plural

__all__ = ["FIGURES", "digits_of", "draws_words", "rung_words"]

FIGURES = ("shops", "shop_patterns", "shift_patterns", "routes", "incumbents", "demand", "uncertainty")
"""Tables that the worth of flexibility rests on."""

RUNGS: Mapping[RungName, str] = {
    "dedicated": "Each vehicle at one plant",
    "present": "Present links",
    "chain": "One long chain",
    "full": "Every link that could exist",
}


def rung_words(found: StudyFlexibility, name: RungName) -> str:
    """Return a set of links as a reader sees it.

    Parameters
    ----------
    found
        What flexibility is worth in a study.
    name
        Name of the set.
    """
    if name == "best links":
        count = len(found.steps)
        return f"Present and the best {plural(count, 'link')}" if count > 1 else "Present and the best link"
    return RUNGS[name]


def digits_of(found: StudyFlexibility) -> int:
    """Return the digits after the point that vehicles a year are shown with: none in a large study.

    Parameters
    ----------
    found
        What flexibility is worth in a study.
    """
    capacity = sum(found.network.capacity)
    return 0 if capacity >= 100_000 else 1 if capacity >= 10_000 else 3


def draws_words(found: StudyFlexibility) -> str:
    """Return how demand was taken: drawn so many times, or every future counted.

    Parameters
    ----------
    found
        What flexibility is worth in a study.
    """
    if found.is_exact:
        return f"{plural(found.draws, 'future')} of demand, all counted"
    return f"{found.draws:,} draws of demand"
