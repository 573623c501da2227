"""One section of a report, and where the result of a report is recorded."""

from __future__ import annotations

from dataclasses import dataclass

from plantshare.report.chart import Chart
from plantshare.report.listing import Listing

__all__ = ["Recorded", "Section"]


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
